"""Filing documents, correcting what was said of them, taking back what should never have been filed."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, update

from casework.appointments.operations import appoint
from casework.audit.trail import actor
from casework.database.base import db
from casework.database.moments import now, today
from casework.database.recorded import moment_of_recording
from casework.documents import trail
from casework.documents.clocks import Proposal
from casework.documents.deadlines import ENTERED_AS
from casework.documents.examination import Examined
from casework.documents.models import Document, DocumentFile, DocumentPerson, DocumentStatement
from casework.documents.pieces import delete_pieces, write_pieces
from casework.errors import Conflict, Refused
from casework.people.models import Person
from casework.vault.keys import keys
from casework.vault.unreadable import is_unreadable
from casework.vocabulary.appointments import DEADLINE
from casework.vocabulary.documents import DOCUMENT_KINDS

LONGEST_FILE_NAME = 200
MOST_FILES = 40
STATEMENTS = ("kind", "issued_on", "served_on", "valid_until", "remark")


class DocumentChanged(Conflict):
    """Somebody corrected the document after this version of it was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Dieses Dokument hat gerade jemand anders geändert. Bitte öffnen Sie es noch einmal."
        )


def file_document(
    *,
    municipality_id: uuid.UUID,
    people: Sequence[Person],
    files: Sequence[Examined],
    kind: str,
    issued_on: date | None = None,
    served_on: date | None = None,
    valid_until: date | None = None,
    remark: str | None = None,
) -> Document:
    """File a document of one or several files for one or several people.

    Raises Refused for nobody, nothing, too many files, an unknown kind, days that cannot be, or people of another
    municipality.
    """
    people = list({person.id: person for person in people}.values())
    _check(municipality_id, people, files)
    said = _checked(
        {
            "kind": kind,
            "issued_on": issued_on,
            "served_on": served_on,
            "valid_until": valid_until,
            "remark": remark,
        }
    )
    moment_of_recording()
    document_id = uuid.uuid4()
    document = Document(
        id=document_id,
        subject_id=keys().subject_shared_by(document_id, [person.id for person in people], is_new=True),
        municipality_id=municipality_id,
        recorded_by_id=actor().user_id,
        created_at=moment_of_recording(),
        people=[DocumentPerson(person=person, person_id=person.id) for person in people],
    )
    db.session.add(document)
    _state(document, said)
    for position, examined in enumerate(files, start=1):
        _add_file(document, position, examined)
    trail.note("documents:document:filed", document, files=len(files))
    return document


def restate(document: Document, **changes: Any) -> DocumentStatement:
    """A new version of what is said of a document; `changes` are any of STATEMENTS, the old version stays.

    Returns the same version if nothing changed. Raises Refused as `file_document`, DocumentChanged when somebody else
    was quicker.
    """
    facts = document.facts
    before = {name: getattr(facts, name) for name in STATEMENTS}
    said = _checked(before | changes)
    changed = [name for name in STATEMENTS if said[name] != before[name]]
    if not changed:
        return facts
    facts.give_up(DocumentChanged())
    db.session.expire(facts, ["superseded_at"])
    stated = _state(document, said)
    trail.note("documents:document:restated", document, fields=changed)
    return stated


def retract(document: Document, reason: str) -> None:
    """Take back a document that should never have been filed: its files are destroyed, that it was there is kept.

    Raises Refused without a reason, DocumentChanged if somebody else was quicker.
    """
    if not reason:
        raise Refused("Bitte geben Sie an, warum Sie das Dokument zurücknehmen.")
    moment_of_recording()
    taken = db.session.execute(
        update(Document)
        .where(Document.id == document.id, Document.ended_at.is_(None))
        .values(ended_at=now())
        .returning(Document.id)
    ).first()
    if taken is None:
        raise DocumentChanged
    document.end_reason = reason
    delete_pieces([file.id for file in document.files])
    db.session.execute(delete(DocumentFile).where(DocumentFile.document_id == document.id))
    db.session.expire(document, ["files", "ended_at"])
    trail.note("documents:document:retracted", document)


def enter_deadline(
    document: Document, proposal: Proposal, people: Sequence[Person], owner_id: uuid.UUID
) -> None:
    """Put a deadline that somebody looked at into their calendar; neither it nor its alternative is proposed now."""
    made = appoint(
        municipality_id=document.municipality_id,
        owner_id=owner_id,
        people=people,
        day=proposal.due_on,
        title=proposal.title,
        kind=DEADLINE,
        note=f"{proposal.reason}; {DOCUMENT_KINDS.label(document.facts.kind)}",
    )
    _settle(document, f"{proposal.key}{ENTERED_AS}{made.id}")
    trail.note("documents:deadline:entered", document, due_on=proposal.due_on.isoformat())


def dismiss_deadline(document: Document, proposal: Proposal) -> None:
    """The deadline does not run, says somebody who looked; it is no longer proposed."""
    _settle(document, proposal.basis)
    trail.note("documents:deadline:dismissed", document, due_on=proposal.due_on.isoformat())


def _settle(document: Document, decision: str) -> None:
    document.settled = [*(document.settled or []), decision]


def _add_file(document: Document, position: int, examined: Examined) -> None:
    file = DocumentFile(
        document_id=document.id,
        subject_id=document.subject_id,
        position=position,
        form=examined.form,
        pages=examined.pages,
        size_bytes=len(examined.content),
        file_name=(examined.file_name or "")[-LONGEST_FILE_NAME:] or None,
        thumbnail=examined.thumbnail,
    )
    db.session.add(file)
    db.session.flush()
    write_pieces(file, examined.content)


def _state(document: Document, said: dict[str, Any]) -> DocumentStatement:
    stated = DocumentStatement(
        document=document,
        document_id=document.id,
        subject_id=document.subject_id,
        recorded_by_id=actor().user_id,
        **said,
    )
    db.session.add(stated)
    db.session.flush()
    return stated


def _check(municipality_id: uuid.UUID, people: Sequence[Person], files: Sequence[Examined]) -> None:
    if not people:
        raise Refused("Bitte kreuzen Sie an, für wen das Dokument ist.")
    if any(person.municipality_id != municipality_id for person in people):
        raise Refused("Ein Dokument kann nur Personen derselben Kommune gehören.")
    if not files:
        raise Refused("Bitte wählen Sie eine Datei oder nehmen Sie ein Foto auf.")
    if len(files) > MOST_FILES:
        raise Refused(
            "Ein Dokument hat höchstens %(most)s Dateien. Bitte legen Sie es in Teilen ab.", most=MOST_FILES
        )


def _checked(said: dict[str, Any]) -> dict[str, Any]:
    """The statements in the form they are kept in, or Refused."""
    kind, issued_on, served_on, valid_until = (said[name] for name in STATEMENTS[:4])
    for word, day in (("ausgestellt", issued_on), ("zugestellt", served_on)):
        if day is not None and day > today():
            raise Refused(
                "Das Dokument kann nicht am %(day)s %(word)s worden sein; der Tag liegt in der Zukunft.",
                day=f"{day:%d.%m.%Y}",
                word=word,
            )
    first = issued_on or served_on
    if issued_on and served_on and served_on < issued_on:
        raise Refused("Die Zustellung liegt vor der Ausstellung. Bitte prüfen Sie beide Tage.")
    if first and valid_until and valid_until < first:
        raise Refused("Das Dokument endet, bevor es ausgestellt ist. Bitte prüfen Sie die Tage.")
    return said | {
        "kind": kind if is_unreadable(kind) else DOCUMENT_KINDS.read(kind),
        "remark": said["remark"] or None,
    }
