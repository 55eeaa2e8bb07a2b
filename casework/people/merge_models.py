"""Which records mean one person, and which do not: told beside the records, which stay as they are."""

import uuid

from sqlalchemy import CheckConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.people.models import Person


class PersonMerge(Keyed, Recorded, Model):
    """A record that means the same person as the leading one, `into`; no row of either changes by it.

    Pointers are flat: none leads to a record that is merged itself. `first_into_id` keeps with which record it was put
    together; all rows of one act of merging or parting share `act_id`.
    """

    __tablename__ = "person_merge"
    kept = Kept("Zusammengeführte Akten", Retention.CASE)
    __table_args__ = (
        CheckConstraint("person_id <> into_id", "not_itself"),
        CheckConstraint("person_id <> first_into_id", "not_itself_first"),
        one_current("uq_person_merge_current", "person_id"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    into_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    first_into_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id))
    act_id: Mapped[uuid.UUID] = mapped_column(Uuid)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    into: Mapped[Person] = relationship(foreign_keys=[into_id])


class NotDuplicate(Keyed, Recorded, Model):
    """Two records of which somebody said that they mean two people; the lower id stands first."""

    __tablename__ = "not_duplicate"
    kept = Kept("Verschiedene Personen", Retention.CASE)
    __table_args__ = (
        CheckConstraint("first_id < second_id", "ordered"),
        one_current("uq_not_duplicate_current", "first_id", "second_id"),
    )

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    first_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    second_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
