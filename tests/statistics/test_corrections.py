"""Between two moments of knowledge: which late entries changed which figures."""

from datetime import date
from typing import Any

import pytest

from casework.database.base import db
from casework.database.moments import read_moment
from casework.database.transaction import transaction
from casework.errors import Refused
from casework.housing.late_entries import Happened
from casework.housing.ledger import STAGE
from casework.housing.operations import leave_together, retract
from casework.people.merging import merge
from casework.people.models import Person
from casework.statistics.correction_lines import lines
from casework.statistics.corrections import Corrections
from casework.statistics.question import Question
from tests import factories
from tests.statistics.conftest import World

FEBRUARY = date(2025, 2, 1)


def corrections(world: World, on: str, earlier: str, later: str, since: str | None = None) -> Corrections:
    db.session.rollback()
    question = Question(
        world.town.id,
        world.town.name,
        date.fromisoformat(on),
        read_moment(later),
        date.fromisoformat(since) if since else None,
    )
    return Corrections(question, read_moment(earlier))


def full_room(world: World, clock: Any) -> list[factories.Person]:
    """W1 with three men since 01.02.2025, recorded that day."""
    clock("2025-02-01T09:00")
    men = [world.person(f"Mann{number}", sex="m") for number in range(3)]
    for man in men:
        factories.stay(man, stage="AU", house=world.houses["AU West"], room="W1", starts_on=FEBRUARY)
    return men


def leaves(man: factories.Person, on: date) -> None:
    with transaction():
        leave_together([db.session.get_one(Person, man.id)], on=on)


def test_scenario_3_a_backdated_departure(world: World, clock: Any) -> None:
    men = full_room(world, clock)
    clock("2025-04-09T14:30")
    leaves(men[0], date(2025, 3, 25))
    found = corrections(world, "2025-03-31", "2025-04-02T10:00", "2025-04-09")
    of_town = {
        changed.label: (changed.before, changed.after, changed.difference) for changed in found.of_town
    }
    assert of_town["Geflüchtete insgesamt"] == (3, 2, -1)
    assert of_town["Geflüchtete nach Stufe: Anschlussunterbringung"] == (3, 2, -1)
    assert {(changed.place, changed.label, changed.difference) for changed in found.of_houses} >= {
        ("AU West", "belegt", -1)
    }
    assert {(entry.happened, entry.axis and entry.axis.key, entry.since) for entry in found.entries} == {
        (Happened.CORRECTED, "stage", date(2025, 3, 25)),
        (Happened.CORRECTED, "dwelling", date(2025, 3, 25)),
    }
    told = {
        line.entry.axis and line.entry.axis.key: (line.before, line.after) for line in lines(found.entries)
    }
    assert told == {
        "stage": (
            "Anschlussunterbringung ab 01.02.2025",
            "Anschlussunterbringung ab 01.02.2025 bis 25.03.2025",
        ),
        "dwelling": (
            "AU West, Zimmer W1 ab 01.02.2025",
            "AU West, Zimmer W1 ab 01.02.2025 bis 25.03.2025",
        ),
    }

    of_march = corrections(world, "2025-03-31", "2025-04-02T10:00", "2025-04-09", since="2025-03-01")
    in_march = {changed.label: (changed.before, changed.after) for changed in of_march.of_town}
    assert in_march["Personentage im Bestand"] == (93, 86)
    assert in_march["Abgänge"] == (0, 1)
    assert in_march["Bestand neu"] == (3, 2)
    assert not corrections(world, "2025-03-24", "2025-04-02T10:00", "2025-04-09").entries
    assert not corrections(world, "2025-03-31", "2025-04-02T10:00", "2025-04-09T14:29").of_town


def test_what_is_added_taken_back_and_undone_again(world: World, clock: Any) -> None:
    men = full_room(world, clock)
    clock("2025-04-03T08:00")
    late = world.person("Spät")
    factories.stay(late, stage="VU", starts_on=date(2025, 3, 10))
    clock("2025-04-04T08:00")
    with transaction():
        retract(db.session.get_one(Person, men[1].id), STAGE, FEBRUARY)
    clock("2025-04-05T08:00")
    leaves(men[2], date(2025, 3, 1))
    clock("2025-04-06T08:00")
    factories.stay(men[2], stage="AU", house=world.houses["AU West"], room="W1", starts_on=FEBRUARY)
    found = corrections(world, "2025-03-31", "2025-04-02", "2025-04-30")
    happened = [(entry.happened, entry.record_id) for entry in found.entries]
    assert happened == [(Happened.TAKEN_BACK, men[1].id), (Happened.ADDED, late.id)], (
        "what was undone changed nothing"
    )
    by_stage = {changed.label: changed.difference for changed in found.of_town}
    assert by_stage["Geflüchtete nach Stufe: vorläufige Unterbringung"] == 1
    assert by_stage["Geflüchtete nach Stufe: Anschlussunterbringung"] == -1
    assert "Geflüchtete insgesamt" not in by_stage


def test_a_merge_is_named(world: World, clock: Any) -> None:
    clock("2025-01-20T08:00")
    one, two = world.person("Al-Hussein"), world.person("Alhusain")
    for person, day in ((one, date(2025, 1, 12)), (two, date(2025, 1, 20))):
        factories.stay(person, stage="VU", house=world.houses["GU Nord"], room="N1", starts_on=day)
    clock("2025-02-03T08:00")
    with transaction():
        merge(db.session.get_one(Person, two.id), db.session.get_one(Person, one.id))
    found = corrections(world, "2025-01-31", "2025-01-31", "2025-02-28", since="2025-01-01")
    assert [(entry.happened, entry.record_id) for entry in found.entries] == [(Happened.MERGED, one.id)]
    changed = {changed.label: (changed.before, changed.after) for changed in found.of_town}
    assert changed["Geflüchtete insgesamt"] == (2, 1)
    assert changed["Zugänge"] == (2, 1)
    assert changed["Personentage im Bestand"] == (32, 20)


def test_the_later_moment_is_the_later_one(world: World) -> None:
    with pytest.raises(Refused, match="nach dem früheren"):
        corrections(world, "2025-01-31", "2025-02-02", "2025-02-01")
