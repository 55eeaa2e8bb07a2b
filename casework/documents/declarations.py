"""What this slice shows of a person: their documents, and the days that come from them."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import url_for

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.moments import BERLIN, today
from casework.documents.deadlines import open_proposals
from casework.documents.models import Document
from casework.documents.queries import documents_of, filed_for, with_dates_near
from casework.people.cards import by_record
from casework.people.models import Person
from casework.people.panels import DUE, HISTORIES, NEXT_DATES, Happening, act, panel, record_fact
from casework.people.scope import visible_cards
from casework.vocabulary.appointments import IN_SIGHT_FROM, PLEASE_CHECK
from casework.vocabulary.documents import DOCUMENT_KINDS
from casework.vocabulary.working_days import with_closed
from casework.web.paging import page_of

DOCUMENT, TAKEN_BACK, ENDS = "Dokument", "Dokument zurückgenommen", "Dokument läuft ab"
NOT_ENTERED = "Frist, nicht eingetragen"


def declare() -> None:
    """Enter the act, the tab, the history and the dates of this slice; once, at the start."""
    read, write = Permission.DOCUMENTS_DOCUMENT_READ, Permission.DOCUMENTS_DOCUMENT_WRITE
    act(label=DOCUMENT, endpoint="documents.new", permission=write, order=12, key="d", after_talk=True)
    panel(
        name="documents",
        label="Dokumente",
        template="documents/_documents.html",
        load=_tab,
        permission=read,
        order=50,
    )
    HISTORIES.append((read, _history))
    NEXT_DATES.append((read, _next_dates))
    DUE.append((write, _due))
    record_fact(label="Dokumente", load=_number, permission=read, order=35)


def _tab(person: Person) -> dict[str, Any]:
    return {"page": page_of(documents_of(person.record_ids)), "kinds": DOCUMENT_KINDS, "today": today()}


def _number(person: Person) -> list[str]:
    return [str(len(documents_of(person.record_ids)))]


def _history(person: Person) -> Iterable[Happening]:
    for document in filed_for(person.record_ids):
        filed_on = document.created_at.astimezone(BERLIN).date()
        kind = DOCUMENT_KINDS.label(document.facts.kind)
        if document.ended_at is None:
            yield Happening(filed_on, DOCUMENT, kind, document.facts.remark or "", _address(document))
        else:
            ended_on = document.ended_at.astimezone(BERLIN).date()
            yield Happening(ended_on, TAKEN_BACK, kind, document.end_reason or "")


def _next_dates(person: Person) -> Iterable[Happening]:
    for document in documents_of(person.record_ids):
        address, ends_on = _address(document), document.facts.valid_until
        if ends_on is not None:
            yield Happening(ends_on, ENDS, DOCUMENT_KINDS.label(document.facts.kind), url=address)
        for proposal in open_proposals(document):
            what = with_closed(f"{proposal.title}, {PLEASE_CHECK}", proposal.due_on)
            yield Happening(proposal.due_on, NOT_ENTERED, what, url=address)


def _due(viewer: Viewer, until: date) -> Iterable[Happening]:
    known, in_sight = by_record(visible_cards(viewer)), today() + IN_SIGHT_FROM
    for document in with_dates_near(viewer, until):
        seen = {known[one].person_id: known[one].name for one in document.person_ids if one in known}
        for entry in _dates_of(document, ", ".join(seen.values()), tuple(seen)):
            if entry.day <= (max(until, in_sight) if entry.must_not_wait else until):
                yield entry


def _dates_of(document: Document, names: str, about: tuple[uuid.UUID, ...]) -> Iterable[Happening]:
    """The end of a document, and the deadlines that may run from it until somebody has decided about them."""
    address, ends_on = _address(document), document.facts.valid_until
    if ends_on is not None:
        kind = DOCUMENT_KINDS.label(document.facts.kind)
        yield Happening(ends_on, ENDS, names, kind, address, key=f"document-{document.id}", about=about)
    for proposal in open_proposals(document):
        yield Happening(
            proposal.due_on,
            NOT_ENTERED,
            names,
            PLEASE_CHECK,
            address,
            headline=with_closed(f"{proposal.title}, nicht eingetragen", proposal.due_on),
            key=f"deadline-{uuid.uuid5(document.id, proposal.key)}",
            about=about,
            must_not_wait=True,
        )


def _address(document: Document) -> str:
    return url_for("documents.document", document_id=document.id)
