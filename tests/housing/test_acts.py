"""An act of housing is one thing: whatever it stated for whomever, its undoing lets what held before hold again."""

import random
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.base import db
from casework.database.moments import now
from casework.database.transaction import transaction
from casework.housing.ledger import AXES, DWELLING, STAGE, Axis, Ledger
from casework.housing.queries import stated_of
from casework.people.models import Person
from tests import factories

ARRIVED = date(2025, 3, 3)
UNDO = re.compile(r"/stays/acts/[0-9a-f-]+/undo[^\"]*")
Spans = set[tuple[object, ...]]


class Home:
    """A household of three in a house with two rooms, and a second house."""

    def __init__(self, app: Flask, client: FlaskClient) -> None:
        self.app, self.client = app, client
        with app.app_context():
            self.town = factories.municipality()
            self.lead = factories.user(self.town)
            mark = factories.household(self.town, "H1")
            names = ("Layla", "Amir", "Sami")
            self.people = [
                factories.person(self.town, "Haddad", given_names=name, household=mark) for name in names
            ]
            self.north = factories.house(self.town, "GU Nord", rooms={"N1": 4, "N2": 2})
            self.west = factories.house(self.town, "AU West", kind="AU", rooms={"W1": 1, "W2": 5})
            for person in self.people:
                factories.stay(
                    person, stage="VU", house=self.north, room="N1", starts_on=ARRIVED, reason="Zuweisung"
                )
        factories.sign_in(client, self.lead)

    @property
    def layla(self) -> factories.Person:
        return self.people[0]

    def place(self, room: str) -> str:
        house = self.north if room.startswith("N") else self.west
        return f"room:{house.id}/{house.rooms[room]}"

    def address(self, page: str) -> str:
        return f"/people/{self.layla.id}/{page}"

    def ids(self, *numbers: int) -> list[str]:
        return [str(self.people[number].id) for number in numbers]

    def spans(self, moment: datetime | None = None) -> Spans:
        """What holds of everybody on both axes, as known at a moment."""
        moment = moment or now()
        with self.app.app_context():
            return {
                (axis.key, row.person_id, row.starts_on, row.ends_on, *(getattr(row, f) for f in axis.facts))
                for axis in AXES.values()
                for row in db.session.scalars(db.select(axis.span))
                if row.known_from <= moment and (row.known_until is None or row.known_until > moment)
            }

    def entries(self, axis: Axis) -> dict[date, Any]:
        with self.app.app_context():
            return stated_of(axis, db.session.get_one(Person, self.layla.id))

    def do(self, page: str, **data: Any) -> str:
        """Post a form; the address that undoes what it did."""
        answer = self.client.post(self.address(page), data=data, follow_redirects=True)
        found = UNDO.search(answer.text)
        assert answer.status_code == 200, answer.text
        assert found, answer.text
        return found[0].replace("&amp;", "&")


@pytest.fixture
def home(app: Flask, client: FlaskClient) -> Home:
    return Home(app, client)


def move(home: Home) -> str:
    return home.do("move", people=home.ids(0, 1, 2), on="01.07.2025", place=home.place("W2"), stage="AU")


def leave(home: Home) -> str:
    return home.do("leave", people=home.ids(0, 2), on="20.08.2025", reason="Fortzug")


def correct_room_and_day(home: Home) -> str:
    entry = home.entries(DWELLING)[ARRIVED]
    return home.do(f"stays/dwelling/{entry}", starts_on="10.03.2025", place=home.place("N2"))


def correct_stage(home: Home) -> str:
    entry = home.entries(STAGE)[ARRIVED]
    return home.do(f"stays/stage/{entry}", starts_on="03.03.2025", ends_on="01.10.2025", stage="AU")


def take_back(home: Home) -> str:
    return home.do(f"stays/stage/{home.entries(STAGE)[ARRIVED]}/take-back")


@pytest.mark.parametrize("act", [move, leave, correct_room_and_day, correct_stage, take_back])
def test_after_an_undo_all_is_as_before_and_all_knowledge_stays(home: Home, act: Callable[..., str]) -> None:
    before, earlier = home.spans(), now()
    undo = act(home)
    meanwhile, between = home.spans(), now()
    assert meanwhile != before
    answer = home.client.post(undo, follow_redirects=True)
    assert "Rückgängig gemacht" in answer.text
    assert home.spans() == before
    assert home.spans(between) == meanwhile
    assert home.spans(earlier) == before


@pytest.mark.parametrize("seed", range(3))
def test_acts_undone_last_first_lead_back_through_every_state(home: Home, seed: int) -> None:
    chance, day = random.Random(seed), ARRIVED
    states, moments, undos = [home.spans()], [now()], []
    for _act in range(8):
        day += timedelta(days=chance.randint(1, 40))
        who = home.ids(*chance.sample(range(3), chance.randint(1, 3)))
        on = f"{day:%d.%m.%Y}"
        if chance.random() < 0.3:
            answer = home.client.post(
                home.address("leave"), data={"people": who, "on": on}, follow_redirects=True
            )
        else:
            data = {"people": who, "on": on, "place": home.place(chance.choice(["N1", "N2", "W1", "W2"]))}
            if chance.random() < 0.5:
                data["stage"] = chance.choice(["VU", "AU"])
            answer = home.client.post(home.address("move"), data=data, follow_redirects=True)
        found = UNDO.search(answer.text)
        if answer.status_code == 200 and found:
            undos.append(found[0].replace("&amp;", "&"))
            states.append(home.spans())
            moments.append(now())
    assert len(undos) >= 4
    for undo, state in zip(reversed(undos), reversed(states[:-1]), strict=True):
        assert home.client.post(undo).status_code == 302
        assert home.spans() == state
    for moment, state in zip(moments, states, strict=True):
        assert home.spans(moment) == state


