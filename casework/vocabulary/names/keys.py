"""The skeleton of a word: its consonants by group, with alternatives where one letter has several sounds."""

from functools import lru_cache
from itertools import product

from casework.vocabulary.names.letters import readings_of
from casework.vocabulary.names.sounds import GROUPS, Readings
from casework.vocabulary.names.words import variants_of

MOST_KEYS = 8
LONGEST_WORD = 40
_MOST_IN_DOUBT = 5
_BREATH_WITHOUT_TRACE = 0.15
NO_CONSONANT = "-"


@lru_cache(maxsize=4096)
def keys_of(word: str) -> tuple[str, ...]:
    """At most eight skeletons of a spelled word, the likeliest first; spellings of one name share one of them."""
    found: dict[str, float] = {}
    for variant in variants_of(word[:LONGEST_WORD]):
        for key, price in _skeletons(readings_of(variant)):
            found[key] = min(price, found.get(key, price))
    return tuple(sorted(found, key=lambda key: (found[key], key))[:MOST_KEYS])


def _skeletons(letters: tuple[Readings, ...]) -> list[tuple[str, float]]:
    groups, in_doubt = [], 0
    for letter in letters:
        choices = _groups(letter)
        in_doubt += len(choices) > 1
        groups.append(choices if in_doubt <= _MOST_IN_DOUBT else choices[:1])
    return [
        ("".join(group for group, _price in chosen) or NO_CONSONANT, sum(price for _group, price in chosen))
        for chosen in product(*groups)
    ]


@lru_cache(maxsize=1000)
def _groups(letter: Readings) -> tuple[tuple[str, float], ...]:
    """The groups a letter may fall into with the price of each, the usual first; a breath may leave no trace."""
    found: dict[str, float] = {}
    for sound, price in letter:
        found.setdefault(GROUPS.get(sound, ""), price)
        if sound == "x":
            found.setdefault("", price + _BREATH_WITHOUT_TRACE)
    return tuple(found.items())
