"""Strengths: what a person can do, has, and relies on."""

import uuid
from datetime import date, datetime

from casework.audit.trail import note
from casework.database.states import believed
from casework.errors import Refused
from casework.plans.days import check_not_ahead
from casework.plans.models import IntegrationPlan
from casework.plans.statements import give_up, standing, stated_of
from casework.plans.strength_models import PlanStrength


def strengths_of(plan: IntegrationPlan, moment: datetime | None = None) -> list[PlanStrength]:
    """The strengths as known at a moment (now), in the order of their days."""
    return sorted(believed(plan.strengths, moment), key=lambda told: told.noted_on)


def note_strength(plan: IntegrationPlan, *, text: str, noted_on: date) -> PlanStrength:
    """Note a strength on the day on which it was named. Raises Refused without words and for a day in the future."""
    told = PlanStrength(text=_checked(text, noted_on), noted_on=noted_on, **stated_of(plan))
    plan.strengths.append(told)
    note("plans:strength:noted", subject=plan.person_id, plan=str(plan.id))
    return told


def correct_strength(
    plan: IntegrationPlan, before: PlanStrength, *, text: str, noted_on: date
) -> PlanStrength:
    """Word a strength anew; the former words stay on record. Raises as above, and StatementChanged."""
    if (_checked(text, noted_on), noted_on) == (before.text, before.noted_on):
        return before
    give_up(before)
    told = PlanStrength(strength_id=before.strength_id, text=text, noted_on=noted_on, **stated_of(plan))
    plan.strengths.append(told)
    note("plans:strength:corrected", subject=plan.person_id, plan=str(plan.id))
    return told


def _checked(text: str, noted_on: date) -> str:
    check_not_ahead(noted_on)
    if not text:
        raise Refused("Bitte beschreiben Sie die Stärke.")
    return text


def get_standing(plan: IntegrationPlan, strength_id: uuid.UUID) -> PlanStrength:
    """The version of a strength that stands; raises as `standing` does."""
    return standing([told for told in plan.strengths if told.strength_id == strength_id])
