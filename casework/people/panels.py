"""What other slices show on a person's page: they declare it here, the page knows none of them by name."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.access.permissions import Permission
from casework.people.models import Person


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the page: a template drawn with what `load` returns; `place` is „head“ (a card) or „tab“."""

    name: str
    label: str
    template: str
    load: Callable[[Person], dict[str, Any]]
    permission: Permission
    place: str = "tab"
    order: int = 100


@dataclass(frozen=True, slots=True)
class Act:
    """A button at the top of the page; `endpoint` takes `person_id`. `key` is its keyboard shortcut."""

    label: str
    endpoint: str
    permission: Permission
    order: int
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of the timeline or of the next dates."""

    day: date
    kind: str
    title: str
    text: str = ""
    url: str | None = None
    links: tuple[tuple[str, str], ...] = field(default=())


PANELS: list[Panel] = []
ACTS: list[Act] = []
HISTORIES: list[tuple[Permission, Callable[[Person], Iterable[Happening]]]] = []
NEXT_DATES: list[tuple[Permission, Callable[[Person], Iterable[Happening]]]] = []
WORD_FINDERS: list[Callable[[uuid.UUID, str], set[uuid.UUID]]] = []
"""Further ways to find people by a word (a house, a room): (municipality, folded word) → person ids."""


def panel(**values: Any) -> None:
    """Declare a part of the page."""
    PANELS.append(Panel(**values))
    PANELS.sort(key=lambda entry: entry.order)


def act(**values: Any) -> None:
    """Declare a button of the page."""
    ACTS.append(Act(**values))
    ACTS.sort(key=lambda entry: entry.order)
