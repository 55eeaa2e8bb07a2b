"""Rooms that a list would fill beyond their places: stored all the same, but said."""

import heapq
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from casework.database.base import db
from casework.database.bulk import batches
from casework.database.episodes import Span, effective, holds_on
from casework.exchange.lists import Row
from casework.exchange.queries import Houses
from casework.housing.models import RoomOperation
from casework.housing.stays import DwellingSpan


@dataclass(frozen=True, slots=True)
class Living:
    """Somebody's span in a room; `row` is the row that states it, None for what is stored."""

    span: Span
    room_id: uuid.UUID
    row: Row | None


def warn_of_full_rooms(houses: Houses, living: Sequence[Living], people: set[uuid.UUID]) -> None:
    """Warn, once for each room, at the row because of which more people would live in it than it has places.

    `living` are all spans of `people`; those of everybody else are looked up.
    """
    touched = {found.room_id for found in living if found.row is not None}
    by_room: dict[uuid.UUID, list[Living]] = defaultdict(list)
    for found in [*living, *_others(touched, people)]:
        by_room[found.room_id].append(found)
    operations = houses.operations()
    for room_id in touched:
        _warn_of(room_id, houses, by_room[room_id], operations.get(room_id, []))


def _others(room_ids: Iterable[uuid.UUID], people: set[uuid.UUID]) -> Iterable[Living]:
    for batch in batches(room_ids):
        spans = db.session.execute(
            select(
                DwellingSpan.person_id, DwellingSpan.starts_on, DwellingSpan.ends_on, DwellingSpan.room_id
            ).where(DwellingSpan.room_id.in_(batch), DwellingSpan.known_until.is_(None))
        )
        for person_id, starts_on, ends_on, room_id in spans:
            if person_id not in people and room_id is not None:
                yield Living(Span(starts_on, ends_on), room_id, None)


def _warn_of(
    room_id: uuid.UUID, houses: Houses, living: Sequence[Living], operations: Sequence[RoomOperation]
) -> None:
    offered = list(zip(operations, effective(operations), strict=True))
    leaving: list[date] = []
    for found in sorted(living, key=lambda found: found.span.starts_on):
        day = found.span.starts_on
        while leaving and leaving[0] <= day:
            heapq.heappop(leaving)
        if holds_on(found.span, day):
            heapq.heappush(leaving, found.span.ends_on or date.max)
        places = _places(offered, day)
        if places is not None and len(leaving) > places and found.row is not None:
            house, room = houses.names_of(room_id)
            where = f"Zimmer „{room}“ ({house})" if room else f"„{house}“"
            found.row.warn(
                "Zimmer" if room else "Unterkunft",
                f"Ab {day:%d.%m.%Y} leben {len(leaving)} Personen in {where}; Plätze: {places}.",
            )
            return


def _places(offered: Sequence[tuple[RoomOperation, Span]], day: date) -> int | None:
    return next((operation.places for operation, span in offered if holds_on(span, day)), None)
