"""The page of a person put together from what the slices declare, for one viewer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
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
    SCHEDULE,
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


def declared_for(viewer: Viewer, person: Person) -> dict[str, Any]:
    """What stands on the page whichever tab is open, by its name in the template."""
    return {
        "acts": acts_for(viewer),
        "top": drawn_panels(viewer, person, "top"),
        "cards": drawn_panels(viewer, person, "head"),
        "tabs": [(panel, panel.note(person)) for panel in tabs_for(viewer)],
        "next_dates": next_dates(viewer, person),
    }


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
    """What is due for a viewer until a day, earliest first; what is due for somebody they stand in for says so."""
    return sorted(_for_each(viewer, DUE, until), key=_when)


def scheduled_for(viewer: Viewer, first: date, last: date) -> list[Happening]:
    """What stands in the calendar of a viewer from one day to another, both included, as the hours come."""
    due = [entry for entry in due_for(viewer, last) if first <= entry.day <= last]
    more = _for_each(viewer, SCHEDULE, first, last)
    return sorted([*due, *more], key=_when)


def _when(entry: Happening) -> tuple[date, time]:
    """What has an hour comes before what has the whole day."""
    return entry.day, entry.clock or time.max


def _for_each(viewer: Viewer, declared: Iterable[tuple[Permission, Any]], *days: date) -> list[Happening]:
    """The viewer's own entries, and besides them those of whom they stand in for."""
    loads = [load for permission, load in declared if viewer.may(permission)]
    found = [entry for load in loads for entry in load(viewer.alone, *days)]
    own = {entry.key for entry in found}
    for absent in viewer.stands_in_for:
        theirs = [entry for load in loads for entry in load(viewer.in_place_of(absent), *days)]
        found += [replace(entry, on_behalf_of=absent.user_name) for entry in theirs if entry.key not in own]
    return found


def home_cards(viewer: Viewer, place: str = "card") -> list[tuple[HomeCard, dict[str, Any]]]:
    """The cards of the home page, or its top, with what their templates need."""
    declared = [card for card in HOME_CARDS if card.place == place and viewer.may(card.permission)]
    return [(card, card.load(viewer)) for card in declared]


def _panels(viewer: Viewer, place: str) -> list[Panel]:
    return [panel for panel in PANELS if panel.place == place and viewer.may(panel.permission)]


def _collect(viewer: Viewer, person: Person, declared: Iterable[tuple[Permission, Any]]) -> list[Happening]:
    return [entry for permission, load in declared if viewer.may(permission) for entry in load(person)]
