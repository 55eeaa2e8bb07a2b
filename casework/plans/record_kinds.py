"""What of goals, steps and reviews is shown as it was before; the states of goals stand on their page."""

from flask import url_for

from casework.access.permissions import Permission
from casework.history.kinds import Fact, record_kind
from casework.plans.agreement_models import PlanAgreement
from casework.plans.goal_models import Goal
from casework.plans.queries import get_goal, get_rating, get_strength, get_told_agreement, versions_of
from casework.plans.rating_models import PlanRating
from casework.plans.ratings import level_words
from casework.plans.review_models import PlanReview
from casework.plans.statements import Statement
from casework.plans.step_models import Step
from casework.plans.step_queries import (
    get_told_review,
    get_told_step,
    versions_of_review,
    versions_of_step,
)
from casework.plans.strength_models import PlanStrength
from casework.vocabulary.counselling import FIELDS_OF_ACTION, INTERPRETERS
from casework.vocabulary.goals import PRIORITIES, STEP_OUTCOMES
from casework.vocabulary.languages import language_name
from casework.vocabulary.plans import AGREEMENT_OUTCOMES


def declare() -> None:
    """Enter the goals and what is stated of a plan; once, at the start."""
    _declare_goals()
    _declare_steps()
    _declare_reviews()
    _declare_strengths()
    _declare_ratings()
    _declare_agreements()


def _declare_goals() -> None:
    record_kind(
        key="goal",
        place="goal_id",
        model=Goal,
        permission=Permission.PLANS_PLAN_WRITE,
        find=get_goal,
        title=lambda goal: goal.wording,
        back=lambda goal: url_for("plans.edit_goal", goal_id=goal.id),
        subjects=lambda goal: [goal.person_id],
        versions=lambda goal: goal.all_terms,
        facts=(
            Fact("wording", "Ziel"),
            Fact("field_of_action", "Handlungsfeld", FIELDS_OF_ACTION.label),
            Fact("due_on", "Erreicht bis"),
            Fact("who", "Wer kümmert sich?"),
            Fact("priority", "Dringlichkeit", PRIORITIES.label),
            Fact("indicator", "Woran merken wir, dass es erreicht ist?"),
            Fact("start_level", "Ausgangslage"),
        ),
    )


def _declare_steps() -> None:
    record_kind(
        key="step",
        place="told_step_id",
        model=Step,
        permission=Permission.PLANS_PLAN_WRITE,
        find=get_told_step,
        title=lambda step: step.what,
        back=lambda step: url_for("plans.edit_step", step_id=step.step_id),
        subjects=lambda step: [step.person_id],
        versions=versions_of_step,
        facts=(
            Fact("what", "Schritt"),
            Fact("who", "Wer kümmert sich?"),
            Fact("due_on", "bis"),
            Fact("outcome", "Stand", STEP_OUTCOMES.label),
            Fact("ended_on", "am"),
            Fact("reason", "Grund oder Bemerkung"),
        ),
    )


def _declare_reviews() -> None:
    record_kind(
        key="review",
        place="told_review_id",
        model=PlanReview,
        permission=Permission.PLANS_PLAN_WRITE,
        find=get_told_review,
        title=lambda held: f"Überprüfung vom {held.reviewed_on:%d.%m.%Y}",
        back=lambda held: url_for("plans.edit_review", review_id=held.review_id),
        subjects=lambda held: [held.person_id],
        versions=versions_of_review,
        facts=(
            Fact("reviewed_on", "Überprüft am"),
            Fact("remark", "Bemerkung"),
            Fact("next_on", "Nächste Überprüfung"),
        ),
    )


def _declare_strengths() -> None:
    record_kind(
        key="plan-strength",
        place="told_strength_id",
        model=PlanStrength,
        permission=Permission.PLANS_PLAN_WRITE,
        find=get_strength,
        title=lambda told: told.text,
        back=_to_plan,
        subjects=lambda told: [told.person_id],
        versions=lambda told: versions_of(told, "strength_id"),
        facts=(Fact("text", "Stärke"), Fact("noted_on", "Genannt am")),
    )


def _declare_ratings() -> None:
    record_kind(
        key="plan-rating",
        place="told_rating_id",
        model=PlanRating,
        permission=Permission.PLANS_PLAN_WRITE,
        find=get_rating,
        title=lambda told: FIELDS_OF_ACTION.label(told.field_of_action),
        back=_to_plan,
        subjects=lambda told: [told.person_id],
        versions=lambda told: versions_of(told, "rating_id"),
        facts=(
            Fact("rated_on", "Eingeschätzt am"),
            Fact("level", "Einschätzung", level_words),
            Fact("remark", "Lage in Worten"),
        ),
    )


def _declare_agreements() -> None:
    record_kind(
        key="plan-agreement",
        place="told_agreement_id",
        model=PlanAgreement,
        permission=Permission.PLANS_PLAN_WRITE,
        find=get_told_agreement,
        title=lambda told: f"Vereinbarung, Version {told.number}",
        back=_to_plan,
        subjects=lambda told: [told.person_id],
        versions=lambda told: versions_of(told, "plan_id", "number"),
        facts=(
            Fact("agreed_on", "Besprochen am"),
            Fact("outcome", "Die Person hat den Plan", AGREEMENT_OUTCOMES.label),
            Fact("reason", "Grund der Ablehnung"),
            Fact("present", "Wer war dabei?"),
            Fact("language", "Gesprochen in", _language),
            Fact("interpreter", "Sprachmittlung", INTERPRETERS.label),
            Fact("copy_language", "Ausfertigung mitgegeben", _language),
        ),
    )


def _language(code: str | None) -> str:
    return language_name(code or "")


def _to_plan(told: Statement) -> str:
    return url_for("plans.plan", plan_id=told.plan_id)
