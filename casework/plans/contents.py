"""What a plan says, as known at a moment: goals with their steps, strengths, situation, phase and next review."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.database.states import believed
from casework.history.kinds import find_kind
from casework.plans.goal_models import Goal
from casework.plans.models import IntegrationPlan
from casework.plans.phases import phase_of
from casework.plans.ratings import Course, courses_of, level_words
from casework.plans.strengths import strengths_of
from casework.vocabulary.counselling import FIELDS_OF_ACTION, GOAL_STATES
from casework.vocabulary.goals import STEP_OUTCOMES, WHY_NOT_REACHED
from casework.vocabulary.plans import PHASES
from casework.web.components import NOTHING, day

GOALS, STEPS, STRENGTHS = "Ziele", "Schritte", "Stärken"
SITUATION, COURSE = "Lage je Handlungsfeld", "Ablauf"
SECTIONS = (GOALS, STEPS, STRENGTHS, SITUATION, COURSE)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a plan says: `facts` are what is agreed, `progress` is how far it has come; both (label, words)."""

    section: str
    key: str
    title: str
    facts: tuple[tuple[str, str], ...] = ()
    progress: tuple[tuple[str, str], ...] = ()

    @property
    def everything(self) -> tuple[tuple[str, str], ...]:
        """What is agreed and how far it has come."""
        return (*self.facts, *self.progress)

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """The same without what nobody filled in, and without what its title says."""
        return tuple((label, words) for label, words in self.everything if words not in (NOTHING, self.title))


def contents_of(plan: IntegrationPlan, moment: datetime | None = None) -> list[Part]:
    """All parts of a plan as known at a moment (now), section by section."""
    return [
        *(_goal(goal, moment) for goal in believed(plan.goals, moment)),
        *(part for goal in believed(plan.goals, moment) for part in _steps(goal, moment)),
        *(
            Part(STRENGTHS, f"strength-{told.strength_id}", told.text, (("Stärke", told.text),))
            for told in strengths_of(plan, moment)
        ),
        *(_situation(course) for course in courses_of(plan, moment)),
        _course(plan, moment),
    ]


def _goal(goal: Goal, moment: datetime | None) -> Part:
    terms = believed(goal.all_terms, moment)[-1]
    return Part(GOALS, f"goal-{goal.id}", terms.wording, _facts(goal, terms), tuple(_state(goal, moment)))


def _facts(record: Any, stated: Any) -> tuple[tuple[str, str], ...]:
    """What a statement says in the words its slice has declared for its history."""
    kind = find_kind(record)
    return tuple((fact.label, fact.show(fact.of(stated)) or NOTHING) for fact in (kind.facts if kind else ()))


def _state(goal: Goal, moment: datetime | None) -> Iterator[tuple[str, str]]:
    state = goal.state_then(moment=moment)
    if state is not None:
        words = f"{GOAL_STATES.label(state.state)}, {day(state.state_on)}"
        yield "Stand", " – ".join([words, *filter(None, (WHY_NOT_REACHED.label(state.why), state.reason))])


def _steps(goal: Goal, moment: datetime | None) -> Iterator[Part]:
    wording = believed(goal.all_terms, moment)[-1].wording
    for step in sorted(believed(goal.steps, moment), key=lambda step: step.position):
        ended = STEP_OUTCOMES.label(step.outcome)
        yield Part(
            STEPS,
            f"step-{step.step_id}",
            step.what,
            (
                ("Schritt", step.what),
                ("zum Ziel", wording),
                ("Wer kümmert sich?", step.who),
                ("Bis", day(step.due_on)),
            ),
            (("Ergebnis", f"{ended}, {day(step.ended_on)}" if ended else NOTHING),),
        )


def _situation(course: Course) -> Part:
    told = course.last
    words = f"{level_words(told.level)}, {day(told.rated_on)}"
    return Part(
        SITUATION,
        f"field-{course.field_of_action}",
        FIELDS_OF_ACTION.label(course.field_of_action),
        progress=(("Einschätzung", words), ("Lage in Worten", told.remark or NOTHING)),
    )


def _course(plan: IntegrationPlan, moment: datetime | None) -> Part:
    phase = phase_of(plan, moment)
    held = believed(plan.reviews, moment)
    next_on = held[-1].next_on if held else plan.first_review_on
    said = f"{PHASES.label(phase[0])}, seit {day(phase[1])}" if phase else NOTHING
    return Part(
        COURSE,
        "course",
        "Phase und Überprüfung",
        progress=(("Phase", said), ("Nächste Überprüfung", day(next_on))),
    )
