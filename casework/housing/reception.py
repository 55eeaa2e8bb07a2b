"""When the vorläufige Unterbringung legally ends (§ 9 FlüAG; periods after §§ 187 (1), 188 (2), (3) BGB), and who
lives in it beyond that day (domain brief §1.2, §1.6)."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, or_, select

from casework.database.base import db
from casework.database.bulk import Key, key_of, keys_of, split_keys
from casework.database.recorded import known
from casework.housing.evenings import followed, held
from casework.housing.stays import StageSpan
from casework.people.merge_models import PersonMerge
from casework.people.models import ResidenceTitle
from casework.people.records import leading_id_of, pointer_of
from casework.vault.keys import keys
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
    municipality_id: uuid.UUID, people: Collection[Key], day: date, moment: datetime
) -> dict[Key, date]:
    """The last legal day of the VU for those of these people who are recorded in it on a day, as known at a moment."""
    if not people:
        return {}
    now_in_vu = _vu_begun(held(StageSpan, municipality_id, day, moment))
    before = _vu_before(municipality_id, day, moment)
    titles = _titles(municipality_id, day, moment)
    ends = {}
    for starts_on, keys_then in now_in_vu.items():
        without_event = vu_ends_on(starts_on)
        for person in keys_then:
            if person not in people:
                continue
            if person in before or person in titles:
                first = admitted_on([*before.get(person, ()), (starts_on, None)], day) or starts_on
                ends[person] = vu_ends_on(first, titles.get(person, ()))
            else:
                ends[person] = without_event
    return ends


def _vu_begun(condition: ColumnElement[bool]) -> dict[date, list[Key]]:
    rows = db.session.execute(
        select(StageSpan.starts_on, keys_of(StageSpan.person_id))
        .where(condition, StageSpan.stage == PROVISIONAL)
        .group_by(StageSpan.starts_on)
    )
    return {starts_on: split_keys(people) for starts_on, people in rows}


def _vu_before(
    municipality_id: uuid.UUID, day: date, moment: datetime
) -> dict[Key, list[tuple[date, date | None]]]:
    """Earlier VU spans of those in the VU on the evening: without a gap between them, the VU was only stated anew."""
    rows = db.session.execute(
        select(key_of(StageSpan.person_id), StageSpan.starts_on, StageSpan.ends_on).where(
            StageSpan.municipality_id == municipality_id,
            StageSpan.starts_on <= day,
            StageSpan.ends_on <= day,
            followed(StageSpan, moment),
            StageSpan.stage == PROVISIONAL,
            StageSpan.person_id.in_(_in_vu(municipality_id, day, moment)),
        )
    )
    spans = defaultdict(list)
    for person, starts_on, ends_on in rows:
        spans[person].append((starts_on, ends_on))
    return spans


def _in_vu(municipality_id: uuid.UUID, day: date, moment: datetime) -> Select[uuid.UUID]:
    return select(StageSpan.person_id).where(
        held(StageSpan, municipality_id, day, moment), StageSpan.stage == PROVISIONAL
    )


def _titles(municipality_id: uuid.UUID, day: date, moment: datetime) -> dict[Key, list[TitleEvent]]:
    """What is known of the titles of everybody in the VU on the evening, under whichever of their records."""
    in_vu = _in_vu(municipality_id, day, moment)
    merged = select(PersonMerge.person_id).where(known(PersonMerge, moment), PersonMerge.into_id.in_(in_vu))
    rows = db.session.execute(
        select(ResidenceTitle, leading_id_of(ResidenceTitle.person_id))
        .outerjoin(PersonMerge, pointer_of(ResidenceTitle.person_id, moment))
        .where(
            or_(ResidenceTitle.person_id.in_(in_vu), ResidenceTitle.person_id.in_(merged)),
            known(ResidenceTitle, moment),
        )
    ).all()
    keys().prefetch(row.person_id for row, _person_id in rows)
    titles = defaultdict(list)
    for row, person_id in rows:
        titles[person_id.hex].append(TitleEvent(row.title, row.starts_on, row.final_on))
    return titles
