"""A plan as its page and the page of its person show it: only what was touched."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from casework.plans.agreement_models import PlanAgreement
from casework.plans.agreements import agreements_of
from casework.plans.comparison import is_changed_since_agreed
from casework.plans.models import IntegrationPlan
from casework.plans.phases import Step, phase_of, propose_phase, steps_of
from casework.plans.ratings import Course, courses_of
from casework.plans.sparklines import sparkline
from casework.plans.spoken import spoken_sheet
from casework.plans.strength_models import PlanStrength
from casework.plans.strengths import strengths_of
from casework.vocabulary.counselling import (
    FIELDS_OF_ACTION,
    GOAL_STATES,
    INTERPRETERS,
    PLAN_CLOSING_REASONS,
    RESPONSIBLE,
)
from casework.vocabulary.languages import language_name
from casework.vocabulary.phrases.languages import sheet_choices
from casework.vocabulary.plans import AGREEMENT_OUTCOMES, LEVELS, PAUSED, PHASES
from casework.web.components import day

WORDS: dict[str, Any] = {
    "states": GOAL_STATES,
    "fields": FIELDS_OF_ACTION,
    "responsible": RESPONSIBLE,
    "reasons": PLAN_CLOSING_REASONS,
    "phases": PHASES,
    "levels": LEVELS,
    "outcomes": AGREEMENT_OUTCOMES,
    "sheets": sheet_choices(),
}
"""The code lists that the pages of a plan need, and the languages in which it can be taken home."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What was touched of a plan, the codes still to be put into words."""

    plan: IntegrationPlan
    steps: Sequence[Step]
    is_paused: bool
    proposed_phase: str | None
    courses: Sequence[Course]
    strengths: Sequence[PlanStrength]
    agreements: Sequence[PlanAgreement]
    is_changed: bool

    @property
    def last(self) -> PlanAgreement | None:
        """The latest version."""
        return self.agreements[-1] if self.agreements else None

    @property
    def sheet(self) -> str:
        """The language in which the person may want to take the plan home."""
        return spoken_sheet(self.plan.person.leading)

    @property
    def agreed_words(self) -> str:
        """„Version 2 unterschrieben am 03.04.2026“; empty where nothing was agreed."""
        last = self.last
        if last is None:
            return ""
        return f"Version {last.number} {AGREEMENT_OUTCOMES.label(last.outcome)} am {day(last.agreed_on)}"

    def line_of(self, course: Course) -> Markup:
        """How the ratings of a field of action went, drawn."""
        return sparkline(FIELDS_OF_ACTION.label(course.field_of_action), course.points)


def overview_of(plan: IntegrationPlan) -> Overview:
    """What was touched of a plan."""
    now = phase_of(plan)
    return Overview(
        plan,
        steps_of(plan),
        bool(now and now[0] == PAUSED),
        propose_phase(plan),
        courses_of(plan),
        strengths_of(plan),
        agreements_of(plan),
        is_changed_since_agreed(plan),
    )


def words_of(told: PlanAgreement) -> list[tuple[str, str]]:
    """What was said of an agreement, label by label, without what nobody filled in."""
    said = [
        ("Besprochen am", day(told.agreed_on)),
        ("Die Person hat den Plan", AGREEMENT_OUTCOMES.label(told.outcome)),
        ("Grund der Ablehnung", told.reason or ""),
        ("Wer war dabei?", told.present or ""),
        ("Gesprochen in", language_name(told.language or "")),
        ("Sprachmittlung", INTERPRETERS.label(told.interpreter)),
        ("Ausfertigung mitgegeben", language_name(told.copy_language or "")),
    ]
    return [(label, words) for label, words in said if words]
