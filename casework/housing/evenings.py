"""Who was where on an evening, as known at a moment: the one way in which figures and lists read the spans."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select

from casework.database.base import db
from casework.housing.stays import DwellingSpan, StageSpan

AnySpan = type[StageSpan] | type[DwellingSpan]


class Dwelling(NamedTuple):
    """Where somebody lives; `accommodation_id` only in a house, `room_id` only where the room is known."""

    form: str
    accommodation_id: uuid.UUID | None
    room_id: uuid.UUID | None


class Resident(NamedTuple):
    """Somebody who lives in a house."""

    person_id: uuid.UUID
    accommodation_id: uuid.UUID
    room_id: uuid.UUID | None


def followed(span: AnySpan, moment: datetime) -> ColumnElement[bool]:
    """The spans that followed from what was believed at a moment."""
    return and_(span.known_from <= moment, or_(span.known_until.is_(None), span.known_until > moment))


def covers(span: AnySpan, day: date) -> ColumnElement[bool]:
    """The spans to which the evening of a day belongs."""
    return and_(span.starts_on <= day, or_(span.ends_on.is_(None), span.ends_on > day))


def held(span: AnySpan, municipality_id: uuid.UUID, day: date, moment: datetime) -> ColumnElement[bool]:
    """The spans of a municipality that hold on the evening of a day, as known at a moment."""
    return and_(span.municipality_id == municipality_id, covers(span, day), followed(span, moment))


def stages_on(municipality_id: uuid.UUID, day: date, moment: datetime) -> dict[uuid.UUID, str]:
    """The stage of everybody in the town's care on an evening: its universe."""
    rows = db.session.execute(
        select(StageSpan.person_id, StageSpan.stage).where(held(StageSpan, municipality_id, day, moment))
    )
    return dict(rows.all())


def dwellings_on(municipality_id: uuid.UUID, day: date, moment: datetime) -> dict[uuid.UUID, Dwelling]:
    """Where everybody lives on an evening of whom that is known, whatever the stage."""
    rows = db.session.execute(
        select(
            DwellingSpan.person_id, DwellingSpan.form, DwellingSpan.accommodation_id, DwellingSpan.room_id
        ).where(held(DwellingSpan, municipality_id, day, moment))
    )
    return {person_id: Dwelling(form, house, room) for person_id, form, house, room in rows}


def residents_on(
    municipality_id: uuid.UUID, day: date, moment: datetime, accommodation_id: uuid.UUID | None = None
) -> Sequence[Resident]:
    """Everybody who lives in a house on an evening, or in this house, whatever the stage."""
    wanted = select(DwellingSpan.person_id, DwellingSpan.accommodation_id, DwellingSpan.room_id).where(
        held(DwellingSpan, municipality_id, day, moment),
        DwellingSpan.accommodation_id.is_not(None)
        if accommodation_id is None
        else DwellingSpan.accommodation_id == accommodation_id,
    )
    return [
        Resident(person_id, house, room)
        for person_id, house, room in db.session.execute(wanted)
        if house is not None
    ]
