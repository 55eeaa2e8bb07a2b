"""Who leads the case of a person, from when to when: dated, recorded, corrected by a new row.

Whatever becomes of a case, what was said of extending the counselling goes along with it.
"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select

from casework.audit.trail import note
from casework.database.base import db
from casework.database.turns import take_turn
from casework.errors import Refused
from casework.people.extensions import NOT_EXTENDED, Extension, extension_of
from casework.people.models import IntegrationCase, Person
from casework.people.queries import cases_of


def lead_case(
    person: Person,
    *,
    starts_on: date,
    ends_on: date | None = None,
    case_manager_id: uuid.UUID | None = None,
    among: Iterable[IntegrationCase] | None = None,
) -> bool:
    """State that a case is led from a day on, by whom; a different statement for that day corrects it.

    It stands beside all cases of the person, of whichever record, unless told `among` which; a correction stays with
    the record it corrects. Returns whether anything changed. An earlier case without an end ends where the new one
    begins. Raises Refused when the end of an earlier case was stated and lies behind the beginning, or a later case
    is in the way.
    """
    take_turn()
    if ends_on is not None and ends_on < starts_on:
        raise Refused("Das Ende des Falls liegt vor seinem Beginn.")
    cases = cases_of(person) if among is None else list(among)
    same_day = [case for case in cases if case.starts_on == starts_on]
    differing = [
        case for case in same_day if (case.ends_on, case.case_manager_id) != (ends_on, case_manager_id)
    ]
    if same_day and not differing:
        return False
    for case in cases:
        _refuse_in_the_way(case, starts_on, ends_on)
    for case in cases:
        if case.starts_on < starts_on and case.ends_on is None:
            _restate(case, ends_on=starts_on)
    for case in differing:
        case.supersede()
    db.session.flush()
    for case in differing:
        _begin(case.person_id, starts_on, ends_on, case_manager_id, extension_of(case))
    if not differing:
        _begin(person.id, starts_on, ends_on, case_manager_id, _extension_going_on(cases, starts_on))
    return True


def _extension_going_on(cases: Iterable[IntegrationCase], day: date) -> Extension:
    """What was said of the case that ends only because the next one begins on this day."""
    open_before = (case for case in cases if case.starts_on < day and case.ends_on is None)
    return next((extension_of(case) for case in open_before if case.extended), NOT_EXTENDED)


def _refuse_in_the_way(case: IntegrationCase, starts_on: date, ends_on: date | None) -> None:
    if case.starts_on > starts_on and (ends_on is None or ends_on > case.starts_on):
        raise Refused("Für diese Person beginnt am %(day)s schon ein Fall.", day=f"{case.starts_on:%d.%m.%Y}")
    if case.starts_on < starts_on and case.ends_on is not None and case.ends_on > starts_on:
        raise Refused(
            "Der Fall ab %(start)s endet laut Angabe erst am %(end)s. Bitte berichtigen Sie zuerst dessen Ende.",
            start=f"{case.starts_on:%d.%m.%Y}",
            end=f"{case.ends_on:%d.%m.%Y}",
        )


def hand_over_case(case: IntegrationCase, *, on: date, case_manager_id: uuid.UUID) -> None:
    """State that from a day on somebody else leads this case; it ends on the day on which it would have ended."""
    take_turn()
    if case.starts_on < on:
        _restate(case, ends_on=on)
    else:
        case.supersede()
    db.session.flush()
    _begin(case.person_id, max(case.starts_on, on), case.ends_on, case_manager_id, extension_of(case))


def undo_statements(recorded_at: datetime, municipality_id: uuid.UUID) -> list[IntegrationCase]:
    """Take back all that was stated of cases at one moment, and believe again what was believed before it.

    Returns the cases believed again. Raises Refused when any of them was changed since.
    """
    take_turn()
    of_town = IntegrationCase.person_id.in_(
        select(Person.id).where(Person.municipality_id == municipality_id)
    )
    made, before = (
        db.session.scalars(select(IntegrationCase).where(moment == recorded_at, of_town)).all()
        for moment in (IntegrationCase.recorded_at, IntegrationCase.superseded_at)
    )
    if any(case.superseded_at is not None for case in made):
        raise Refused(
            "Seitdem wurde mindestens ein Fall geändert. Bitte übergeben Sie die Fälle einzeln zurück."
        )
    for case in made:
        case.supersede()
    db.session.flush()
    again = [
        IntegrationCase(
            person_id=case.person_id,
            starts_on=case.starts_on,
            ends_on=case.ends_on,
            case_manager_id=case.case_manager_id,
            **extension_of(case).columns,
        )
        for case in before
    ]
    db.session.add_all(again)
    return again


def begin_case(
    person: Person, *, starts_on: date, ends_on: date | None = None, case_manager_id: uuid.UUID | None = None
) -> None:
    """State the case of somebody for whom none is in the way; asks the database nothing."""
    _begin(person.id, starts_on, ends_on, case_manager_id, NOT_EXTENDED)


def _begin(
    record_id: uuid.UUID,
    starts_on: date,
    ends_on: date | None,
    case_manager_id: uuid.UUID | None,
    extension: Extension,
) -> None:
    db.session.add(
        IntegrationCase(
            person_id=record_id,
            starts_on=starts_on,
            ends_on=ends_on,
            case_manager_id=case_manager_id,
            **extension.columns,
        )
    )
    note("people:case:led", subject=record_id, starts_on=starts_on.isoformat())


def take_back_case(person: Person, case: IntegrationCase) -> None:
    """Take back a case that should never have been entered; one that had ended only for its sake goes on as before."""
    case.supersede()
    for before in [one for one in cases_of(person) if one.ends_on == case.starts_on]:
        _reopen(before, case)
    note("people:case:retracted", subject=person.id, starts_on=case.starts_on.isoformat())


def _reopen(before: IntegrationCase, case: IntegrationCase) -> None:
    """Give a case the end it had, if it got another in the moment in which the one taken back was first stated."""
    records = (before.person_id, case.person_id)
    rows = db.session.scalars(select(IntegrationCase).where(IntegrationCase.person_id.in_(records))).all()
    ended_at = _when_ended(before, rows)
    began = any(row.starts_on == case.starts_on and row.recorded_at == ended_at for row in rows)
    for row in rows:
        is_same = (row.person_id, row.starts_on) == (before.person_id, before.starts_on)
        if began and is_same and row.superseded_at == ended_at:
            _restate(before, ends_on=row.ends_on)


def _when_ended(case: IntegrationCase, rows: Iterable[IntegrationCase]) -> datetime:
    """The moment at which a case got the end that it has, whatever else was corrected of it since."""
    said = (case.person_id, case.starts_on, case.ends_on)
    alike = {
        row.superseded_at: row.recorded_at
        for row in rows
        if (row.person_id, row.starts_on, row.ends_on) == said
    }
    moment = case.recorded_at
    while moment in alike:
        moment = alike[moment]
    return moment


def _restate(case: IntegrationCase, *, ends_on: date | None) -> None:
    case.supersede()
    db.session.flush()
    db.session.add(
        IntegrationCase(
            person_id=case.person_id,
            starts_on=case.starts_on,
            ends_on=ends_on,
            case_manager_id=case.case_manager_id,
            **extension_of(case).columns,
        )
    )
