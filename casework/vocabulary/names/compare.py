"""Comparing words and whole names: what a search ranks by, and what registration takes for the same name."""

from collections.abc import Sequence
from functools import lru_cache

from casework.vocabulary.names.forms import names_behind
from casework.vocabulary.names.keys import keys_of
from casework.vocabulary.names.likeness import heard_apart
from casework.vocabulary.names.words import words_of

Words = Sequence[str]

_ANOTHER_FORM = 0.35
_AN_INITIAL = 0.2
_SAME_WORD = 0.5
_LONG_WORD, _MORE_PER_LETTER = 8, 0.03
MOST_WORDS = 20


@lru_cache(maxsize=4096)
def finding_keys(word: str) -> tuple[str, ...]:
    """The keys under which a spelled word is filed and looked up: its skeletons, and the names it is a form of."""
    return keys_of(word) + tuple(f"@{number}" for number in sorted(names_behind(word)))


def distance(one: str, other: str) -> float:
    """How far two spelled words lie apart, by sound or as forms of one name; 0 for the same, 1 for a consonant."""
    heard = heard_apart(one, other)
    if heard > _ANOTHER_FORM and not names_behind(one).isdisjoint(names_behind(other)):
        return _ANOTHER_FORM
    return heard


def likeness(apart: float) -> float:
    """A distance as a figure from 1 (the same) towards 0."""
    return 1 / (1 + apart)


def is_same_word(one: str, other: str) -> bool:
    """Whether two spelled words may well be spellings of one; longer words may differ by a little more."""
    more = _MORE_PER_LETTER * max(0, min(len(one), len(other)) - _LONG_WORD)
    return distance(one, other) <= _SAME_WORD + more


def is_same_name(one: str, other: str) -> bool:
    """Whether two names may well be one person's: every word of the shorter has its match in the longer.

    Order, articles and how compounds are joined do not matter. A single word is not enough to match a name of several.
    """
    words, others = words_of(one)[:MOST_WORDS], words_of(other)[:MOST_WORDS]
    if len(words) > len(others):
        words, others = others, words
    if not words:
        return False
    return _matches(words, others) or _matches_joined(words, others)


def _matches(words: Words, others: Words) -> bool:
    """Whether every word has a match of its own among the others."""
    if len(words) == 1 < len(others):
        return False
    taken: dict[int, int] = {}
    return all(_finds_match(place, words, others, taken, set()) for place in range(len(words)))


def _finds_match(place: int, words: Words, others: Words, taken: dict[int, int], tried: set[int]) -> bool:
    """Give a word a match, if need be one that another word can do without."""
    for column, other in enumerate(others):
        if column in tried or not _is_same_part(words[place], other):
            continue
        tried.add(column)
        if column not in taken or _finds_match(taken[column], words, others, taken, tried):
            taken[column] = place
            return True
    return False


def _matches_joined(words: Words, others: Words) -> bool:
    """Whether the longer name only writes two words for one („Mohammad Hasni“, „Mohammadhasni“)."""
    return len(others) > 1 and any(
        _matches(words, [*others[:place], others[place] + others[place + 1], *others[place + 2 :]])
        for place in range(len(others) - 1)
    )


def _is_same_part(word: str, other: str) -> bool:
    if len(word) == 1 or len(other) == 1:
        return word[0] == other[0]
    return is_same_word(word, other)
