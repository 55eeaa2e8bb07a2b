"""What became known about stays between two moments: entries made, corrected and taken back, and whom they concern."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from casework.database.base import db
from casework.database.bulk import batches
from casework.database.recorded import known
from casework.housing.act_models import StayAct, StayStep
from casework.housing.ledger import DWELLING, STAGE, Axis
from casework.housing.stays import Episode
from casework.people.merge_models import PersonMerge
from casework.people.models import Person

NEVER = date.max


class Happened(StrEnum):
    """What was done to an entry."""

    ADDED = "neu erfasst"
    CORRECTED = "berichtigt"
    TAKEN_BACK = "zurückgenommen"
    MERGED = "Akten zusammengeführt"
    PARTED = "Akten getrennt"


@dataclass(frozen=True, slots=True)
class LateEntry:
    """A difference between what was believed at two moments; `since` is the first day that it changes.

    `before_id` and `after_id` are the statements believed at the one and at the other moment.
    """

    happened: Happened
    axis: Axis | None
    record_id: uuid.UUID
    since: date
    recorded_at: datetime
    recorded_by_id: uuid.UUID | None
    before_id: uuid.UUID | None = None
    after_id: uuid.UUID | None = None


def late_entries(
    municipality_id: uuid.UUID, first: date, last: date, earlier: datetime, later: datetime
) -> list[LateEntry]:
    """What became known after `earlier` and by `later` that changes any evening of [first, last], the latest first."""
    found = [
        entry
        for axis in (STAGE, DWELLING)
        for entry in _stated(axis, municipality_id, first, last, earlier, later)
    ]
    found += _merges(municipality_id, last, earlier, later)
    return sorted(found, key=lambda entry: (entry.recorded_at, entry.record_id), reverse=True)


def _stated(
    axis: Axis, municipality_id: uuid.UUID, first: date, last: date, earlier: datetime, later: datetime
) -> Iterable[LateEntry]:
    before, after = aliased(axis.episode), aliased(axis.episode)
    same = and_(before.person_id == after.person_id, before.starts_on == after.starts_on)
    replaced = and_(known(before, earlier), before.superseded_at <= later)
    names = ("id", "starts_on", "ends_on", *axis.facts)
    stated = (
        select(
            after.person_id,
            after.recorded_at,
            after.recorded_by_id,
            *(getattr(row, name) for row in (before, after) for name in names),
        )
        .select_from(after)
        .join(Person, Person.id == after.person_id)
        .outerjoin(before, and_(same, replaced))
        .where(
            Person.municipality_id == municipality_id,
            after.starts_on <= last,
            after.recorded_at > earlier,
            known(after, later),
        )
    )
    for record_id, recorded_at, by_id, *facts in db.session.execute(stated):
        old, new = facts[: len(names)], facts[len(names) :]
        since = _first_change(old if old[0] else None, new, first, last)
        if since is not None:
            happened = Happened.CORRECTED if old[0] else Happened.ADDED
            yield LateEntry(happened, axis, record_id, since, recorded_at, by_id, old[0], new[0])
    still_there = select(after.id).where(same, known(after, later))
    gone = (
        select(
            before.person_id,
            before.superseded_at,
            StayAct.recorded_by_id,
            *(getattr(before, name) for name in names),
        )
        .select_from(before)
        .join(Person, Person.id == before.person_id)
        .outerjoin(StayStep, StayStep.superseded_id == before.id)
        .outerjoin(StayStep.act)
        .where(
            Person.municipality_id == municipality_id,
            before.starts_on <= last,
            replaced,
            ~still_there.exists(),
        )
    )
    for record_id, superseded_at, by_id, *facts in db.session.execute(gone):
        since = _first_change(facts, None, first, last)
        if since is not None:
            yield LateEntry(Happened.TAKEN_BACK, axis, record_id, since, superseded_at, by_id, facts[0])


def _first_change(
    old: Sequence[Any] | None, new: Sequence[Any] | None, first: date, last: date
) -> date | None:
    """The first day that differs between two statements that begin on one day; None where [first, last] stays.

    A departure on a day changes that evening, and the balance of the day even where it is the first of the stay.
    """
    begin, ends_on = (new or old or ())[1:3]
    end = ends_on or NEVER
    if old is not None and new is not None:
        other = old[2] or NEVER
        if old[3:] == new[3:]:
            begin, end = min(end, other), max(end, other)
        else:
            end = max(end, other)
    touches = (
        begin <= last
        and (end > first or begin == end == first)
        and (begin < end or old is None or new is None)
    )
    return begin if touches else None


def _merges(
    municipality_id: uuid.UUID, last: date, earlier: datetime, later: datetime
) -> Iterable[LateEntry]:
    rows = db.session.scalars(
        select(PersonMerge)
        .join(PersonMerge.into)
        .where(
            Person.municipality_id == municipality_id,
            (known(PersonMerge, later) & (PersonMerge.recorded_at > earlier))
            | (known(PersonMerge, earlier) & (PersonMerge.superseded_at <= later)),
        )
    )
    for merge in rows:
        is_new = merge.recorded_at > earlier
        yield LateEntry(
            Happened.MERGED if is_new else Happened.PARTED,
            None,
            merge.into_id,
            last,
            merge.recorded_at if is_new else merge.superseded_at or later,
            merge.recorded_by_id if is_new else None,
        )


def statements(entries: Iterable[LateEntry]) -> dict[uuid.UUID, Episode]:
    """What was stated in these entries, by id."""
    found: dict[uuid.UUID, Episode] = {}
    wanted = list(entries)
    for axis in (STAGE, DWELLING):
        ids = [
            one for entry in wanted if entry.axis is axis for one in (entry.before_id, entry.after_id) if one
        ]
        for batch in batches(ids):
            rows = db.session.scalars(select(axis.episode).where(axis.episode.id.in_(batch)))
            found |= {row.id: row for row in rows}
    return found
