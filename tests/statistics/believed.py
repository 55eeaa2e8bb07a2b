"""What was told of a town and is believed at a moment: plain values, nothing of the product."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

ONE_DAY = timedelta(days=1)


class Said(NamedTuple):
    """A statement, by its first day: until when, and what."""

    ends_on: date | None
    value: Any


class Place(NamedTuple):
    """Where somebody lives; a house of ours has a name."""

    form: str
    house: str | None = None
    room: str | None = None


class Offer(NamedTuple):
    """What a room offers."""

    places: int
    constraint: str
    area: int | None


class Block(NamedTuple):
    """Places nobody can use in a span."""

    room: tuple[str, str]
    starts_on: date
    ends_on: date | None
    places: int


class Description(NamedTuple):
    """What the register says of a record; born from one day to another, the same where it is known."""

    household: int
    sex: str
    nationality: str
    born: tuple[date, date] | None


class Pointer(NamedTuple):
    """A record means the same person as another one; `turn` and `rank` say in which order they came."""

    into: int
    first_into: int
    turn: int
    rank: int


Statements = dict[date, Said]


@dataclass
class Believed:
    """Everything that was told and is believed at a moment, by record, by room, by house."""

    kinds: Mapping[str, str]
    descriptions: dict[int, Description] = field(default_factory=dict)
    stages: dict[int, Statements] = field(default_factory=dict)
    dwellings: dict[int, Statements] = field(default_factory=dict)
    titles: dict[int, dict[tuple[str, date], date | None]] = field(default_factory=dict)
    offers: dict[tuple[str, str], Statements] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    pointers: dict[int, Pointer] = field(default_factory=dict)

    def copy(self) -> "Believed":
        return copy.deepcopy(self)

    def leading(self, record: int) -> int:
        return self.pointers[record].into if record in self.pointers else record

    def people(self) -> list[int]:
        return [record for record in self.descriptions if record not in self.pointers]

    def records(self, person: int) -> list[int]:
        """The leading record first, then the others as they came."""
        merged = [record for record, pointer in self.pointers.items() if pointer.into == person]
        return [person, *sorted(merged, key=lambda record: self.pointers[record][2:])]

    def of_person(self, axis: Mapping[int, Statements], person: int) -> Statements:
        """What is stated under all records; of two for one day the first record's counts."""
        found: Statements = {}
        for record in reversed(self.records(person)):
            found |= axis.get(record, {})
        return found

    def merge(self, record: int, into: int, turn: int, ranks: Mapping[int, int]) -> None:
        """Point a record to another one, and what it led so far with it."""
        for number, pointer in self.pointers.items():
            if pointer.into == record:
                self.pointers[number] = Pointer(into, pointer.first_into, turn, ranks[number])
        self.pointers[record] = Pointer(into, into, turn, ranks[record])

    def part(self, record: int, turn: int, ranks: Mapping[int, int]) -> None:
        """Let a record lead itself again, and those that had come together with it."""
        before = self.pointers.pop(record).into
        coming = [record]
        for leader in coming:
            for number, pointer in self.pointers.items():
                if pointer.into == before and pointer.first_into == leader:
                    coming.append(number)
        for number in coming[1:]:
            self.pointers[number] = Pointer(record, self.pointers[number].first_into, turn, ranks[number])


def contradict(stated: Statements) -> bool:
    """Whether something begins before the stated end of what began earlier."""
    return any(
        said.ends_on is not None and following < said.ends_on
        for (_day, said), (following, _said) in pairwise(sorted(stated.items()))
    )


def announced(believed: Believed, house: str, on: date) -> set[int]:
    """Who will move into a house after an evening."""
    return {
        person
        for person in believed.people()
        for starts_on, said in believed.of_person(believed.dwellings, person).items()
        if starts_on > on and said.value.house == house
    }
