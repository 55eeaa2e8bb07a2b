"""Reading what was stated of a person, and of a whole town as known at a moment."""

import uuid
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from casework.database.base import db
from casework.database.bulk import Key, key_of
from casework.database.recorded import known
from casework.errors import Conflict
from casework.people.merge_models import PersonMerge
from casework.people.models import Person
from casework.people.records import leading_id_of, pointer_of
from casework.situation.kind import Kind
from casework.situation.kinds import KINDS
from casework.situation.models import KIND, LifeFact, lane_of
from casework.vault.keys import keys


def facts_of(person: Person) -> list[LifeFact]:
    """What is believed of a person under all records, the earliest first; for one day the leading record's last."""
    keys().prefetch(person.record_ids)
    rank = {record_id: place for place, record_id in enumerate(person.record_ids)}
    rows = db.session.scalars(
        select(LifeFact)
        .where(known(LifeFact), LifeFact.person_id.in_(person.record_ids))
        .order_by(LifeFact.starts_on, LifeFact.recorded_at, LifeFact.id)
    )
    return sorted(rows, key=lambda fact: (fact.starts_on, -rank[fact.person_id]))


def get_fact(person: Person, fact_id: uuid.UUID) -> LifeFact:
    """The believed version of a statement; raises Conflict when it was taken back meanwhile."""
    found = db.session.scalar(
        select(LifeFact).where(
            known(LifeFact), LifeFact.fact_id == fact_id, LifeFact.person_id.in_(person.record_ids)
        )
    )
    if found is None:
        raise Conflict(
            "Diese Angabe hat inzwischen jemand zurückgenommen. Bitte öffnen Sie die Person noch einmal."
        )
    return found


def readable_kind(fact: LifeFact) -> Kind:
    """The kind of a statement; raises Conflict where it does not open, for then nobody can correct it."""
    if fact.kind is None:
        raise Conflict(
            "Diese Angabe ist nicht lesbar und lässt sich nicht berichtigen. Bitte sagen Sie der Administration "
            "Bescheid."
        )
    return fact.kind


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as figures need it: whose, about what, and over which days."""

    person: Key
    kind: str
    codes: Mapping[str, Any]
    lane: Hashable
    starts_on: date
    ends_on: date | None
    precision: str

    @property
    def answer(self) -> str:
        """The code of its answer."""
        return str(self.codes.get(KINDS[self.kind].answer.name) or "")


def said_in(municipality_id: uuid.UUID, moment: datetime) -> list[Said]:
    """What was believed of everybody of a municipality at a moment, in the order of `facts_of` for each person.

    What does not open is left out.
    """
    return _said(moment, Person.municipality_id == municipality_id)


def said_of(record_ids: Collection[uuid.UUID]) -> list[Said]:
    """The same of what is believed now under these records."""
    return _said(None, LifeFact.person_id.in_(record_ids))


def _said(moment: datetime | None, condition: ColumnElement[bool]) -> list[Said]:
    opened = LifeFact.codes.opener()
    rows = db.session.execute(
        select(
            key_of(leading_id_of(LifeFact.person_id)),
            LifeFact.id,
            LifeFact.line_id,
            LifeFact.starts_on,
            LifeFact.ends_on,
            LifeFact.precision,
            LifeFact.codes.column(),
        )
        .select_from(LifeFact)
        .join(Person, Person.id == LifeFact.person_id)
        .outerjoin(PersonMerge, pointer_of(LifeFact.person_id, moment))
        .where(condition, known(LifeFact, moment))
        .order_by(
            LifeFact.starts_on,
            PersonMerge.recorded_at.is_(None),
            PersonMerge.recorded_at.desc(),
            PersonMerge.person_id.desc(),
            LifeFact.recorded_at,
            LifeFact.id,
        )
    )
    read = (
        (person, opened(row_id, sealed), line_id, starts_on, ends_on, precision)
        for person, row_id, line_id, starts_on, ends_on, precision, sealed in rows
        if sealed is not None
    )
    return [
        Said(person, codes[KIND], codes, lane_of(codes, line_id), starts_on, ends_on, precision)
        for person, codes, line_id, starts_on, ends_on, precision in read
        if codes.get(KIND) in KINDS
    ]
