"""A goal, how it is worded, its steps, and the states it went through.

What was stated is never overwritten: new terms and states are rows of their own.
"""

import uuid
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.database.states import GoesThroughStates, State, believed
from casework.partners.models import Partner
from casework.people.models import Person
from casework.plans.smart import Hint, hints
from casework.plans.step_models import PLAN, Step
from casework.vault.columns import clear
from casework.vault.sealed import Sealed
from casework.vocabulary.counselling import FINAL_GOAL_STATES, OPEN, RESPONSIBLE
from casework.vocabulary.goals import PRIORITIES, WHY_NOT_REACHED


class Goal(Keyed, Recorded, GoesThroughStates["GoalState"], Model):
    """What a person wants to reach; its terms say it in their own words."""

    __tablename__ = "goal"
    kept = Kept("Ziele", Retention.CASE)

    plan_id: Mapped[uuid.UUID] = mapped_column(refers_to("integration_plan.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    wants_no_hints: Mapped[bool] = clear(
        "ohne Hinweise", Boolean, default=False, purpose="Hinweise, die einmal genügten, kommen nicht wieder"
    )

    plan: Mapped[Any] = relationship("IntegrationPlan", back_populates="goals")
    all_terms: Mapped[list["GoalTerms"]] = relationship(back_populates="goal")
    states: Mapped[list["GoalState"]] = relationship(
        back_populates="goal", order_by="(GoalState.state_on, GoalState.recorded_at)"
    )

    steps: Mapped[list[Step]] = relationship(order_by=(Step.position, Step.recorded_at))

    final_states = FINAL_GOAL_STATES

    @property
    def terms(self) -> "GoalTerms":
        """The terms that hold; every goal has exactly one row of them."""
        return believed(self.all_terms)[-1]

    @property
    def wording(self) -> str:
        return self.terms.wording

    @property
    def field_of_action(self) -> str:
        return self.terms.field_of_action

    @property
    def due_on(self) -> date | None:
        return self.terms.due_on

    @property
    def responsible(self) -> str:
        return self.terms.responsible

    def hints(self) -> list[Hint]:
        """What might be asked of it; nothing once somebody has had enough of it, or it is settled."""
        if self.wants_no_hints or not self.is_open:
            return []
        terms = self.terms
        return hints(terms.wording, terms.indicator, terms.due_on, self.agreed_on)

    @property
    def agreed_on(self) -> date:
        """The day of its first state."""
        day: date = self.believed_states()[0].state_on
        return day

    def is_beginning(self, state: "GoalState") -> bool:
        """Whether it is the state with which the goal was agreed."""
        return self.believed_states()[0] is state

    def believed_steps(self) -> list[Step]:
        """The steps that stand, in their order."""
        stand = [step for step in self.steps if step.superseded_at is None]
        return sorted(stand, key=lambda step: step.position)

    def open_steps(self) -> list[Step]:
        """The steps still to be taken."""
        return [step for step in self.believed_steps() if step.is_open]

    def state_code(self) -> str:
        """The code of the state that holds now."""
        state = self.state_then()
        return state.state if state else OPEN


class GoalTerms(Keyed, Recorded, Model):
    """What was agreed as a goal: in the person's own words, until when, and who is responsible."""

    __tablename__ = "goal_terms"
    kept = Kept("Wortlaut der Ziele", Retention.CASE)
    __table_args__ = (one_current("uq_goal_terms_current", "goal_id"),)

    goal_id: Mapped[uuid.UUID] = mapped_column(refers_to(Goal.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    field_of_action: Sealed[str] = Sealed("Handlungsfeld", purpose=PLAN)
    wording: Sealed[str] = Sealed("Ziel", purpose=PLAN)
    due_on: Mapped[date | None] = clear("Ziel bis", Date, index=True, purpose=PLAN)
    responsible: Mapped[str] = clear("zuständig für das Ziel", String(20), purpose=PLAN)
    partner_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(Partner.id), index=True)
    priority: Mapped[str | None] = clear("Dringlichkeit des Ziels", String(10), purpose=PLAN)
    indicator: Sealed[str | None] = Sealed("Woran es zu merken ist", purpose=PLAN)
    start_level: Sealed[str | None] = Sealed("Ausgangslage", purpose=PLAN)

    partner: Mapped[Partner | None] = relationship()
    goal: Mapped[Goal] = relationship(back_populates="all_terms")

    @property
    def partner_name(self) -> str:
        return self.partner.name if self.partner else ""

    @property
    def priority_in_words(self) -> str:
        return PRIORITIES.label(self.priority)

    @property
    def who(self) -> str:
        """Who takes care of it: a partner by name, else in general words."""
        return self.partner_name or RESPONSIBLE.label(self.responsible)

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id


class GoalState(Keyed, State, Model):
    """The state a goal reached on a day; the latest one holds."""

    __tablename__ = "goal_state"
    kept = Kept("Stände der Ziele", Retention.CASE)

    goal_id: Mapped[uuid.UUID] = mapped_column(refers_to(Goal.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    state: Mapped[str] = clear("Stand des Ziels", String(20), purpose=PLAN)
    state_on: Mapped[date] = clear("Stand am", Date, purpose=PLAN)
    why: Sealed[str | None] = Sealed("Grund", purpose=PLAN)
    reason: Sealed[str | None] = Sealed("Bemerkung zum Stand", purpose=PLAN)

    goal: Mapped[Goal] = relationship(back_populates="states")

    @property
    def because(self) -> str:
        """Why it came to this, and what else there is to say."""
        return " – ".join(text for text in (WHY_NOT_REACHED.label(self.why), self.reason) if text)

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id
