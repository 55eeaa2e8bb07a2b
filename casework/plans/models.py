"""A plan, its goals, and every state a goal went through."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.accounts.models import User
from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded
from casework.database.states import believed_states, latest_state
from casework.organisation.models import Municipality
from casework.people.models import Person
from casework.vault.columns import clear
from casework.vault.sealed import Sealed
from casework.vocabulary.counselling import ACHIEVED, FINAL_GOAL_STATES, OPEN

PLAN = "Integrationsplan (VwV Integrationsmanagement)"


class IntegrationPlan(Keyed, Recorded, Model):
    """The plan agreed with one person; open until it is closed with a reason."""

    __tablename__ = "integration_plan"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= agreed_on", "order"),)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    case_manager_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(User.id))
    agreed_on: Mapped[date] = clear("vereinbart am", Date, purpose=PLAN)
    review_on: Mapped[date | None] = clear("Überprüfung am", Date, purpose=PLAN)
    ends_on: Mapped[date | None] = clear("beendet am", Date, purpose=PLAN)
    closing_reason: Sealed[str | None] = Sealed("Abschlussgrund", purpose=PLAN)
    version: Mapped[int] = mapped_column(Integer)

    person: Mapped[Person] = relationship()
    goals: Mapped[list["Goal"]] = relationship(back_populates="plan", order_by="Goal.recorded_at")
    reviews: Mapped[list["PlanReview"]] = relationship(
        back_populates="plan", order_by="PlanReview.reviewed_on"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id

    def believed_goals(self) -> "list[Goal]":
        """The goals that stand, in the order in which they were agreed."""
        return [goal for goal in self.goals if goal.superseded_at is None]

    def open_goals(self) -> "list[Goal]":
        """The goals still worked on."""
        return [goal for goal in self.believed_goals() if goal.is_open]

    def achieved_goals(self) -> "list[Goal]":
        """The goals that were reached in full."""
        return [goal for goal in self.believed_goals() if goal.state_code() == ACHIEVED]


class Goal(Keyed, Recorded, Model):
    """What a person wants to reach, in their own words, until when, and who is responsible."""

    __tablename__ = "goal"

    plan_id: Mapped[uuid.UUID] = mapped_column(refers_to(IntegrationPlan.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    field_of_action: Sealed[str] = Sealed("Handlungsfeld", purpose=PLAN)
    wording: Sealed[str] = Sealed("Ziel", purpose=PLAN)
    due_on: Mapped[date | None] = clear("Ziel bis", Date, index=True, purpose=PLAN)
    responsible: Mapped[str] = clear("zuständig für das Ziel", String(20), purpose=PLAN)
    version: Mapped[int] = mapped_column(Integer)

    plan: Mapped[IntegrationPlan] = relationship(back_populates="goals")
    states: Mapped[list["GoalState"]] = relationship(
        back_populates="goal", order_by="(GoalState.state_on, GoalState.recorded_at)"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id

    def state_then(self, day: date | None = None, moment: datetime | None = None) -> "GoalState | None":
        """The state that holds on a day as known at a moment; without them, the last one believed now."""
        return latest_state(self.states, day, moment)

    def believed_states(self) -> "list[GoalState]":
        """Every state it went through, in order; the first says when it was agreed."""
        return believed_states(self.states)

    def state_code(self) -> str:
        """The code of the state that holds now."""
        state = self.state_then()
        return state.state if state else OPEN

    @property
    def is_open(self) -> bool:
        """Whether it is still worked on."""
        return self.state_code() not in FINAL_GOAL_STATES


class GoalState(Keyed, Recorded, Model):
    """The state a goal reached on a day; the latest one holds."""

    __tablename__ = "goal_state"

    goal_id: Mapped[uuid.UUID] = mapped_column(refers_to(Goal.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    state: Mapped[str] = clear("Stand des Ziels", String(20), purpose=PLAN)
    state_on: Mapped[date] = clear("Stand am", Date, purpose=PLAN)
    reason: Sealed[str | None] = Sealed("Grund", purpose=PLAN)

    goal: Mapped[Goal] = relationship(back_populates="states")

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id


class PlanReview(Keyed, Recorded, Model):
    """A day on which the plan was gone through together."""

    __tablename__ = "plan_review"

    plan_id: Mapped[uuid.UUID] = mapped_column(refers_to(IntegrationPlan.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    reviewed_on: Mapped[date] = clear("überprüft am", Date, purpose=PLAN)
    remark: Sealed[str | None] = Sealed("Bemerkung", purpose=PLAN)

    plan: Mapped[IntegrationPlan] = relationship(back_populates="reviews")

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id
