"""Stating who is away and taking it back; the stay goes on meanwhile (domain brief §7.7)."""

import uuid
from datetime import date

from sqlalchemy import select

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.recorded import known
from casework.database.turns import take_turn
from casework.errors import NotThere, Refused
from casework.housing.absence_models import Absence
from casework.people.models import Person
from casework.vocabulary.housing import ABSENCES


def state_absence(person: Person, kind: str, starts_on: date, ends_on: date | None) -> None:
    """State that somebody is away from a day on; another statement for that day corrects it.

    Raises Refused when it ends before it begins, and inside another absence.
    """
    take_turn()
    if ends_on is not None and ends_on <= starts_on:
        raise Refused("Der Tag der Rückkehr liegt nicht nach dem Beginn. Bitte prüfen Sie beide Tage.")
    for other in absences_of(person):
        if other.starts_on == starts_on:
            other.supersede()
        elif _overlap(other, starts_on, ends_on):
            raise Refused(
                "Ab %(start)s ist schon eine Abwesenheit festgehalten. Bitte geben Sie dort an, wann sie endete, oder "
                "nehmen Sie sie zurück.",
                start=f"{other.starts_on:%d.%m.%Y}",
            )
    db.session.flush()
    away = Absence(person_id=person.id, starts_on=starts_on, ends_on=ends_on, recorded_by_id=actor().user_id)
    away.kind = ABSENCES.read(kind)
    db.session.add(away)
    note("housing:absence:stated", subject=person.id, starts_on=starts_on.isoformat())


def _overlap(other: Absence, starts_on: date, ends_on: date | None) -> bool:
    begins_before_it_ends = other.ends_on is None or starts_on < other.ends_on
    return begins_before_it_ends and (ends_on is None or other.starts_on < ends_on)


def take_back_absence(person: Person, absence_id: uuid.UUID) -> None:
    """Take back a statement as an error; raises NotThere."""
    found = next((one for one in absences_of(person) if one.id == absence_id), None)
    if found is None:
        raise NotThere("Diese Abwesenheit gibt es nicht, oder sie wurde inzwischen berichtigt.")
    found.supersede()
    note("housing:absence:retracted", subject=person.id, starts_on=found.starts_on.isoformat())


def absences_of(person: Person) -> list[Absence]:
    """The believed absences of a person under all records, the latest first."""
    rows = db.session.scalars(select(Absence).where(known(Absence), Absence.person_id.in_(person.record_ids)))
    return sorted(rows, key=lambda one: one.starts_on, reverse=True)
