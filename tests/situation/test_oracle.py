"""Random statements, corrections, retractions and a merge against a plain list: what holds on a day, as was known."""

import copy
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.database.base import db
from casework.database.moments import BERLIN
from casework.database.recorded import recorded_as_of
from casework.database.transaction import transaction
from casework.people.merging import merge
from casework.people.models import Person
from casework.people.operations import register_person
from casework.situation.lanes import value_on
from casework.situation.operations import correct, state, take_back
from casework.situation.queries import get_fact, said_in
from tests import factories
from tests.engines import Engine

EXAMPLES = {"sqlite": 25, "postgresql": 10}
FIRST, DAYS, HOUR = date(2025, 1, 1), 12, timedelta(hours=1)
ANSWERS = ("EMPLOYED", "SEEKING", "MINI_JOB", "NO", "NOT_STATED")

span = st.tuples(st.integers(0, DAYS), st.none() | st.integers(1, DAYS))
told = st.lists(
    st.one_of(
        st.tuples(st.just("state"), st.integers(0, 1), span, st.sampled_from(ANSWERS)),
        st.tuples(st.just("correct"), st.integers(0, 9), span, st.sampled_from(ANSWERS)),
        st.tuples(st.just("take back"), st.integers(0, 9)),
        st.tuples(st.just("merge")),
    ),
    min_size=1,
    max_size=10,
)


class Statement(NamedTuple):
    """What the plain list knows of a statement; `record` 0 leads, `step` is when this version was told."""

    record: int
    starts_on: date
    ends_on: date | None
    answer: str
    step: int


@dataclass
class Believed:
    """Everything that is believed after a step."""

    statements: dict[uuid.UUID, Statement] = field(default_factory=dict)
    is_merged: bool = False

    def of(self, record: int) -> list[tuple[uuid.UUID, Statement]]:
        return [(key, one) for key, one in self.statements.items() if self.is_merged or one.record == record]

    def answer(self, record: int, day: date) -> str | None:
        """By hand: of all that had begun the last; of two the leading record's, then the one told last."""
        begun = [one for _key, one in self.of(record) if one.starts_on <= day]
        if not begun:
            return None
        last = max(begun, key=lambda one: (one.starts_on, one.record == 0, one.step))
        return last.answer if last.ends_on is None or day < last.ends_on else None


def dates(of: tuple[int, int | None]) -> tuple[date, date | None]:
    starts_on = FIRST + timedelta(days=of[0])
    return starts_on, None if of[1] is None else starts_on + timedelta(days=of[1])


def tell(believed: Believed, people: list[Person], step: int, act: tuple[Any, ...]) -> None:
    """One act, in the product and in the plain list."""
    if act[0] == "merge":
        if not believed.is_merged:
            merge(people[1], people[0])
            believed.is_merged = True
        return
    if act[0] == "state":
        record, (starts_on, ends_on), answer = 0 if believed.is_merged else act[1], dates(act[2]), act[3]
        (stated,) = state([people[record]], "work", {"state": answer}, starts_on=starts_on, ends_on=ends_on)
        fact = stated.fact
        same = [(key, one) for key, one in believed.of(record) if one.starts_on == starts_on]
        if same:
            key, before = max(same, key=lambda pair: (pair[1].record == 0, pair[1].step))
            assert fact.fact_id == key
            record = before.record
            if (before.ends_on, before.answer) == (ends_on, answer):
                return
        believed.statements[fact.fact_id] = Statement(record, starts_on, ends_on, answer, step)
        return
    if not believed.statements:
        return
    fact_id = list(believed.statements)[act[1] % len(believed.statements)]
    before = believed.statements[fact_id]
    fact = get_fact(people[0 if believed.is_merged else before.record], fact_id)
    if act[0] == "take back":
        take_back(fact)
        del believed.statements[fact_id]
        return
    starts_on, ends_on = dates(act[2])
    correct(fact, {"state": act[3]}, None, starts_on=starts_on, ends_on=ends_on, precision="DAY")
    after = Statement(before.record, starts_on, ends_on, act[3], step)
    if after[:4] != before[:4]:
        believed.statements[fact_id] = after


def test_what_holds_on_a_day_as_known_at_a_moment_is_the_lists(app: Flask, engine: Engine) -> None:
    @settings(max_examples=EXAMPLES[engine.name], deadline=None)
    @given(acts=told)
    def whatever_is_told(acts: list[tuple[Any, ...]]) -> None:
        believed, history = Believed(), []
        with transaction():
            people = [register_person(town.id, {"family_name": "Haddad"}) for _ in range(2)]
            recorded = [person.id for person in people]
        for step, act in enumerate(acts):
            moment = datetime(2025, 6, 1, tzinfo=BERLIN) + step * HOUR
            with transaction():
                recorded_as_of(moment)
                tell(believed, [db.session.get_one(Person, one) for one in recorded], step, act)
            history.append((moment, copy.deepcopy(believed)))
        for moment, then in history:
            said = said_in(town.id, moment)
            for record in (0,) if then.is_merged else (0, 1):
                lane = [one for one in said if one.person == recorded[record].hex]
                for offset in range(-1, 2 * DAYS + 2):
                    day = FIRST + timedelta(days=offset)
                    found = value_on(lane, day)
                    assert (found and found.answer) == then.answer(record, day), (moment, day)

    with app.app_context():
        town = factories.municipality()
        whatever_is_told()
