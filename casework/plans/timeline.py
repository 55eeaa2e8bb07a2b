"""What happened to a plan as a whole, for the timeline of a person."""

from collections import Counter
from collections.abc import Iterable

from casework.database.states import believed
from casework.people.panels import Happening
from casework.plans.agreements import agreements_of
from casework.plans.models import IntegrationPlan
from casework.plans.phases import phases_of
from casework.plans.strengths import strengths_of
from casework.vocabulary.counselling import PLAN_CLOSING_REASONS
from casework.vocabulary.plans import AGREEMENT_OUTCOMES, PHASES

PLAN = "Plan"


def happened_to(plan: IntegrationPlan, url: str) -> Iterable[Happening]:
    """Phases, strengths, ratings, agreements, the end and its being taken back; each leads to the plan."""
    for entered in phases_of(plan):
        yield Happening(entered.begins_on, PLAN, f"Phase: {PHASES.label(entered.phase)}", url=url)
    for named in strengths_of(plan):
        yield Happening(named.noted_on, PLAN, "Stärke genannt", named.text, url)
    for day, number in Counter(told.rated_on for told in believed(plan.ratings)).items():
        fields = "1 Handlungsfeld" if number == 1 else f"{number} Handlungsfelder"
        yield Happening(day, PLAN, f"Lage eingeschätzt: {fields}", url=url)
    for told in agreements_of(plan):
        outcome = AGREEMENT_OUTCOMES.label(told.outcome)
        title = f"Version {told.number} des Plans {outcome}"
        yield Happening(told.agreed_on, PLAN, title, told.reason or "", url)
    for again in believed(plan.reopenings):
        yield Happening(again.reopened_on, PLAN, "Plan wieder aufgenommen", again.reason, url)
    if plan.end is not None:
        reason = PLAN_CLOSING_REASONS.label(plan.end.closing_reason)
        yield Happening(plan.end.ends_on, PLAN, "Plan beendet", reason, url)
