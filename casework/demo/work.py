"""Writing the office's work into the database: titles, cases, talks, plans, partners and referrals."""

import uuid
from collections.abc import Callable, Mapping
from functools import singledispatchmethod
from typing import Any

from casework.consents.models import Consent
from casework.consents.operations import give_consent, revoke_consent
from casework.counselling.operations import document
from casework.demo import events as told
from casework.demo.directory import directory_of
from casework.demo.persons import Soul
from casework.demo.towns import Town
from casework.partners.contacts import add_contact
from casework.partners.models import Partner
from casework.partners.offers import add_offer
from casework.partners.operations import enter_partner
from casework.people.cases import begin_case, lead_case
from casework.people.extensions import extend, get_extendable
from casework.people.models import Person
from casework.people.titles import issue_title
from casework.plans.agreements import agree_plan
from casework.plans.goal_models import Goal
from casework.plans.goal_states import record_goal_state
from casework.plans.goals import agree_goal
from casework.plans.models import IntegrationPlan
from casework.plans.operations import close
from casework.plans.phases import enter_phase
from casework.plans.ratings import rate
from casework.plans.reviews import review
from casework.plans.step_models import Step
from casework.plans.steps import agree_step, end_step
from casework.plans.strengths import note_strength
from casework.privacy.protecting import protect
from casework.referrals.models import Referral
from casework.referrals.operations import record_state, refer
from casework.situation.operations import begin
from casework.vocabulary.consents import ORAL, USUAL_CATEGORIES, WRITTEN

PARTS_OF_A_PLAN: Mapping[str, Callable[..., Any]] = {
    "phase": enter_phase,
    "strength": note_strength,
    "ratings": rate,
    "agreement": agree_plan,
}


class Work:
    """What the office does for people; events of lodging are none of its concern."""

    def __init__(
        self, municipality_id: uuid.UUID, people: Mapping[Soul, Person], members: Mapping[str, uuid.UUID]
    ) -> None:
        self._municipality_id, self._people, self._members = municipality_id, people, members
        self._leading: dict[Soul, told.CaseOpened] = {}
        self._goals: dict[told.GoalAgreed, Goal] = {}
        self._steps: dict[told.StepAgreed, Step] = {}
        self._plans: dict[Soul, IntegrationPlan] = {}
        self._referrals: dict[told.Referred, Referral] = {}
        self._consents: dict[told.Consented, Consent] = {}
        self._partners: dict[str, Partner] = {}
        self._courses: dict[tuple[Soul, int], uuid.UUID] = {}

    def know_partners(self, town: Town) -> None:
        """Fill the directory."""
        for details, offers, contact in directory_of(town):
            partner = self._partners[details["name"]] = enter_partner(self._municipality_id, details)
            for offer in offers:
                add_offer(partner, offer)
            if contact is not None:
                add_contact(partner, contact)

    @singledispatchmethod
    def write(self, event: told.Event) -> None:
        """Do what an event says; whatever is no work of the office is left to others."""

    @write.register
    def _(self, event: told.TitleIssued) -> None:
        issue_title(
            self._people[event.soul],
            event.title,
            starts_on=event.on,
            ends_on=event.ends_on,
            served_on=event.served_on,
            final_on=event.final_on,
        )

    @write.register
    def _(self, event: told.CaseOpened) -> None:
        for soul in event.souls:
            self._leading[soul] = event
            begin_case(self._people[soul], starts_on=event.on, case_manager_id=self._members[event.mailbox])

    @write.register
    def _(self, event: told.CaseClosed) -> None:
        for soul in event.souls:
            opened = self._leading.pop(soul)
            lead_case(
                self._people[soul],
                starts_on=opened.on,
                ends_on=event.on,
                case_manager_id=self._members[opened.mailbox],
            )
            plan = self._plans.pop(soul, None)
            if plan is not None:
                close(plan, ends_on=event.on, reason=event.reason)

    @write.register
    def _(self, event: told.CounsellingExtended) -> None:
        for person in (self._people[soul] for soul in event.souls):
            extend(person, get_extendable(person, event.on), on=event.on, reason=event.reason)

    @write.register
    def _(self, event: told.Protected) -> None:
        said = {"kind": event.kind, "starts_on": event.on, "authority": event.authority}
        protect(self._people[event.soul], said)

    @write.register
    def _(self, event: told.Talk) -> None:
        document(
            municipality_id=self._municipality_id,
            people=[self._people[soul] for soul in event.souls],
            case_manager_id=self._members[event.mailbox],
            **event.facts,
        )

    @write.register
    def _(self, event: told.GoalAgreed) -> None:
        goal = agree_goal(
            self._people[event.soul],
            field_of_action=event.field_of_action,
            wording=event.wording,
            due_on=event.due_on,
            responsible=event.responsible,
            agreed_on=event.on,
            case_manager_id=self._members[event.mailbox],
            **event.more,
        )
        self._goals[event] = goal
        self._plans[event.soul] = goal.plan

    @write.register
    def _(self, event: told.GoalReached) -> None:
        record_goal_state(
            self._goals[event.goal],
            state=event.state,
            state_on=event.on,
            why=event.why,
            reason=event.reason,
        )

    @write.register
    def _(self, event: told.StepAgreed) -> None:
        self._steps[event] = agree_step(
            self._goals[event.goal],
            what=event.what,
            responsible=event.responsible,
            due_on=event.due_on,
            agreed_on=event.on,
        )

    @write.register
    def _(self, event: told.StepEnded) -> None:
        end_step(self._steps[event.step], outcome=event.outcome, ended_on=event.on, reason=event.reason)

    @write.register
    def _(self, event: told.PlanReviewed) -> None:
        review(self._plans[event.soul], reviewed_on=event.on, remark=event.remark)

    @write.register
    def _(self, event: told.PlanAdded) -> None:
        plan = self._plans.get(event.soul)
        if plan is not None:
            PARTS_OF_A_PLAN[event.part](plan, **event.facts)

    @write.register
    def _(self, event: told.Referred) -> None:
        self._referrals[event] = refer(
            self._people[event.soul],
            self._partners[event.partner],
            referred_on=event.on,
            purpose=event.purpose,
            feedback_due_on=event.feedback_due_on,
            case_manager_id=self._members[event.mailbox],
            state=event.state,
        )

    @write.register
    def _(self, event: told.Consented) -> None:
        self._consents[event] = give_consent(
            self._people[event.soul],
            self._partners[event.partner],
            {
                "purpose": event.purpose,
                "categories": USUAL_CATEGORIES,
                "form": WRITTEN,
                "language": event.language,
                "given_on": event.on,
                "valid_until": event.valid_until,
            },
        )

    @write.register
    def _(self, event: told.ConsentRevoked) -> None:
        consent = self._consents[event.consent]
        if consent.superseded_at is None:
            revoke_consent(consent, revoked_on=event.on, revoked_by=ORAL)

    @write.register
    def _(self, event: told.ReferralCame) -> None:
        record_state(
            self._referrals[event.referral],
            state=event.state,
            state_on=event.on,
            remark=event.remark,
            feedback_due_on=event.feedback_due_on,
        )

    @write.register
    def _(self, event: told.LifeTold) -> None:
        course = None if event.course is None else (event.soul, event.course)
        line_id = self._courses.setdefault(course, uuid.uuid4()) if course else None
        begin(self._people[event.soul], event.codes, event.texts, starts_on=event.on, line_id=line_id)
