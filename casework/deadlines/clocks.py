"""All clocks that run for a person on a day: proposed with their paragraph, never decided (domain brief §0 no. 7)."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from casework.database.episodes import Spanned
from casework.deadlines import benefits, counselling, minors, reception, residence
from casework.deadlines.due import Running, Watch
from casework.deadlines.lives import Life
from casework.deadlines.versions import Rules
from casework.vocabulary.deadlines import CONSENT_EXPIRY, COURSE_CLAIM, RESIDENCE_OBLIGATION, UMA_DISTRIBUTION

__all__ = ["Rules", "Running", "running"]

CLOCKS: tuple[Callable[[Watch], Iterator[Running]], ...] = (
    residence.expiries,
    residence.asylum_application,
    residence.residence_obligation,
    residence.course_claim,
    reception.reception,
    benefits.asylblg_end,
    benefits.analogous_benefits,
    minors.distribution,
    minors.adult,
    minors.child_title,
    counselling.counselling_limit,
    counselling.plan_reviews,
    counselling.consent_expiries,
    counselling.register_block,
)
NOTHING_TO_DO_AFTER = {
    RESIDENCE_OBLIGATION: timedelta(0),
    COURSE_CLAIM: timedelta(days=30),
    CONSENT_EXPIRY: timedelta(days=30),
    UMA_DISTRIBUTION: timedelta(days=30),
}
"""How long after its end a clock is still worth a look; all others, until the facts or a person settle them."""


def running(life: Life, rules: Rules, day: date) -> list[Running]:
    """What runs for a person, looked at on a day, by its last day; of one clock and event at most one.

    Nothing runs for who is gone: all stages of reception and all cases have ended.
    """
    if _is_gone(life, day):
        return []
    watch = Watch(life, rules, day)
    found: dict[tuple[str, date], Running] = {}
    for clock in CLOCKS:
        for one in clock(watch):
            if day - one.due_on <= NOTHING_TO_DO_AFTER.get(one.clock, timedelta.max):
                found.setdefault((one.clock, one.event_on), one)
    return sorted(found.values(), key=lambda one: one.due_on)


def _is_gone(life: Life, day: date) -> bool:
    spans: list[Spanned] = [*life.stages, *life.cases]
    return bool(spans) and all(span.ends_on is not None and span.ends_on <= day for span in spans)
