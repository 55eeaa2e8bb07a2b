"""Who lived when in a house or a room, and who shared one with whom, as known now and as far as a viewer may know."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.moments import today
from casework.housing.models import Accommodation, Room
from casework.housing.places import in_order
from casework.housing.stays import DwellingSpan
from casework.people.cards import Card
from casework.people.models import Person
from casework.people.scope import visible_cards


@dataclass(frozen=True)
class Lodging:
    """Somebody in a room from a day until the first day on which they no longer were; None where it continues."""

    card: Card
    house: Accommodation
    room: Room | None
    starts_on: date
    ends_on: date | None

    @property
    def days(self) -> int:
        """How many evenings of it have passed, this one included."""
        after = today() + timedelta(days=1)
        return max(0, (min(self.ends_on or after, after) - self.starts_on).days)


@dataclass(frozen=True)
class Lodgings:
    """What may be shown by name, latest first, and how many more people there were."""

    shown: Sequence[Lodging]
    others: int


def lodgings_in(viewer: Viewer, house: Accommodation, room: Room | None, first: date, last: date) -> Lodgings:
    """Who lived in a house, or in one of its rooms, on any evening of [first, last]."""
    span = DwellingSpan
    wanted = (
        _believed()
        .where(span.accommodation_id == house.id, span.starts_on <= last)
        .where(span.ends_on.is_(None) | (span.ends_on > first))
    )
    if room is not None:
        wanted = wanted.where(span.room_id == room.id)
    return _as_seen_by(viewer, db.session.execute(wanted))


def roommates_of(viewer: Viewer, person: Person) -> Lodgings:
    """Who shared a room with somebody, each with the days they shared; rooms without a name are houses."""
    mine, theirs = aliased(DwellingSpan), DwellingSpan
    wanted = (
        _believed()
        .add_columns(mine.starts_on, mine.ends_on)
        .join(
            mine,
            (mine.accommodation_id == theirs.accommodation_id)
            & (mine.room_id == theirs.room_id)
            & (mine.person_id != theirs.person_id),
        )
        .where(mine.person_id == person.id, mine.known_until.is_(None), Room.name != "")
        .where(mine.ends_on.is_(None) | (theirs.starts_on < mine.ends_on))
        .where(theirs.ends_on.is_(None) | (mine.starts_on < theirs.ends_on))
        .where(mine.starts_on <= today(), theirs.starts_on <= today())
    )
    return _as_seen_by(viewer, db.session.execute(wanted))


def _believed() -> Select[*tuple[Any, ...]]:
    span = DwellingSpan
    return (
        select(span.person_id, Accommodation, Room, span.starts_on, span.ends_on)
        .join(Accommodation, Accommodation.id == span.accommodation_id)
        .outerjoin(Room, Room.id == span.room_id)
        .where(span.known_until.is_(None), span.ends_on.is_(None) | (span.ends_on > span.starts_on))
    )


def _as_seen_by(viewer: Viewer, rows: Iterable[Any]) -> Lodgings:
    visible = {card.person_id: card for card in visible_cards(viewer)}
    shown, others = [], set[uuid.UUID]()
    for person_id, house, room, *spans in rows:
        if person_id in visible:
            shown.append(Lodging(visible[person_id], house, room, *_overlap(*spans)))
        else:
            others.add(person_id)
    return Lodgings(sorted(shown, key=_latest_first), len(others))


def _overlap(
    starts_on: date, ends_on: date | None, other_start: date = date.min, other_end: date | None = None
) -> tuple[date, date | None]:
    """The days that two spans share."""
    ends = [end for end in (ends_on, other_end) if end is not None]
    return max(starts_on, other_start), min(ends, default=None)


def _latest_first(lodging: Lodging) -> tuple[Any, ...]:
    room = in_order(lodging.room.name) if lodging.room else ()
    return (-lodging.starts_on.toordinal(), room, lodging.card.sort_key)
