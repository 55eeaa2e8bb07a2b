"""What a municipality has said about a sentence of a paper in a language."""

import uuid

from sqlalchemy import LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.vault.columns import clear

REVIEW = "ob eine Kommune die Übersetzung ihrer Papiere geprüft hat"


class ConfirmedPhrase(Keyed, Recorded, Model):
    """A sentence that was confirmed as it was printed then; with the municipality's own wording, if it has one."""

    __tablename__ = "confirmed_phrase"
    kept = Kept("Geprüfte Übersetzungen", Retention.INSTALLATION)
    __table_args__ = (
        one_current("uq_confirmed_phrase_current", "municipality_id", "paper", "language", "german_hash"),
    )

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    paper: Mapped[str] = clear("Papier", String(20), purpose=REVIEW)
    language: Mapped[str] = clear("Sprache des Papiers", String(10), purpose=REVIEW)
    german_hash: Mapped[bytes] = mapped_column(LargeBinary)
    text_hash: Mapped[bytes] = mapped_column(LargeBinary)
    wording: Mapped[str | None] = clear("eigene Übersetzung", Text, purpose="was auf Papieren gedruckt wird")
