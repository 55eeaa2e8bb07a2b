"""Agreeing goals with a person, wording them anew, and taking back one that was entered by mistake."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.moments import today
from casework.database.recorded import moment_of_recording
from casework.errors import Conflict, Refused
from casework.people.models import Person
from casework.plans.days import check_not_ahead
from casework.plans.goal_models import Goal, GoalTerms
from casework.plans.goal_states import add_state
from casework.plans.operations import open_plan
from casework.plans.queries import find_open_plan
from casework.plans.who import WHO, who_is_responsible
from casework.vocabulary.counselling import FIELDS_OF_ACTION, OPEN
from casework.vocabulary.goals import PRIORITIES

DETAILS = (
    "field_of_action",
    "wording",
    "due_on",
    "responsible",
    "partner_id",
    "priority",
    "indicator",
    "start_level",
)
"""What can be said of a goal."""


class GoalChanged(Conflict):
    """Somebody else worded or took back the same goal in between."""

    def __init__(self) -> None:
        super().__init__(
            "Das Ziel wurde inzwischen von jemand anderem geändert. Bitte laden Sie die Seite neu."
        )


def agree_goal(
    person: Person,
    *,
    field_of_action: str,
    wording: str,
    due_on: date | None = None,
    responsible: str = "CLIENT",
    agreed_on: date | None = None,
    case_manager_id: uuid.UUID | None = None,
    **more: Any,
) -> Goal:
    """Agree a goal with a person on a day (today); the first one opens their plan. It stands under the plan's record.

    `more` holds any other of DETAILS, and whether somebody `wants_no_hints`. Raises Refused for an unknown code, no
    wording, a day of agreement in the future or one before the plan's, and a goal due before it was agreed.
    """
    wants_no_hints = more.pop("wants_no_hints", False)
    agreed_on = agreed_on or today()
    check_not_ahead(agreed_on)
    given = {
        "field_of_action": field_of_action,
        "wording": wording,
        "due_on": due_on,
        "responsible": responsible,
    }
    said = _checked(dict.fromkeys(DETAILS) | given | more, agreed_on)
    plan = find_open_plan(person)
    if plan is not None and agreed_on < plan.agreed_on:
        raise Refused("Der Plan wurde erst am %(day)s vereinbart.", day=f"{plan.agreed_on:%d.%m.%Y}")
    plan = plan or open_plan(person, agreed_on, case_manager_id)
    goal = Goal(
        plan=plan,
        plan_id=plan.id,
        person_id=plan.person_id,
        recorded_by_id=actor().user_id,
        wants_no_hints=bool(wants_no_hints),
    )
    db.session.add(goal)
    _add_terms(goal, said)
    add_state(goal, OPEN, agreed_on)
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

    The former terms stay on record. Raises Refused as for a new goal, and GoalChanged.
    """
    before = goal.terms
    said = {name: getattr(before, name) for name in DETAILS}
    fresh = {name: value for name, value in details.items() if name in said and value != said[name]}
    who = {name: fresh.get(name, said[name]) for name in WHO}
    said |= _checked(who | fresh, goal.agreed_on)
    changed = [name for name in DETAILS if getattr(before, name) != said[name]]
    if changed:
        before.give_up(GoalChanged())
        _add_terms(goal, said)
        note("plans:goal:changed", subject=goal.person_id, goal=str(goal.id), fields=changed)
    return changed


def take_back(goal: Goal) -> None:
    """Take back a goal that was entered by mistake, with its steps; what was known of it until now stays known.

    Raises GoalChanged.
    """
    goal.give_up(GoalChanged())
    for step in goal.believed_steps():
        step.supersede()
    note("plans:goal:retracted", subject=goal.person_id, goal=str(goal.id))


def want_hints(goal: Goal, *, wanted: bool) -> None:
    """Show hints on this goal, or none any more; nothing is recorded of it."""
    goal.wants_no_hints = not wanted


def _checked(details: Mapping[str, Any], agreed_on: date) -> dict[str, Any]:
    """The details in the form they are kept in, or Refused."""
    said = dict(details) | who_is_responsible(details)
    if "field_of_action" in said:
        said["field_of_action"] = FIELDS_OF_ACTION.read(said["field_of_action"])
    if said.get("priority"):
        said["priority"] = PRIORITIES.read(said["priority"])
    for name in ("indicator", "start_level", "priority"):
        if name in said:
            said[name] = said[name] or None
    if "wording" in said and not said["wording"]:
        raise Refused("Bitte beschreiben Sie das Ziel.")
    if said.get("due_on") and said["due_on"] < agreed_on:
        raise Refused(
            "Das Ziel soll am %(due)s erreicht sein, wurde aber erst am %(agreed)s vereinbart.",
            due=f"{said['due_on']:%d.%m.%Y}",
            agreed=f"{agreed_on:%d.%m.%Y}",
        )
    return said
