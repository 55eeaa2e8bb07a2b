"""The plan to take home: a page of plain German, and beside it the same in the client's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from casework.appointments.models import Appointment
from casework.organisation.models import Letterhead
from casework.plans.agreements import last_agreement
from casework.plans.comparison import is_changed_since_agreed
from casework.plans.goal_models import Goal
from casework.plans.models import IntegrationPlan
from casework.plans.step_models import Step
from casework.vocabulary.counselling import GOAL_STATES, OPEN
from casework.vocabulary.goals import DONE, DROPPED
from reports.bilingual import Sheet

MOST_DATES = 5
"""Next appointments that are told; later ones come with the next copy."""
MINE, OF_PARTNERS = "CLIENT", "PARTNER"


@dataclass(frozen=True)
class StepLine:
    """Who does what until when; a partner of the directory by name."""

    what: str
    responsible: str
    partner: str
    due_on: date | None
    is_done: bool

    @property
    def is_mine(self) -> bool:
        return self.responsible == MINE

    @property
    def is_of_others(self) -> bool:
        return self.responsible == OF_PARTNERS


@dataclass(frozen=True)
class GoalLine:
    """A goal in the words it was agreed in; its state once it is no longer open, as the code list says it."""

    wording: str
    due_on: date | None
    state: str
    steps: list[StepLine]


@dataclass(frozen=True)
class DateLine:
    """When one has to be where, and what for."""

    on: date
    starts_at: time | None
    title: str
    place: str


@dataclass(frozen=True)
class PlanPaper:
    """What stands on the paper; `answer` is how the plan as it stands was agreed, empty where it is yet to be."""

    office: str
    contact: str
    phone: str
    address: str
    name: str
    printed_on: date
    agreed_on: date
    answer: str
    answered_on: date | None
    review_on: date | None
    ends_on: date | None
    goals: list[GoalLine]
    appointments: list[DateLine]

    def html(self, sheet: Sheet) -> str:
        """The paper in German beside the language of the sheet."""
        return sheet.html("plan.html", plan=self)


def plan_paper_of(
    plan: IntegrationPlan,
    appointments: Iterable[Appointment],
    *,
    letterhead: Letterhead,
    contact: str,
    on: date,
) -> PlanPaper:
    """The plan as it stands on a day, with what of the appointments is still to come, and whom to ask."""
    told = None if is_changed_since_agreed(plan) else last_agreement(plan)
    ahead = [one for one in appointments if one.planned_on >= on and one.is_open]
    return PlanPaper(
        office=letterhead.office,
        contact=contact,
        phone=letterhead.phone or "",
        address=", ".join(letterhead.lines[1:]),
        name=plan.person.leading.full_name,
        printed_on=on,
        agreed_on=plan.agreed_on,
        answer=told.outcome if told else "",
        answered_on=told.agreed_on if told else None,
        review_on=plan.review_on,
        ends_on=plan.ends_on,
        goals=[_goal(goal) for goal in plan.believed_goals()],
        appointments=[
            DateLine(one.planned_on, one.starts_at, one.title, one.place or "") for one in ahead[:MOST_DATES]
        ],
    )


def _goal(goal: Goal) -> GoalLine:
    code = goal.state_code()
    steps = [_step(step) for step in goal.believed_steps() if step.outcome != DROPPED]
    return GoalLine(goal.wording, goal.due_on, "" if code == OPEN else GOAL_STATES.label(code), steps)


def _step(step: Step) -> StepLine:
    partner = step.partner.name if step.partner else ""
    return StepLine(step.what, step.responsible, partner, step.due_on, step.outcome == DONE)
