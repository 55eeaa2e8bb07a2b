"""What other slices show of a person: they declare it here; the pages know none of them by name."""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.people.models import Person


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the page: a template drawn with what `load` returns; `place` is „top“, „head“ (a card) or „tab“.

    `note` is what the label of a tab says besides, whichever tab is open; empty where there is nothing to say.
    """

    name: str
    label: str
    template: str
    load: Callable[[Person], dict[str, Any]]
    permission: Permission
    place: str = "tab"
    order: int = 100
    note: Callable[[Person], str] = lambda _person: ""


@dataclass(frozen=True, slots=True)
class Act:
    """A button at the top of the page; `endpoint` takes `person_id`. `key` is its keyboard shortcut.

    One that often follows a talk is offered beside saving it, too (`after_talk`).
    """

    label: str
    endpoint: str
    permission: Permission
    order: int
    key: str | None = None
    after_talk: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of the timeline, of the next dates or of the calendar; a POST to `done_url` ticks it off.

    `links` lead to what else can be done at once, `posts` do it: a label and an address each.
    `clock` is the time of day, `on_behalf_of` the name of the absent colleague whose entry it is; `key` names the
    same entry every day it is shown, whatever else changes: by it, it is put off until later, and known again in a
    subscribed calendar (unless it has an entry of its own there); everything due has one. `kind` is one of our own
    words, „Frist“; `headline` says instead what it is where names may be read, in words that somebody may have typed.
    `about` are the records of the people it concerns, as far as the reader may know of them. What `must_not_wait`
    is over for good after its day; `warned_on` are the days on which it grows until then, in order.
    """

    day: date
    kind: str
    title: str
    text: str = ""
    url: str | None = None
    links: tuple[tuple[str, str], ...] = field(default=())
    posts: tuple[tuple[str, str], ...] = field(default=())
    done_url: str | None = None
    clock: time | None = None
    on_behalf_of: str = ""
    key: str = ""
    headline: str = ""
    stands_in_feeds: bool = True
    about: tuple[uuid.UUID, ...] = field(default=())
    must_not_wait: bool = False
    warned_on: tuple[date, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list of people; `load` takes the person ids of one page and answers in one query.

    One that tells people apart stands beside their names `while_searching`, too.
    """

    label: str
    load: Callable[[Sequence[uuid.UUID]], Mapping[uuid.UUID, str]]
    order: int
    while_searching: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice above the list of people; `find` gives the ids of those to whom a choice applies today."""

    key: str
    label: str
    choices: Callable[[uuid.UUID], list[tuple[str, str]]]
    find: Callable[[uuid.UUID, str], set[uuid.UUID]]


@dataclass(frozen=True, slots=True)
class HomeCard:
    """A part of the home page for everybody who has the permission; the template is drawn with `facts` from `load`.

    `place` is „top“, above everything, or „card“.
    """

    template: str
    load: Callable[[Viewer], dict[str, Any]]
    permission: Permission
    order: int
    place: str = "card"


@dataclass(frozen=True, slots=True)
class RecordFact:
    """A line of the comparison of two records: what a slice knows under one of them alone."""

    label: str
    load: Callable[[Person], Sequence[str]]
    permission: Permission
    order: int


PANELS: list[Panel] = []
HOME_CARDS: list[HomeCard] = []
ACTS: list[Act] = []
COLUMNS: list[Column] = []
FILTERS: list[Filter] = []
HISTORIES: list[tuple[Permission, Callable[[Person], Iterable[Happening]]]] = []
NEXT_DATES: list[tuple[Permission, Callable[[Person], Iterable[Happening]]]] = []
DUE: list[tuple[Permission, Callable[[Viewer, date], Iterable[Happening]]]] = []
"""What is due for a viewer until a day, for the home page; a happening names its person in `title`.

What must not wait comes as soon as it is in sight, however near the day asked for."""
SCHEDULE: list[tuple[Permission, Callable[[Viewer, date, date], Iterable[Happening]]]] = []
"""What else stands in the calendar of a viewer from one day to another, both included, besides what is due."""
WORD_FINDERS: list[Callable[[uuid.UUID, str], set[uuid.UUID]]] = []
"""Further ways to find people by a word (a house, a room): (municipality, folded word) → person ids."""
RECORD_FACTS: list[RecordFact] = []
MERGE_REMARKS: list[tuple[Permission, Callable[[Person, Person], Iterable[str]]]] = []
"""What is worth a second look before two records, the second one leading, are said to mean one person."""
MERGE_EFFECTS: list[Callable[[uuid.UUID, Collection[uuid.UUID]], None]] = []
"""What a slice derives anew after records were put together or taken apart: (municipality, leading records)."""


def panel(**values: Any) -> None:
    """Declare a part of the page."""
    PANELS.append(Panel(**values))
    PANELS.sort(key=lambda entry: entry.order)


def act(**values: Any) -> None:
    """Declare a button of the page."""
    ACTS.append(Act(**values))
    ACTS.sort(key=lambda entry: entry.order)


def home_card(**values: Any) -> None:
    """Declare a part of the home page."""
    HOME_CARDS.append(HomeCard(**values))
    HOME_CARDS.sort(key=lambda entry: entry.order)


def column(**values: Any) -> None:
    """Declare a column of the list."""
    COLUMNS.append(Column(**values))
    COLUMNS.sort(key=lambda entry: entry.order)


def record_fact(**values: Any) -> None:
    """Declare a line of the comparison of two records."""
    RECORD_FACTS.append(RecordFact(**values))
    RECORD_FACTS.sort(key=lambda entry: entry.order)
