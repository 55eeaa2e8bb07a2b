"""A dated statement about somebody's situation in life; a correction is a new version of the same statement."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Date, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.people.models import COUNSELLING, Person
from casework.situation.kind import Kind
from casework.situation.kinds import KINDS
from casework.vault.columns import clear
from casework.vault.keys import ServicePurpose
from casework.vault.sealed import Sealed
from casework.vault.unreadable import NOT_READABLE, NotReadableDict, is_unreadable
from casework.vocabulary.situation import DAY

KIND = "kind"


class LifeFact(Keyed, Recorded, Model):
    """One version of what holds over the days [starts_on, ends_on); all versions share `fact_id`.

    Even of what kind it is lies sealed: who goes to school is a child. What is counted lies under the statistics key,
    free texts under the key of the person. `line_id` is the statement a course began with.
    """

    __tablename__ = "life_fact"
    kept = Kept("Lebenslage", Retention.CASE)
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on > starts_on", "order"),
        one_current("uq_life_fact_current", "fact_id"),
    )

    fact_id: Mapped[uuid.UUID] = mapped_column(Uuid, default=uuid.uuid4)
    line_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    starts_on: Mapped[date] = clear("Angabe gilt ab", Date, purpose=COUNSELLING)
    ends_on: Mapped[date | None] = clear("Angabe gilt bis", Date, purpose=COUNSELLING)
    precision: Mapped[str] = clear("Genauigkeit des Beginns", String(10), default=DAY, purpose=COUNSELLING)
    codes: Sealed[dict[str, Any]] = Sealed(
        "Art der Angabe und Antworten aus Listen: Sprache, Kurse, Kita und Schule, Arbeit, Rechtskreis, "
        "Krankenversicherung, Familienstand",
        purpose="Beratung im Integrationsmanagement, Statistik",
        under=ServicePurpose.STATISTICS,
        unreadable=NotReadableDict,
    )
    texts: Sealed[dict[str, str] | None] = Sealed(
        "Freitexte dazu: Träger, Arbeitgeber, Tätigkeit, Beruf, Klasse, Stelle, Bemerkung",
        purpose=COUNSELLING,
        unreadable=NotReadableDict,
    )

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id

    @property
    def kind(self) -> Kind | None:
        """Of what kind it is; None where that does not open."""
        return KINDS.get(self.codes.get(KIND, ""))

    @property
    def lane(self) -> tuple[str, ...]:
        """What it is a statement about: of two about the same the later one holds."""
        return lane_of(self.codes, self.line_id)

    @property
    def answer(self) -> str | None:
        """The code of its answer."""
        return self.codes.get(self.kind.answer.name) if self.kind else None

    @property
    def words(self) -> str:
        """What was stated, as one line; without the remark."""
        if self.kind is None:
            return NOT_READABLE
        unreadable = is_unreadable(self.texts)
        said = self.kind.words(self.codes, {} if unreadable else self.texts or {})
        return f"{said} · {NOT_READABLE}" if unreadable else said


def lane_of(codes: Mapping[str, Any], line_id: uuid.UUID) -> tuple[str, ...]:
    """The lane of a statement; one that cannot be read, and each course, has a lane of its own."""
    kind = KINDS.get(codes.get(KIND, ""))
    if kind is None or kind.many:
        return ("" if kind is None else kind.key, line_id.hex)
    return (kind.key, *(str(codes.get(name) or "") for name in kind.axis))
