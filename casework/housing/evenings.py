"""Who was where on an evening, as known at a moment: the one way in which figures and lists read the spans."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select

from casework.database.base import db
from casework.database.bulk import Key, key_of, keys_of, split_keys
from casework.housing.stays import DwellingSpan, StageSpan

AnySpan = type[StageSpan] | type[DwellingSpan]


class Dwelling(NamedTuple):
    """A place to live: a house and perhaps a room, by key, or another form."""

    form: str
    house: Key | None
    room: Key | None


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


def stages_on(municipality_id: uuid.UUID, day: date, moment: datetime) -> dict[str, frozenset[Key]]:
    """Everybody in the town's care on an evening (its universe), by stage."""
    rows = db.session.execute(
        select(StageSpan.stage, keys_of(StageSpan.person_id))
        .where(held(StageSpan, municipality_id, day, moment))
        .group_by(StageSpan.stage)
    )
    return {stage: frozenset(split_keys(people)) for stage, people in rows}


def universe_size(municipality_id: uuid.UUID, day: date, moment: datetime) -> int:
    """How many people are in the town's care on an evening."""
    wanted = select(func.count()).select_from(StageSpan).where(held(StageSpan, municipality_id, day, moment))
    return db.session.scalar(wanted) or 0


def dwellings_on(municipality_id: uuid.UUID, day: date, moment: datetime) -> dict[Dwelling, list[Key]]:
    """Everybody of whom it is known where they live on an evening, by dwelling and whatever the stage."""
    place = (DwellingSpan.form, key_of(DwellingSpan.accommodation_id), key_of(DwellingSpan.room_id))
    rows = db.session.execute(
        select(*place, keys_of(DwellingSpan.person_id))
        .where(held(DwellingSpan, municipality_id, day, moment))
        .group_by(DwellingSpan.form, DwellingSpan.accommodation_id, DwellingSpan.room_id)
    )
    return {Dwelling(form, house, room): split_keys(people) for form, house, room, people in rows}


def residents_on(
    municipality_id: uuid.UUID, day: date, moment: datetime, accommodation_id: uuid.UUID
) -> Sequence[Resident]:
    """Everybody who lives in a house on an evening, whatever the stage."""
    rows = db.session.execute(
        select(DwellingSpan.person_id, DwellingSpan.room_id).where(
            held(DwellingSpan, municipality_id, day, moment),
            DwellingSpan.accommodation_id == accommodation_id,
        )
    )
    return [Resident(person_id, accommodation_id, room_id) for person_id, room_id in rows]
