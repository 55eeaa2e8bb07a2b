"""Going through a plan together, and after how many months a municipality does so again."""

import uuid
from datetime import date
from typing import Any

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.errors import Conflict, Refused
from casework.plans.days import check_within
from casework.plans.models import IntegrationPlan
from casework.plans.queries import find_interval, next_review_after
from casework.plans.review_models import PlanReview, ReviewInterval
from casework.plans.statements import stated_of

FEWEST_MONTHS, MOST_MONTHS = 1, 24


class ReviewChanged(Conflict):
    """Somebody else corrected or took back the same review in between."""

    def __init__(self) -> None:
        super().__init__(
            "Die Überprüfung wurde inzwischen von jemand anderem geändert. Bitte laden Sie die Seite neu."
        )


def review(
    plan: IntegrationPlan, *, reviewed_on: date, remark: str | None = None, next_on: date | None = None
) -> PlanReview:
    """Note that the plan was gone through together, and when it will be next.

    Unless told, that is when the municipality goes through plans again. Raises Refused for a day in the future, before
    the plan or after its end, and for a next day not after it.
    """
    next_on = next_on or next_review_after(plan.municipality_id, reviewed_on)
    held = _write(plan, uuid.uuid4(), reviewed_on=reviewed_on, remark=remark, next_on=next_on)
    note("plans:plan:reviewed", subject=plan.person_id, plan=str(plan.id))
    return held


def correct_review(plan: IntegrationPlan, held: PlanReview, **said: Any) -> PlanReview:
    """Say differently when the plan was gone through, and what there was to remark.

    Raises Refused as `review` does, and ReviewChanged.
    """
    before = {name: getattr(held, name) for name in ("reviewed_on", "remark", "next_on")}
    if before | said == before:
        return held
    held.give_up(ReviewChanged())
    version = _write(plan, held.review_id, **before | said)
    note("plans:review:corrected", subject=plan.person_id, plan=str(plan.id))
    return version


def take_back_review(plan: IntegrationPlan, held: PlanReview) -> None:
    """Take back a review that did not take place; states noted on the day stay. Raises ReviewChanged."""
    held.give_up(ReviewChanged())
    note("plans:review:retracted", subject=plan.person_id, plan=str(plan.id))


def _write(
    plan: IntegrationPlan, review_id: uuid.UUID, *, reviewed_on: date, remark: str | None, next_on: date
) -> PlanReview:
    check_within(plan, reviewed_on)
    if next_on <= reviewed_on:
        raise Refused("Die nächste Überprüfung muss nach dieser liegen.")
    held = PlanReview(
        review_id=review_id,
        reviewed_on=reviewed_on,
        next_on=next_on,
        remark=remark or None,
        **stated_of(plan),
    )
    plan.reviews.append(held)
    return held


def review_every(municipality_id: uuid.UUID, months: int) -> bool:
    """Go through plans again after so many months, from now on; days that were agreed stay. Returns whether it changed.

    Raises Refused for less than one month and more than two years.
    """
    if not FEWEST_MONTHS <= months <= MOST_MONTHS:
        raise Refused("Bitte geben Sie 1 bis %(most)s Monate an.", most=MOST_MONTHS)
    before = find_interval(municipality_id)
    if before is not None and before.months == months:
        return False
    if before is not None:
        before.supersede()
        db.session.flush()
    interval = ReviewInterval(municipality_id=municipality_id, months=months, recorded_by_id=actor().user_id)
    db.session.add(interval)
    note("plans:interval:set", about=municipality_id, months=months)
    return True
