"""Everything that can be stated of a plan, once."""

from casework.database.moments import today
from casework.plans.agreements import agree_plan
from casework.plans.models import IntegrationPlan
from casework.plans.phases import enter_phase
from casework.plans.ratings import rate
from casework.plans.strengths import note_strength


def told_of(plan: IntegrationPlan, words: str) -> dict[str, object]:
    """A phase, a strength, a rating and an agreement; what their places in an address are called, with their ids."""
    phase = enter_phase(plan, phase="IMPLEMENT", begins_on=today())
    strength = note_strength(plan, text=words, noted_on=today())
    (rating,) = rate(plan, rated_on=today(), said={"PSY": ("2", words)})
    agreement = agree_plan(
        plan,
        agreed_on=today(),
        outcome="DECLINED",
        language="ar",
        copy_language="ar",
        present=words,
        reason=words,
    )
    return {
        "statement_id": phase.id,
        "strength_id": strength.strength_id,
        "told_strength_id": strength.id,
        "rating_id": rating.rating_id,
        "told_rating_id": rating.id,
        "number": agreement.number,
        "told_agreement_id": agreement.id,
    }
