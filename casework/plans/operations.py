"""Opening and closing the plan of a person."""

import uuid
from datetime import date

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.errors import Refused
from casework.people.models import Person
from casework.plans.days import check_within
from casework.plans.models import IntegrationPlan, PlanEnd
from casework.plans.queries import next_review_after
from casework.plans.statements import stated_of
from casework.vocabulary.counselling import PLAN_CLOSING_REASONS


def open_plan(person: Person, agreed_on: date, case_manager_id: uuid.UUID | None) -> IntegrationPlan:
    """Open the plan of a person on the day on which its first goal is agreed."""
    plan = IntegrationPlan(
        municipality_id=person.municipality_id,
        person_id=person.id,
        case_manager_id=case_manager_id,
        recorded_by_id=actor().user_id,
        agreed_on=agreed_on,
        first_review_on=next_review_after(person.municipality_id, agreed_on),
    )
    db.session.add(plan)
    note("plans:plan:opened", subject=person.id, plan=str(plan.id))
    return plan


def close(plan: IntegrationPlan, *, ends_on: date, reason: str, handed_over: str | None = None) -> int:
    """End a plan with a reason of PLAN_CLOSING_REASONS; goals keep their states. Returns how many stay open.

    `handed_over` says what goes on elsewhere, and where.

    Raises Refused for an unknown reason, an ended plan, and for a day in the future or before the agreement.
    """
    check_within(plan, ends_on)
    if plan.ends_on is not None:
        raise Refused("Der Plan ist schon am %(day)s beendet worden.", day=f"{plan.ends_on:%d.%m.%Y}")
    end = PlanEnd(
        plan=plan,
        ends_on=ends_on,
        closing_reason=PLAN_CLOSING_REASONS.read(reason),
        handed_over=handed_over or None,
        **stated_of(plan),
    )
    db.session.add(end)
    note("plans:plan:closed", subject=plan.person_id, plan=str(plan.id), reason=end.closing_reason)
    return len(plan.open_goals())
