"""How much floor a place of the vorläufige Unterbringung needs on average, as it stood on a day."""

from datetime import date
from decimal import Decimal

_SINCE = (
    (date(2018, 1, 1), Decimal(7)),
    (date(2022, 6, 20), Decimal("4.5")),
    (date(2024, 1, 1), Decimal(7)),
)


def least_area(day: date) -> Decimal | None:
    """m² of Wohn- und Schlaffläche per place, on average over a house; None before 2018.

    § 8 (1) FlüAG, and the circulars of 20.06.2022 and later that allowed 4.5 m² until the end of 2023 (§1.3).
    """
    return max(((since, area) for since, area in _SINCE if since <= day), default=(None, None))[1]
