"""A numbered answer with figures, frozen as it left the house, and a view of a list or of figures that is kept."""

import uuid
from datetime import date, datetime

from sqlalchemy import Boolean, Date, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.accounts.models import User
from casework.database.base import Keyed, Model, refers_to
from casework.database.moments import Moment
from casework.database.recorded import moment_of_recording
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.vault.columns import clear

ANSWER = "Nachweis, was herausgegeben wurde; geschützte Zahlen ohne Personenbezug"
VIEW = "Wiederfinden einer Ansicht; ohne Namen und Suchworte"


class ReleasedAnswer(Keyed, Model):
    """A table as it left the house; nothing of it changes any more, and its numbers count the answers of a town."""

    __tablename__ = "released_answer"
    kept = Kept("Antworten mit Zahlen", Retention.PUBLIC)
    __table_args__ = (UniqueConstraint("municipality_id", "number"),)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id))
    number: Mapped[int] = clear("Nummer der Antwort", Integer, purpose=ANSWER)
    recorded_at: Mapped[datetime] = mapped_column(Moment, default=moment_of_recording)
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(User.id))
    question: Mapped[str] = clear("Frage", String(300), purpose=ANSWER)
    counted_on: Mapped[date] = clear("Stichtag", Date, purpose=ANSWER)
    known_at: Mapped[datetime] = clear("Wissensstand", Moment, purpose=ANSWER)
    mode: Mapped[str] = clear("Schutz kleiner Zahlen", String(10), purpose=ANSWER)
    definitions: Mapped[str] = clear("Fassung der Definitionen", String(20), purpose=ANSWER)
    numbers: Mapped[str] = clear("Zahlen, wie sie herausgegeben wurden", Text, purpose=ANSWER)
    digest: Mapped[str] = clear("Prüfwert der Zahlen", String(64), purpose=ANSWER)


class SavedView(Keyed, Model):
    """The filters and columns of a page under a name, for its owner alone or for everybody of the municipality."""

    __tablename__ = "saved_view"
    kept = Kept("gemerkte Ansichten", Retention.ACCOUNT)
    __table_args__ = (UniqueConstraint("owner_id", "endpoint", "name"),)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    owner_id: Mapped[uuid.UUID] = mapped_column(refers_to(User.id))
    name: Mapped[str] = clear("Name der Ansicht", String(80), purpose=VIEW)
    endpoint: Mapped[str] = clear("Seite", String(60), purpose=VIEW)
    query: Mapped[str] = clear("Filter und Spalten", String(2000), purpose=VIEW)
    is_shared: Mapped[bool] = clear("mit dem Team geteilt", Boolean, default=False, purpose=VIEW)
