"""Clocks of the work with a person: how long it may last, the plan, consents, and a block in the register."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from casework.database.episodes import ONE_DAY, find_holding
from casework.deadlines.due import Running, Watch
from casework.deadlines.lives import ConsentGiven
from casework.vocabulary.deadlines import (
    ALLOCATION,
    CONSENT_EXPIRY,
    COUNSELLING_LIMIT,
    COUNTED_FROM,
    EXTENSION,
    FIRST_TALK,
    PLAN_REVIEW,
    REGISTER_BLOCK,
)
from casework.vocabulary.housing import FOLLOWUP
from casework.vocabulary.periods import Length
from casework.vocabulary.protections import REGISTER_BLOCK as BLOCKED

EXTENDED = ", verlängert"
BEGINNINGS = {ALLOCATION: "Anschlussunterbringung ab", FIRST_TALK: "erstes Gespräch am"}


def counselling_limit(watch: Watch) -> Iterator[Running]:
    """An open case reaches the longest time of counselling; one that is extended, the end of its extension."""
    case = find_holding(watch.life.cases, watch.day)
    if case is None:
        return
    begun = _begun(watch)
    earliest = min((day for day in begun.values() if day is not None), default=case.starts_on)
    rule = watch.rule(COUNSELLING_LIMIT, earliest)
    counted = begun[rule.options.get(COUNTED_FROM, ALLOCATION)]
    from_day = counted or earliest
    why = f"{BEGINNINGS[rule.options.get(COUNTED_FROM, ALLOCATION)]} {from_day:%d.%m.%Y}"
    if counted is None:
        why = f"gerechnet ab {from_day:%d.%m.%Y}; der maßgebliche Beginn ist nicht bekannt"
    event_on, due_on = from_day, rule.ends(from_day)
    more = int(rule.options.get(EXTENSION, "0"))
    if case.extended and more:
        event_on, due_on = due_on, Length(rule.length.amount + more, rule.length.unit).after(from_day)
        why += EXTENDED
    yield watch.runs(
        COUNSELLING_LIMIT,
        event_on,
        why,
        rule=rule,
        due_on=due_on,
        cause=case.row,
        is_uncertain=counted is None,
    )


def _begun(watch: Watch) -> dict[str, date | None]:
    """The days from which a rule may count, as far as they are known."""
    stages = (stage.starts_on for stage in watch.life.stages if stage.stage == FOLLOWUP)
    return {ALLOCATION: min(stages, default=None), FIRST_TALK: watch.life.first_talk_on}


def plan_reviews(watch: Watch) -> Iterator[Running]:
    """An open plan is gone through on the day agreed."""
    for review in watch.life.reviews:
        why = f"Überprüfung vereinbart für {review.due_on:%d.%m.%Y}"
        yield watch.runs(PLAN_REVIEW, review.due_on, why, due_on=review.due_on, cause=review.plan)


def consent_expiries(watch: Watch) -> Iterator[Running]:
    """A consent ends on the day it was given for, unless another one of the same takes its place."""
    last: dict[str, ConsentGiven] = {}
    for consent in sorted(watch.life.consents, key=lambda one: one.valid_until):
        last[consent.what] = consent
    for until, ending in groupby(sorted(last.values(), key=_valid_until), key=_valid_until):
        first, *others = ending
        names = "; ".join(one.what for one in (first, *others))
        why = f"gilt bis {until:%d.%m.%Y}: {names}"
        yield watch.runs(CONSENT_EXPIRY, until, why, due_on=until, cause=first.row)


def _valid_until(consent: ConsentGiven) -> date:
    return consent.valid_until


def register_block(watch: Watch) -> Iterator[Running]:
    """A block in the register ends by itself, unless it is over or another one takes its place."""
    blocks = [one for one in watch.life.protections if one.kind == BLOCKED]
    renewed = {block.starts_on for block in blocks}
    for block in blocks:
        if block.ends_on is not None and (block.ends_on <= watch.day or block.ends_on in renewed):
            continue
        why = f"Auskunftssperre ab {block.starts_on:%d.%m.%Y}"
        last = block.ends_on and block.ends_on - ONE_DAY
        yield watch.runs(REGISTER_BLOCK, block.starts_on, why, due_on=last, cause=block.row)
