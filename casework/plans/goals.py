"""Agreeing goals with a person, wording them anew, and saying which state they have reached."""

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
from casework.plans.days import check_not_ahead, check_within
from casework.plans.goal_models import Goal, GoalState, GoalTerms
from casework.plans.operations import open_plan
from casework.plans.queries import find_open_plan
from casework.vocabulary.counselling import FIELDS_OF_ACTION, GOAL_STATES, OPEN, RESPONSIBLE

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
    check_not_ahead(agreed_on)
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
    plan = plan or open_plan(person, agreed_on, case_manager_id)
    goal = Goal(plan=plan, plan_id=plan.id, person_id=plan.person_id, recorded_by_id=actor().user_id)
    db.session.add(goal)
    _add_terms(goal, said)
    _add_state(goal, OPEN, agreed_on, None)
    note("plans:goal:agreed", subject=person.id, goal=str(goal.id))
    return goal


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
    check_within(goal.plan, state_on)
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
