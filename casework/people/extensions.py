"""Counselling that goes on into the fourth year: decided once, with a reason (VwV Integrationsmanagement)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.moments import today
from casework.database.turns import take_turn
from casework.errors import Conflict, NotThere, Refused
from casework.people.models import IntegrationCase, Person
from casework.people.queries import cases_of, find_open_case


@dataclass(frozen=True, slots=True)
class Extension:
    """On which day it was decided, and why; nothing for a case that was not extended."""

    on: date | None = None
    reason: str | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """As a case says it."""
        return {"extended_on": self.on, "extended_reason": self.reason}


NOT_EXTENDED = Extension()


class ExtensionChanged(Conflict):
    """Somebody else changed the case in between."""

    def __init__(self) -> None:
        super().__init__("Dieser Fall wurde inzwischen geändert. Bitte vergleichen Sie beide Fassungen.")


def extension_of(case: IntegrationCase) -> Extension:
    """What a case says of it."""
    return Extension(case.extended_on, case.extended_reason)


def extended_cases(person: Person) -> list[IntegrationCase]:
    """The believed cases of a person that say so: one decision, which goes along when the case is handed over."""
    return [case for case in cases_of(person) if case.extended]


def get_extendable(person: Person, day: date) -> IntegrationCase:
    """The case whose counselling was extended, or may be: the one that is led; raises NotThere without any."""
    case = find_open_case(person, day)
    if case is None or not case.extended:
        case = next(iter(extended_cases(person)), case)
    if case is None:
        raise NotThere("Für diese Person wird kein Fall geführt, den man verlängern könnte.")
    return case


def extend(person: Person, case: IntegrationCase, *, on: date, reason: str) -> bool:
    """State that the counselling goes on into the fourth year, or correct what was stated; whether anything changed.

    Raises Refused without a reason, for a day in the future or before the case began, and when the counselling was
    extended before in another case.
    """
    take_turn()
    said = Extension(on, reason.strip() or None)
    if said.reason is None:
        raise Refused("Bitte begründen Sie die Verlängerung: Sie ist nur im Einzelfall möglich.")
    before = extended_cases(person)
    if before and not case.extended:
        raise Refused(
            "Die Beratung wurde schon am %(day)s verlängert. Ein zweites Mal ist nicht vorgesehen.",
            day=f"{before[0].extended_on:%d.%m.%Y}",
        )
    cases = before or [case]
    if on > today():
        raise Refused("Der Tag der Entscheidung liegt in der Zukunft.")
    if on < min(one.starts_on for one in cases):
        raise Refused("Der Tag der Entscheidung liegt vor dem Beginn des Falls.")
    if not _state(cases, said):
        return False
    note("people:case:extended", subject=person.id, extended_on=on.isoformat())
    return True


def take_back_extension(person: Person) -> None:
    """Take back that the counselling was extended; raises Conflict when it is not."""
    take_turn()
    extended = extended_cases(person)
    if not extended:
        raise Conflict("Die Beratung ist nicht verlängert. Vielleicht war jemand schneller.")
    _state(extended, NOT_EXTENDED)
    note("people:case:extension-retracted", subject=person.id)


def _state(cases: Sequence[IntegrationCase], said: Extension) -> bool:
    differing = [case for case in cases if extension_of(case) != said]
    for case in differing:
        case.give_up(ExtensionChanged())
    db.session.flush()
    db.session.add_all(
        IntegrationCase(
            person_id=case.person_id,
            starts_on=case.starts_on,
            ends_on=case.ends_on,
            case_manager_id=case.case_manager_id,
            recorded_by_id=actor().user_id,
            **said.columns,
        )
        for case in differing
    )
    return bool(differing)
