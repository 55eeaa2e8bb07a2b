"""Titles that hold in law to another day than the one printed on them, through the front door and the lists."""

import json
from datetime import date, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy.exc import IntegrityError

from casework.database.base import db
from casework.database.moments import today
from casework.people.models import Person, ResidenceTitle
from casework.people.queries import titles_of
from casework.vocabulary.residence import RESIDENCE_TITLES
from tests import factories

PRINTED = today() - timedelta(days=30)
LEGAL = today() + timedelta(days=300)
BEGAN = date(2025, 3, 6)


def typed(day: date) -> str:
    return f"{day:%d.%m.%Y}"


SAID = {"title": "AE_24", "starts_on": typed(BEGAN), "ends_on": typed(PRINTED)}
IN_LAW = {"legally_until": typed(LEGAL), "legally_until_reason": "§ 2 UkraineAufenthFGV"}
IN_WORDS = f"bis {typed(PRINTED)}, gilt rechtlich bis {typed(LEGAL)}"


class World:
    """Oksana, and the lead who looks after her file."""

    def __init__(self, app: Flask, client: FlaskClient) -> None:
        self.app, self.client = app, client
        with app.app_context():
            town = factories.municipality()
            self.town, self.lead = town, factories.user(town)
            self.oksana = factories.person(town, "Vasilenko", case_number="2025-1")
        factories.sign_in(client, self.lead)
        self.page = f"/people/{self.oksana.id}"

    def state(self, **said: str) -> int:
        return self.client.post(f"{self.page}/titles/new", data=SAID | said).status_code

    def titles(self) -> list[tuple[date | None, date | None, str | None]]:
        with self.app.app_context():
            rows = titles_of(db.session.get_one(Person, self.oksana.id))
            return [(row.ends_on, row.legally_until, row.legally_until_reason) for row in rows]

    def edit_page(self) -> str:
        with self.app.app_context():
            (row,) = titles_of(db.session.get_one(Person, self.oksana.id))
            return f"{self.page}/titles/{row.id}"


@pytest.fixture
def world(app: Flask, client: FlaskClient) -> World:
    return World(app, client)


def test_a_title_that_holds_longer_is_not_called_expired(world: World) -> None:
    assert world.state() == 302
    assert "abgelaufen" in world.client.get(world.page).text
    assert world.state(**IN_LAW) == 302
    page = world.client.get(world.page).text
    assert IN_WORDS in page
    assert f"gültig {IN_WORDS}: § 2 UkraineAufenthFGV" in page
    assert "abgelaufen" not in page
    assert world.titles() == [(PRINTED, LEGAL, "§ 2 UkraineAufenthFGV")]


def test_a_title_that_another_one_replaced_is_marked_so(world: World) -> None:
    assert world.state(title="AE_25_5", ends_on=typed(LEGAL)) == 302
    assert "abgelöst" not in world.client.get(world.page).text
    assert world.state(title="DULDUNG", starts_on=typed(PRINTED), ends_on=typed(LEGAL)) == 302
    assert world.client.get(world.page).text.count(f"abgelöst ab {typed(PRINTED)}") == 1


def test_a_legal_end_needs_its_reason_and_lies_after_the_beginning(world: World) -> None:
    only_day = world.client.post(
        f"{world.page}/titles/new", data=SAID | {"legally_until": IN_LAW["legally_until"]}
    )
    assert only_day.status_code == 422
    assert "beides gehört zusammen" in only_day.text
    assert world.state(legally_until_reason="ohne Tag") == 422
    assert world.state(**IN_LAW | {"legally_until": "05.03.2025"}) == 422
    assert world.titles() == []
    early = BEGAN - timedelta(days=1)
    with world.app.app_context():
        db.session.add(ResidenceTitle(person_id=world.oksana.id, starts_on=BEGAN, legally_until=early))
        with pytest.raises(IntegrityError):
            db.session.flush()


def test_it_is_corrected_and_taken_away_in_versions(world: World) -> None:
    assert world.state(**IN_LAW) == 302
    place = world.edit_page()
    form = world.client.get(place).text
    assert typed(LEGAL) in form
    later = typed(LEGAL + timedelta(days=5))
    said = {"ends_on": typed(PRINTED), **IN_LAW}
    assert world.client.post(place, data=said | {"legally_until": later}).status_code == 302
    nothing = dict.fromkeys(IN_LAW, "")
    assert world.client.post(place, data=said | nothing).status_code == 302
    assert world.titles() == [(PRINTED, None, None)]
    history = world.client.get(f"/history/title/{world.edit_page().rpartition('/')[2]}").text
    for words in (typed(LEGAL), later, "§ 2 UkraineAufenthFGV", world.lead.name):
        assert words in history


def test_the_list_of_titles_knows_nothing_of_it_and_leaves_it(world: World) -> None:
    assert world.state(**IN_LAW) == 302
    line = f"Aktenzeichen;Titel;Von;Bis\n2025-1;AE_24;{typed(BEGAN)};{typed(PRINTED - timedelta(days=1))}\n"
    sent = {
        "list_name": "aufenthaltstitel",
        "name": "aufenthaltstitel",
        "file": (BytesIO(line.encode()), "t.csv"),
    }
    preview = world.client.post("/imports", data=sent, content_type="multipart/form-data")
    assert preview.status_code == 302, preview.text
    assert world.client.post(f"{preview.location}/take-over").status_code == 302
    assert world.titles() == [(PRINTED - timedelta(days=1), LEGAL, "§ 2 UkraineAufenthFGV")]


def test_figures_count_what_holds_in_law(world: World, runner: FlaskCliRunner) -> None:
    with world.app.app_context():
        factories.stay(world.oksana, stage="AU", starts_on=BEGAN, form="PRIVATE")
    asked = ["cross", "--on", today().isoformat(), "--json", "--rows", "title"]
    for said, label in (({}, "ohne Angabe"), (IN_LAW, RESIDENCE_TITLES.label("AE_24"))):
        assert world.state(**said) == 302
        found = json.loads(runner.invoke(args=asked).output)
        numbers = dict(zip(found["rows"]["labels"], found["row_totals"], strict=True))
        assert {shown: people for shown, people in numbers.items() if people} == {label: 1}
