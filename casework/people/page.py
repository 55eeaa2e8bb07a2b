"""The page of a person put together from what the slices declare, for one viewer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.moments import today
from casework.people.models import Person
from casework.people.panels import (
    ACTS,
    DUE,
    HISTORIES,
    HOME_CARDS,
    NEXT_DATES,
    PANELS,
    Act,
    Happening,
    HomeCard,
    Panel,
)

NEXT_DATES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class DrawnPanel:
    """A panel with what its template needs."""

    panel: Panel
    facts: dict[str, Any]


def acts_for(viewer: Viewer) -> list[Act]:
    """The buttons this viewer may press."""
    return [act for act in ACTS if viewer.may(act.permission)]


def drawn_panels(viewer: Viewer, person: Person, place: str) -> list[DrawnPanel]:
    """The parts of a place of the page: „top“, or „head“ for the cards."""
    return [DrawnPanel(panel, panel.load(person)) for panel in _panels(viewer, place)]


def tabs_for(viewer: Viewer) -> list[Panel]:
    """The tabs below the cards, besides the timeline."""
    return _panels(viewer, "tab")


def find_tab(viewer: Viewer, person: Person, name: str) -> DrawnPanel | None:
    """The tab of this name, drawn; None for the timeline."""
    for panel in _panels(viewer, "tab"):
        if panel.name == name:
            return DrawnPanel(panel, panel.load(person))
    return None


def timeline(viewer: Viewer, person: Person) -> list[Happening]:
    """Everything that happened, latest first."""
    entries = _collect(viewer, person, HISTORIES)
    return sorted(entries, key=lambda entry: entry.day, reverse=True)


def next_dates(viewer: Viewer, person: Person, day: date | None = None) -> list[Happening]:
    """What is due next, overdue first."""
    entries = sorted(_collect(viewer, person, NEXT_DATES), key=lambda entry: entry.day)
    overdue = [entry for entry in entries if entry.day < (day or today())]
    coming = [entry for entry in entries if entry.day >= (day or today())]
    return overdue + coming[:NEXT_DATES_SHOWN]


def due_for(viewer: Viewer, until: date) -> list[Happening]:
    """What is due for a viewer until a day, earliest first."""
    entries = [entry for permission, load in DUE if viewer.may(permission) for entry in load(viewer, until)]
    return sorted(entries, key=lambda entry: entry.day)


def home_cards(viewer: Viewer, place: str = "card") -> list[tuple[HomeCard, dict[str, Any]]]:
    """The cards of the home page, or its top, with what their templates need."""
    declared = [card for card in HOME_CARDS if card.place == place and viewer.may(card.permission)]
    return [(card, card.load(viewer)) for card in declared]


def _panels(viewer: Viewer, place: str) -> list[Panel]:
    return [panel for panel in PANELS if panel.place == place and viewer.may(panel.permission)]


def _collect(viewer: Viewer, person: Person, declared: Iterable[tuple[Permission, Any]]) -> list[Happening]:
    return [entry for permission, load in declared if viewer.may(permission) for entry in load(person)]
