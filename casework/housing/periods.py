"""What houses did over a period: the days they lodged people."""

import numpy as np

from casework.housing.spans import NOTHING, Ints, Known


def person_days(dwellings: Known, houses: int, first: int, last: int) -> Ints:
    """By house, the sum over the days [first, last] of the people living in it on each evening (domain brief §7.4)."""
    rows, house = dwellings.rows, dwellings["house"]
    days = np.minimum(rows.ends_on, last + 1) - np.maximum(rows.starts_on, first)
    counted = (days > 0) & (house != NOTHING)
    return np.bincount(house[counted], days[counted], minlength=houses).astype(np.int64)
