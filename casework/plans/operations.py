"""Agreeing goals, following them, reviewing the plan together, and closing it."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.moments import today
from casework.database.recorded import moment_of_recording
from casework.errors import Refused
from casework.people.models import Person
from casework.plans.goal_models import Goal, GoalState, GoalTerms
from casework.plans.models import IntegrationPlan, PlanEnd
from casework.plans.queries import find_open_plan
from casework.plans.review_models import PlanReview
from casework.vocabulary.counselling import (
    FIELDS_OF_ACTION,
    GOAL_STATES,
    OPEN,
    PLAN_CLOSING_REASONS,
    RESPONSIBLE,
)
from casework.vocabulary.periods import months_later

REVIEW_MONTHS = 6
"""How long after an agreement the plan is gone through again, unless said otherwise (domain brief §3)."""
DETAILS = ("field_of_action", "wording", "due_on", "responsible")
"""What can be said of a goal."""


def agree_goal(
    person: Person,
    *,
    field_of_action: str,
    wording: str,
    due_on: date | None = None,
    responsible: str = "CLIENT",
    agreed_on: date | None = None,
    case_manager_id: uuid.UUID | None = None,
) -> Goal:
    """Agree a goal with a person on a day (today); the first one opens their plan. It stands under the plan's record.

    Raises Refused for an unknown code, no wording, a day of agreement in the future or one before the plan's,
    and a goal due before it was agreed.
    """
    agreed_on = agreed_on or today()
    _check_not_ahead(agreed_on)
    details = {
        "field_of_action": field_of_action,
        "wording": wording,
        "due_on": due_on,
        "responsible": responsible,
    }
    said = _checked(details, agreed_on)
    plan = find_open_plan(person)
    if plan is not None and agreed_on < plan.agreed_on:
        raise Refused("Der Plan wurde erst am %(day)s vereinbart.", day=f"{plan.agreed_on:%d.%m.%Y}")
    plan = plan or _open_plan(person, agreed_on, case_manager_id)
    goal = Goal(plan=plan, plan_id=plan.id, person_id=plan.person_id, recorded_by_id=actor().user_id)
    db.session.add(goal)
    _add_terms(goal, said)
    _add_state(goal, OPEN, agreed_on, None)
    note("plans:goal:agreed", subject=person.id, goal=str(goal.id))
    return goal


def _open_plan(person: Person, agreed_on: date, case_manager_id: uuid.UUID | None) -> IntegrationPlan:
    plan = IntegrationPlan(
        municipality_id=person.municipality_id,
        person_id=person.id,
        case_manager_id=case_manager_id,
        recorded_by_id=actor().user_id,
        agreed_on=agreed_on,
        first_review_on=months_later(agreed_on, REVIEW_MONTHS),
    )
    db.session.add(plan)
    note("plans:plan:opened", subject=person.id, plan=str(plan.id))
    return plan


def _add_terms(goal: Goal, said: Mapping[str, Any]) -> None:
    terms = GoalTerms(
        goal=goal,
        goal_id=goal.id,
        person_id=goal.person_id,
        recorded_at=moment_of_recording(),
        recorded_by_id=actor().user_id,
        **said,
    )
    db.session.add(terms)


def change_goal(goal: Goal, details: Mapping[str, Any]) -> list[str]:
    """Give a goal new terms; `details` holds any of DETAILS. Returns the names of what changed.

    The former terms stay on record. Raises Refused as for a new goal.
    """
    before = goal.terms
    said = {name: getattr(before, name) for name in DETAILS}
    agreed_on = goal.believed_states()[0].state_on
    fresh = {name: value for name, value in details.items() if name in said and value != said[name]}
    said |= _checked(fresh, agreed_on)
    changed = [name for name in DETAILS if getattr(before, name) != said[name]]
    if changed:
        before.supersede()
        db.session.flush()
        _add_terms(goal, said)
        note("plans:goal:changed", subject=goal.person_id, goal=str(goal.id), fields=changed)
    return changed


def _checked(details: Mapping[str, Any], agreed_on: date) -> dict[str, Any]:
    """The details in the form they are kept in, or Refused."""
    said = dict(details)
    if "field_of_action" in said:
        said["field_of_action"] = FIELDS_OF_ACTION.read(said["field_of_action"])
    if "responsible" in said:
        said["responsible"] = RESPONSIBLE.read(said["responsible"])
    if "wording" in said and not said["wording"]:
        raise Refused("Bitte beschreiben Sie das Ziel.")
    if said.get("due_on") and said["due_on"] < agreed_on:
        raise Refused(
            "Das Ziel soll am %(due)s erreicht sein, wurde aber erst am %(agreed)s vereinbart.",
            due=f"{said['due_on']:%d.%m.%Y}",
            agreed=f"{agreed_on:%d.%m.%Y}",
        )
    return said


def record_goal_state(goal: Goal, *, state: str, state_on: date, reason: str | None = None) -> GoalState:
    """Note which state a goal reached on a day; earlier states stay on record.

    Raises Refused for an unknown state, and for a day in the future, before the plan or after its end.
    """
    _check_within(goal.plan, state_on)
    added = _add_state(goal, state, state_on, reason)
    note("plans:goal:state", subject=goal.person_id, goal=str(goal.id), state=added.state)
    return added


def _add_state(goal: Goal, state: str, state_on: date, reason: str | None) -> GoalState:
    added = GoalState(
        goal=goal,
        goal_id=goal.id,
        person_id=goal.person_id,
        recorded_at=moment_of_recording(),
        recorded_by_id=actor().user_id,
        state=GOAL_STATES.read(state),
        state_on=state_on,
        reason=reason or None,
    )
    db.session.add(added)
    return added


def review(
    plan: IntegrationPlan, *, reviewed_on: date, remark: str | None = None, next_on: date | None = None
) -> PlanReview:
    """Note that the plan was gone through together, and when it will be next (in six months, unless told).

    Raises Refused for a day in the future, before the plan or after its end, and for a next day not after it.
    """
    _check_within(plan, reviewed_on)
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


def close(plan: IntegrationPlan, *, ends_on: date, reason: str) -> int:
    """End a plan with a reason of PLAN_CLOSING_REASONS; goals keep their states. Returns how many stay open.

    Raises Refused for an unknown reason, an ended plan, and for a day in the future or before the agreement.
    """
    _check_within(plan, ends_on)
    if plan.ends_on is not None:
        raise Refused("Der Plan ist schon am %(day)s beendet worden.", day=f"{plan.ends_on:%d.%m.%Y}")
    end = PlanEnd(
        plan=plan,
        plan_id=plan.id,
        person_id=plan.person_id,
        recorded_at=moment_of_recording(),
        recorded_by_id=actor().user_id,
        ends_on=ends_on,
        closing_reason=PLAN_CLOSING_REASONS.read(reason),
    )
    db.session.add(end)
    note("plans:plan:closed", subject=plan.person_id, plan=str(plan.id), reason=end.closing_reason)
    return len(plan.open_goals())


def _check_within(plan: IntegrationPlan, day: date) -> None:
    _check_not_ahead(day)
    if day < plan.agreed_on:
        raise Refused(
            "Der %(day)s liegt vor der Vereinbarung des Plans am %(agreed)s.",
            day=f"{day:%d.%m.%Y}",
            agreed=f"{plan.agreed_on:%d.%m.%Y}",
        )
    if plan.ends_on is not None and day > plan.ends_on:
        raise Refused("Der Plan ist am %(day)s beendet worden.", day=f"{plan.ends_on:%d.%m.%Y}")


def _check_not_ahead(day: date) -> None:
    if day > today():
        raise Refused("Der %(day)s liegt in der Zukunft.", day=f"{day:%d.%m.%Y}")
