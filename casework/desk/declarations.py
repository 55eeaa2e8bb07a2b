"""What this slice shows of a person: keys, house rules, bans, and how they get out of the house."""

from collections.abc import Callable, Iterable
from typing import Any

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.episodes import holds_on
from casework.database.moments import today
from casework.desk.kinds import BANS, KEYS, KINDS, RULES, Kind
from casework.desk.mobility import needs_of
from casework.desk.models import DeskEntry
from casework.desk.queries import entries_about, open_defects
from casework.desk.scope import houses_of
from casework.housing.models import Accommodation
from casework.housing.queries import dwellings_of
from casework.people.models import Person
from casework.people.panels import HISTORIES, Happening, home_card, panel, record_fact
from casework.vault.keys import keys
from casework.vocabulary.languages import language_name
from casework.vocabulary.mobility import MOBILITY_NEEDS

ABOUT_PEOPLE = (KEYS, RULES, BANS)
MOST = 50
"""So many entries of a kind stand on a person's page."""
WORDS: dict[str, tuple[str, str, Callable[[Any], str]]] = {
    KEYS: ("Schlüssel ausgegeben", "Schlüssel zurückgegeben", lambda entry: f"Nr. {entry.key_number}"),
    RULES: ("Hausordnung ausgehändigt", "", lambda entry: language_name(entry.language)),
    BANS: ("Hausverbot", "Ende des Hausverbots", lambda entry: str(entry.reason)),
}
"""What the timeline says of the beginning and the end of an entry, and of what it is about."""
Entries = list[tuple[Kind, list[tuple[DeskEntry, Accommodation]]]]


def declare() -> None:
    """Enter the tab, the history and the line of the comparison; once, at the start."""
    permission = Permission.DESK_HOUSE_READ
    panel(name="house", label="Haus", template="desk/_house.html", load=_tab, permission=permission, order=70)
    home_card(template="desk/_own.html", load=_own, permission=permission, order=1)
    HISTORIES.append((permission, _history))
    HISTORIES.append((Permission.DESK_MOBILITY_WRITE, _mobility_history))
    record_fact(label="Schlüssel, Hausordnung, Hausverbote", load=_number, permission=permission, order=80)


def _house_of(person: Person) -> Accommodation | None:
    """Where the person lives this evening."""
    return next((house for span, house, _room in dwellings_of(person) if holds_on(span, today())), None)


def _own(viewer: Viewer) -> dict[str, Any]:
    """The houses of somebody who knows of no others; for everybody else the menu is near enough."""
    houses = houses_of(viewer)[:MOST] if viewer.sees_own_houses_only else []
    return {"houses": houses, "defects": open_defects(houses), "is_shown": viewer.sees_own_houses_only}


def _entries(person: Person) -> Entries:
    keys().prefetch(person.record_ids)
    return [(KINDS[key], entries_about(person.record_ids, KINDS[key])) for key in ABOUT_PEOPLE]


def _tab(person: Person) -> dict[str, Any]:
    needs = needs_of(person)
    return {
        "kinds": [(kind, found[:MOST], len(found) - len(found[:MOST])) for kind, found in _entries(person)],
        "house": _house_of(person),
        "need": next((need for need in needs if need.starts_on <= today()), None),
    }


def _number(person: Person) -> list[str]:
    return [str(sum(len(found) for _kind, found in _entries(person)))]


def _history(person: Person) -> Iterable[Happening]:
    for kind, found in _entries(person):
        begun, ended, words = WORDS[kind.key]
        for entry, house in found:
            yield Happening(entry.began_on, "Haus", f"{begun}: {house.name}", words(entry))
            if entry.ends and entry.settled_on:
                yield Happening(entry.settled_on, "Haus", f"{ended}: {house.name}", words(entry))


def _mobility_history(person: Person) -> Iterable[Happening]:
    for need in needs_of(person):
        yield Happening(need.starts_on, "Haus", f"Mobilität: {MOBILITY_NEEDS.label(need.need)}")
