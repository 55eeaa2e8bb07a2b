"""Clocks of the work with a person: how long it may last, the plan, consents, and a block in the register."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from casework.database.episodes import find_holding
from casework.deadlines.due import Running, Watch
from casework.deadlines.lives import ConsentGiven
from casework.vocabulary.deadlines import (
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


def counselling_limit(watch: Watch) -> Iterator[Running]:
    """An open case reaches the longest time of counselling; an extended one its extension."""
    case = find_holding(watch.life.cases, watch.day)
    if case is None:
        return
    allocated_on = min(
        (stage.starts_on for stage in watch.life.stages if stage.stage == FOLLOWUP), default=None
    )
    counted = {"Anschlussunterbringung": allocated_on, "erstes Gespräch": watch.life.first_talk_on}
    begun_on = min((day for day in counted.values() if day is not None), default=case.starts_on)
    rule = watch.rule(COUNSELLING_LIMIT, begun_on)
    wanted = "erstes Gespräch" if rule.options.get(COUNTED_FROM) == FIRST_TALK else "Anschlussunterbringung"
    from_day = counted[wanted]
    is_uncertain = from_day is None
    if from_day is None:
        from_day, wanted = begun_on, f"{wanted} nicht bekannt, gerechnet"
    limit, event_on = rule.ends(from_day), from_day
    if case.extended and (more := int(rule.options.get(EXTENSION, "0"))):
        event_on = limit
        limit = Length(rule.length.amount + more, rule.length.unit).after(from_day)
    why = f"{wanted} ab {from_day:%d.%m.%Y}{', verlängert' if case.extended else ''}"
    yield watch.runs(
        COUNSELLING_LIMIT, event_on, why, rule=rule, due_on=limit, cause=case.row, is_uncertain=is_uncertain
    )


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
    """A block in the register ends by itself, unless it was stated for how long it holds or that it is over."""
    for block in watch.life.protections:
        if block.kind != BLOCKED or (block.ends_on is not None and block.ends_on <= watch.day):
            continue
        why = f"Auskunftssperre ab {block.starts_on:%d.%m.%Y}"
        if block.ends_on is None:
            yield watch.runs(REGISTER_BLOCK, block.starts_on, why, cause=block.row)
        else:
            yield watch.runs(REGISTER_BLOCK, block.ends_on, why, due_on=block.ends_on, cause=block.row)
