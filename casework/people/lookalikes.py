"""Who in the register shares so much of a name that a closer look is worth it: nobody is compared with everybody.

Two people are looked at together when two words of their names share a skeleton (`vocabulary.names.keys`), or the one
word that either has; how names are joined does not matter.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from casework.people.name_index import NameIndex
from casework.vocabulary.names.compare import MOST_WORDS
from casework.vocabulary.names.words import words_of

_SHORTEST_HALF = 4
Slots = frozenset[int]


class Lookalikes:
    """Looks into the names of a municipality; what it found of a word it remembers, so use one for many people."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        self._bearers: dict[str, Slots] = {}

    def of(self, names: Iterable[str], *, thorough: bool = False) -> set[int]:
        """The slots of all who may bear one of these names. Only a `thorough` look also cuts a word in two."""
        found: set[int] = set()
        for name in names:
            words = words_of(name)[:MOST_WORDS]
            found |= self._bearing(words)
            if thorough:
                for parted in _parted(words):
                    found |= self._bearing(parted)
        return found

    def _bearing(self, words: Sequence[str]) -> set[int]:
        if not words:
            return set()
        if len(words) == 1:
            return set(self._who_bears(words[0]))
        found: set[int] = set()
        if len(words) == 2:
            found |= self._who_bears("".join(words))
        joined = ["".join(pair) for pair in pairwise(words)] if len(words) > 2 else []
        for one, other in combinations([*words, *joined], 2):
            found |= self._who_bears(one) & self._who_bears(other)
        return found

    def _who_bears(self, word: str) -> Slots:
        found = self._bearers.get(word)
        if found is None:
            ids = self._index.words_like(word)
            found = self._bearers[word] = frozenset(
                slot for word_id in ids for slot in self._index.bearers(word_id)
            )
        return found


def _parted(words: Sequence[str]) -> Iterator[list[str]]:
    """The name with one of its words cut in two, at every place."""
    for place, word in enumerate(words):
        for cut in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1):
            yield [*words[:place], word[:cut], word[cut:], *words[place + 1 :]]
