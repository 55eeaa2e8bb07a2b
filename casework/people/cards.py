"""What the register says of a person, opened: a card."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from casework.database.bulk import Key
from casework.people.birth_dates import BirthDate
from casework.people.names import full_name, list_name
from casework.vault.unreadable import NOT_READABLE
from casework.vocabulary.spelling import folded


@dataclass(frozen=True)
class Card:
    """What the register knows of a person; `merged` are the cards of other records that mean the same one."""

    person_id: uuid.UUID
    municipality_id: uuid.UUID
    household_id: uuid.UUID
    case_number: str
    family_name: str
    given_names: str | None
    other_spellings: tuple[str, ...]
    birth_date: BirthDate | None
    sex: str | None
    nationalities: tuple[str, ...]
    numbers: tuple[str, ...]
    is_readable: bool = True
    merged: tuple["Card", ...] = ()

    @property
    def records(self) -> tuple["Card", ...]:
        """The card of every record of the person, the leading one first."""
        return (self, *self.merged)

    @property
    def case_numbers(self) -> tuple[str, ...]:
        """Every number the person goes or went by, the leading one first."""
        return tuple(record.case_number for record in self.records)

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """Every name and spelling of the person, of all records, the leading name first."""
        found = (name for record in self.records for name in (record.name, *record.other_spellings))
        return tuple(dict.fromkeys(found))

    @cached_property
    def key(self) -> Key:
        return self.person_id.hex

    @cached_property
    def name(self) -> str:
        return full_name(self.given_names, self.family_name)

    def name_with_age(self, day: date) -> str:
        """The name as a family knows its namesakes apart: „Amina Haddad (9)“."""
        return f"{self.name} ({self.birth_date.age_words(day)})" if self.birth_date else self.name

    @cached_property
    def list_name(self) -> str:
        return list_name(self.given_names, self.family_name)

    @cached_property
    def sort_key(self) -> str:
        return folded(self.list_name)

    @cached_property
    def born_between(self) -> tuple[date, date] | None:
        """The first and the last day of birth that can be meant."""
        return (self.birth_date.earliest(), self.birth_date.latest()) if self.birth_date else None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name and spelling, each to be found by."""
        return self.spellings

    @property
    def all_numbers(self) -> tuple[str, ...]:
        """Every number and address to be found by, of all records."""
        return tuple(number for record in self.records for number in (record.case_number, *record.numbers))


def by_record(cards: Iterable[Card]) -> dict[uuid.UUID, Card]:
    """These cards by the id of every record they speak for."""
    return {record.person_id: card for card in cards for record in card.records}


def find_card(person_id: uuid.UUID, municipality_id: uuid.UUID, content: dict[str, Any]) -> Card | None:
    """The card of a person; none for a record that is part of another's."""
    return None if "merged_into" in content else _card(person_id, municipality_id, content)


def _card(person_id: uuid.UUID, municipality_id: uuid.UUID, content: dict[str, Any]) -> Card:
    birth = content["birth_date"]
    return Card(
        person_id=person_id,
        municipality_id=municipality_id,
        household_id=uuid.UUID(content["household"]),
        case_number=content["case_number"],
        family_name=content["family_name"],
        given_names=content["given_names"],
        other_spellings=tuple(content["other_spellings"]),
        birth_date=birth and BirthDate.read(birth[0], is_fictive=birth[1]),
        sex=content["sex"],
        nationalities=tuple(content["nationalities"]),
        numbers=tuple(content["numbers"]),
        merged=tuple(
            _card(uuid.UUID(record["person"]), municipality_id, record)
            for record in content.get("merged", ())
        ),
    )


def unreadable_card(person_id: uuid.UUID, municipality_id: uuid.UUID, household_id: uuid.UUID) -> Card:
    """The card of somebody whose entry does not open: it leads to their page and says nothing else."""
    return Card(
        person_id=person_id,
        municipality_id=municipality_id,
        household_id=household_id,
        case_number=NOT_READABLE,
        family_name=NOT_READABLE,
        given_names=None,
        other_spellings=(),
        birth_date=None,
        sex=None,
        nationalities=(),
        numbers=(),
        is_readable=False,
    )
