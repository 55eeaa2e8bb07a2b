"""Taking people in, and correcting what is known of them."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from casework.audit.trail import note
from casework.database.base import db
from casework.database.moments import today
from casework.database.turns import running
from casework.errors import Refused
from casework.people.entries import enter
from casework.people.models import Household, Person
from casework.people.names import meaningful
from casework.people.register import cards_of
from casework.vault import rowseal
from casework.vault.keys import ServicePurpose, keys

DETAILS = (
    "family_name",
    "given_names",
    "other_spellings",
    "birth_date",
    "sex",
    "nationalities",
    "languages",
    "phone",
    "email",
    "azr_number",
    "bamf_file_number",
)
"""What can be said of a person besides the case number and the household; all but the family name is voluntary."""

_NUMBERS_WITH_INDEX = {"azr_number": "azr_number_index", "bamf_file_number": "bamf_file_number_index"}


def number_index(municipality_id: uuid.UUID, kind: str, number: str) -> bytes:
    """The blind index under which a number or mark is found and kept unique within a municipality."""
    plain = "".join(number.casefold().split())
    return keys().of_service(ServicePurpose.NUMBERS_INDEX).digest(f"{municipality_id}/{kind}/{plain}")


def register_person(
    municipality_id: uuid.UUID,
    details: Mapping[str, Any],
    *,
    household: Household | None = None,
    case_number: str | None = None,
) -> Person:
    """Take somebody in, with a key of their own, a case number, and a household (of one, unless given).

    `details` holds any of DETAILS. Raises Refused without a name or when the case number is taken.
    """
    _refuse_nameless(details)
    if case_number and find_person_id(municipality_id, case_number):
        raise Refused("Das Aktenzeichen %(number)s ist schon vergeben.", number=case_number)
    number = case_number or next_case_number(municipality_id)
    return take_in(municipality_id, details, household or new_household(municipality_id), number)


def _refuse_nameless(details: Mapping[str, Any]) -> None:
    if not meaningful(details.get("family_name")) and not meaningful(details.get("given_names")):
        raise Refused("Bitte geben Sie wenigstens einen Namen an.")


def find_person_id(municipality_id: uuid.UUID, case_number: str) -> uuid.UUID | None:
    """Who has this case number."""
    index = number_index(municipality_id, "case_number", case_number)
    return db.session.scalar(select(Person.id).where(Person.case_number_index == index))


def take_in(
    municipality_id: uuid.UUID, details: Mapping[str, Any], household: Household, case_number: str
) -> Person:
    """Take somebody in under a case number that is known to be free; asks the database nothing."""
    person = Person(
        id=keys().create_subject(),
        municipality_id=municipality_id,
        household_id=household.id,
        case_number=case_number,
        case_number_index=number_index(municipality_id, "case_number", case_number),
    )
    db.session.add(person)
    _describe(person, dict(details) | {"family_name": details.get("family_name") or "-"})
    enter(person, is_new=True)
    note("people:person:registered", subject=person.id)
    return person


def change_person(
    person: Person, details: Mapping[str, Any], *, household: Household | None = None
) -> list[str]:
    """Correct what is known; returns the names of the fields that changed. Earlier register entries stay.

    Raises Refused when no name would be left.
    """
    _refuse_nameless({"family_name": person.family_name, "given_names": person.given_names} | dict(details))
    changed = _describe(person, details)
    if household is not None and household.id != person.household_id:
        person.household = household
        person.household_id = household.id
        changed.append("household")
    if changed:
        enter(person)
        note("people:person:changed", subject=person.id, fields=changed)
    return changed


def accept(person: Person) -> None:
    """Whoever has looked at a person who was changed past Casework lets the row count as it stands."""
    rowseal.accept(person)
    note("people:person:accepted", subject=person.id)


def differences(person: Person, details: Mapping[str, Any]) -> list[str]:
    """The names of the details that are not yet known so."""
    return [name for name in DETAILS if name in details and (details[name] or None) != getattr(person, name)]


def _describe(person: Person, details: Mapping[str, Any]) -> list[str]:
    changed = differences(person, details)
    for name in changed:
        setattr(person, name, details[name] or None)
        if name in _NUMBERS_WITH_INDEX:
            value = details[name]
            index = number_index(person.municipality_id, name, value) if value else None
            setattr(person, _NUMBERS_WITH_INDEX[name], index)
    return changed


def household_with_mark(municipality_id: uuid.UUID, mark: str) -> Household:
    """The household the office's lists know by this mark; a new one the first time."""
    index = number_index(municipality_id, "household", mark)
    household = db.session.scalar(select(Household).where(Household.mark_index == index))
    return household or new_household(municipality_id, mark)


def new_household(municipality_id: uuid.UUID, mark: str | None = None) -> Household:
    """A household of whoever is put into it, under a mark that is known to be free, or under none."""
    household = Household(id=uuid.uuid4(), municipality_id=municipality_id)
    db.session.add(household)
    if mark:
        _put_mark(household, mark)
    return household


def name_household(household: Household, mark: str) -> None:
    """Give a household that has no mark one that nobody's has; who belongs to it stays together.

    A household in which nobody is left gives its mark up.
    """
    index = number_index(household.municipality_id, "household", mark)
    deserted = db.session.scalar(select(Household).where(Household.mark_index == index))
    if deserted is not None:
        deserted.mark = deserted.mark_index = None
        db.session.flush()
    _put_mark(household, mark)
    note("people:household:named", about=household.id)


def _put_mark(household: Household, mark: str) -> None:
    keys().ensure_subject(household.id)
    household.mark = mark
    household.mark_index = number_index(household.municipality_id, "household", mark)


def next_case_number(municipality_id: uuid.UUID, day: date | None = None) -> str:
    """The next free number of the year, as 2025-0117; numbers given in the running transaction count.

    Where a card does not open, its number may be any: then each is looked up.
    """
    prefix = f"{(day or today()).year}-"
    taken = running().setdefault(("case numbers", municipality_id, prefix), [])
    if not taken:
        given = (
            case_number.removeprefix(prefix)
            for card in cards_of(municipality_id).values()
            for case_number in card.case_numbers
            if case_number.startswith(prefix)
        )
        taken.append(max((int(number) for number in given if number.isdecimal()), default=0))
        taken.append(sum(not card.is_readable for card in cards_of(municipality_id).values()))
    taken[0] += 1
    while taken[1] and find_person_id(municipality_id, f"{prefix}{taken[0]:04d}"):
        taken[0] += 1
    return f"{prefix}{taken[0]:04d}"
