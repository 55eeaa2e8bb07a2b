"""What a letter can sound like, and how far two sounds lie apart.

A *sound* is one character; a *letter* of `letters` has one or several readings, each with the price of taking it.
"""

from collections.abc import Mapping
from functools import cache

VOWELS = frozenset("aeiou")
CONSONANTS = frozenset("bpdtkgqGxfvwszSZJCcmnlrhy")
SILENT = frozenset("h'y")
"""Written here and left out there: h, ʿayn and hamza, the glide."""

Readings = tuple[tuple[str, float], ...]

_FAR = 1.0
_VOWEL_FOR_CONSONANT = 1.2
_APART: Mapping[str, float] = {
    # stops
    "bp": 0.25,
    "dt": 0.3,
    "gk": 0.4,
    "kq": 0.05,
    "gq": 0.25,
    "Gq": 0.15,
    "Gg": 0.1,
    "Gk": 0.35,
    # breath
    "hx": 0.2,
    "kx": 0.3,
    "Gx": 0.4,
    "gh": 0.35,
    "hk": 0.7,
    "'h": 0.3,
    # hissing
    "sz": 0.3,
    "Ss": 0.4,
    "SZ": 0.35,
    "CS": 0.4,
    "Cc": 0.35,
    "cs": 0.35,
    "cz": 0.3,
    "Zz": 0.35,
    "JZ": 0.15,
    "CJ": 0.4,
    "Jg": 0.3,
    "Jy": 0.45,
    "Sz": 0.6,
    "Cs": 0.6,
    "Sc": 0.5,
    "Jz": 0.5,
    # lips and tongue
    "fv": 0.35,
    "vw": 0.05,
    "bv": 0.6,
    "fp": 0.6,
    "mn": 0.6,
    "uw": 0.05,
    "ow": 0.1,
    "uv": 0.3,
    "ov": 0.4,
    "iy": 0.05,
    "ey": 0.1,
    "'a": 0.1,
    "'o": 0.2,
    "'u": 0.2,
    "'e": 0.15,
    "'i": 0.2,
    # vowels
    "ae": 0.15,
    "ao": 0.3,
    "au": 0.3,
    "ai": 0.55,
    "ei": 0.1,
    "eo": 0.5,
    "eu": 0.35,
    "io": 0.6,
    "iu": 0.45,
    "ou": 0.1,
}


@cache
def apart(one: str, other: str) -> float:
    """How far two sounds lie apart: 0 for the same, about 1 for sounds that nobody takes for each other."""
    if one == other:
        return 0.0
    known = _APART.get("".join(sorted((one, other))))
    if known is not None:
        return known
    if (one in VOWELS) != (other in VOWELS):
        return _VOWEL_FOR_CONSONANT
    return _FAR


GROUPS: Mapping[str, str] = {
    **dict.fromkeys("bp", "B"),
    **dict.fromkeys("dt", "T"),
    **dict.fromkeys("kgqGx", "K"),
    **dict.fromkeys("szSZJCc", "S"),
    **dict.fromkeys("vw", "V"),
    "f": "F",
    "m": "M",
    "n": "N",
    "l": "L",
    "r": "R",
}
"""The group of each consonant in the skeleton of a word; whatever is not here leaves no trace in it."""
