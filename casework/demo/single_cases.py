"""Inventing what is decided for few: counselling that goes on into the fourth year, and protection."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from casework.demo.cases import Case
from casework.demo.events import CounsellingExtended, Protected, Story
from casework.vocabulary.protections import REGISTER_BLOCK, VIOLENCE

LONG_LED = timedelta(days=30 * 30)
EXTENDED, PROTECTED = 3, 2
"""So many households of a town, at most."""
WHY_EXTENDED = (
    "Ausbildung hat erst begonnen, Unterstützung durch die Schule endet im Sommer.",
    "Pflege eines Angehörigen, Anträge laufen noch.",
    "Anerkennung des Abschlusses dauert, Prüfung ist angemeldet.",
)
DAYS_AGO = (40, 400)
BLOCKED_BY = "Meldebehörde"


def tell_single_cases(story: Story, rng: Random, cases: Sequence[Case], until: date) -> None:
    """Some of the cases led longest were extended, and somebody of few other households is protected."""
    led = [case for case in cases if case.is_open_on(until)]
    long_led = [case for case in led if case.starts_on + LONG_LED < until]
    for case, reason in zip(rng.sample(long_led, min(EXTENDED, len(long_led))), WHY_EXTENDED, strict=False):
        on = until - rng.randrange(5, 60) * timedelta(days=1)
        story.tell(CounsellingExtended(on=on, souls=case.souls, reason=reason))
    others = [case for case in led if case.starts_on + LONG_LED >= until and len(case.souls) > 1]
    for number, case in enumerate(rng.sample(others, min(PROTECTED, len(others)))):
        on = max(case.starts_on, until - rng.randrange(*DAYS_AGO) * timedelta(days=1))
        for kind in (REGISTER_BLOCK, VIOLENCE)[: number + 1]:
            story.tell(
                Protected(on=on, recorded_on=until, soul=case.adults[0], kind=kind, authority=BLOCKED_BY)
            )
