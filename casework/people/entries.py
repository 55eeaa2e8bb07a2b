"""Writing the register: what is known of a person now, in the form in which `register` reads it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from casework.database.base import db
from casework.people.cards import Card, find_card
from casework.people.models import Person
from casework.people.register_models import RegisterEntry
from casework.vault.keys import keys
from casework.vault.unreadable import NOT_READABLE, is_unreadable

_UNKNOWN = {
    "case_number": NOT_READABLE,
    "family_name": NOT_READABLE,
    "given_names": NOT_READABLE,
    "other_spellings": [],
    "nationalities": [],
}
"""What the register says of what nobody can read any more; of everything else it says nothing."""


def enter(person: Person, *, is_new: bool = False) -> None:
    """Write what is now known of a person into the register; what was known before stays with its moments.

    The card of a merged record is part of the leading one's, which is written anew as well.
    """
    if is_new:
        _add_entry(person, _described(person, {}))
        return
    _enter(person)
    if person.merged_into is not None:
        _enter(person.merged_into)


def card_in_hand(person: Person) -> Card | None:
    """What the register will say of somebody taken in by the running transaction; none for a merged record."""
    return find_card(person.id, person.municipality_id, _content(person, None))


def _enter(person: Person) -> None:
    current = _current_entry(person)
    content = _content(person, current)
    if current is not None:
        if current.content == content:
            return
        current.supersede()
        db.session.flush()
    _add_entry(person, content)


def _add_entry(person: Person, content: dict[str, Any]) -> None:
    db.session.add(
        RegisterEntry(person_id=person.id, municipality_id=person.municipality_id, content=content)
    )


def _current_entry(person: Person) -> RegisterEntry | None:
    return db.session.scalar(
        select(RegisterEntry).where(
            RegisterEntry.person_id == person.id, RegisterEntry.superseded_at.is_(None)
        )
    )


def _content(person: Person, current: RegisterEntry | None) -> dict[str, Any]:
    before = current.content if current is not None else {}
    content = _described(person, before)
    if person.merged_into is not None:
        content["merged_into"] = str(person.merged_into.id)
    if person.other_records:
        keys().prefetch(person.record_ids)
        said = {one["person"]: one for one in before.get("merged", ())}
        content["merged"] = [
            {"person": str(one.id)} | _described(one, said.get(str(one.id), {}))
            for one in person.other_records
        ]
    return content


def _described(person: Person, before: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a record; of what does not open on its own row the register says what it said before."""
    numbers = (person.azr_number, person.bamf_file_number, person.phone, person.email)
    birth = person.birth_date
    said = {
        "household": str(person.household_id),
        "case_number": person.case_number,
        "family_name": person.family_name,
        "given_names": person.given_names,
        "other_spellings": person.other_spellings or [],
        "birth_date": birth if is_unreadable(birth) else birth and [birth.iso(), birth.is_fictive],
        "sex": person.sex,
        "nationalities": person.nationalities or [],
        "numbers": [number for number in numbers if number and not is_unreadable(number)],
    }
    lost = [name for name, value in said.items() if is_unreadable(value)]
    return said | {name: before.get(name, _UNKNOWN.get(name)) for name in lost}
