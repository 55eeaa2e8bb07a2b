"""What everything stated of a plan has in common: whose it is, when it was told, and that it can be taken back."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from casework.audit.trail import actor, note
from casework.database.recorded import Recorded, moment_of_recording
from casework.database.states import believed
from casework.errors import Conflict, NotThere
from casework.plans.agreement_models import PlanAgreement
from casework.plans.models import IntegrationPlan
from casework.plans.phase_models import PlanPhase
from casework.plans.rating_models import PlanRating
from casework.plans.strength_models import PlanStrength

Statement = PlanPhase | PlanStrength | PlanRating | PlanAgreement
S = TypeVar("S", bound=Recorded)


class StatementChanged(Conflict):
    """Somebody corrected or took back the statement after this version of it was opened."""

    def __init__(self) -> None:
        super().__init__("Diese Angabe wurde inzwischen geändert. Bitte öffnen Sie den Plan noch einmal.")


def stated_of(plan: IntegrationPlan) -> dict[str, Any]:
    """Whose a statement is, when it is told, and by whom: the columns all of them share."""
    return {
        "plan_id": plan.id,
        "person_id": plan.person_id,
        "recorded_at": moment_of_recording(),
        "recorded_by_id": actor().user_id,
    }


def take_back(plan: IntegrationPlan, row_id: uuid.UUID) -> Statement:
    """Take back a phase, a strength, a rating or an agreement that was never right; it stays as it was believed.

    Raises NotThere for what is no statement of this plan, and StatementChanged when it does not stand any more.
    """
    told: Iterable[Statement] = (*plan.phases, *plan.strengths, *plan.ratings, *plan.agreements)
    found = standing([row for row in told if row.id == row_id])
    give_up(found)
    note("plans:statement:retracted", subject=plan.person_id, plan=str(plan.id), kind=found.__tablename__)
    return found


def standing(versions: Sequence[S]) -> S:
    """The version of a statement that is believed; raises NotThere for no versions, StatementChanged for none left."""
    if not versions:
        raise NotThere("Diese Angabe gibt es nicht, oder sie gehört nicht zu diesem Plan.")
    found = believed(versions)
    if not found:
        raise StatementChanged
    return found[-1]


def give_up(row: Recorded) -> None:
    """Give up a statement. Raises StatementChanged when somebody was quicker."""
    row.give_up(StatementChanged())
