"""The page „Vorausschau“ over a town whose changes are known, and its numbers checked by hand."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML

from casework.database.base import db
from casework.database.moments import now
from casework.database.transaction import transaction
from casework.housing.models import RoomOperation
from casework.housing.planned_arrivals import announce
from casework.planning.forecast import Cause, Forecast
from casework.planning.outlook import Outlook
from tests import factories

ON = date(2025, 6, 30)


@pytest.fixture
def town(app: Flask) -> factories.Municipality:
    """A VU house of 10 with 4 people, of whom one's 24 months end on 15.08.2025; an AU house of 5 whose lease ends on
    31.08.2025 with one person; a new AU house of 8 from 01.09.2025; a UMA in a home who turns 18 on 14.09.2025; 3
    announced for the VU on 20.07.2025. In the two years before, two people came, in January and March 2025."""
    with app.app_context():
        town = factories.municipality()
        nord = factories.house(town, "GU Nord", "VU", {"N1": 10})
        west = factories.house(town, "AU West", "AU", {"W1": 5}, lease_ends_on=date(2025, 8, 31))
        factories.house(town, "AU Süd", "AU", {"S1": 8}, starts_on=date(2025, 9, 1))
        linde = factories.house(town, "Haus Linde", "SGBVIII", {"L1": 6})
        for number, day in enumerate(
            (date(2023, 8, 15), date(2025, 1, 10), date(2025, 3, 10), date(2023, 6, 1))
        ):
            person = factories.person(town, f"Person{number}")
            factories.stay(person, stage="VU", house=nord, room="N1", starts_on=day)
        followed = factories.person(town, "Tesfay")
        factories.stay(followed, stage="AU", house=west, room="W1", starts_on=date(2020, 1, 1))
        minor = factories.person(town, "Amir", birth_date="14.09.2007")
        factories.stay(minor, stage="UMA", house=linde, room="L1", starts_on=date(2025, 2, 10))
        with transaction():
            announce(
                town.id,
                {
                    "announced_on": date(2025, 6, 1),
                    "expected_on": date(2025, 7, 20),
                    "persons": 3,
                    "stage": "VU",
                    "source": "Landratsamt",
                    "accommodation_id": nord.id,
                },
            )
        return town


def ahead(app: Flask, town: factories.Municipality, on: date = ON) -> dict[str, Forecast]:
    with app.app_context():
        return {found.kind: found for found in Outlook.of(town.id, on, now()).forecasts()}


def test_the_numbers_of_each_kind(app: Flask, town: factories.Municipality) -> None:
    found = ahead(app, town)
    assert set(found) == {"VU", "AU", "SGBVIII"}
    vu, au, youth = found["VU"], found["AU"], found["SGBVIII"]
    assert vu.free == 6
    assert [step.expected for step in vu.steps] == [6 - 3, 6 - 3 + 1, 6 - 3 + 1]
    assert [step.changes[Cause.VU_ENDS] for step in vu.steps] == [0, 1, 1]
    assert au.free == 4
    assert [step.changes[Cause.LEASES] for step in au.steps] == [0, -5, -5]
    assert [step.changes[Cause.OPENINGS] for step in au.steps] == [0, 8, 8]
    assert [step.expected for step in au.steps] == [4, 4 - 5 + 8 - 1 - 1, 4 - 5 + 8 - 1 - 1]
    assert youth.free == 5
    assert [step.expected for step in youth.steps] == [5, 6, 6]


def test_the_band_comes_from_the_two_years_before(app: Flask, town: factories.Municipality) -> None:
    """24 months from 30.06.2023: arrivals of the VU in August 2023, January and March 2025. Of 22 stretches of three
    months two or more came in none but those with both, 0 in at least a tenth; three are announced, so none more."""
    vu = ahead(app, town)["VU"]
    assert [(step.low, step.high) for step in vu.steps] == [(3, 3), (4, 4), (4, 4)]
    youth = ahead(app, town)["SGBVIII"]
    assert [(step.low, step.high) for step in youth.steps] == [(5, 5), (5, 6), (5, 6)]


def test_what_is_recorded_later_was_not_known_before(app: Flask, town: factories.Municipality) -> None:
    with app.app_context():
        before = now()
        with transaction():
            row = db.session.scalars(db.select(RoomOperation).where(RoomOperation.places == 8)).one()
            row.supersede()
        then = {found.kind: found for found in Outlook.of(town.id, ON, before).forecasts()}
    assert then["AU"].steps[1].changes[Cause.OPENINGS] == 8
    assert ahead(app, town)["AU"].steps[1].changes[Cause.OPENINGS] == 0


def test_the_page_shows_chart_table_and_definitions(
    app: Flask, client: FlaskClient, town: factories.Municipality
) -> None:
    with app.app_context():
        lead = factories.user(town)
    factories.sign_in(client, lead)
    page = client.get("/forecast?on=30.06.2025")
    assert page.status_code == 200
    assert not JustHTML(page.text, collect_errors=True, sanitize=False).errors
    text = " ".join(JustHTML(page.text, sanitize=False).query("main")[0].to_text().split())
    assert "frei nach dem, was feststeht 3 4 4" in text
    assert "angekündigte Ankünfte −3 −3 −3" in text
    assert "Mietverträge enden 0 −5 −5" in text
    assert "in 6 Monaten" in text
    assert page.text.count('role="img"') == 3
    refused = client.get("/forecast?on=31.02.2025")
    assert refused.status_code == 422
    assert "31.02.2025 gibt es nicht" in refused.text


def test_a_town_without_houses_has_nothing_ahead(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        lead = factories.user(factories.municipality())
    factories.sign_in(client, lead)
    assert "keine Unterkunft in Betrieb und niemand angekündigt" in client.get("/forecast").text
