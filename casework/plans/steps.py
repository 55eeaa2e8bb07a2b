"""The steps towards a goal: agreed, agreed anew, done or dropped, put in order, and taken back."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.moments import today
from casework.database.recorded import moment_of_recording
from casework.errors import Conflict, Refused
from casework.plans.days import check_within
from casework.plans.goal_models import Goal
from casework.plans.step_models import Step
from casework.plans.who import who_is_responsible
from casework.vocabulary.goals import DONE, STEP_OUTCOMES

AGREED = ("what", "responsible", "partner_id", "due_on")
"""What is agreed as a step."""
BECOME = ("outcome", "ended_on", "reason")
"""What became of it."""


class StepChanged(Conflict):
    """Somebody else changed or ended the same step in between."""

    def __init__(self) -> None:
        super().__init__(
            "Der Schritt wurde inzwischen von jemand anderem geändert. Bitte laden Sie die Seite neu."
        )


def agree_step(
    goal: Goal,
    *,
    what: str,
    responsible: str = "CLIENT",
    partner_id: uuid.UUID | None = None,
    due_on: date | None = None,
    agreed_on: date | None = None,
) -> Step:
    """Agree the next step towards a goal, on a day (today).

    Raises Refused for no words, an unknown code, a step due before it was agreed, and a day in the future, before the
    plan or after its end.
    """
    agreed_on = agreed_on or today()
    check_within(goal.plan, agreed_on)
    said = {"what": what, "responsible": responsible, "partner_id": partner_id, "due_on": due_on}
    steps = goal.believed_steps()
    step = Step(
        step_id=uuid.uuid4(),
        goal_id=goal.id,
        person_id=goal.person_id,
        position=steps[-1].position + 1 if steps else 1,
        agreed_on=agreed_on,
        recorded_at=moment_of_recording(),
        recorded_by_id=actor().user_id,
        **_checked(said, agreed_on),
    )
    goal.steps.append(step)
    note("plans:step:agreed", subject=step.person_id, step=str(step.step_id))
    return step


def change_step(step: Step, details: Mapping[str, Any]) -> Step:
    """Agree a step anew, or say differently what became of it; `details` holds any of AGREED and BECOME.

    Returns the version that holds: the same one if nothing changed. Raises Refused as for a new step and for an end
    without a day, and StepChanged.
    """
    before = {name: getattr(step, name) for name in (*AGREED, *BECOME)}
    said = before | {name: value for name, value in details.items() if name in before}
    if not said["outcome"]:
        said |= dict.fromkeys(BECOME)
    if said == before:
        return step
    said |= _checked(said, step.agreed_on)
    _check_end(step, said)
    is_new_agreement = any(said[name] != before[name] for name in AGREED)
    version = _version(step, said, today() if is_new_agreement else step.changed_on)
    note("plans:step:changed", subject=step.person_id, step=str(step.step_id))
    return version


def end_step(
    step: Step, *, outcome: str = DONE, ended_on: date | None = None, reason: str | None = None
) -> Step:
    """Tick a step off, or drop it, on a day (today). Raises Refused if it has ended already, and as `change_step`."""
    if not step.is_open:
        raise Refused("Der Schritt ist schon erledigt.")
    said = {"outcome": outcome, "ended_on": ended_on or today(), "reason": reason or None}
    _check_end(step, said)
    version = _version(step, said, step.changed_on)
    note("plans:step:ended", subject=step.person_id, step=str(step.step_id), outcome=version.outcome)
    return version


def reopen_step(step: Step) -> Step:
    """The step waits again, as before it was ticked off. Raises StepChanged."""
    if step.is_open:
        return step
    version = _version(step, dict.fromkeys(BECOME), step.changed_on)
    note("plans:step:reopened", subject=step.person_id, step=str(step.step_id))
    return version


def take_back_step(step: Step) -> None:
    """Take back a step that was entered by mistake. Raises StepChanged."""
    step.give_up(StepChanged())
    note("plans:step:retracted", subject=step.person_id, step=str(step.step_id))


def move_up(goal: Goal, step: Step) -> None:
    """Let a step change places with the one before it."""
    steps = goal.believed_steps()
    place = next((number for number, one in enumerate(steps) if one.step_id == step.step_id), 0)
    if place:
        before = steps[place - 1]
        before.position, step.position = step.position, before.position


def _version(step: Step, said: Mapping[str, Any], changed_on: date | None) -> Step:
    """Another version of a step: what is not said anew stays."""
    kept = {name: getattr(step, name) for name in (*AGREED, *BECOME)}
    step.give_up(StepChanged())
    version = Step(
        step_id=step.step_id,
        goal_id=step.goal_id,
        person_id=step.person_id,
        position=step.position,
        agreed_on=step.agreed_on,
        changed_on=changed_on,
        recorded_at=moment_of_recording(),
        recorded_by_id=actor().user_id,
        **kept | dict(said),
    )
    db.session.add(version)
    return version


def _checked(said: Mapping[str, Any], agreed_on: date) -> dict[str, Any]:
    """What is agreed in the form it is kept in, or Refused."""
    if not said["what"]:
        raise Refused("Bitte beschreiben Sie den Schritt.")
    if said["due_on"] and said["due_on"] < agreed_on:
        raise Refused(
            "Der Schritt soll am %(due)s getan sein, wurde aber erst am %(agreed)s vereinbart.",
            due=f"{said['due_on']:%d.%m.%Y}",
            agreed=f"{agreed_on:%d.%m.%Y}",
        )
    return dict(said) | who_is_responsible(said)


def _check_end(step: Step, said: Mapping[str, Any]) -> None:
    """Whether a step can have ended so."""
    if not said["outcome"]:
        return
    STEP_OUTCOMES.read(said["outcome"])
    if not said["ended_on"]:
        raise Refused("Bitte geben Sie an, wann der Schritt endete.")
    if said["ended_on"] > today():
        raise Refused("Der %(day)s liegt in der Zukunft.", day=f"{said['ended_on']:%d.%m.%Y}")
    if said["ended_on"] < step.agreed_on:
        raise Refused("Der Schritt wurde erst am %(day)s vereinbart.", day=f"{step.agreed_on:%d.%m.%Y}")
