"""Many rows about one household become one that opens: a family never floods the page."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.deadlines.day.rows import Place, Row

FOLDED_FROM = 3
"""So many rows about one household fold; two are read faster than opened."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Rows about one household, the first of them due on `day`; `kinds` says how many of which kind they are."""

    rows: Sequence[Row]

    @property
    def day(self) -> date:
        return self.rows[0].entry.day

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(row.entry.title for row in self.rows))

    @property
    def kinds(self) -> Sequence[tuple[str, int]]:
        return Counter(row.entry.kind for row in self.rows).most_common()


Line = Row | Fold


def folded(rows: Sequence[Row], place: Place) -> list[Line]:
    """The rows in their order; from three on those of one household and day stand in one line, where its first stood.

    What is overdue folds whatever its day was. What has an hour stands alone, and so do legal clocks, which are one row
    for a household already.
    """
    together: dict[object, list[Row]] = {}
    for row in rows:
        together.setdefault(_shares(row, place), []).append(row)
    lines: list[Line] = []
    for row in rows:
        found = together[_shares(row, place)]
        if len(found) < FOLDED_FROM:
            lines.append(row)
        elif row is found[0]:
            lines.append(Fold(found))
    return lines


def _shares(row: Row, place: Place) -> tuple[uuid.UUID | bytes, date | None]:
    if row.household_id is None or row.is_clock or row.entry.clock is not None:
        return row.index, None
    return row.household_id, None if place is Place.OVERDUE else row.entry.day
