"""Stating that somebody is protected, correcting it and taking it back; and lifting the narrower rights that follow."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.moments import today
from casework.database.recorded import moment_of_recording
from casework.database.turns import take_turn
from casework.errors import Conflict, Refused
from casework.people.models import Person
from casework.privacy.protection_models import Protection
from casework.privacy.protections import holding_still, is_restricted, protections_of
from casework.vocabulary.protections import PROTECTIONS

OF_PROTECTION = ("kind", "starts_on", "ends_on", "authority", "remark")


class ProtectionChanged(Conflict):
    """Somebody else corrected it or took it back in between."""

    def __init__(self) -> None:
        super().__init__("Diese Angabe wurde inzwischen geändert. Bitte vergleichen Sie beide Fassungen.")


def protect(person: Person, details: Mapping[str, Any]) -> Protection:
    """State that a person is protected; `details` holds any of OF_PROTECTION. Narrower rights apply from now on.

    One of the same kind that has no end yet ends where the new one begins. Raises Refused for an unknown kind, an end
    before the beginning, and where another one of the same kind covers the days.
    """
    take_turn()
    said = _checked(details)
    for other in _of_kind(person, said["kind"]):
        if other.ends_on is None and other.starts_on < said["starts_on"]:
            _next(other, {"ends_on": said["starts_on"]})
    db.session.flush()
    _refuse_overlapping(person, said, None)
    stated = Protection(protection_id=uuid.uuid4(), **_stated_of(person), **said)
    db.session.add(stated)
    note("privacy:restriction:stated", subject=person.id)
    _restrict(person, stated)
    return stated


def correct(protection: Protection, details: Mapping[str, Any]) -> Protection:
    """A new version of what was stated; the same one if nothing changed. Raises Refused as `protect` does."""
    take_turn()
    before = {name: getattr(protection, name) for name in OF_PROTECTION}
    said = _checked(before | dict(details))
    if said == before:
        return protection
    person = protection.person.leading
    _refuse_overlapping(person, said, protection)
    version = _next(protection, said)
    note("privacy:restriction:corrected", subject=protection.person_id)
    _restrict(person, version)
    return version


def retract(protection: Protection, reason: str) -> None:
    """Take back a statement that was never right, and say why; the narrower rights stay until somebody lifts them."""
    take_turn()
    if not reason.strip():
        raise Refused("Bitte geben Sie an, warum Sie die Angabe zurücknehmen.")
    _next(protection, {"retracted_because": reason.strip()})
    note("privacy:restriction:retracted", subject=protection.person_id)


def lift(person: Person) -> None:
    """Let the usual rights apply again; raises Refused as long as something protects the person."""
    take_turn()
    if holding_still(person):
        raise Refused("Ein Schutz gilt noch. Bitte beenden Sie ihn zuerst, oder nehmen Sie ihn zurück.")
    if not is_restricted(person):
        raise Conflict("Für diese Person gelten keine engeren Rechte mehr.")
    for record in person.records:
        record.restricted = False
    note("privacy:restriction:lifted", subject=person.id)


def restrict_together(municipality_id: uuid.UUID, leading_ids: Collection[uuid.UUID]) -> None:
    """Narrower rights to one record of a person are narrower rights to all of them, once records were put together."""
    wanted = (Person.id.in_(leading_ids), Person.municipality_id == municipality_id)
    for person in db.session.scalars(select(Person).where(*wanted)):
        if is_restricted(person):
            _restrict_records(person)


def _restrict(person: Person, stated: Protection) -> None:
    if not stated.is_over_on(today()):
        _restrict_records(person)


def _restrict_records(person: Person) -> None:
    for record in person.records:
        record.restricted = True


def _of_kind(person: Person, kind: str) -> list[Protection]:
    return [row for row in protections_of(person) if row.kind == kind]


def _refuse_overlapping(person: Person, said: Mapping[str, Any], itself: Protection | None) -> None:
    starts_on, ends_on = said["starts_on"], said["ends_on"]
    for other in _of_kind(person, said["kind"]):
        if itself is not None and other.protection_id == itself.protection_id:
            continue
        if (ends_on is None or other.starts_on < ends_on) and (
            other.ends_on is None or starts_on < other.ends_on
        ):
            raise Refused(
                "Für diese Tage ist schon festgehalten: %(kind)s ab %(day)s. Bitte berichtigen Sie diese Angabe.",
                kind=PROTECTIONS.label(other.kind),
                day=f"{other.starts_on:%d.%m.%Y}",
            )


def _checked(details: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: details.get(name) or None for name in OF_PROTECTION}
    said["kind"] = PROTECTIONS.read(said["kind"] or "")
    if said["starts_on"] is None:
        raise Refused("Bitte geben Sie an, ab wann der Schutz gilt.")
    if said["ends_on"] is not None and said["ends_on"] <= said["starts_on"]:
        raise Refused("Der letzte Tag des Schutzes liegt vor seinem Beginn.")
    return said


def _next(before: Protection, said: Mapping[str, Any]) -> Protection:
    kept = {name: getattr(before, name) for name in OF_PROTECTION}
    before.give_up(ProtectionChanged())
    version = Protection(
        protection_id=before.protection_id, **_stated_of(before.person), **(kept | dict(said))
    )
    db.session.add(version)
    return version


def _stated_of(person: Person) -> dict[str, Any]:
    return {
        "person": person,
        "person_id": person.id,
        "recorded_at": moment_of_recording(),
        "recorded_by_id": actor().user_id,
    }
