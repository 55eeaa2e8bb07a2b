"""How many m² a place of the vorläufige Unterbringung must offer on average (§ 8 (1) FlüAG; domain brief §1.3)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class AreaRule:
    """From a day on, a house must offer so many m² of living and sleeping area per provided place, on average."""

    starts_on: date
    m2_per_place: Decimal
    source: str


AREA_RULES = (
    AreaRule(date.min, Decimal("4.5"), "§ 8 (1) FlüAG, bis Ende 2017 ausgesetzt"),
    AreaRule(date(2018, 1, 1), Decimal(7), "§ 8 (1) FlüAG"),
    AreaRule(date(2022, 6, 20), Decimal("4.5"), "Rundschreiben vom 20.06.2022, verlängert bis 31.12.2023"),
    AreaRule(date(2024, 1, 1), Decimal(7), "§ 8 (1) FlüAG"),
)
"""In order; each holds until the next begins. For the Anschlussunterbringung no such number is known."""


def area_rule_on(day: date) -> AreaRule:
    """The rule in force on a day."""
    return next(rule for rule in reversed(AREA_RULES) if rule.starts_on <= day)
