"""In which phase a plan is: a person says so; what follows from the plan is only proposed (domain brief §3.1)."""

from dataclasses import dataclass
from datetime import date, datetime

from casework.audit.trail import note
from casework.database.states import believed
from casework.plans.days import check_within
from casework.plans.models import IntegrationPlan
from casework.plans.phase_models import PlanPhase
from casework.plans.statements import give_up, stated_of
from casework.vocabulary.plans import CLOSE, IMPLEMENT, MONITOR, PAUSED, PHASES, STEPS_OF_A_PLAN

DONE, NOW, AHEAD = "done", "now", "ahead"


@dataclass(frozen=True, slots=True)
class Step:
    """A phase on the way of a plan, and whether it is over, now, or still ahead."""

    phase: str
    place: str


def phases_of(plan: IntegrationPlan, moment: datetime | None = None) -> list[PlanPhase]:
    """The phases told of as known at a moment (now), in the order of their days."""
    return sorted(believed(plan.phases, moment), key=lambda told: told.begins_on)


def phase_of(plan: IntegrationPlan, moment: datetime | None = None) -> tuple[str, date] | None:
    """The phase a plan is in and since when, as known at a moment; one that ended is in its last, if any was told."""
    told = phases_of(plan, moment)
    if not told:
        return None
    end = next(iter(believed(plan.ends, moment)), None)
    return (CLOSE, end.ends_on) if end else (told[-1].phase, told[-1].begins_on)


def steps_of(plan: IntegrationPlan) -> list[Step]:
    """The way of a plan; nothing where no phase was told. A plan that rests stands where it came to."""
    now = phase_of(plan)
    if now is None:
        return []
    way = [told.phase for told in phases_of(plan) if told.phase != PAUSED]
    phase = now[0] if now[0] != PAUSED else (way or [STEPS_OF_A_PLAN[0]])[-1]
    reached = STEPS_OF_A_PLAN.index(phase)
    return [
        Step(code, DONE if place < reached else NOW if place == reached else AHEAD)
        for place, code in enumerate(STEPS_OF_A_PLAN)
    ]


def propose_phase(plan: IntegrationPlan) -> str | None:
    """The phase that follows from the plan; None where it is there already, further, resting or over."""
    reached = MONITOR if plan.believed_reviews() else IMPLEMENT if plan.believed_goals() else None
    now = phase_of(plan)
    if reached is None or plan.end is not None or (now and now[0] == PAUSED):
        return None
    is_ahead = now is None or STEPS_OF_A_PLAN.index(reached) > STEPS_OF_A_PLAN.index(now[0])
    return reached if is_ahead else None


def enter_phase(plan: IntegrationPlan, *, phase: str, begins_on: date) -> PlanPhase:
    """Say which phase a plan is in from a day on; another one told of the same day is corrected.

    Raises Refused for an unknown phase, and for a day in the future, before the plan or after its end.
    """
    check_within(plan, begins_on)
    code = PHASES.read(phase)
    before = [told for told in phases_of(plan) if told.begins_on == begins_on]
    for told in before:
        if told.phase == code:
            return told
        give_up(told)
    entered = PlanPhase(phase=code, begins_on=begins_on, **stated_of(plan))
    plan.phases.append(entered)
    note("plans:phase:entered", subject=plan.person_id, plan=str(plan.id), phase=code)
    return entered
