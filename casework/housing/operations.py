"""Moving people, correcting and taking back what was stated, and looking after houses, rooms and places."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.audit.trail import note
from casework.errors import Refused
from casework.housing.ledger import DWELLING, STAGE, Axis, Ledger
from casework.people.models import Person
from casework.vocabulary.housing import IN_ACCOMMODATION


@dataclass(frozen=True, slots=True)
class Destination:
    """Where somebody is to live: a house and perhaps a room, or another form with its district."""

    form: str
    accommodation_id: uuid.UUID | None = None
    room_id: uuid.UUID | None = None
    district: str | None = None


def move_together(
    people: Sequence[Person],
    *,
    on: date,
    stage: str | None = None,
    dwelling: Destination | None = None,
    reason: str | None = None,
) -> None:
    """Move people of one municipality together: from this day a new stage, a new dwelling, or both.

    Raises Refused when nothing is said, when somebody already moves on this day, and when a stated end is in the way.
    """
    if stage is None and dwelling is None:
        raise Refused("Bitte wählen Sie eine neue Stufe, eine neue Wohnung oder beides.")
    if dwelling is not None and (dwelling.form == IN_ACCOMMODATION) != (
        dwelling.accommodation_id is not None
    ):
        raise Refused("Bitte wählen Sie eine Unterkunft, oder eine andere Wohnform ohne Unterkunft.")
    if stage is not None:
        _begin(STAGE, people, on, reason, stage=stage)
    if dwelling is not None:
        _begin(
            DWELLING,
            people,
            on,
            reason,
            form=dwelling.form,
            accommodation_id=dwelling.accommodation_id,
            room_id=dwelling.room_id,
            district=dwelling.district,
        )
    for person in people:
        note("housing:stay:moved", subject=person.id, on=on.isoformat())


def leave_together(people: Sequence[Person], *, on: date, reason: str | None = None) -> None:
    """Let people leave the town's care on a day: stage and dwelling end; the day itself is not counted.

    Who arrived or moved on that very day leaves again at once. Raises Refused when somebody is in no stage and no
    dwelling, neither on the day nor on the evening before.
    """
    ended: set[uuid.UUID] = set()
    for axis in (STAGE, DWELLING):
        ledger = _ledger(axis, people)
        for person in people:
            if ledger.end(person.id, on, reason):
                ended.add(person.id)
        ledger.close()
    for person in people:
        if person.id not in ended:
            raise Refused(
                "Für %(name)s gilt am %(day)s und am Abend davor weder eine Stufe noch eine Wohnung. "
                "Bitte prüfen Sie den Tag, oder wählen Sie die Person ab.",
                name=person.full_name,
                day=f"{on:%d.%m.%Y}",
            )
        note("housing:stay:left", subject=person.id, on=on.isoformat())


def retract(person: Person, axis: Axis, starts_on: date, record_id: uuid.UUID | None = None) -> None:
    """Take an entry back that should never have been made; what was before it holds again. Raises Refused.

    The entry stands under the leading record of the person, unless told under which.
    """
    ledger = _ledger(axis, [person])
    if not ledger.retract(record_id or person.id, starts_on):
        raise Refused("Diesen Eintrag gibt es nicht mehr. Jemand anders hat ihn inzwischen geändert.")
    ledger.close()
    note("housing:stay:retracted", subject=person.id, axis=axis.label, starts_on=starts_on.isoformat())


def correct_end(
    person: Person, axis: Axis, starts_on: date, ends_on: date | None, record_id: uuid.UUID | None = None
) -> None:
    """Say when an entry really ended, or that it has no end yet; `record_id` as in `retract`. Raises Refused."""
    ledger = _ledger(axis, [person])
    ledger.restate_end(record_id or person.id, starts_on, ends_on)
    ledger.close()
    note("housing:stay:corrected", subject=person.id, axis=axis.label, starts_on=starts_on.isoformat())


def _ledger(axis: Axis, people: Sequence[Person]) -> Ledger:
    return Ledger(axis, people[0].municipality_id, [person.id for person in people])


def _begin(axis: Axis, people: Sequence[Person], on: date, reason: str | None, **facts: Any) -> None:
    ledger = _ledger(axis, people)
    for person in people:
        if any(episode.starts_on == on for episode in ledger.of_person(person.id)):
            raise Refused(
                "Für %(name)s beginnt am %(day)s schon ein Eintrag (%(axis)s). Niemand kann an einem Tag an zwei Orten "
                "einziehen. Nehmen Sie den anderen Eintrag zurück, wenn er falsch ist.",
                name=person.full_name,
                day=f"{on:%d.%m.%Y}",
                axis=axis.label,
            )
        ledger.state(person.id, starts_on=on, reason=reason, **facts)
    ledger.close()


def derive_anew(municipality_id: uuid.UUID, person_ids: Collection[uuid.UUID]) -> None:
    """Derive where people live and in which stage they are after records were put together or taken apart."""
    for axis in (STAGE, DWELLING):
        Ledger(axis, municipality_id, person_ids).derive_anew()