def test_the_tab_lists_the_acts_and_offers_the_way_back_as_long_as_there_is_one(home: Home) -> None:
    tab = f"/people/{home.people[1].id}?tab=stays"
    moved = move(home)
    page = home.client.get(tab).text
    assert "Umzug" in page
    assert home.lead.name in page
    assert moved.split("?")[0] in page
    left = home.do("leave", people=home.ids(1), on="01.09.2025")
    page = home.client.get(tab).text
    assert left.split("?")[0] in page
    assert moved.split("?")[0] not in page, "the leaving stands on it"
    home.client.post(left)
    page = home.client.get(tab).text
    assert "rückgängig gemacht" in page
    again = home.client.post(left)
    assert again.status_code == 422
    assert "schon rückgängig gemacht" in again.text


def test_an_act_on_which_a_later_one_stands_says_which(home: Home) -> None:
    moved = move(home)
    home.do("leave", people=home.ids(1), on="01.09.2025")
    before = home.spans()
    refused = home.client.post(moved)
    assert refused.status_code == 422
    assert "Für Amir Haddad wurde der Eintrag" in refused.text
    assert "Auszug, festgehalten am" in refused.text
    assert home.spans() == before


def test_a_list_that_went_on_from_an_act_is_named_too(home: Home) -> None:
    moved = move(home)
    with home.app.app_context(), transaction():
        ledger = Ledger(DWELLING, home.town.id, [home.layla.id])
        ledger.restate_end(home.layla.id, date(2025, 7, 1), date(2025, 9, 1))
        ledger.close()
    refused = home.client.post(moved)
    assert refused.status_code == 422
    assert "durch eine eingelesene Liste" in refused.text


def test_what_begins_meanwhile_where_something_was_taken_back_is_not_overwritten(home: Home) -> None:
    undo = take_back(home)
    home.do("move", people=home.ids(0), on="03.03.2025", stage="AU")
    refused = home.client.post(undo)
    assert refused.status_code == 422
    assert "beginnt am 03.03.2025 inzwischen ein anderer Eintrag" in refused.text


def test_only_who_sees_everybody_may_undo(home: Home) -> None:
    moved = move(home)
    with home.app.app_context():
        stranger = factories.person(home.town, "Nowak")
        factories.stay(stranger, stage="VU", house=home.north, room="N2", starts_on=ARRIVED)
        manager = factories.user(home.town, Role.CASE_MANAGER)
        factories.case(stranger, manager, ARRIVED)
        elsewhere = factories.user(factories.municipality("Beispielburg"))
    both = home.do("move", people=[*home.ids(0), str(stranger.id)], on="01.08.2025", place=home.place("N2"))
    before = home.spans()
    for user, undo, status in ((manager, moved, 404), (manager, both, 422), (elsewhere, both, 404)):
        client = home.app.test_client()
        factories.sign_in(client, user)
        assert client.post(undo).status_code == status
    assert home.spans() == before


def test_nothing_changed_is_no_correction_and_an_old_link_is_no_dead_end(home: Home) -> None:
    entry = f"stays/dwelling/{home.entries(DWELLING)[ARRIVED]}"
    same = {"starts_on": "03.03.2025", "place": home.place("N1")}
    nothing = home.client.post(home.address(entry), data=same)
    assert nothing.status_code == 422
    assert "nichts geändert" in nothing.text
    home.do(entry, **same | {"place": home.place("N2")})
    assert home.place("N2") in home.client.get(home.address(entry)).text, (
        "an old link leads to what holds now"
    )
    assert home.client.post(f"{home.address(entry)}/take-back").status_code == 409


def test_a_day_on_which_another_entry_begins_is_not_taken_twice(home: Home) -> None:
    move(home)
    entry = home.address(f"stays/stage/{home.entries(STAGE)[ARRIVED]}")
    refused = home.client.post(entry, data={"starts_on": "01.07.2025", "stage": "VU"})
    assert refused.status_code == 422
    assert 'value="01.07.2025"' in refused.text


def test_nobody_lives_anywhere_before_being_born(home: Home) -> None:
    with home.app.app_context():
        child = factories.person(home.town, "Haddad", given_names="Nour", birth_date="2025-05-10")
        factories.stay(child, stage="VU", house=home.north, room="N2", starts_on=date(2025, 5, 10))
    moved = {"people": str(child.id), "on": "09.05.2025", "place": home.place("W2")}
    answer = home.client.post(f"/people/{child.id}/move", data=moved)
    assert answer.status_code == 422
    assert "ist am 09.05.2025 noch nicht geboren" in answer.text
    assert "09.05.2025" in answer.text
