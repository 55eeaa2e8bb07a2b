"""Which state a goal has reached: told, told differently, and taken back."""

from datetime import date

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.recorded import moment_of_recording
from casework.errors import Conflict, Refused
from casework.plans.days import check_within
from casework.plans.goal_models import Goal, GoalState
from casework.vocabulary.counselling import GOAL_STATES
from casework.vocabulary.goals import STATES_WITH_A_REASON, WHY_NOT_REACHED


class StateChanged(Conflict):
    """Somebody else corrected or took back the same state in between."""

    def __init__(self) -> None:
        super().__init__(
            "Der Stand wurde inzwischen von jemand anderem geändert. Bitte laden Sie die Seite neu."
        )


def record_goal_state(
    goal: Goal, *, state: str, state_on: date, why: str | None = None, reason: str | None = None
) -> GoalState:
    """Note which state a goal reached on a day; earlier states stay on record.

    Raises Refused for an unknown code, for a day in the future, before the plan or after its end, and where a goal is
    not reached and nothing says `why` (a code of WHY_NOT_REACHED).
    """
    check_within(goal.plan, state_on)
    added = add_state(goal, state, state_on, why, reason)
    note("plans:goal:state", subject=goal.person_id, goal=str(goal.id), state=added.state)
    return added


def correct_state(
    told: GoalState, *, state: str, state_on: date, why: str | None = None, reason: str | None = None
) -> GoalState:
    """Say differently which state was reached, and when. Raises Refused as for a new one, and StateChanged."""
    _check_is_no_beginning(told)
    check_within(told.goal.plan, state_on)
    told.give_up(StateChanged())
    added = add_state(told.goal, state, state_on, why, reason)
    note("plans:goal:state-corrected", subject=told.person_id, goal=str(told.goal_id), state=added.state)
    return added


def take_back_state(told: GoalState) -> None:
    """Take back a state that was never reached. Raises Refused for the agreement itself, and StateChanged."""
    _check_is_no_beginning(told)
    told.give_up(StateChanged())
    note("plans:goal:state-retracted", subject=told.person_id, goal=str(told.goal_id))


def _check_is_no_beginning(told: GoalState) -> None:
    if told.goal.is_beginning(told):
        raise Refused("So begann das Ziel. War es ein Versehen, nehmen Sie das Ziel zurück.")


def add_state(
    goal: Goal, state: str, state_on: date, why: str | None = None, reason: str | None = None
) -> GoalState:
    """Write a state down. Raises Refused as for `record_goal_state`, without a look at the day."""
    code = GOAL_STATES.read(state)
    asks = code in STATES_WITH_A_REASON
    if asks and not why:
        raise Refused("Bitte geben Sie an, warum das Ziel nicht erreicht wurde.")
    added = GoalState(
        goal=goal,
        goal_id=goal.id,
        person_id=goal.person_id,
        recorded_at=moment_of_recording(),
        recorded_by_id=actor().user_id,
        state=code,
        state_on=state_on,
        why=WHY_NOT_REACHED.read(why) if asks and why else None,
        reason=reason or None,
    )
    db.session.add(added)
    return added
