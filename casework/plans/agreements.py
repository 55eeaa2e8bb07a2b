"""Agreeing a plan as it stands: each agreement makes a version of it (domain brief §3.3)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from casework.audit.trail import note
from casework.database.states import believed
from casework.errors import NotThere, Refused
from casework.plans.agreement_models import PlanAgreement
from casework.plans.days import check_within
from casework.plans.models import IntegrationPlan
from casework.plans.statements import give_up, stated_of
from casework.vocabulary.counselling import INTERPRETERS
from casework.vocabulary.plans import AGREEMENT_OUTCOMES, DECLINED

NO_INTERPRETER = "NONE"
SAID = ("agreed_on", "outcome", "interpreter", "language", "copy_language", "present", "reason")
"""What can be said of an agreement."""


def agreements_of(plan: IntegrationPlan) -> list[PlanAgreement]:
    """The agreements that stand, the first version first."""
    return sorted(believed(plan.agreements), key=lambda told: told.number)


def last_agreement(plan: IntegrationPlan) -> PlanAgreement | None:
    """The latest version, agreed or declined."""
    return next(reversed(agreements_of(plan)), None)


def get_agreement(plan: IntegrationPlan, number: int) -> PlanAgreement:
    """What became of a version; raises NotThere where it was never made or was taken back."""
    found = next((told for told in agreements_of(plan) if told.number == number), None)
    if found is None:
        raise NotThere("Diese Fassung des Plans gibt es nicht. Bitte öffnen Sie den Plan noch einmal.")
    return found


def version_before(plan: IntegrationPlan, number: int) -> int | None:
    """The number of the version before one; None for the first."""
    return max((told.number for told in agreements_of(plan) if told.number < number), default=None)


def moment_of(plan: IntegrationPlan, number: int) -> datetime:
    """When a version was agreed on record: what was known then is the version, whatever is corrected later."""
    return min(told.recorded_at for told in plan.agreements if told.number == number)


def agree_plan(
    plan: IntegrationPlan,
    *,
    agreed_on: date,
    outcome: str,
    interpreter: str = NO_INTERPRETER,
    language: str | None = None,
    copy_language: str | None = None,
    present: str | None = None,
    reason: str | None = None,
) -> PlanAgreement:
    """Put on record that the plan as it stands was agreed, or declined with a reason; it is the next version.

    Raises Refused for an ended plan, an unknown code, no reason where it was declined, and for a day in the future or
    before the plan.
    """
    if plan.end is not None:
        raise Refused(
            "Der Plan ist am %(day)s beendet worden. Bitte nehmen Sie ihn erst wieder auf.",
            day=f"{plan.end.ends_on:%d.%m.%Y}",
        )
    said = _checked(
        plan,
        {
            "agreed_on": agreed_on,
            "outcome": outcome,
            "interpreter": interpreter,
            "language": language,
            "copy_language": copy_language,
            "present": present,
            "reason": reason,
        },
    )
    number = max((told.number for told in plan.agreements), default=0) + 1
    told = PlanAgreement(number=number, **said, **stated_of(plan))
    plan.agreements.append(told)
    note("plans:plan:agreed", subject=plan.person_id, plan=str(plan.id), number=number, outcome=told.outcome)
    return told


def correct_agreement(
    plan: IntegrationPlan, before: PlanAgreement, details: Mapping[str, Any]
) -> PlanAgreement:
    """Correct what was said of an agreement; the version stays as it was. Raises as above, and StatementChanged."""
    said = _checked(plan, {name: details.get(name) for name in SAID})
    if said == {name: getattr(before, name) for name in SAID}:
        return before
    give_up(before)
    told = PlanAgreement(number=before.number, **said, **stated_of(plan))
    plan.agreements.append(told)
    note("plans:agreement:corrected", subject=plan.person_id, plan=str(plan.id), number=told.number)
    return told


def _checked(plan: IntegrationPlan, said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said in the form it is kept in, or Refused."""
    check_within(plan, said["agreed_on"])
    outcome = AGREEMENT_OUTCOMES.read(said["outcome"])
    if outcome == DECLINED and not said["reason"]:
        raise Refused("Bitte schreiben Sie auf, warum die Person den Plan ablehnt.")
    kept = {name: said[name] or None for name in SAID}
    return kept | {
        "outcome": outcome,
        "interpreter": INTERPRETERS.read(said["interpreter"] or NO_INTERPRETER),
        "reason": kept["reason"] if outcome == DECLINED else None,
    }
