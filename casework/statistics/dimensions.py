"""Dimensions of the cross table: each a declared way to part the people of an evening, everybody into one group."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from casework.errors import Refused
from casework.housing.places import in_order
from casework.housing.spans import Flags, Ints
from casework.statistics.ages import UNKNOWN
from casework.statistics.facts import Facts

REST = "rest"


@dataclass(frozen=True)
class Groups:
    """The groups of a dimension in their usual order; `of` has the place of each person's group, by their code."""

    of: Ints
    codes: Sequence[str]
    labels: Sequence[str]

    def people(self, code: str) -> Flags:
        """Who is in a group; nobody in one that there is not."""
        return self.of == (self.codes.index(code) if code in self.codes else len(self.codes))

    def at_most(self, most: int, people: Flags) -> "Groups":
        """The same in so many groups: where there are more, those with fewest of these people become one, „übrige“."""
        if len(self.codes) <= most:
            return self
        sizes = np.bincount(self.of[people], minlength=len(self.codes))
        kept = np.sort(np.argsort(-sizes, kind="stable")[: most - 1])
        places = np.full(len(self.codes), len(kept), np.int64)
        places[kept] = np.arange(len(kept))
        names, labels = ([words[place] for place in kept] for words in (self.codes, self.labels))
        return Groups(places[self.of], [*names, f"{REST}-{most}"], [*labels, "übrige"])


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to part people; `name` stands in addresses, `source` is the paragraph its definition follows."""

    name: str
    label: str
    definition: str
    source: str
    read: Callable[[Facts], Groups]

    def groups(self, facts: Facts, most: int) -> Groups:
        """The groups of an evening, so many at most."""
        return self.read(facts).at_most(most, facts.in_care)

    def people(self, facts: Facts, code: str) -> Flags:
        """Who of the town's care is in a group, be it what is left of so many groups."""
        rest, _dash, most = code.partition("-")
        groups = self.groups(facts, int(most)) if rest == REST and most.isdigit() else self.read(facts)
        return facts.in_care & groups.people(code)


DIMENSIONS: dict[str, Dimension] = {}


def dimension(
    name: str, label: str, *, source: str, definition: str
) -> Callable[[Callable[[Facts], Groups]], Callable[[Facts], Groups]]:
    """Declare a dimension; cross table, filters, lists of people and command line find it by themselves."""

    def declare(read: Callable[[Facts], Groups]) -> Callable[[Facts], Groups]:
        DIMENSIONS[name] = Dimension(name, label, definition, source, read)
        return read

    return declare


def get_dimension(name: str) -> Dimension:
    """A declared dimension; Refused names those there are."""
    found = DIMENSIONS.get(name)
    if found is None:
        raise Refused(
            "Das Merkmal „%(name)s“ gibt es nicht. Möglich sind: %(names)s.",
            name=name,
            names=", ".join(DIMENSIONS),
        )
    return found


@dataclass(frozen=True)
class Words:
    """What is said of each person, as codes of words, on the way to groups.

    `first` and `last` are groups with a place of their own, shown also when nobody is in them; words that are in
    neither stand between them by label.
    """

    facts: Facts
    said: Ints
    words: Sequence[str]
    label: Callable[[str], str]
    first: Sequence[str] = ()
    last: Sequence[str] = ()
    unknown: str = "ohne Angabe"

    def groups(self) -> Groups:
        """Everybody by what is said of them."""
        codes = [*self.first, *self._others, *self.last]
        labels = [self.label(code) for code in codes]
        if self._is_unknown_of_somebody:
            codes, labels = [*codes, UNKNOWN], [*labels, self.unknown]
        places = {code: place for place, code in enumerate(codes)}
        unknown = places.get(UNKNOWN, len(codes))
        by_word = np.array([*(places.get(word, unknown) for word in self.words), unknown], np.int64)
        return Groups(by_word[self.said], codes, labels)

    @cached_property
    def _in_care(self) -> Ints:
        return self.said[self.facts.in_care]

    @property
    def _is_unknown_of_somebody(self) -> bool:
        return bool((self._in_care < 0).any())

    @property
    def _others(self) -> list[str]:
        said = {self.words[code] for code in np.unique(self._in_care).tolist() if code >= 0}
        return sorted(
            said.difference(self.first, self.last), key=lambda word: (in_order(self.label(word)), word)
        )
