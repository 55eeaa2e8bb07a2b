"""Where people come from, how their families are named, and which residence title they usually get."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from random import Random

FLIGHT_FROM_UKRAINE = date(2022, 2, 24)


class Naming(Enum):
    """What members of a family share."""

    FAMILY_NAME = auto()
    FATHERS_NAME = auto()
    """Children bear their father's given name; husband and wife keep their own."""
    GENDERED = auto()
    """Women bear the family name with an -a."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A country of origin; the weights say how many of a hundred arrivals come from there, before and after 2022."""

    key: str
    nationality: str
    languages: tuple[str, ...]
    before_2022: int
    after_2022: int
    families: float
    titles: tuple[str, ...]
    naming: Naming = Naming.FAMILY_NAME
    vague_birth_dates: float = 0.05
    one_name: float = 0.0


PROTECTED = ("AE_25_2_FLU", "AE_25_2_FLU", "AE_25_2_SUB", "AE_25_3")
TOLERATED = ("DULDUNG", "DULDUNG", "AE_25_5", "AE_25B")
MIXED = ("AE_25_3", "AE_25_2_FLU", "DULDUNG", "GESTATTUNG")

ORIGINS: Mapping[str, Origin] = {
    origin.key: origin
    for origin in (
        Origin("SY", "475", ("ar",), 30, 26, 0.62, PROTECTED),
        Origin(
            "AF",
            "423",
            ("prs", "ps"),
            15,
            14,
            0.45,
            MIXED,
            Naming.FAMILY_NAME,
            vague_birth_dates=0.4,
            one_name=0.04,
        ),
        Origin("IQ", "438", ("ar", "kmr", "ckb"), 12, 6, 0.6, MIXED),
        Origin("IR", "439", ("fa",), 6, 3, 0.35, MIXED),
        Origin("ER", "224", ("ti",), 8, 3, 0.3, PROTECTED, Naming.FATHERS_NAME, 0.3, 0.02),
        Origin("ET", "225", ("am",), 1, 1, 0.2, TOLERATED, Naming.FATHERS_NAME, 0.2),
        Origin("NG", "232", ("en",), 6, 2, 0.4, TOLERATED),
        Origin("GM", "237", ("en", "mnk"), 6, 2, 0.05, TOLERATED, vague_birth_dates=0.25),
        Origin("SO", "273", ("so",), 4, 3, 0.3, PROTECTED, Naming.FATHERS_NAME, 0.45, 0.05),
        Origin("TR", "163", ("tr", "kmr"), 4, 12, 0.5, MIXED),
        Origin("UA", "166", ("uk", "ru"), 1, 22, 0.7, ("AE_24",)),
        Origin("RU", "160", ("ru", "ce"), 2, 2, 0.6, MIXED, Naming.GENDERED),
        Origin("GE", "430", ("ka",), 1, 1, 0.4, TOLERATED),
        Origin("PK", "461", ("ur",), 2, 1, 0.2, TOLERATED),
        Origin("XK", "150", ("sq",), 2, 1, 0.7, TOLERATED),
        Origin("CM", "262", ("fr",), 1, 1, 0.3, TOLERATED),
    )
}
OF_MINORS = {"AF": 40, "GM": 18, "SO": 12, "ER": 12, "SY": 14, "IQ": 4}
"""Of a hundred unaccompanied minors."""


def draw_origin(rng: Random, arrived_on: date, *, minor: bool = False) -> Origin:
    """Where somebody who arrives on a day comes from."""
    if minor:
        key = rng.choices(list(OF_MINORS), list(OF_MINORS.values()))[0]
        return ORIGINS[key]
    late = arrived_on >= FLIGHT_FROM_UKRAINE
    weights = [origin.after_2022 if late else origin.before_2022 for origin in ORIGINS.values()]
    return rng.choices(list(ORIGINS.values()), weights)[0]
