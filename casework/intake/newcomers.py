"""A family as it is taken in: who they are, and what is said of all of them; no form knows more, no row knows less."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.errors import Refused
from casework.housing.operations import Destination
from casework.people.duplicates import Draft
from casework.people.names import full_name

EVERYBODY, FIRST_LINE, NOBODY = "ALL", "FIRST", "NONE"
"""For whom a case is led from the first day: for everybody, for whoever stands in the first line, for nobody yet."""


@dataclass(frozen=True, slots=True)
class Title:
    """A residence title with the days of the notice behind it."""

    code: str
    starts_on: date
    ends_on: date | None = None
    served_on: date | None = None
    final_on: date | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody in a line of the list; `same_as` is whom of the register they are, `room` where they alone live."""

    line: int
    details: Mapping[str, Any]
    case_number: str | None = None
    same_as: uuid.UUID | None = None
    room: str | None = None
    title: Title | None = None

    @property
    def draft(self) -> Draft:
        """The person as they are compared with those who are known."""
        names = (full_name(self.details.get("given_names"), self.details.get("family_name")),)
        return Draft(
            names=(*names, *self.details.get("other_spellings", ())),
            birth_date=self.details.get("birth_date"),
            sex=self.details.get("sex") or None,
            nationalities=tuple(self.details.get("nationalities", ())),
        )


@dataclass(frozen=True, slots=True)
class Intake:
    """What holds for everybody in the list: when they came, where they live, who leads their cases."""

    on: date | None = None
    stage: str | None = None
    dwelling: Destination | None = None
    arrival_id: uuid.UUID | None = None
    is_new_household: bool = False
    cases: str = EVERYBODY
    cases_from: date | None = None
    case_manager_id: uuid.UUID | None = None


class LineRefused(Refused):
    """A refusal that is about one line of the list, and perhaps about one field in it."""

    def __init__(self, line: int, refusal: Refused, field: str | None = None) -> None:
        super().__init__(refusal.sentence, **refusal.facts)
        self.line = line
        self.field = field
