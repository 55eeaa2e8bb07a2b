"""Random histories of statements, corrections and retractions against an oracle that looks at one day after another."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count, pairwise
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.database.base import db
from casework.database.episodes import Span, effective, find_holding
from casework.database.moments import end_of
from casework.database.recorded import running
from casework.database.transaction import rollback, transaction
from casework.housing.ledger import DWELLING, STAGE, Contradiction, Ledger
from casework.housing.models import Accommodation, Room, RoomOperation
from casework.people.merging import merge, undo_merge
from casework.people.models import Person
from casework.people.operations import register_person
from casework.statistics.answers import answer
from casework.statistics.question import Question
from tests import factories

FIRST = date(2025, 3, 1)
DAYS = 10
STAGES = ("VU", "AU", "UMA")
PLACES = ("Nord 1", "Nord 2", "West", "privat")
NUMBERS = count(1)


def day(offset: int) -> date:
    return FIRST + timedelta(days=offset)


@dataclass(frozen=True)
class Act:
    """Somebody states an episode or takes one back, some hours after the act before."""

    person: int
    axis: str
    starts: int
    lasts: int | None
    value: int
    retracts: bool
    hours: int


@dataclass(frozen=True)
class Pointing:
    """Somebody says that a record means the same person as another one, or takes it back."""

    record: int
    into: int
    hours: int


pointings = st.builds(Pointing, record=st.integers(0, 2), into=st.integers(0, 2), hours=st.integers(1, 40))
statings = st.builds(
    Act,
    person=st.integers(0, 2),
    axis=st.sampled_from(["stage", "dwelling"]),
    starts=st.integers(0, DAYS - 1),
    lasts=st.one_of(st.none(), st.integers(0, 4)),
    value=st.integers(0, 11),
    retracts=st.integers(0, 4).map(lambda number: number == 0),
    hours=st.integers(1, 40),
)
acts = st.lists(st.one_of(statings, statings, statings, pointings), min_size=1, max_size=14)


@dataclass
class Believed:
    """What the oracle was told: (record, axis) → first day → (end, value), and record → leading one; a copy for every
    moment."""

    statements: dict[tuple[int, str], dict[date, tuple[date | None, str]]] = field(default_factory=dict)
    leading: dict[int, int] = field(default_factory=dict)

    def people(self) -> list[int]:
        return [record for record in range(3) if record not in self.leading]

    def stated(self, person: int, axis: str) -> dict[date, tuple[date | None, str]]:
        """What is stated of a person under all records; of two for one day the leading record's counts, then the one's
        that was merged first."""
        merged = [record for record, into in self.leading.items() if into == person]
        found = {}
        for record in reversed([person, *merged]):
            found |= self.statements.get((record, axis), {})
        return found

    def on(self, person: int, axis: str, evening: date) -> str | None:
        begun = {s: said for s, said in self.stated(person, axis).items() if s <= evening}
        if not begun:
            return None
        end, value = begun[max(begun)]
        return value if end is None or evening < end else None

    def contradicts(self, person: int, axis: str) -> bool:
        stated = sorted(self.statements.get((person, axis), {}).items())
        return any(
            end is not None and following < end for (_start, (end, _v)), (following, _s) in pairwise(stated)
        )

    def copy(self) -> "Believed":
        return Believed({key: dict(said) for key, said in self.statements.items()}, dict(self.leading))


def expected(believed: Believed, then: Believed, since: date, on: date) -> dict[str, Any]:
    """The figures, counted by looking at every person on every evening."""
    people, one = believed.people(), timedelta(days=1)
    days = [since + one * more for more in range((on - since).days + 1)]
    moves: Counter[str] = Counter()
    changes: Counter[tuple[str, str]] = Counter()
    for evening in days:
        for person in people:
            before, after = (believed.on(person, "stage", which) for which in (evening - one, evening))
            here, there = (believed.on(person, "dwelling", which) for which in (evening - one, evening))
            same_day = believed.stated(person, "stage").get(evening, (None, ""))[0] == evening
            moves["arrivals"] += after is not None and before is None
            moves["departures"] += before is not None and after is None
            if before is None and after is None and same_day:
                moves.update(["arrivals", "departures"])
            if before is not None and after is not None:
                moves["transfers"] += house_of(here) != house_of(there)
                if before != after:
                    changes[before, after] += 1
    stages = Counter(filter(None, (believed.on(person, "stage", on) for person in people)))
    return {
        "by_stage": {stage: stages[stage] for stage in STAGES},
        "opening": sum(believed.on(person, "stage", since - one) is not None for person in people),
        "moves": {kind: moves[kind] for kind in ("arrivals", "departures", "transfers")},
        "changes": [{"from": a, "to": b, "persons": n} for (a, b), n in sorted(changes.items())],
        "houses": {
            house: {
                "occupied": sum(house_of(believed.on(p, "dwelling", on)) == house for p in people),
                "person_days": sum(
                    house_of(believed.on(p, "dwelling", d)) == house for p in people for d in days
                ),
                "reserved": sum(
                    p in will_come(believed, house, on)
                    and p in {believed.leading.get(q, q) for q in will_come(then, house, on)}
                    and house_of(believed.on(p, "dwelling", on)) != house
                    for p in people
                ),
            }
            for house in ("Nord", "West")
        },
    }


def house_of(place: str | None) -> str | None:
    return None if place is None else place.split()[0]


def will_come(believed: Believed, house: str, on: date) -> set[int]:
    return {
        person
        for person in believed.people()
        for start, (_end, value) in believed.stated(person, "dwelling").items()
        if start > on and house_of(value) == house
    }


@dataclass
class Town:
    """A municipality of three people and two houses, told the same acts as the oracle."""

    id: Any
    name: str
    people: list[Any]
    places: dict[str, dict[str, Any]]
    history: list[tuple[datetime, Believed]] = field(default_factory=list)

    @classmethod
    def new(cls) -> "Town":
        town = factories.municipality(f"Zufall {next(NUMBERS)}")
        with transaction():
            people = [register_person(town.id, {"family_name": f"P{n}"}).id for n in range(3)]
            nord = Accommodation(municipality_id=town.id, name="Nord", kind="VU")
            west = Accommodation(municipality_id=town.id, name="West", kind="AU")
            rooms = [
                Room(accommodation_id=nord.id, name="1"),
                Room(accommodation_id=nord.id, name="2"),
                Room(accommodation_id=west.id, name=""),
            ]
            db.session.add_all([nord, west])
            db.session.flush()
            for room, (places, constraint) in zip(
                rooms, [(1, "NONE"), (2, "FAMILY"), (2, "NONE")], strict=True
            ):
                db.session.add(room)
                db.session.flush()
                db.session.add(
                    RoomOperation(room_id=room.id, starts_on=day(-5), places=places, constraint=constraint)
                )
            places_by_name = {
                "Nord 1": {"form": "ACCOMMODATION", "accommodation_id": nord.id, "room_id": rooms[0].id},
                "Nord 2": {"form": "ACCOMMODATION", "accommodation_id": nord.id},
                "West": {"form": "ACCOMMODATION", "accommodation_id": west.id},
                "privat": {"form": "PRIVATE"},
            }
        return cls(town.id, town.name, people, places_by_name)

    def tell(self, all_acts: list[Act | Pointing]) -> None:
        moment = datetime(2025, 2, 28, 12, tzinfo=UTC)
        believed = Believed()
        self.history.append((moment, believed.copy()))
        for act in all_acts:
            moment += timedelta(hours=act.hours)
            trial = believed.copy()
            if (
                self._point(act, trial, moment)
                if isinstance(act, Pointing)
                else self._state(act, trial, moment)
            ):
                believed = trial
            self.history.append((moment, believed.copy()))

    def _state(self, act: Act, trial: Believed, moment: datetime) -> bool:
        stated = trial.statements.setdefault((act.person, act.axis), {})
        starts_on, person = day(act.starts), self.people[act.person]
        values = STAGES if act.axis == "stage" else PLACES
        value = values[act.value % len(values)]
        ends_on = None if act.lasts is None else starts_on + timedelta(days=act.lasts)
        if act.retracts:
            stated.pop(starts_on, None)
        else:
            stated[starts_on] = (ends_on, value)
        try:
            with transaction():
                running()["moment"] = moment
                ledger = Ledger(STAGE if act.axis == "stage" else DWELLING, self.id, [person])
                facts = {"stage": value} if act.axis == "stage" else self.places[value]
                if act.retracts:
                    ledger.retract(person, starts_on)
                else:
                    ledger.state(person, starts_on=starts_on, ends_on=ends_on, **facts)
                ledger.close()
        except Contradiction:
            assert trial.contradicts(act.person, act.axis)
            rollback()
            return False
        assert not trial.contradicts(act.person, act.axis)
        return True

    def _point(self, act: Pointing, trial: Believed, moment: datetime) -> bool:
        """Merge two records that lead themselves, or part one that does not, as far as that is possible."""
        with transaction():
            running()["moment"] = moment
            record, into = (db.session.get_one(Person, self.people[n]) for n in (act.record, act.into))
            if act.record in trial.leading:
                undo_merge(record)
                del trial.leading[act.record]
            elif act.into in trial.leading or record is into or act.record in trial.leading.values():
                return False
            else:
                merge(record, into)
                trial.leading[act.record] = act.into
        return True

    def known_at(self, moment: datetime) -> Believed:
        return [believed for at, believed in self.history if at <= moment][-1]


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(all_acts=acts, since=st.integers(0, 5), data=st.data())
def test_figures_equal_the_day_by_day_oracle(
    app: Flask, all_acts: list[Act | Pointing], since: int, data: Any
) -> None:
    with app.app_context():
        town = Town.new()
        town.tell(all_acts)
        steps = data.draw(st.lists(st.integers(0, len(all_acts)), min_size=1, max_size=2, unique=True))
        for known_at in (town.history[step][0] for step in steps):
            for offset in range(since, DAYS + 1, 2):
                check(town, day(since), day(offset), known_at)


def check(town: Town, since: date, on: date, known_at: datetime) -> None:
    found = answer(Question(town.id, town.name, on, known_at, since))
    believed = town.known_at(known_at)
    then = town.known_at(max(min(known_at, end_of(on)), town.history[0][0]))
    wanted = expected(believed, then, since, on)
    movement, stock = found["movement"], found["stock"]

    assert {stage: stock["by_stage"][stage] for stage in STAGES} == wanted["by_stage"]
    assert sum(stock["by_stage"].values()) == stock["total"] == movement["closing"]
    assert movement["opening"] == movement["corrected_opening"] == wanted["opening"]
    assert movement["opening"] + movement["arrivals"] - movement["departures"] == movement["closing"]
    assert {kind: movement[kind] for kind in wanted["moves"]} == wanted["moves"]
    assert movement["stage_changes"] == wanted["changes"]
    for house in found["accommodations"]:
        numbers = wanted["houses"][house["name"]]
        assert {name: house[name] for name in numbers} == numbers
        assert house["free_gross"] >= house["free_not_assignable"] >= 0
        assert house["free_net"] == max(
            0, house["free_gross"] - house["free_not_assignable"] - house["reserved"]
        )
        assert house["over_occupied"] >= 0
    assert stock["misplaced"] == sum(house["misplaced"] for house in found["accommodations"])


@given(
    st.lists(
        st.builds(
            lambda start, lasts: Span(day(start), None if lasts is None else day(start + lasts)),
            st.integers(0, 12),
            st.one_of(st.none(), st.integers(0, 6)),
        ),
        unique_by=lambda span: span.starts_on,
    ),
    st.integers(-1, 20),
)
def test_the_statement_that_holds_is_the_one_whose_effective_span_holds(
    stated: list[Span], offset: int
) -> None:
    ordered = sorted(stated, key=lambda span: span.starts_on)
    holding = [
        said for said, span in zip(ordered, effective(ordered), strict=True) if span.holds_on(day(offset))
    ]
    assert find_holding(stated, day(offset)) == (holding[0] if holding else None)
    assert len(holding) <= 1
