"""Who bears a word: the names, numbers and birth years of one municipality in the memory of a process.

People stand in *slots*, words are kept once with the slots of all who bear them, so that the cost of a search follows
the words that sound alike and not the people there are.
"""

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Protocol

from casework.database.bulk import Key
from casework.people.birth_dates import BirthDate
from casework.vocabulary.names.compare import finding_keys
from casework.vocabulary.names.words import words_of
from casework.vocabulary.spelling import folded

MOST_UNSORTED = 1000
MOST_WORDS = 20
_SEPARATOR = "\n"
_WHOLE, _AT_AN_END, _INSIDE = 1.0, 0.9, 0.5


class Described(Protocol):
    """What is known of a person to find them by."""

    @property
    def key(self) -> Key: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def all_numbers(self) -> tuple[str, ...]: ...
    @property
    def birth_date(self) -> BirthDate | None: ...


class Text:
    """Many short texts in one long one, each with its number: a part is found in all of them at once."""

    def __init__(self) -> None:
        self._long = ""
        self._numbers, self._starts = array("I"), array("I")
        self._late: list[tuple[int, str]] = []

    def add(self, number: int, text: str) -> None:
        self._late.append((number, text))

    def holding(self, part: str) -> Iterator[tuple[int, str]]:
        """The number and the text of all that hold a part; a number may come twice."""
        if len(self._late) > MOST_UNSORTED:
            self._settle()
        place = self._long.find(part)
        while place >= 0:
            position = bisect_right(self._starts, place) - 1
            end = self._long.index(_SEPARATOR, place)
            yield self._numbers[position], self._long[self._starts[position] : end]
            place = self._long.find(part, end)
        for number, text in self._late:
            if part in text:
                yield number, text

    def _settle(self) -> None:
        length, texts = len(self._long), []
        for number, text in self._late:
            self._numbers.append(number)
            self._starts.append(length)
            texts.append(text + _SEPARATOR)
            length += len(text) + 1
        self._long += "".join(texts)
        self._late.clear()


class NameIndex:
    """The words, numbers and years of people, and where they stand."""

    def __init__(self, people: Iterable[Described] = ()) -> None:
        self._people: list[Described | None] = []
        self.lengths = array("B")
        """How many words the shortest name of the person in each slot has; none where nobody stands any more."""
        self._slots: dict[Key, int] = {}
        self._words: list[str] = []
        self._word_ids: dict[str, int] = {}
        self._bearers: list[array[int]] = []
        self._by_key: dict[str, array[int]] = {}
        self._parts, self._numbers = Text(), Text()
        self._born_in: dict[int, array[int]] = defaultdict(lambda: array("I"))
        for person in people:
            self.put(person)

    def put(self, person: Described) -> None:
        """Take a person in, or what is now known of them."""
        self.drop(person.key)
        slot = len(self._people)
        self._people.append(person)
        self._slots[person.key] = slot
        names = [words_of(name) for name in person.names]
        self.lengths.append(min([MOST_WORDS, *map(len, filter(None, names))]))
        for word in dict.fromkeys(word for name in names for word in name):
            self._bearers[self._id_of(word)].append(slot)
        self._numbers.add(slot, " ".join(map(bare_number, person.all_numbers)))
        if person.birth_date is not None:
            self._born_in[person.birth_date.year].append(slot)

    def drop(self, key: Key) -> None:
        """Forget a person; their slot stays empty."""
        slot = self._slots.pop(key, None)
        if slot is not None:
            self._people[slot], self.lengths[slot] = None, 0

    @property
    def is_worn(self) -> bool:
        """Whether most slots are empty, so that it is better made anew."""
        return len(self._people) > max(MOST_UNSORTED, 2 * len(self._slots))

    def person(self, slot: int) -> Described | None:
        """Who stands in a slot; nobody any more where what is known of them has changed."""
        return self._people[slot]

    def everybody(self) -> Iterator[tuple[int, Described]]:
        """All people, each with their slot."""
        return ((slot, person) for slot, person in enumerate(self._people) if person is not None)

    def slots_of(self, keys: Iterable[Key]) -> set[int]:
        """Where these people stand."""
        return {self._slots[key] for key in keys if key in self._slots}

    def words_like(self, word: str) -> set[int]:
        """The ids of the words that share a skeleton with a spelled word."""
        found: set[int] = set()
        for key in finding_keys(word):
            found.update(self._by_key.get(key, ()))
        return found

    def words_with(self, part: str) -> Iterator[tuple[int, str]]:
        """The ids of the words that a typed part stands in, each with the word as it is typed."""
        return self._parts.holding(part)

    def word(self, word_id: int) -> str:
        return self._words[word_id]

    def bearers(self, word_id: int) -> "array[int]":
        """The slots of all who bear a word, now or before their last change."""
        return self._bearers[word_id]

    def numbered(self, part: str) -> dict[int, float]:
        """The slots of all one of whose numbers holds a part (`bare_number`): 1 for a whole number, else less."""
        return {slot: _how_well(part, text.split()) for slot, text in self._numbers.holding(part)}

    def born_in(self, year: int) -> Iterable[int]:
        return self._born_in.get(year, ())

    def _id_of(self, word: str) -> int:
        found = self._word_ids.get(word)
        if found is None:
            found = self._word_ids[word] = len(self._words)
            self._words.append(word)
            self._bearers.append(array("I"))
            self._parts.add(found, folded(word))
            for key in finding_keys(word):
                self._by_key.setdefault(key, array("I")).append(found)
        return found


def _how_well(part: str, numbers: list[str]) -> float:
    """A few figures in the middle of a number are mostly chance."""
    if part in numbers:
        return _WHOLE
    return _AT_AN_END if any(one.startswith(part) or one.endswith(part) for one in numbers) else _INSIDE


_NO_PART_OF_A_NUMBER = re.compile(r"[^\w+@.]+|_")


def bare_number(number: str) -> str:
    """A number as it is compared: small letters and digits without blanks and strokes, +49 as 0."""
    tight = _NO_PART_OF_A_NUMBER.sub("", number.casefold()).replace("+49", "0")
    return tight if "@" in tight else tight.replace(".", "")
