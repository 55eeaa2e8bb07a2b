"""Who in the register shares so much of a name that a closer look is worth it: nobody is compared with everybody.

Two people are looked at together when two words of their names share a skeleton (`vocabulary.names.keys`), or the one
word that either has; how names are joined does not matter. Whose birth years rule it out is left out at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from casework.people.birth_dates import BirthDate
from casework.people.name_index import NameIndex
from casework.people.same_person import years_of_one_birth
from casework.vocabulary.names.compare import MOST_WORDS
from casework.vocabulary.names.words import words_of

_SHORTEST_HALF = 4
Slots = frozenset[int]
Years = frozenset[int] | None


class Lookalikes:
    """Looks into the names of a municipality; what it found of a word it remembers, so use one for many people."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        self._bearers: dict[tuple[str, Years], Slots] = {}
        self._born: dict[frozenset[int], Slots] = {}
        self._undated: Slots | None = None
        self._short: Slots | None = None

    def of(self, names: Iterable[str], born: BirthDate | None, *, thorough: bool = False) -> set[int]:
        """The slots of all who may bear one of these names and be born so; only a `thorough` look cuts words in two."""
        years = years_of_one_birth(born) if born else None
        found: set[int] = set()
        for name in names:
            words = words_of(name)[:MOST_WORDS]
            found |= self._bearing(words, years, is_whole=not thorough)
            if thorough:
                for parted in _parted(words):
                    found |= self._bearing(parted, years, is_whole=False)
        return found

    def _bearing(self, words: Sequence[str], years: Years, *, is_whole: bool) -> set[int]:
        if len(words) < 2:
            return {slot for word in words for slot in self._who_bears(word, years)}
        found: set[int] = set()
        if len(words) == 2:
            found |= self._who_bears("".join(words), years)
        joined = ["".join(pair) for pair in pairwise(words)] if len(words) > 2 else []
        sets = [self._who_bears(word, years) for word in (*words, *joined)]
        for one, other in combinations(sets, 2):
            both = one & other
            found |= both & self._called_in_short() if is_whole and len(words) > 2 else both
        if is_whole:
            for one, other, third in combinations(sets, 3):
                found |= one & other & third
        return found

    def _who_bears(self, word: str, years: Years) -> Slots:
        key = (word, years)
        found = self._bearers.get(key)
        if found is None:
            if years is None:
                ids = self._index.words_like(word)
                found = frozenset(slot for word_id in ids for slot in self._index.bearers(word_id))
            else:
                found = self._who_bears(word, None) & self._born_in(years)
            self._bearers[key] = found
        return found

    def _born_in(self, years: frozenset[int]) -> Slots:
        """Everybody born in one of these years, or at a time that nobody knows."""
        if self._undated is None:
            self._undated = frozenset(
                slot for slot, person in self._index.everybody() if person.birth_date is None
            )
        found = self._born.get(years)
        if found is None:
            found = self._born[years] = self._undated.union(*map(self._index.born_in, years))
        return found

    def _called_in_short(self) -> Slots:
        """Who has a name of at most two words: with anybody else a name of three shares three."""
        if self._short is None:
            self._short = frozenset(
                slot
                for slot, person in self._index.everybody()
                if any(len(words_of(name)) <= 2 for name in person.names)
            )
        return self._short


def _parted(words: Sequence[str]) -> Iterator[list[str]]:
    """The name with one of its words cut in two, at every place."""
    for place, word in enumerate(words):
        for cut in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1):
            yield [*words[:place], word[:cut], word[cut:], *words[place + 1 :]]
