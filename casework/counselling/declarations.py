"""What this slice shows of a person: talks, and next steps that are due."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import request, url_for

from casework.access.guard import current_viewer
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.counselling.line.sheet import opened
from casework.counselling.models import Consultation
from casework.counselling.naming import known_to, names_of
from casework.counselling.queries import follow_ups_due, next_steps_of, recent_talks, talks_of
from casework.counselling.standing import standing_of
from casework.people.models import Person
from casework.people.panels import DUE, HISTORIES, NEXT_DATES, Happening, act, home_card, panel, record_fact
from casework.people.register import card_of
from casework.vocabulary.counselling import CONTACT_KINDS, FIELDS_OF_ACTION, INTERPRETERS, RESULTS
from casework.web.navigation import home_address
from casework.web.paging import page_of

FILTERS_OF_THE_TAB = {"topic": FIELDS_OF_ACTION, "contact_kind": CONTACT_KINDS}
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


def _line(on: Viewer | Person) -> dict[str, Any]:
    form, sheet = opened(current_viewer(), card_of(on.id) if isinstance(on, Person) else None)
    return {"form": form, "sheet": sheet}


def _tab(person: Person) -> dict[str, Any]:
    reader = current_viewer()
    known = known_to(reader)
    everything = talks_of(person.record_ids)
    chosen = {key: request.args.get(key, "") for key in FILTERS_OF_THE_TAB}
    page = page_of([talk for talk in everything if _is_chosen(talk, chosen, reader)])
    return {
        "page": page,
        "total": len(everything),
        "talks": [(talk, names_of(talk, known)) for talk in page.items],
        "standing": standing_of(person, everything),
        "chosen": chosen,
        "choices": _choices(everything, reader),
        "reader_id": reader.user_id,
        "fields": FIELDS_OF_ACTION,
        "kinds": CONTACT_KINDS,
        "interpreters": INTERPRETERS,
        "results": RESULTS,
    }


def _choices(talks: Iterable[Consultation], reader: Viewer) -> dict[str, list[tuple[str, str]]]:
    """What can be filtered for: the kinds there are, and the topics of what the reader may read."""
    there = {
        "topic": {topic for talk in talks if talk.is_open_to(reader.user_id) for topic in talk.topics},
        "contact_kind": {talk.contact_kind for talk in talks},
    }
    return {
        key: [("", "alle"), *(choice for choice in codes.choices() if choice[0] in there[key])]
        for key, codes in FILTERS_OF_THE_TAB.items()
    }


def _is_chosen(talk: Consultation, chosen: dict[str, str], reader: Viewer) -> bool:
    """Whether a talk is what was filtered for; what a reader may not read is no answer to a question for topics."""
    topic, kind = chosen["topic"], chosen["contact_kind"]
    if kind and talk.contact_kind != kind:
        return False
    return not topic or (talk.is_open_to(reader.user_id) and topic in talk.topics)


def _number(person: Person) -> list[str]:
    return [str(len(talks_of(person.record_ids)))]


def _recent(viewer: Viewer) -> dict[str, Any]:
    known = known_to(viewer)
    return {
        "talks": [(talk, names_of(talk, known)) for talk in recent_talks(viewer)],
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
    known = known_to(viewer)
    for talk in follow_ups_due(viewer, until):
        if talk.next_step_on is not None:
            names = ", ".join(names_of(talk, known))
            yield Happening(
                talk.next_step_on,
                FOLLOW_UP,
                names,
                _what_is_due(talk),
                _address(talk),
                done_url=url_for("counselling.done", consultation_id=talk.id, next=home_address()),
                key=f"talk-{talk.talk_id}",
                about=tuple(one.person_id for one in talk.participants if one.person_id in known),
            )


def _what_is_due(talk: Consultation) -> str:
    return talk.next_step or FIELDS_OF_ACTION.label(talk.topics[0])


def _address(talk: Consultation) -> str:
    return url_for("counselling.edit", consultation_id=talk.id)
