"""What happened to spans within a period: who began or ended one, and how many days each house lodged people."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, union

from casework.database.base import db
from casework.database.episodes import ONE_DAY
from casework.housing.evenings import AnySpan, followed
from casework.housing.stays import DwellingSpan, StageSpan

BATCH = 500


class Held(NamedTuple):
    """A span with what it says: a stage, or a form of dwelling and its house."""

    starts_on: date
    ends_on: date | None
    value: Any


@dataclass(slots=True)
class History:
    """The stages and dwellings of a person round a period, without gaps in knowledge and without overlap."""

    stages: list[Held] = field(default_factory=list)
    dwellings: list[Held] = field(default_factory=list)


def histories(
    municipality_id: uuid.UUID, first: date, last: date, moment: datetime
) -> dict[uuid.UUID, History]:
    """The spans from the evening before `first` to `last` of everybody for whom one begins or ends in [first, last]."""
    changed = list(db.session.scalars(_changed(municipality_id, first, last, moment)))
    found: dict[uuid.UUID, History] = defaultdict(History)
    stage, dwelling = (StageSpan.stage,), (DwellingSpan.form, DwellingSpan.accommodation_id)
    for start in range(0, len(changed), BATCH):
        batch = changed[start : start + BATCH]
        near = (first, last, moment, batch)
        for person_id, starts_on, ends_on, value in _spans(StageSpan, stage, *near):
            found[person_id].stages.append(Held(starts_on, ends_on, value))
        for person_id, starts_on, ends_on, *place in _spans(DwellingSpan, dwelling, *near):
            found[person_id].dwellings.append(Held(starts_on, ends_on, tuple(place)))
    return found


def _changed(municipality_id: uuid.UUID, first: date, last: date, moment: datetime) -> Any:
    """Everybody for whom a span begins or ends in [first, last]."""
    return union(
        *(
            select(span.person_id).where(
                span.municipality_id == municipality_id, followed(span, moment), day.between(first, last)
            )
            for span in (StageSpan, DwellingSpan)
            for day in (span.starts_on, span.ends_on)
        )
    )


def _spans(
    span: AnySpan,
    facts: Sequence[Any],
    first: date,
    last: date,
    moment: datetime,
    people: Sequence[uuid.UUID],
) -> Any:
    return db.session.execute(
        select(span.person_id, span.starts_on, span.ends_on, *facts).where(
            span.person_id.in_(people), _near(span, first, last), followed(span, moment)
        )
    )


def person_days(
    municipality_id: uuid.UUID, first: date, last: date, moment: datetime
) -> dict[uuid.UUID, int]:
    """By house, the sum over [first, last] of the people who lived in it on each evening."""
    after = last + ONE_DAY
    clipped = (
        select(
            DwellingSpan.accommodation_id.label("house"),
            case((DwellingSpan.starts_on < first, literal(first)), else_=DwellingSpan.starts_on).label(
                "from_day"
            ),
            case(
                (or_(DwellingSpan.ends_on.is_(None), DwellingSpan.ends_on > after), literal(after)),
                else_=DwellingSpan.ends_on,
            ).label("to_day"),
        )
        .where(
            DwellingSpan.municipality_id == municipality_id,
            _near(DwellingSpan, first, last),
            followed(DwellingSpan, moment),
        )
        .subquery()
    )
    columns = (clipped.c.house, clipped.c.from_day, clipped.c.to_day)
    days: dict[uuid.UUID, int] = defaultdict(int)
    for house, from_day, to_day, people in db.session.execute(
        select(*columns, func.count()).where(clipped.c.house.is_not(None)).group_by(*columns)
    ):
        days[house] += people * max(0, (to_day - from_day).days)
    return days


def _near(span: AnySpan, first: date, last: date) -> ColumnElement[bool]:
    """The spans that hold, begin or end between the evening before `first` and the evening of `last`."""
    return and_(span.starts_on <= last, or_(span.ends_on.is_(None), span.ends_on >= first))


def value_on(spans: Sequence[Held], day: date) -> Any:
    """What the span says that holds on the evening of a day; None where none does."""
    for span in spans:
        if span.starts_on <= day and (span.ends_on is None or day < span.ends_on):
            return span.value
    return None
