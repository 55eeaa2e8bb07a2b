"""Stating what somebody's situation is, correcting it and taking it back: corrections are new versions."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.errors import Conflict, Refused
from casework.people.models import Person
from casework.situation.kind import Kind
from casework.situation.kinds import kind_named
from casework.situation.lanes import since_words
from casework.situation.models import KIND, LifeFact, lane_of
from casework.situation.queries import facts_of
from casework.vault.unreadable import is_unreadable
from casework.vocabulary.situation import ANSWERS, DAY, PRECISIONS


@dataclass(frozen=True, slots=True)
class Stated:
    """What holds now of one person, and the version it took the place of, if something else was stated of that day."""

    fact: LifeFact
    replaced: LifeFact | None = None

    def replaced_words(self, day: date) -> str:
        """„AsylbLG (§ 3) seit 01.06.2025“, from the codes alone: no name, no free text."""
        old = self.replaced
        if old is None or old.kind is None:
            return ""
        return f"{old.kind.words(old.codes, {})} {since_words(old.starts_on, old.precision, day)}"


class FactChanged(Conflict):
    """Somebody corrected the statement after this version of it was opened."""

    def __init__(self) -> None:
        super().__init__("Diese Angabe wurde inzwischen geändert. Bitte vergleichen Sie beide Fassungen.")


def state(
    people: Sequence[Person],
    kind_key: str,
    codes: Mapping[str, Any],
    texts: Mapping[str, str] | None = None,
    *,
    starts_on: date,
    ends_on: date | None = None,
    precision: str = DAY,
    continues: LifeFact | None = None,
) -> list[Stated]:
    """State the same of one or several people from a day on; what was stated of that day before is corrected.

    `continues` is a statement about the course that goes on. Raises Refused for an unknown code, no answer, or an end
    before the beginning.
    """
    said = _checked(kind_named(kind_key), codes, starts_on, ends_on, precision)
    stated = []
    for person in people:
        fact_id = uuid.uuid4()
        line_id = continues.line_id if continues is not None else fact_id
        lane = lane_of(said, line_id)
        before = [fact for fact in facts_of(person) if (fact.lane, fact.starts_on) == (lane, starts_on)]
        if before:
            old = before[-1]
            fact = correct(old, said, texts, starts_on=starts_on, ends_on=ends_on, precision=precision)
            stated.append(Stated(fact, None if fact is old else old))
        else:
            fact = begin(
                person,
                said,
                texts,
                starts_on=starts_on,
                ends_on=ends_on,
                precision=precision,
                fact_id=fact_id,
                line_id=line_id,
            )
            stated.append(Stated(fact))
    return stated


def begin(
    person: Person,
    codes: Mapping[str, Any],
    texts: Mapping[str, str] | None,
    *,
    starts_on: date,
    ends_on: date | None = None,
    precision: str = DAY,
    fact_id: uuid.UUID | None = None,
    line_id: uuid.UUID | None = None,
) -> LifeFact:
    """State what nothing is on record of that begins on this day; checks nothing and asks the database nothing."""
    fact_id = fact_id or uuid.uuid4()
    fact = LifeFact(
        fact_id=fact_id,
        line_id=line_id or fact_id,
        person_id=person.id,
        starts_on=starts_on,
        ends_on=ends_on,
        precision=precision,
        recorded_by_id=actor().user_id,
    )
    fact.codes, fact.texts = dict(codes), dict(texts) if texts else None
    db.session.add(fact)
    note("situation:fact:stated", subject=person.id, fact=str(fact_id))
    return fact


def correct(
    fact: LifeFact,
    codes: Mapping[str, Any],
    texts: Mapping[str, str] | None,
    *,
    starts_on: date,
    ends_on: date | None,
    precision: str,
) -> LifeFact:
    """A new version of a statement; the old one stays as it was believed.

    Returns the same version if nothing changed. Raises Refused like `state`, and FactChanged when the version is no
    longer the latest one.
    """
    said = _checked(kind_named(codes.get(KIND) or fact.codes[KIND]), codes, starts_on, ends_on, precision)
    kept = texts if is_unreadable(texts) else dict(texts) if texts else None
    span = (starts_on, ends_on, precision)
    if (said, kept, span) == (fact.codes, fact.texts, (fact.starts_on, fact.ends_on, fact.precision)):
        return fact
    fact.give_up(FactChanged())
    version = LifeFact(
        fact_id=fact.fact_id,
        line_id=fact.line_id,
        person_id=fact.person_id,
        starts_on=starts_on,
        ends_on=ends_on,
        precision=precision,
        recorded_by_id=actor().user_id,
    )
    version.codes, version.texts = said, kept  # type: ignore[assignment]  # what does not open goes on as it is
    db.session.add(version)
    note("situation:fact:corrected", subject=fact.person_id, fact=str(fact.fact_id))
    return version


def take_back(fact: LifeFact) -> None:
    """Take back a statement that was never right. Raises FactChanged like `correct`."""
    fact.give_up(FactChanged())
    note("situation:fact:retracted", subject=fact.person_id, fact=str(fact.fact_id))


def _checked(
    kind: Kind, codes: Mapping[str, Any], starts_on: date, ends_on: date | None, precision: str
) -> dict[str, Any]:
    """The counted part in the form it is kept in, or Refused."""
    if ends_on is not None and ends_on <= starts_on:
        raise Refused("Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Tage.")
    PRECISIONS.read(precision)
    said: dict[str, Any] = {KIND: kind.key}
    for field in kind.fields:
        value = codes.get(field.name) or field.usual
        if field.is_counted and value not in (None, ""):
            is_answer = field is kind.answer and value in ANSWERS
            said[field.name] = field.codes.read(value) if field.codes and not is_answer else value
    if kind.answer.name not in said:
        raise Refused("Bitte geben Sie an: %(what)s.", what=kind.answer.label)
    return said
