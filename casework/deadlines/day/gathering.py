"""Everything a viewer has to see to, put where it belongs on Mein Tag."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casework.access.viewer import Viewer
from casework.database.moments import today
from casework.deadlines.day.folding import Line, folded
from casework.deadlines.day.put_off import index_of, rests_of
from casework.deadlines.day.rows import WEEK, Place, Row
from casework.errors import NotThere
from casework.people.page import due_for
from casework.people.panels import Happening
from casework.people.register import card_of
from casework.people.scope import visible_cards
from casework.vault.keys import keys


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: how many rows it holds, and the lines they fold into."""

    place: Place
    rows: Sequence[Row]

    @property
    def lines(self) -> list[Line]:
        return folded(self.rows, self.place)


@dataclass(frozen=True, slots=True)
class Day:
    """Mein Tag of somebody: the parts, and what rests, the first to come back first."""

    sections: Mapping[Place, Section]
    resting: Sequence[Row]

    @property
    def has_urgent_rows(self) -> bool:
        return any(section.rows for place, section in self.sections.items() if place is not Place.IN_SIGHT)

    @property
    def week_ends_on(self) -> date:
        return today() + WEEK

    @property
    def has_rows(self) -> bool:
        return bool(self.resting) or any(section.rows for section in self.sections.values())


def day_of(viewer: Viewer) -> Day:
    """What this viewer, and whom they stand in for, has to see to."""
    day, rows = today(), rows_of(viewer)
    awake = [row for row in rows if not row.rests_on(day)]
    resting = sorted((row for row in rows if row.rests_on(day)), key=_back_on)
    placed: dict[Place, list[Row]] = {place: [] for place in Place}
    for row in _one_per_clock(awake):
        placed[row.place_on(day)].append(row)
    return Day({place: Section(place, found) for place, found in placed.items()}, resting)


def rows_of(viewer: Viewer) -> list[Row]:
    """Every single row, resting or not, the first due first."""
    if viewer.sees_own_cases_only:
        keys().prefetch(card.person_id for card in visible_cards(viewer))
    rows = [_row(viewer, entry) for entry in due_for(viewer, today() + WEEK)]
    rests = rests_of(viewer.municipality_id, [row.index for row in rows])
    return [replace(row, rested=rests.get(row.index)) for row in rows]


def get_row(viewer: Viewer, token: str) -> Row:
    """The row of an address; NotThere says the same for one that is settled and one that somebody else has."""
    for row in rows_of(viewer):
        if row.token == token:
            return row
    raise NotThere(
        "Dieser Eintrag steht nicht mehr auf Mein Tag: Er ist erledigt, oder er hat sich geändert."
    )


def _row(viewer: Viewer, entry: Happening) -> Row:
    household_id = card_of(entry.about[0]).household_id if entry.about else None
    return Row(entry, index_of(viewer.municipality_id, entry.key, entry.day), household_id)


def _one_per_clock(rows: Iterable[Row]) -> list[Row]:
    """Of a clock one row per household: the one that ends first, which says when it ends for the others."""
    first: dict[object, tuple[Row, list[date]]] = {}
    for row in rows:
        shared: tuple[uuid.UUID | None, str] | bytes = (
            (row.household_id, row.entry.headline) if row.is_clock else row.index
        )
        if shared in first:
            first[shared][1].append(row.entry.day)
        else:
            first[shared] = row, []
    return [row.with_later(later) if later else row for row, later in first.values()]


def _back_on(row: Row) -> date:
    return row.rested.until_on if row.rested else row.entry.day
