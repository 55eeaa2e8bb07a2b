"""What this slice shows of a person: talks, and next steps that are due."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import url_for

from casework.access.guard import current_viewer
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.counselling.line.forms import LineForm
from casework.counselling.models import Consultation
from casework.counselling.queries import follow_ups_due, next_steps_of, recent_talks, talks_of
from casework.people.cards import Card, by_record
from casework.people.models import Person
from casework.people.panels import DUE, HISTORIES, NEXT_DATES, Happening, act, home_card, panel, record_fact
from casework.people.scope import visible_cards
from casework.vocabulary.counselling import CONTACT_KINDS, FIELDS_OF_ACTION, INTERPRETERS, RESULTS

TALK, FOLLOW_UP = "Gespräch", "Wiedervorlage"
CONFIDENTIAL = "vertraulich"


def declare() -> None:
    """Enter the act, the tab, the history, the dates and the home card of this slice; once, at the start."""
    read, write = Permission.COUNSELLING_CONSULTATION_READ, Permission.COUNSELLING_CONSULTATION_WRITE
    act(label=TALK, endpoint="counselling.new", permission=write, order=10, key="n")
    panel(
        name="talks",
        label="Gespräche",
        template="counselling/_talks.html",
        load=_tab,
        permission=read,
        order=20,
    )
    home_card(template="counselling/_line_home.html", load=_line, permission=write, order=0, place="top")
    panel(
        name="line",
        label=TALK,
        template="counselling/_line_person.html",
        load=_line,
        permission=write,
        place="top",
    )
    home_card(template="counselling/_recent.html", load=_recent, permission=write, order=10)
    HISTORIES.append((read, _history))
    NEXT_DATES.append((read, _next_dates))
    DUE.append((write, _due))
    record_fact(label="Gespräche", load=_number, permission=read, order=30)


def _line(_on: Viewer | Person) -> dict[str, Any]:
    return {"form": LineForm()}


def _tab(person: Person) -> dict[str, Any]:
    reader = current_viewer()
    known = _known_to(reader)
    return {
        "talks": [(talk, _names(talk, known)) for talk in talks_of(person.record_ids)],
        "reader_id": reader.user_id,
        "fields": FIELDS_OF_ACTION,
        "kinds": CONTACT_KINDS,
        "interpreters": INTERPRETERS,
        "results": RESULTS,
    }


def _number(person: Person) -> list[str]:
    return [str(len(talks_of(person.record_ids)))]


def _recent(viewer: Viewer) -> dict[str, Any]:
    known = _known_to(viewer)
    return {
        "talks": [(talk, _names(talk, known)) for talk in recent_talks(viewer)],
        "fields": FIELDS_OF_ACTION,
    }


def _history(person: Person) -> Iterable[Happening]:
    reader_id = current_viewer().user_id
    for talk in talks_of(person.record_ids):
        kind = f"{TALK}, {CONTACT_KINDS.label(talk.contact_kind)}"
        if not talk.is_open_to(reader_id):
            yield Happening(talk.held_on, kind, CONFIDENTIAL)
            continue
        topics = ", ".join(FIELDS_OF_ACTION.label(topic) for topic in talk.topics)
        yield Happening(talk.held_on, kind, topics, talk.content or "", _address(talk))


def _next_dates(person: Person) -> Iterable[Happening]:
    reader_id = current_viewer().user_id
    for talk in next_steps_of(person):
        if talk.next_step_on is not None and talk.is_open_to(reader_id):
            yield Happening(talk.next_step_on, FOLLOW_UP, _what_is_due(talk), url=_address(talk))


def _due(viewer: Viewer, until: date) -> Iterable[Happening]:
    known = _known_to(viewer)
    for talk in follow_ups_due(viewer, until):
        if talk.next_step_on is not None:
            names = ", ".join(_names(talk, known))
            yield Happening(
                talk.next_step_on,
                FOLLOW_UP,
                names,
                _what_is_due(talk),
                _address(talk),
                done_url=url_for("counselling.done", consultation_id=talk.id, next=url_for("people.home")),
            )


def _known_to(viewer: Viewer) -> dict[uuid.UUID, Card]:
    return by_record(visible_cards(viewer))


def _names(talk: Consultation, known: dict[uuid.UUID, Card]) -> list[str]:
    """Who took part, as far as the reader may know of them."""
    seen = (known[record_id] for record_id in talk.person_ids if record_id in known)
    return list({card.person_id: card.name for card in seen}.values())


def _what_is_due(talk: Consultation) -> str:
    return talk.next_step or FIELDS_OF_ACTION.label(talk.topics[0])


def _address(talk: Consultation) -> str:
    return url_for("counselling.edit", consultation_id=talk.id)
