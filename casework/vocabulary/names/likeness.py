"""How far two words sound apart: a weighted edit distance, cheap where spellings differ by country."""

from dataclasses import dataclass
from functools import lru_cache
from math import inf

from casework.vocabulary.names.keys import LONGEST_WORD
from casework.vocabulary.names.letters import is_unvocalised, readings_of
from casework.vocabulary.names.sounds import VOWELS, Readings, apart
from casework.vocabulary.names.words import variants_of

_CONSONANT, _THROAT, _BREATH, _LAST_BREATH, _GLIDE = 0.9, 0.04, 0.25, 0.05, 0.15
_VOWEL, _VOWEL_BESIDE_VOWEL, _UNWRITTEN_VOWEL = 0.3, 0.2, 0.04
_LAST_VOWEL, _LAST_E, _LONG_VOWEL = 0.55, 0.15, 0.55
_TELLING = 1.7
"""So much more weighs the vowel of the first syllable (Omar, Ammar) and the last letter (Haile, Hailu)."""
_TELLING_FROM = 0.3
_IN_DOUBT = 0.02
"""Two letters of which neither has its usual reading are a little less alike."""


@dataclass(frozen=True, slots=True)
class Writing:
    """One way to read a word, letter by letter: what each costs where the other word has none (where the other leaves
    short vowels out), and which vowel tells it from other names."""

    letters: tuple[Readings, ...]
    is_unvocalised: bool
    left_out: tuple[float, ...]
    left_unwritten: tuple[float, ...]
    first_vowel: int


@lru_cache(maxsize=4096)
def writings_of(word: str) -> tuple[Writing, ...]:
    """The ways in which a spelled word may be read."""
    return tuple(_writing(variant) for variant in variants_of(word[:LONGEST_WORD]))


def _writing(word: str) -> Writing:
    letters, unvocalised = readings_of(word), is_unvocalised(word)
    vowels = (place for place, letter in enumerate(letters) if letter[0][0] in VOWELS)
    left_out = tuple(_leaving_out(letters, place, unvocalised) for place in range(len(letters)))
    unwritten = tuple(
        _unwritten(letter, place, len(letters) - 1, left_out[place]) for place, letter in enumerate(letters)
    )
    return Writing(letters, unvocalised, left_out, unwritten, next(vowels, -1))


def _unwritten(letter: Readings, place: int, last: int, left_out: float) -> float:
    """The same where the other word leaves short vowels out; every script writes the first one, and many the last."""
    if letter[0][0] not in VOWELS or place == last:
        return left_out
    return _UNWRITTEN_VOWEL if place else _LONG_VOWEL


@lru_cache(maxsize=20_000)
def heard_apart(one: str, other: str) -> float:
    """How far two spelled words sound apart: 0 for the same, about 0.3 for a vowel, about 1 for a consonant."""
    if one == other:
        return 0.0
    return min(_between(writing, match, inf) for writing in writings_of(one) for match in writings_of(other))


def is_heard_within(one: str, other: str, most: float) -> bool:
    """Whether two spelled words sound no farther apart than this; gives up early where they do."""
    return one == other or any(
        _between(writing, match, most) <= most for writing in writings_of(one) for match in writings_of(other)
    )


def _between(one: Writing, other: Writing, most: float) -> float:
    left_out = _beside(one, other)
    added = _beside(other, one)
    instead = _instead_as_written if one.is_unvocalised and other.is_unvocalised else _instead
    above = [0.0]
    for price in added:
        above.append(above[-1] + price)
    for place, letter in enumerate(one.letters):
        row = [above[0] + left_out[place]]
        for column, match in enumerate(other.letters):
            row.append(
                min(
                    above[column] + instead(letter, match, _is_telling(one, place, other, column)),
                    above[column + 1] + left_out[place],
                    row[column] + added[column],
                )
            )
        if min(row) > most:
            return inf
        above = row
    return above[-1]


def _beside(one: Writing, other: Writing) -> tuple[float, ...]:
    if other.is_unvocalised and not one.is_unvocalised:
        return one.left_unwritten
    return one.left_out


def _is_telling(one: Writing, place: int, other: Writing, column: int) -> bool:
    if place == one.first_vowel and column == other.first_vowel:
        return True
    return place == len(one.letters) - 1 and column == len(other.letters) - 1


@lru_cache(maxsize=20_000)
def _instead(letter: Readings, other: Readings, is_telling: bool) -> float:
    """How far two letters lie apart, each read as suits best."""
    price = min(
        apart(sound, match) + price + cost + (_IN_DOUBT if price and cost else 0)
        for sound, price in letter
        for match, cost in other
    )
    is_vowel = letter[0][0] in VOWELS and other[0][0] in VOWELS
    return price * _TELLING if is_telling and is_vowel and price >= _TELLING_FROM else price


@lru_cache(maxsize=5_000)
def _instead_as_written(letter: Readings, other: Readings, is_telling: bool) -> float:
    """The same between words without short vowels: their letters are what was meant; only the last has many forms."""
    return _instead(letter, other, False) if is_telling else _instead(letter[:1], other[:1], False)


def _leaving_out(letters: tuple[Readings, ...], place: int, unvocalised: bool) -> float:
    """What it costs that the other word has no such letter."""
    is_last, letter = place == len(letters) - 1, letters[place]
    beside = {near[0][0] for near in letters[max(0, place - 1) : place + 2] if near is not letter}
    before_last = place == len(letters) - 2 and letter[0][0] == "i" and letters[-1][0][0] in VOWELS
    if before_last:  # Rania is not Rana
        return _LAST_VOWEL
    return min(price + _silent(sound, is_last, beside, unvocalised) for sound, price in letter)


def _silent(sound: str, is_last: bool, beside: set[str], unvocalised: bool) -> float:
    if sound == "'":
        return _THROAT
    if sound == "h":
        return _LAST_BREATH if is_last else _BREATH
    if sound == "y":
        return _LONG_VOWEL if unvocalised else _GLIDE
    if sound not in VOWELS:
        return _CONSONANT
    if unvocalised:
        return _LONG_VOWEL
    if is_last:
        return _LAST_E if sound == "e" else _LAST_VOWEL
    return _VOWEL_BESIDE_VOWEL if beside & (VOWELS | {"y"}) else _VOWEL
