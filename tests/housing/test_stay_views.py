"""Moving people, leaving, correcting and taking back, through the front door."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.database.base import db
from casework.housing.ledger import DWELLING, STAGE, Axis
from casework.housing.stays import DwellingEpisode, DwellingSpan, StageSpan
from casework.vocabulary.housing import IN_ACCOMMODATION, PRIVATE_FLAT
from tests import factories

ARRIVED = date(2025, 3, 3)


class Household:
    """Two people in one room of a house with a small second room."""

    def __init__(self, user: factories.User) -> None:
        town = user.municipality
        mark = factories.household(town, "H1")
        self.layla = factories.person(town, "Haddad", given_names="Layla", household=mark)
        self.amir = factories.person(town, "Haddad", given_names="Amir", household=mark)
        self.north = factories.house(town, "GU Nord", rooms={"N1": 4})
        self.west = factories.house(town, "AU West", kind="AU", rooms={"W1": 1, "W2": 5})
        for person in (self.layla, self.amir):
            factories.stay(person, stage="VU", house=self.north, room="N1", starts_on=ARRIVED)

    def room(self, name: str) -> str:
        house = self.north if name.startswith("N") else self.west
        return f"room:{house.id}/{house.rooms[name]}"


@pytest.fixture
def home(app: Flask, client: FlaskClient) -> Household:
    with app.app_context():
        user = factories.user(factories.municipality())
        household = Household(user)
    factories.sign_in(client, user)
    return household


@pytest.fixture
def spans(app: Flask) -> Callable[[factories.Person, Axis], list[tuple[date, date | None, object]]]:
    """What holds of a person on an axis: start, end and the first fact."""

    def read(person: factories.Person, axis: Axis) -> list[tuple[date, date | None, object]]:
        kind = axis.span
        with app.app_context():
            rows = db.session.scalars(
                db.select(kind)
                .where(kind.person_id == person.id, kind.known_until.is_(None))
                .order_by(kind.starts_on)
            )
            fact = "stage" if axis is STAGE else "room_id"
            return [(row.starts_on, row.ends_on, getattr(row, fact)) for row in rows]

    return read


def test_a_household_moves_in_one_act(
    home: Household, client: FlaskClient, spans: Callable[..., list]
) -> None:
    page = client.get(f"/people/{home.layla.id}/move").text
    assert "Amir Haddad" in page
    assert "AU West, W2" in page
    answer = client.post(
        f"/people/{home.layla.id}/move",
        data={
            "people": [str(home.layla.id), str(home.amir.id)],
            "on": "01.07.2025",
            "place": home.room("W2"),
            "stage": "AU",
            "reason": "Zuweisung",
        },
    )
    assert answer.status_code == 302
    moved = date(2025, 7, 1)
    for person in (home.layla, home.amir):
        assert spans(person, STAGE) == [(ARRIVED, moved, "VU"), (moved, None, "AU")]
        assert spans(person, DWELLING) == [
            (ARRIVED, moved, home.north.rooms["N1"]),
            (moved, None, home.west.rooms["W2"]),
        ]
    page = client.get(f"/people/{home.layla.id}").text
    assert "AU West, Zimmer W2" in page
    assert "davor GU Nord, Zimmer N1" in page


def test_an_overfull_room_is_stored_with_a_warning(home: Household, client: FlaskClient) -> None:
    answer = client.post(
        f"/people/{home.layla.id}/move",
        data={
            "people": [str(home.layla.id), str(home.amir.id)],
            "on": "01.07.2025",
            "place": home.room("W1"),
        },
        follow_redirects=True,
    )
    assert answer.status_code == 200
    assert "Zimmer W1 ist überbelegt: 2 Personen auf 1 belegbarem Platz (200,0\xa0%)." in answer.text


def test_nobody_moves_into_two_rooms_on_one_day(
    home: Household, client: FlaskClient, spans: Callable[..., list]
) -> None:
    address = f"/people/{home.layla.id}/move"
    data = {"people": [str(home.layla.id)], "on": "01.07.2025", "reason": "Wasserschaden in N1"}
    assert client.post(address, data=data | {"place": home.room("W1")}).status_code == 302
    refused = client.post(address, data=data | {"place": home.room("W2")})
    assert refused.status_code == 422
    assert "an einem Tag an zwei Orten" in refused.text
    assert "Wasserschaden in N1" in refused.text
    assert "01.07.2025" in refused.text
    assert len(spans(home.layla, DWELLING)) == 2


def test_a_form_that_says_nothing_or_nonsense_keeps_what_was_typed(
    home: Household, client: FlaskClient
) -> None:
    address = f"/people/{home.layla.id}/move"
    nothing = client.post(
        address, data={"people": [str(home.layla.id)], "on": "01.07.2025", "reason": "Grund"}
    )
    assert nothing.status_code == 422
    assert "neue Stufe, eine neue Wohnung oder beides" in nothing.text
    impossible = client.post(address, data={"on": "31.02.2025", "stage": "AU", "reason": "Grund"})
    assert impossible.status_code == 422
    for words in ("31.02.2025 gibt es nicht", "mindestens eine Person", 'value="Grund"'):
        assert words in impossible.text, words


def test_somebody_of_another_town_cannot_be_moved(app: Flask, home: Household, client: FlaskClient) -> None:
    with app.app_context():
        stranger = factories.person(factories.municipality("Beispielingen"), "Nowak")
    data = {"people": [str(stranger.id)], "on": "01.07.2025", "stage": "AU"}
    assert client.post(f"/people/{home.layla.id}/move", data=data).status_code == 422
    assert client.post(f"/people/{stranger.id}/move", data=data).status_code == 404


def test_who_leaves_is_counted_no_more_on_that_day(
    home: Household, client: FlaskClient, spans: Callable[..., list]
) -> None:
    data = {"people": [str(home.layla.id)], "on": "20.08.2025", "reason": "Fortzug nach unbekannt"}
    assert client.post(f"/people/{home.layla.id}/leave", data=data).status_code == 302
    left = date(2025, 8, 20)
    assert spans(home.layla, STAGE) == [(ARRIVED, left, "VU")]
    assert spans(home.amir, STAGE) == [(ARRIVED, None, "VU")]
    again = client.post(f"/people/{home.layla.id}/leave", data=data | {"on": "01.09.2025"})
    assert again.status_code == 422
    assert (
        "Für Layla Haddad gilt am 01.09.2025 und am Abend davor weder eine Stufe noch eine Wohnung."
        in again.text
    )


def test_who_moves_and_leaves_on_one_day_is_gone(
    home: Household, client: FlaskClient, spans: Callable[..., list]
) -> None:
    whom, moved = {"people": [str(home.layla.id)], "on": "01.07.2025"}, date(2025, 7, 1)
    move = whom | {"place": home.room("W2"), "stage": "AU"}
    assert client.post(f"/people/{home.layla.id}/move", data=move).status_code == 302
    assert client.post(f"/people/{home.layla.id}/leave", data=whom).status_code == 302
    assert spans(home.layla, STAGE) == [(ARRIVED, moved, "VU"), (moved, moved, "AU")]
    assert [span[:2] for span in spans(home.layla, DWELLING)] == [(ARRIVED, moved), (moved, moved)]


def test_who_arrives_and_leaves_on_one_day_stays_on_record(
    home: Household, client: FlaskClient, spans: Callable[..., list]
) -> None:
    data = {"people": [str(home.layla.id)], "on": f"{ARRIVED:%d.%m.%Y}", "reason": "weitergereist"}
    assert client.post(f"/people/{home.layla.id}/leave", data=data).status_code == 302
    assert spans(home.layla, STAGE) == [(ARRIVED, ARRIVED, "VU")]
    assert [span[:2] for span in spans(home.layla, DWELLING)] == [(ARRIVED, ARRIVED)]
    assert spans(home.amir, STAGE) == [(ARRIVED, None, "VU")]


def test_a_place_and_what_does_not_go_with_it_are_refused_at_the_field(
    home: Household, client: FlaskClient, spans: Callable[..., list]
) -> None:
    address = f"/people/{home.layla.id}/move"
    whom = {"people": [str(home.layla.id)], "on": "01.07.2025"}
    both = client.post(address, data=whom | {"place": home.room("W2"), "form": PRIVATE_FLAT})
    district = client.post(address, data=whom | {"place": home.room("W2"), "district": "Oststadt"})
    alone = client.post(address, data=whom | {"stage": "AU", "district": "Oststadt"})
    for refused, words in (
        (both, "für die Unterkunft oder diese Form"),
        (district, "Der Ortsteil steht bei der Unterkunft selbst"),
        (alone, "auch die Wohnform"),
    ):
        assert refused.status_code == 422
        assert words in refused.text
    assert 'value="Oststadt"' in district.text
    assert len(spans(home.layla, DWELLING)) == 1
    house = {"place": home.room("W2"), "form": IN_ACCOMMODATION}
    assert client.post(address, data=whom | house).status_code == 302


def test_an_end_is_corrected_and_an_error_taken_back(
    app: Flask, home: Household, client: FlaskClient, spans: Callable[..., list]
) -> None:
    move = {"people": [str(home.layla.id)], "on": "01.07.2025", "place": home.room("W2")}
    client.post(f"/people/{home.layla.id}/move", data=move)

    north = home.room("N1")

    def entry(starts_on: date) -> str:
        with app.app_context():
            episode_id = db.session.scalar(
                db.select(DwellingEpisode.id).where(
                    DwellingEpisode.person_id == home.layla.id,
                    DwellingEpisode.starts_on == starts_on,
                    DwellingEpisode.superseded_at.is_(None),
                )
            )
        return f"/people/{home.layla.id}/stays/dwelling/{episode_id}"

    corrected = client.post(
        entry(ARRIVED), data={"starts_on": "03.03.2025", "ends_on": "20.06.2025", "place": north}
    )
    assert corrected.status_code == 302
    assert spans(home.layla, DWELLING)[0][:2] == (ARRIVED, date(2025, 6, 20))
    refused = client.post(
        entry(ARRIVED), data={"starts_on": "03.03.2025", "ends_on": "01.08.2025", "place": north}
    )
    assert refused.status_code == 422
    assert "endet laut Angabe erst am 01.08.2025" in refused.text
    backwards = client.post(
        entry(ARRIVED), data={"starts_on": "03.03.2025", "ends_on": "01.01.2025", "place": north}
    )
    assert backwards.status_code == 422
    assert "liegt vor dem Beginn" in backwards.text
    stale = entry(date(2025, 7, 1))
    assert client.post(f"{stale}/take-back").status_code == 302
    assert [span[0] for span in spans(home.layla, DWELLING)] == [ARRIVED]
    assert client.post(f"{stale}/take-back").status_code == 409


def test_what_held_before_a_correction_is_still_known(
    app: Flask, home: Household, client: FlaskClient
) -> None:
    client.post(f"/people/{home.layla.id}/leave", data={"people": [str(home.layla.id)], "on": "20.08.2025"})
    with app.app_context():
        for kind in (StageSpan, DwellingSpan):
            rows = db.session.scalars(db.select(kind).where(kind.person_id == home.layla.id)).all()
            assert {row.ends_on for row in rows} == {None, date(2025, 8, 20)}
            (old,), (new,) = ([r for r in rows if r.known_until], [r for r in rows if not r.known_until])
            assert old.known_until == new.known_from
