"""Reading documents: of a person, one of them, its files, and those whose dates come near."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import defer, selectinload

from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.bulk import batches
from casework.database.moments import today
from casework.documents.clocks import WEEKS_FOR_A_SUIT
from casework.documents.models import Document, DocumentFile, DocumentPerson, DocumentStatement
from casework.errors import NotThere
from casework.people.models import Person
from casework.people.scope import of_led_by, of_visible
from casework.vault.keys import keys

SHOWN_LATE = timedelta(days=30)
"""How long after its day something that was not seen to is still shown as due."""


def documents_of(record_ids: Iterable[uuid.UUID]) -> list[Document]:
    """The documents filed under any of these records and not taken back, latest first; the keys are open."""
    return [document for document in filed_for(record_ids) if document.ended_at is None]


def filed_for(record_ids: Iterable[uuid.UUID]) -> list[Document]:
    """The documents filed under any of these records, those taken back included, latest first; the keys are open."""
    found: dict[uuid.UUID, Document] = {}
    for batch in batches(sorted(set(record_ids))):
        about = select(DocumentPerson.document_id).where(DocumentPerson.person_id.in_(batch))
        for document in db.session.scalars(_with_all().where(Document.id.in_(about))):
            found[document.id] = document
    return _opened(sorted(found.values(), key=lambda one: (one.created_at, one.id), reverse=True))


def get_document(viewer: Viewer, document_id: uuid.UUID) -> Document:
    """A document of somebody whom this viewer may know of; raises NotThere, also for one that was taken back."""
    document = db.session.scalar(
        _with_all().where(
            Document.id == document_id, Document.ended_at.is_(None), _about_one_of(of_visible(viewer))
        )
    )
    if document is None:
        raise NotThere("Dieses Dokument gibt es nicht oder nicht mehr, oder es gehört nicht zu Ihren Fällen.")
    return _opened([document])[0]


def get_file(document: Document, position: int) -> DocumentFile:
    """One of its files, counted from one; raises NotThere."""
    for file in document.files:
        if file.position == position:
            return file
    raise NotThere("Diese Datei gehört nicht zu dem Dokument. Bitte öffnen Sie das Dokument noch einmal.")


def with_dates_near(viewer: Viewer, until: date) -> list[Document]:
    """The documents of the viewer's own people that end by a day, or from which the time for a suit may run out."""
    since = min(until, today()) - SHOWN_LATE
    said = select(DocumentStatement.document_id).where(
        DocumentStatement.superseded_at.is_(None),
        DocumentStatement.valid_until.between(since, until)
        | DocumentStatement.served_on.between(since - timedelta(weeks=WEEKS_FOR_A_SUIT), until),
    )
    rows = _with_statements().where(
        Document.id.in_(said), Document.ended_at.is_(None), _about_one_of(of_led_by(viewer))
    )
    return _opened(db.session.scalars(rows.order_by(Document.created_at, Document.id)).all())


def _with_statements() -> Select[Document]:
    return select(Document).options(
        selectinload(Document.people).joinedload(DocumentPerson.person),
        selectinload(Document.statements),
    )


def _with_all() -> Select[Document]:
    return _with_statements().options(
        selectinload(Document.files).options(defer(DocumentFile.thumbnail.column())),
    )


def _about_one_of(people: ColumnElement[bool]) -> ColumnElement[bool]:
    return Document.id.in_(
        select(DocumentPerson.document_id).join(Person, Person.id == DocumentPerson.person_id).where(people)
    )


def _opened(documents: Sequence[Document]) -> list[Document]:
    keys().prefetch(document.subject_id for document in documents)
    return list(documents)
