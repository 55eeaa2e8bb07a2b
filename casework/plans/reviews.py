"""Going through a plan together."""

from datetime import date

from casework.audit.trail import actor, note
from casework.database.recorded import moment_of_recording
from casework.errors import Refused
from casework.plans.days import check_within
from casework.plans.models import IntegrationPlan
from casework.plans.review_models import PlanReview
from casework.vocabulary.periods import months_later

REVIEW_MONTHS = 6
"""How long after an agreement the plan is gone through again, unless said otherwise (domain brief §3)."""


def review(
    plan: IntegrationPlan, *, reviewed_on: date, remark: str | None = None, next_on: date | None = None
) -> PlanReview:
    """Note that the plan was gone through together, and when it will be next (in six months, unless told).

    Raises Refused for a day in the future, before the plan or after its end, and for a next day not after it.
    """
    check_within(plan, reviewed_on)
    if next_on is not None and next_on <= reviewed_on:
        raise Refused("Die nächste Überprüfung muss nach dieser liegen.")
    held = PlanReview(
        plan_id=plan.id,
        person_id=plan.person_id,
        recorded_at=moment_of_recording(),
        recorded_by_id=actor().user_id,
        reviewed_on=reviewed_on,
        next_on=next_on or months_later(reviewed_on, REVIEW_MONTHS),
        remark=remark or None,
    )
    plan.reviews.append(held)
    note("plans:plan:reviewed", subject=plan.person_id, plan=str(plan.id))
    return held
