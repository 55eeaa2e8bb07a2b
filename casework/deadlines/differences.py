"""What runs for people by the rules, held against what is recorded of it."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from casework.database.recorded import known
from casework.deadlines.clocks import running
from casework.deadlines.gathering import Records, lives_of, records_meaning
from casework.deadlines.lives import Life
from casework.deadlines.models import Deadline, What
from casework.deadlines.queries import opened
from casework.deadlines.rules import rules_of
from casework.deadlines.versions import Rules


@dataclass(frozen=True, slots=True)
class Runs:
    """What runs for somebody as of a day, by all that is known of them now."""

    municipality_id: uuid.UUID
    life: Life
    whats: Collection[What]


@dataclass(frozen=True, slots=True)
class Difference:
    """The rows of a person that say what is no longer so, and what is so without a row."""

    person_id: uuid.UUID
    municipality_id: uuid.UUID
    no_longer: Collection[uuid.UUID]
    not_yet: Collection[What]


def what_runs(person_ids: Iterable[uuid.UUID], day: date) -> Iterator[Runs]:
    """For everybody whom these ids mean, whatever is recorded of it."""
    rules = cache(rules_of)
    for of in records_meaning(person_ids):
        yield from _what_runs(of, day, rules)


def differences(person_ids: Iterable[uuid.UUID], day: date) -> Iterator[Difference]:
    """Of everybody whom these ids mean and of whom something else is recorded than runs as of a day."""
    rules = cache(rules_of)
    for of in records_meaning(person_ids):
        recorded = _recorded(of)
        for found in _what_runs(of, day, rules):
            person_id, not_yet, no_longer = found.life.person_id, set(found.whats), []
            for row_id, record_id, what in recorded.get(person_id, ()):
                if record_id == person_id and what in not_yet:
                    not_yet.remove(what)
                else:
                    no_longer.append(row_id)
            if no_longer or not_yet:
                yield Difference(person_id, found.municipality_id, no_longer, not_yet)


def _what_runs(of: Records, day: date, rules: Callable[[uuid.UUID], Rules]) -> Iterator[Runs]:
    for municipality_id, life in lives_of(of):
        yield Runs(municipality_id, life, set(_runs(life, rules(municipality_id), day)))


def _recorded(of: Records) -> dict[uuid.UUID, list[tuple[uuid.UUID, uuid.UUID, What]]]:
    """Row, record and content of all that stands under any record of these people, by person."""
    found: defaultdict[uuid.UUID, list[tuple[uuid.UUID, uuid.UUID, What]]] = defaultdict(list)
    for row in opened(known(Deadline), Deadline.person_id.in_(of)):
        found[of[row[1]]].append(row)
    return found


def _runs(life: Life, rules: Rules, day: date) -> Iterator[What]:
    for clock in running(life, rules, day):
        version = rules.find(clock.rule)
        yield What(
            clock.clock,
            clock.event_on,
            clock.due_on,
            version.warned_on(clock.due_on) if version else (),
            clock.paragraph,
            clock.rule,
            clock.cause,
            clock.is_uncertain,
            clock.why,
        )
