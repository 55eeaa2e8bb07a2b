"""Statements about spans of days, from the list and already stored, that must not contradict each other."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.database.episodes import contradiction
from casework.exchange.lists import Row


@dataclass(frozen=True, slots=True)
class Stated:
    """The span somebody stated; `row` is the row that did, None for what is stored."""

    starts_on: date
    ends_on: date | None
    row: Row | None = None
    room_id: uuid.UUID | None = None


def refuse_overlapping(stated: Iterable[Stated], column: str, what: str) -> None:
    """Refuse the rows because of which something would begin inside a span whose end was stated.

    Of two rows the later beginning is blamed; what is stored already is believed. The order of rows does not matter.
    """
    remaining = list(stated)
    while pair := contradiction(remaining):
        earlier, later = pair
        blamed = later if later.row else earlier
        if blamed.row is None:
            return
        where = earlier if blamed is later else later
        place = f" (Zeile {where.row.number})" if where.row else ""
        blamed.row.refuse(
            column,
            f"Ab {later.starts_on:%d.%m.%Y} beginnt etwas Neues ({what}), aber die Angabe ab "
            f"{earlier.starts_on:%d.%m.%Y} endet erst am {earlier.ends_on:%d.%m.%Y}{place}.",
        )
        remaining.remove(blamed)
