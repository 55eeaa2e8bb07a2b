"""What this slice shows of a person: the tab, a card at the top, the timeline, what ends soon; and its switches.

When a benefit regime may change is a clock of the slice `deadlines`, which leads to the form of this one.
"""

from collections.abc import Iterable
from typing import Any

from flask import url_for

from casework.access.permissions import Permission
from casework.database.moments import today
from casework.organisation.fields import switchable
from casework.organisation.queries import unasked
from casework.people.models import Person
from casework.people.panels import HISTORIES, NEXT_DATES, Happening, panel, record_fact
from casework.situation.kinds import KINDS, switch_of
from casework.situation.overview import (
    Line,
    groups_of,
    key_facts,
    kinds_asked,
    lines_of,
)
from casework.situation.queries import facts_of

LABEL = "Lebenslage"
TAB = "situation"


def declare() -> None:
    """Enter the tab, the card, the history, the dates and the switches; once, at the start."""
    read = Permission.SITUATION_FACT_READ
    panel(
        name="life",
        label=LABEL,
        template="situation/_card.html",
        load=_card,
        permission=read,
        place="head",
        order=25,
    )
    panel(name=TAB, label=LABEL, template="situation/_tab.html", load=_tab, permission=read, order=5)
    HISTORIES.append((read, _history))
    NEXT_DATES.append((read, _next_dates))
    record_fact(label=LABEL, load=_words, permission=read, order=20)
    for kind in KINDS.values():
        switchable(switch_of(kind), kind.label, LABEL)
    for kind in KINDS.values():
        for field in kind.fields[1:]:
            if field.name not in kind.axis:
                switchable(switch_of(kind, field), f"{kind.label}: {field.label}", f"{LABEL}: Einzelheiten")


def _card(person: Person) -> dict[str, Any]:
    facts = facts_of(person)
    return {
        "key_facts": key_facts(lines_of(person, facts, today())),
        "is_filled": bool(facts),
    }


def _tab(person: Person) -> dict[str, Any]:
    off = unasked(person.municipality_id)
    groups = groups_of(lines_of(person, facts_of(person), today(), off))
    return {
        "groups": groups,
        "older": sum(len(group.older) for group in groups),
        "kinds": kinds_asked(person, today(), off),
    }


def _all_lines(person: Person) -> Iterable[Line]:
    return (line for lane in lines_of(person, facts_of(person), today()) for line in lane)


def _history(person: Person) -> Iterable[Happening]:
    url = url_for("people.person", person_id=person.id, tab=TAB)
    for line in _all_lines(person):
        yield Happening(line.fact.starts_on, LABEL, line.words, line.remark, url)
        if line.fact.ends_on is not None and line.fact.ends_on == line.ends_on:
            yield Happening(line.fact.ends_on, LABEL, f"Ende: {line.words}", url=url)


def _next_dates(person: Person) -> Iterable[Happening]:
    url = url_for("people.person", person_id=person.id, tab=TAB)
    for line in _all_lines(person):
        if line.fact.ends_on is not None and line.holds and line.last_on is not None:
            yield Happening(line.last_on, LABEL, f"Ende: {line.words}", url=url)


def _words(person: Person) -> list[str]:
    return [f"{line.words}, {line.span}" for line in _all_lines(person) if not line.is_over]
