"""Figures of the quota of the reference day's year: what the Gemeinde owes and what it has taken in."""

from decimal import Decimal

from casework.planning.quota import DEFINITIONS
from casework.statistics.facts import Facts
from casework.statistics.figures import PEOPLE, PERCENT, figure

SOURCE = "domain brief §7.15; §§ 1–3 DVO FlüAG"


@figure("quota.share", "Quote der Gemeinde", unit=PERCENT, source=SOURCE, definition=DEFINITIONS["Quote"])
def share(facts: Facts) -> Decimal | None:
    return None if facts.quota is None else facts.quota.share


@figure("quota.target", "Soll", unit=PEOPLE, source=SOURCE, definition=DEFINITIONS["Soll"])
def target(facts: Facts) -> int | None:
    return None if facts.quota is None else facts.quota.target


@figure("quota.actual", "Ist", unit=PEOPLE, source=SOURCE, definition=DEFINITIONS["Ist"])
def actual(facts: Facts) -> int | None:
    return None if facts.quota is None else facts.quota.actual


@figure("quota.balance", "Saldo", unit=PEOPLE, source=SOURCE, definition=DEFINITIONS["Saldo"])
def balance(facts: Facts) -> int | None:
    return None if facts.quota is None else facts.quota.balance
