"""When the vorläufige Unterbringung legally ends (§ 9 FlüAG; periods after §§ 187 (1), 188 (2), (3) BGB), and who
lives in it beyond that day (domain brief §1.2, §1.6)."""

import calendar
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from casework.database.base import db
from casework.database.recorded import known
from casework.housing.evenings import followed
from casework.housing.stays import StageSpan
from casework.people.models import Person, ResidenceTitle
from casework.vault.keys import keys
from casework.vocabulary.housing import PROVISIONAL
from casework.vocabulary.residence import is_admitted_group, is_residence_permit

MONTHS_IN_GENERAL = 24
MONTHS_FOR_ADMITTED_GROUPS = 6


@dataclass(frozen=True, slots=True)
class TitleEvent:
    """What of a residence title can end the VU: its code, the day of issue, the day its notice became final."""

    title: str
    issued_on: date
    final_on: date | None


def months_after(event: date, months: int) -> date:
    """The last day of a period of months: the day of the same number, or the month's last where it is missing."""
    year, month = divmod(event.year * 12 + event.month - 1 + months, 12)
    return date(year, month + 1, min(event.day, calendar.monthrange(year, month + 1)[1]))


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
    return min([*events, months_after(admitted_on, months)])


def admitted_on(vu_spans: Iterable[tuple[date, date | None]], day: date) -> date | None:
    """The first day of the uninterrupted VU in which a day lies, however many statements it consists of."""
    start: date | None = None
    reaches: date | None = date.min
    for starts_on, ends_on in sorted(vu_spans, key=lambda span: span[0]):
        if starts_on > day:
            break
        if reaches != starts_on:
            start = starts_on
        reaches = ends_on
    return start if start is not None and (reaches is None or reaches > day) else None


def vu_ends(
    municipality_id: uuid.UUID, person_ids: Iterable[uuid.UUID], day: date, moment: datetime
) -> dict[uuid.UUID, date]:
    """The last legal day of the VU for those of these people who are recorded in it on a day, as known at a moment."""
    wanted = set(person_ids)
    spans = defaultdict(list)
    for person_id, starts_on, ends_on in db.session.execute(
        select(StageSpan.person_id, StageSpan.starts_on, StageSpan.ends_on).where(
            StageSpan.municipality_id == municipality_id,
            StageSpan.stage == PROVISIONAL,
            StageSpan.starts_on <= day,
            followed(StageSpan, moment),
        )
    ):
        if person_id in wanted:
            spans[person_id].append((starts_on, ends_on))
    titles = _titles(municipality_id, wanted, moment) if wanted else {}
    admitted = {person_id: admitted_on(of_person, day) for person_id, of_person in spans.items()}
    return {
        person_id: vu_ends_on(first, titles.get(person_id, ()))
        for person_id, first in admitted.items()
        if first is not None
    }


def _titles(
    municipality_id: uuid.UUID, wanted: set[uuid.UUID], moment: datetime
) -> Mapping[uuid.UUID, list[TitleEvent]]:
    rows = [
        row
        for row in db.session.scalars(
            select(ResidenceTitle)
            .join(Person, Person.id == ResidenceTitle.person_id)
            .where(Person.municipality_id == municipality_id, known(ResidenceTitle, moment))
        )
        if row.person_id in wanted
    ]
    keys().prefetch(row.person_id for row in rows)
    titles = defaultdict(list)
    for row in rows:
        titles[row.person_id].append(TitleEvent(row.title, row.starts_on, row.final_on))
    return titles
