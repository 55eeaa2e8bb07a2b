"""Closing a plan with what becomes of its goals and how the situation is at last; and taking the end back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.audit.trail import note
from casework.errors import Refused
from casework.plans.days import check_not_ahead
from casework.plans.goal_models import Goal
from casework.plans.goal_states import record_goal_state
from casework.plans.models import IntegrationPlan, PlanReopening
from casework.plans.operations import close
from casework.plans.queries import find_open_plan
from casework.plans.ratings import rate
from casework.plans.statements import give_up, stated_of


def close_with(
    plan: IntegrationPlan,
    *,
    ends_on: date,
    reason: str,
    handed_over: str | None = None,
    became: Mapping[Goal, Mapping[str, Any]],
    ratings: Mapping[str, tuple[str, str | None]],
) -> int:
    """End a plan, say what became of some of its goals, and rate the situation, all on the same day.

    `became` gives the last state of a goal as `record_goal_state` takes it. Returns how many goals stay open. Raises
    Refused as each of the three would.
    """
    if plan.end is None:
        for goal, state in became.items():
            record_goal_state(goal, state_on=ends_on, **state)
        if ratings:
            rate(plan, rated_on=ends_on, said=ratings)
    return close(plan, ends_on=ends_on, reason=reason, handed_over=handed_over)


def reopen(plan: IntegrationPlan, *, reopened_on: date, reason: str) -> PlanReopening:
    """Take the end of a plan back with a reason; the end stays on record as it was believed.

    Raises Refused for a plan that is open, no reason, a day in the future or before the end, and where the person has
    begun another plan meanwhile; StatementChanged when somebody was quicker.
    """
    end = plan.end
    if end is None:
        raise Refused("Dieser Plan ist nicht beendet.")
    check_not_ahead(reopened_on)
    if reopened_on < end.ends_on:
        raise Refused("Der Plan wurde erst am %(day)s beendet.", day=f"{end.ends_on:%d.%m.%Y}")
    if not reason:
        raise Refused("Bitte schreiben Sie auf, warum der Plan weitergeht.")
    if find_open_plan(plan.person.leading) is not None:
        raise Refused("Es gibt schon einen neuen Plan. Bitte vereinbaren Sie die Ziele dort.")
    give_up(end)
    told = PlanReopening(reopened_on=reopened_on, reason=reason, **stated_of(plan))
    plan.reopenings.append(told)
    note("plans:plan:reopened", subject=plan.person_id, plan=str(plan.id))
    return told
