"""When the vorläufige Unterbringung legally ends (§ 9 FlüAG; periods after §§ 187 (1), 188 (2), (3) BGB), and who
lives in it beyond that day (domain brief §1.2, §1.6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from casework.housing.evenings import Evening
from casework.housing.spans import NO_END, NOTHING, Flags, Ints, Known
from casework.vocabulary.housing import PROVISIONAL
from casework.vocabulary.periods import months_later
from casework.vocabulary.residence import is_admitted_group, is_residence_permit

MONTHS_IN_GENERAL = 24
MONTHS_FOR_ADMITTED_GROUPS = 6


@dataclass(frozen=True, slots=True)
class TitleEvent:
    """What of a residence title can end the VU: its code, the day of issue, the day its notice became final."""

    title: str
    issued_on: date
    final_on: date | None


def vu_ends_on(admitted_on: date, titles: Iterable[TitleEvent] = ()) -> date:
    """The last day of the VU: the earliest of a final notice, the issue of a residence permit, and 24 months.

    For people admitted under §§ 22–24 AufenthG the period is six months and their title itself ends nothing (§ 9 (4)).
    """
    titles = list(titles)
    admitted_group = any(is_admitted_group(title.title) for title in titles)
    events = [title.final_on for title in titles if title.final_on is not None]
    events += [
        title.issued_on
        for title in titles
        if is_residence_permit(title.title) and not is_admitted_group(title.title)
    ]
    months = MONTHS_FOR_ADMITTED_GROUPS if admitted_group else MONTHS_IN_GENERAL
    return min([*events, months_later(admitted_on, months)])


def vu_ends(evening: Evening) -> Ints:
    """For each person in the VU on an evening the last legal day of it, as known then; NO_END for all others.

    The same rule as `vu_ends_on`, for a whole town at once.
    """
    in_vu = evening.in_stage(PROVISIONAL)
    admitted = admitted_on(evening.stages, evening.stage_row, in_vu)
    event, admitted_group = _ended_by_titles(evening)
    longest = np.where(
        admitted_group,
        _months_later(admitted, MONTHS_FOR_ADMITTED_GROUPS, in_vu),
        _months_later(admitted, MONTHS_IN_GENERAL, in_vu),
    )
    return np.where(in_vu, np.minimum(event, longest), NO_END)


def admitted_on(stages: Known, row: Ints, wanted: Flags) -> Ints:
    """For each person wanted the first day of the uninterrupted stage of their row, however many statements it has."""
    first = np.where(wanted, row, NOTHING)
    moving = np.flatnonzero(wanted)
    rows, stage = stages.rows, stages["stage"]
    while len(moving):
        here = first[moving]
        before = _begun_before(stages, here)
        continued = (
            (before >= 0)
            & (rows.owner[before] == rows.owner[here])
            & (rows.ends_on[before] == rows.starts_on[here])
            & (stage[before] == stage[here])
        )
        moving, before = moving[continued], before[continued]
        first[moving] = before
    return np.where(wanted, rows.starts_on[first], NOTHING) if len(stages) else np.full(len(row), NOTHING)


def _begun_before(stages: Known, rows: Ints) -> Ints:
    """The row before each: the person's last one that began on an earlier day."""
    return np.searchsorted(stages.order, stages.order[rows], side="left") - 1


def _months_later(days: Ints, months: int, wanted: Flags) -> Ints:
    distinct, places = np.unique(days[wanted], return_inverse=True)
    later = [_day_months_later(day, months) for day in distinct.tolist()]
    found = np.full(len(days), NO_END, np.int64)
    found[wanted] = np.array(later, np.int64)[places]
    return found


@lru_cache(maxsize=10_000)
def _day_months_later(day: int, months: int) -> int:
    return months_later(date.fromordinal(day), months).toordinal()


def _ended_by_titles(evening: Evening) -> tuple[Ints, Flags]:
    """By person: the first day on which a title or a final notice ended the VU, and who belongs to §§ 22–24."""
    titles = evening.timeline.titles(evening.moment)
    words = evening.timeline.codes["titles"].words
    permits = [code for code, title in enumerate(words) if is_residence_permit(title)]
    groups = [code for code, title in enumerate(words) if is_admitted_group(title)]
    in_group = np.isin(titles["title"], groups)
    issued = np.where(np.isin(titles["title"], permits) & ~in_group, titles.rows.starts_on, NO_END)
    final = np.where(titles["final_on"] == NOTHING, NO_END, titles["final_on"])
    person = evening.leading(titles.rows.owner)
    people = evening.timeline.people
    known = person < people
    event, admitted_group = np.full(people, NO_END, np.int64), np.zeros(people, np.bool_)
    np.minimum.at(event, person[known], np.minimum(issued, final)[known])
    admitted_group[person[known & in_group]] = True
    return event, admitted_group
