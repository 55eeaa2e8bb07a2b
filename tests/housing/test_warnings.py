"""Warnings stand beside the act they are about: once, and never in the way."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.database.base import db
from casework.database.transaction import transaction
from casework.housing.act_models import Hearing
from casework.housing.houses import state_operation
from casework.housing.models import Room
from casework.people.models import Person
from casework.people.titles import state_title
from casework.vocabulary.floor_area import area_rule_on
from tests import factories

ARRIVED = date(2025, 1, 10)
HEARING = "Anhörung (§ 60 Abs. 2 AsylG)"
ROOMS = {
    "N1": (4, "MEN", "28"),
    "N2": (4, "FAMILY", "20"),
    "N3": (2, "WOMEN", "12"),
}


class World:
    """GU Nord and AU West as in the acceptance scenarios, with areas; and who moves in them."""

    def __init__(self, app: Flask, client: FlaskClient) -> None:
        self.app, self.client = app, client
        with app.app_context():
            self.town = factories.municipality()
            self.lead = factories.user(self.town)
            self.nord = factories.house(self.town, "GU Nord", rooms=dict.fromkeys(ROOMS, 1))
            self.west = factories.house(self.town, "AU West", kind="AU", rooms={"W1": 1, "W2": 1})
            for name, (places, constraint, area) in ROOMS.items():
                self._offer(self.nord, name, places, constraint, area)
            self._offer(self.west, "W1", 3, "NONE", "22")
            self._offer(self.west, "W2", 5, "FAMILY", None)
        factories.sign_in(client, self.lead)

    def _offer(
        self, house: factories.House, room: str, places: int, constraint: str, area: str | None
    ) -> None:
        with transaction():
            state_operation(
                db.session.get_one(Room, house.rooms[room]),
                starts_on=factories.OPENED_ON,
                places=places,
                constraint=constraint,
                area_m2=Decimal(area) if area else None,
            )

    def lodged(
        self, house: factories.House, room: str, mark: str, *, stage: str = "VU", **details: Any
    ) -> Any:
        """Somebody of a household who lives in a room."""
        with self.app.app_context():
            home = factories.household(self.town, mark)
            person = factories.person(self.town, "Haddad", household=home, **details)
            factories.stay(person, stage=stage, house=house, room=room, starts_on=ARRIVED)
            return person

    def moved(self, people: list[Any], house: factories.House, room: str, on: str, **more: str) -> str:
        """The page after a move."""
        data = {
            "people": [str(person.id) for person in people],
            "on": on,
            "place": f"room:{house.id}/{house.rooms[room]}",
        }
        answer = self.client.post(f"/people/{people[0].id}/move", data=data | more, follow_redirects=True)
        assert answer.status_code == 200, answer.text
        assert "Der Umzug ist festgehalten" in answer.text
        return answer.text


@pytest.fixture
def world(app: Flask, client: FlaskClient) -> World:
    return World(app, client)


def test_scenario_5_a_baby_in_a_full_room_is_saved_and_warned_of(world: World) -> None:
    parents = [world.lodged(world.west, "W1", "H1", stage="AU") for _one in range(3)]
    for _one in range(2):
        world.lodged(world.west, "W2", "H2", stage="AU")
    with world.app.app_context():
        baby = factories.person(
            world.town, "Haddad", household=parents[0].household_id, birth_date="10.05.2025"
        )
    page = world.moved([baby], world.west, "W1", "10.05.2025", stage="AU")
    warning = "Zimmer W1 ist überbelegt: 4 Personen auf 3 belegbaren Plätzen (133,3\xa0%, 5,5 m² je Person)."
    assert page.count(warning) == 1
    assert "im Durchschnitt" not in page, "there is no such rule for the Anschlussunterbringung"
    assert warning not in world.client.get(f"/people/{baby.id}").text, "once"
    plan = world.client.get(f"/accommodations/{world.west.id}?on=10.05.2025").text
    for words in ("75,0\xa0%", "brutto 3, nicht belegbar 3", "überbelegt: 1"):
        assert words in plan, words


def test_a_full_house_a_split_family_and_a_shared_family_room(world: World) -> None:
    couple = [world.lodged(world.nord, "N2", "H1") for _one in range(2)]
    for _one in range(3):
        world.lodged(world.west, "W1", "H3", stage="AU")
    for _one in range(5):
        world.lodged(world.west, "W2", "H2", stage="AU")
    page = world.moved(couple[:1], world.west, "W2", "01.06.2025")
    for words in (
        "Zimmer W2 ist überbelegt: 6 Personen auf 5",
        "AU West ist überbelegt: 9 Personen auf 8",
        "für eine Familie oder einen Haushalt bestimmt",
        "Der Haushalt wohnt an diesem Abend nicht zusammen; anderswo wohnhafte Angehörige: 1.",
    ):
        assert page.count(words) == 1, words
    together = world.moved(couple, world.nord, "N2", "01.07.2025")
    assert "nicht zusammen" not in together
    assert "für eine Familie" not in together


def test_who_leaves_and_whom_they_leave_behind(world: World) -> None:
    couple = [world.lodged(world.nord, "N2", "H1") for _one in range(2)]
    data = {"people": [str(couple[0].id)], "on": "01.06.2025"}
    page = world.client.post(f"/people/{couple[0].id}/leave", data=data, follow_redirects=True).text
    assert "anderswo wohnhafte Angehörige: 1" in page


@pytest.mark.parametrize(
    ("sex", "room", "words"),
    [
        ("m", "N3", "für Frauen bestimmt; eingezogene Männer: 1"),
        ("w", "N1", "für Männer bestimmt; eingezogene Frauen: 1"),
        ("m", "N1", None),
        ("w", "N3", None),
        ("d", "N3", None),
        (None, "N3", None),
    ],
)
def test_a_room_for_one_sex(world: World, sex: str | None, room: str, words: str | None) -> None:
    person = world.lodged(world.nord, "N2", "H1", sex=sex)
    page = world.moved([person], world.nord, room, "01.06.2025")
    assert ("bestimmt; eingezogene" in page) == (words is not None)
    assert words is None or page.count(words) == 1


@pytest.mark.parametrize(
    ("on", "least"),
    [("01.06.2025", "7,0"), ("01.06.2023", None), ("01.06.2019", "7,0"), ("01.06.2017", None)],
)
def test_the_area_of_a_vu_house_is_its_average_per_place_by_the_rule_of_the_day(
    world: World, on: str, least: str | None
) -> None:
    """28 + 20 + 12 m² for 10 places: 6 m²."""
    with world.app.app_context():
        person = factories.person(world.town, "Tesfay")
    page = world.moved([person], world.nord, "N2", on, stage="VU")
    said = f"GU Nord bietet im Durchschnitt 6,0 m² je Platz; am {on} gelten"
    assert page.count(said) == (1 if least else 0)
    assert least is None or f"mindestens {least} m²" in page


def test_the_area_rule_is_dated() -> None:
    days = ("2015-06-01", "2017-12-31", "2018-01-01", "2022-06-19", "2022-06-20", "2023-12-31", "2024-01-01")
    rules = [str(area_rule_on(date.fromisoformat(day)).m2_per_place) for day in days]
    assert rules == ["4.5", "4.5", "7", "7", "4.5", "4.5", "7"]


def test_the_hearing_is_asked_for_where_it_is_due_and_never_in_the_way(world: World) -> None:
    person = world.lodged(world.nord, "N2", "H1")
    address = f"/people/{person.id}/move"
    assert "Anhörung erfolgt am" in world.client.get(address).text
    within = world.moved([person], world.nord, "N1", "10.07.2025")
    assert HEARING not in within, "another room of the same house is no transfer"
    page = world.moved([person], world.west, "W2", "11.07.2025")
    assert page.count(HEARING) == 1
    assert "betroffene Personen: 1" in page
    back = world.moved([person], world.nord, "N2", "12.07.2025")
    assert HEARING not in back, "only a day in the same place"


def test_six_months_to_the_day_are_not_more(world: World) -> None:
    person = world.lodged(world.nord, "N2", "H1")
    assert HEARING not in world.moved([person], world.west, "W2", "10.07.2025")


@pytest.mark.parametrize(
    "answer", [{"heard_on": "01.07.2025"}, {"waived_because": "sie hat selbst darum gebeten"}]
)
def test_the_answer_is_kept_with_the_act(world: World, answer: dict[str, str]) -> None:
    person = world.lodged(world.nord, "N2", "H1")
    page = world.moved([person], world.west, "W2", "01.08.2025", **answer)
    assert HEARING not in page
    tab = world.client.get(f"/people/{person.id}?tab=stays").text
    assert next(iter(answer.values())) in tab
    with world.app.app_context():
        assert db.session.scalars(db.select(Hearing.person_id)).all() == [person.id]


@pytest.mark.parametrize(
    ("stage", "title", "due"), [("VU", "GESTATTUNG", True), ("VU", "AE_24", False), ("AU", None, False)]
)
def test_only_asylum_seekers_in_reception_must_be_heard(
    world: World, stage: str, title: str | None, due: bool
) -> None:
    person = world.lodged(world.nord, "N2", "H1", stage=stage)
    if title:
        with world.app.app_context(), transaction():
            state_title(db.session.get_one(Person, person.id), title, starts_on=ARRIVED)
    assert ("Anhörung erfolgt am" in world.client.get(f"/people/{person.id}/move").text) == due
    assert (HEARING in world.moved([person], world.west, "W2", "01.08.2025")) == due
