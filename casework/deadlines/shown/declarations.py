"""What this slice shows of a person: the card and the tab „Fristen“, the next dates, and what was seen to.

What is a clock stands here alone: the slices in which its facts are recorded declare none of these days themselves
(the change of the benefit regime, the end of a consent, the review of a plan, the title of a child born here).
"""

from collections.abc import Iterable
from typing import Any

from flask import url_for

from casework.access.guard import current_viewer
from casework.access.permissions import Permission
from casework.database.moments import today
from casework.deadlines.queries import deadlines_of
from casework.deadlines.rules import rules_of
from casework.deadlines.shown.entered import entered_for
from casework.deadlines.shown.past import Past, past_of
from casework.deadlines.shown.person import deadlines_shown, open_lines
from casework.deadlines.shown.rule_words import version_words
from casework.people.models import Person
from casework.people.panels import HISTORIES, NEXT_DATES, Happening, panel
from casework.vocabulary.appointments import PLEASE_CHECK

LABEL, SEEN_TO, TAB = "Fristen", "Frist erledigt", "deadlines"
DEADLINE = "Frist"
ON_CARD = 4
PAST_SHOWN = 50


def declare() -> None:
    """Enter the card, the tab, the dates and the history; once, at the start."""
    read = Permission.DEADLINES_DEADLINE_READ
    panel(
        name="next-deadlines",
        label=LABEL,
        template="deadlines/_card.html",
        load=_card,
        permission=read,
        place="head",
        order=15,
    )
    panel(name=TAB, label=LABEL, template="deadlines/_tab.html", load=_tab, permission=read, order=7)
    NEXT_DATES.append((read, _next_dates))
    HISTORIES.append((read, _history))


def _card(person: Person) -> dict[str, Any]:
    lines = open_lines(current_viewer(), person, today())
    shown = [line for line in lines if not line.is_ahead]
    entered = entered_for(current_viewer(), person, today())
    return {
        "entered": entered[:ON_CARD],
        "shown": shown[:ON_CARD],
        "more": len(shown[ON_CARD:]) + len(entered[ON_CARD:]),
        "ahead": next((line for line in lines if line.is_ahead), None),
    }


def _tab(person: Person) -> dict[str, Any]:
    found = deadlines_shown(current_viewer(), person, today())
    rules = rules_of(person.municipality_id)
    return {
        "deadlines": found,
        "entered": entered_for(current_viewer(), person, today())[:PAST_SHOWN],
        "past": found.past[:PAST_SHOWN],
        "version_of": lambda key: version_words(rules, key),
    }


def _next_dates(person: Person) -> Iterable[Happening]:
    for held in deadlines_of(person):
        if held.is_open:
            title = f"{held.label}, {PLEASE_CHECK}" if held.what.is_uncertain else held.label
            yield Happening(held.what.due_on, DEADLINE, title, url=_address(person))


def _history(person: Person) -> Iterable[Happening]:
    """What somebody has seen to, whether or not it would still run."""
    held = deadlines_of(person)
    still = [Past(one.what, one.confirmation) for one in held]
    for past in (*still, *past_of(person, {one.what.key for one in held})):
        if past.confirmation is not None:
            text = f"Frist bis {past.what.due_on:%d.%m.%Y}, {past.what.paragraph}"
            remark = past.confirmation.remark
            yield Happening(
                past.confirmation.what.confirmed_on,
                SEEN_TO,
                past.label,
                f"{text}. {remark}" if remark else text,
                _address(person),
            )


def _address(person: Person) -> str:
    return url_for("people.person", person_id=person.id, tab=TAB)
