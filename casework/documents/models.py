"""A document is filed once, for one or several people; what is said of it may be corrected, each time by a new version.

Its pages are files, each sealed in pieces, so that a large scan needs no more memory than a small one.
"""

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.database.base import Keyed, Model, refers_to
from casework.database.moments import Moment, now
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.people.models import Person
from casework.vault.columns import clear
from casework.vault.sealed import Sealed, SealedFile
from casework.vault.unreadable import NotReadableList

FILED = "Ablage von Dokumenten"
DEADLINES = "Fristen"


class Document(Keyed, Model):
    """A document of one person, sealed under their key, or of several, under a key of its own that goes with the last.

    After `ended_at` it was taken back: its files are gone, the reason stays.
    """

    __tablename__ = "document"
    kept = Kept("Dokumente", Retention.CASE)

    subject_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, default=None)
    ended_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    end_reason: Sealed[str | None] = Sealed("Grund der Rücknahme", purpose=FILED)
    settled: Sealed[list[str] | None] = Sealed(
        "Fristvorschläge, über die entschieden ist", purpose=DEADLINES, unreadable=NotReadableList
    )

    people: Mapped[list["DocumentPerson"]] = relationship(cascade="all, delete-orphan")
    statements: Mapped[list["DocumentStatement"]] = relationship(
        order_by="DocumentStatement.recorded_at.desc()", back_populates="document"
    )
    files: Mapped[list["DocumentFile"]] = relationship(order_by="DocumentFile.position")

    @property
    def facts(self) -> "DocumentStatement":
        """What is believed of it, or was last."""
        return min(self.statements, key=lambda said: said.superseded_at is not None)

    @property
    def person_ids(self) -> list[uuid.UUID]:
        """The records under which it was filed."""
        return [one.person_id for one in self.people]


class DocumentPerson(Keyed, Model):
    """A person whom a document is about."""

    __tablename__ = "document_person"
    kept = Kept("Personen zu Dokumenten", Retention.CASE)
    __table_args__ = (UniqueConstraint("document_id", "person_id"),)

    document_id: Mapped[uuid.UUID] = mapped_column(refers_to(Document.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)

    person: Mapped[Person] = relationship()


class DocumentStatement(Keyed, Recorded, Model):
    """One version of what is said of a document."""

    __tablename__ = "document_statement"
    kept = Kept("Angaben zu Dokumenten", Retention.CASE)
    __table_args__ = (one_current("uq_document_statement_current", "document_id"),)

    document_id: Mapped[uuid.UUID] = mapped_column(refers_to(Document.id), index=True)
    subject_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    kind: Sealed[str] = Sealed("Art des Dokuments", purpose=FILED)
    issued_on: Mapped[date | None] = clear("ausgestellt am", Date, purpose=FILED)
    served_on: Mapped[date | None] = clear("zugestellt am", Date, index=True, purpose=DEADLINES)
    valid_until: Mapped[date | None] = clear("gültig bis", Date, index=True, purpose=DEADLINES)
    remark: Sealed[str | None] = Sealed("Bemerkung zum Dokument", purpose=FILED)

    document: Mapped[Document] = relationship(back_populates="statements")


class DocumentFile(Keyed, Model):
    """One file of a document as it is kept: JPEG, PNG or PDF, whatever it was called."""

    __tablename__ = "document_file"
    kept = Kept("Dateien von Dokumenten", Retention.CASE)
    __table_args__ = (
        UniqueConstraint("document_id", "position"),
        CheckConstraint("pages >= 1", "pages"),
    )

    document_id: Mapped[uuid.UUID] = mapped_column(refers_to(Document.id), index=True)
    subject_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    position: Mapped[int] = mapped_column(Integer)
    form: Mapped[str] = clear("Dateiform", String(4), purpose="wie die Datei gezeigt wird")
    pages: Mapped[int] = clear("Seiten", Integer, purpose=FILED)
    size_bytes: Mapped[int] = clear("Größe in Byte", BigInteger, purpose=FILED)
    file_name: Sealed[str | None] = Sealed("Dateiname des Dokuments", purpose=FILED)
    fingerprint: Sealed[str] = Sealed(
        "Prüfwert der Datei", purpose="damit ein fehlendes oder vertauschtes Stück auffällt"
    )
    thumbnail: SealedFile = SealedFile("Vorschaubild", purpose=FILED)


class DocumentPiece(Keyed, Model):
    """A piece of a file."""

    __tablename__ = "document_piece"
    kept = Kept("Stücke von Dateien", Retention.CASE)
    __table_args__ = (UniqueConstraint("file_id", "position"),)

    file_id: Mapped[uuid.UUID] = mapped_column(refers_to(DocumentFile.id), index=True)
    subject_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    position: Mapped[int] = mapped_column(Integer)
    content: SealedFile = SealedFile("Inhalt der Datei", purpose=FILED)
