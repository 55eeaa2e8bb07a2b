"""The ledger of the whole installation: how many people more or fewer are in a stage from a day on, as learnt on a day.

Its rows grow with days and not with people, so that the stock of all municipalities together – a county, a Land – is a
short sum for any day, and as known at any moment.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Date, Integer, String, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped

from casework.database.base import Model, db
from casework.database.retention import Kept, Retention
from casework.housing.stays import StageSpan
from casework.vault.columns import clear
from casework.vocabulary.housing import STAGES

STOCK = "Bestand aller Gemeinden zusammen; kein Personenbezug"
Holding = tuple[date, date | None, str]
"""A stage that holds: first day, day of the end if any, and which one."""


class StageChange(Model):
    """How many people more (or fewer) are in a stage from the evening of a day on; learnt on a day in UTC."""

    __tablename__ = "stage_change"
    kept = Kept("Veränderungen des Gesamtbestands", Retention.PUBLIC)

    starts_on: Mapped[date] = clear("ab", Date, purpose=STOCK, primary_key=True)
    stage: Mapped[str] = clear("Stufe", String(10), purpose=STOCK, primary_key=True)
    known_on: Mapped[date] = clear("bekannt seit", Date, purpose=STOCK, primary_key=True)
    people: Mapped[int] = clear("Personen", Integer, purpose=STOCK)


def enter(moment: datetime, *, holds: Iterable[Holding], no_longer: Iterable[Holding]) -> None:
    """Enter which stages of people hold as of a moment, and which hold no longer."""
    changes: Counter[tuple[date, str]] = Counter()
    for stages, people in ((holds, 1), (no_longer, -1)):
        for starts_on, ends_on, stage in stages:
            changes[starts_on, stage] += people
            if ends_on is not None:
                changes[ends_on, stage] -= people
    known_on = moment.astimezone(UTC).date()
    rows = [
        {"starts_on": starts_on, "stage": stage, "known_on": known_on, "people": people}
        for (starts_on, stage), people in sorted(changes.items())
        if people
    ]
    if rows:
        db.session.execute(_added_up(), rows)


def _added_up() -> Any:
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    row = insert(StageChange)
    return row.on_conflict_do_update(
        index_elements=["starts_on", "stage", "known_on"],
        set_={"people": StageChange.people + row.excluded.people},
    )


def stock_everywhere(day: date, known_at: datetime | None = None) -> dict[str, int]:
    """How many people are in each stage on the evening of a day, in all municipalities, as known at a moment or now."""
    stock = Counter(dict.fromkeys(STAGES.codes(), 0))
    wanted = select(StageChange.stage, func.sum(StageChange.people)).where(StageChange.starts_on <= day)
    if known_at is not None:
        wanted = wanted.where(StageChange.known_on < known_at.astimezone(UTC).date())
        stock.update(_learnt_that_day(day, known_at))
    for stage, people in db.session.execute(wanted.group_by(StageChange.stage)):
        stock[stage] += people
    return dict(stock)


def _learnt_that_day(day: date, known_at: datetime) -> Counter[str]:
    """What was learnt on the very day of the moment, up to it."""
    midnight = datetime.combine(known_at.astimezone(UTC).date(), time.min, UTC)
    covers = (StageSpan.starts_on <= day, or_(StageSpan.ends_on.is_(None), StageSpan.ends_on > day))
    learnt: Counter[str] = Counter()
    for moment, people in ((StageSpan.known_from, 1), (StageSpan.known_until, -1)):
        wanted = select(StageSpan.stage, func.count()).where(moment.between(midnight, known_at), *covers)
        for stage, spans in db.session.execute(wanted.group_by(StageSpan.stage)):
            learnt[stage] += people * spans
    return learnt
