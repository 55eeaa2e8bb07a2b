"""How unevenly a group lives over the districts of a town: D, IS, xPx and η² (domain brief §7.14).

The measures depend on the size of districts and group and do not see the neighbourhood: they are for one town over the
years, never for ranking towns or districts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from casework.housing.spans import Ints

SMALLEST_GROUP = 100
SMALL_CELLS = (1, 2)


@dataclass(frozen=True, slots=True)
class Indices:
    """Each from 0 to 1: `dissimilarity` D, `segregation` IS, `isolation` xPx, `eta_squared` η² (xPx adjusted)."""

    dissimilarity: float
    segregation: float
    isolation: float
    eta_squared: float


def indices(group: Sequence[int] | Ints, population: Sequence[int] | Ints) -> Indices | None:
    """The measures for the members of a group and all inhabitants of each district, whatever their size.

    None where they are not defined: nobody belongs to the group, everybody does, or more than live in a district.
    """
    x, t = np.asarray(group, np.float64), np.asarray(population, np.float64)
    members, everybody = x.sum(), t.sum()
    if not 0 < members < everybody or (x > t).any():
        return None
    inhabited = t > 0
    x, t = x[inhabited], t[inhabited]
    share, part = members / everybody, x / members
    others = (t - x) / (everybody - members)
    isolation = float((part * x / t).sum())
    return Indices(
        dissimilarity=float(np.abs(part - others).sum() / 2),
        segregation=float(np.abs(part - t / everybody).sum() / 2 / (1 - share)),
        isolation=isolation,
        eta_squared=float((isolation - share) / (1 - share)),
    )


def may_be_shown(group: Sequence[int] | Ints) -> bool:
    """Whether the group is large enough, and no district holds so few that they could be known."""
    x = np.asarray(group, np.int64)
    return int(x.sum()) >= SMALLEST_GROUP and not np.isin(x, SMALL_CELLS).any()


def shown(group: Sequence[int] | Ints, population: Sequence[int] | Ints) -> Indices | None:
    """The measures where they may be shown and are defined."""
    return indices(group, population) if may_be_shown(group) else None


def four_decimals(value: float) -> Decimal:
    """As measures of segregation are printed."""
    return Decimal(str(value)).quantize(Decimal("0.0001"), ROUND_HALF_UP)
