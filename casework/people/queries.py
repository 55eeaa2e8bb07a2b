"""Reading what is known of people: households, cases, titles."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import and_, or_, select

from casework.access.roles import Role
from casework.access.viewer import Viewer
from casework.accounts.models import User
from casework.database.base import db
from casework.database.episodes import holds_on
from casework.database.recorded import find_latest, known
from casework.errors import Conflict, NotThere
from casework.people.cards import Card
from casework.people.merge_models import PersonMerge
from casework.people.models import IntegrationCase, Person, ResidenceTitle
from casework.people.panels import Happening
from casework.people.records import leading_ids, records_of
from casework.people.register import cards
from casework.people.scope import sharing, visible_to
from casework.vault.keys import keys
from casework.vocabulary.residence import RESIDENCE_TITLES

Stated = TypeVar("Stated", IntegrationCase, ResidenceTitle)


def household_members(viewer: Viewer, person: Person) -> list[Card]:
    """Everybody of the person's household whom this viewer may see, the person included, oldest first.

    Of several records all households count, and everybody stands there once.
    """
    households = [record.household_id for record in person.records]
    shared = sharing(person.municipality_id, households)
    ids = db.session.scalars(select(Person.id).where(Person.id.in_(shared), visible_to(viewer)))
    known = cards()
    members = [known[person_id] for person_id in ids if person_id in known]
    return sorted(
        members,
        key=lambda card: (card.birth_date is None, card.birth_date and card.birth_date.iso(), card.name),
    )


def get_people(viewer: Viewer, person_ids: Iterable[uuid.UUID]) -> list[Person]:
    """The people whom these records mean, as far as this viewer may see them, in no order."""
    ids = set(leading_ids(person_ids).values())
    return list(db.session.scalars(select(Person).where(Person.id.in_(ids), visible_to(viewer))))


def get_merged(person: Person, record_id: uuid.UUID) -> PersonMerge:
    """The pointer of a record that this person leads; raises NotThere."""
    pointer = db.session.scalar(
        select(PersonMerge).where(
            PersonMerge.person_id == record_id, PersonMerge.into_id == person.id, known(PersonMerge)
        )
    )
    if pointer is None:
        raise NotThere("Diese Akte gehört nicht oder nicht mehr zu dieser Person.")
    return pointer


def unrestricted(viewer: Viewer, person_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these people whom this viewer may see and to whom no narrower rights apply."""
    wanted = (Person.id.in_(list(person_ids)), Person.restricted.is_(False), visible_to(viewer))
    return set(db.session.scalars(select(Person.id).where(*wanted)))


def unrestricted_of(municipality_id: uuid.UUID, person_ids: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Those of these people of a municipality to whom no narrower rights apply, whoever may see them."""
    wanted = (Person.id.in_(list(person_ids)), Person.municipality_id == municipality_id)
    return list(
        db.session.scalars(select(Person.id).where(*wanted, Person.restricted.is_(False)).order_by(Person.id))
    )


def cases_of(person: Person) -> list[IntegrationCase]:
    """The believed cases of a person, latest first."""
    return list(
        db.session.scalars(
            select(IntegrationCase)
            .where(IntegrationCase.person_id.in_(person.record_ids), IntegrationCase.superseded_at.is_(None))
            .order_by(IntegrationCase.starts_on.desc(), IntegrationCase.recorded_at.desc())
        )
    )


def find_open_case(person: Person, day: date) -> IntegrationCase | None:
    """The case that is led for a person on a day; of several, after a merge, that of the leading record."""
    held = [case for case in cases_of(person) if holds_on(case, day)]
    return min(held, key=lambda case: case.person_id != person.id, default=None)


def titles_of(person: Person) -> list[ResidenceTitle]:
    """The believed residence titles of a person, latest first."""
    keys().prefetch(person.record_ids)
    return list(
        db.session.scalars(
            select(ResidenceTitle)
            .where(ResidenceTitle.person_id.in_(person.record_ids), ResidenceTitle.superseded_at.is_(None))
            .order_by(ResidenceTitle.starts_on.desc(), ResidenceTitle.recorded_at.desc())
        )
    )


def stated(kind: type[Stated], person: Person, row_id: uuid.UUID) -> Stated:
    """The believed case or title of a person; raises Conflict when somebody else corrected it meanwhile."""
    row = db.session.scalar(
        select(kind).where(
            kind.person_id.in_(person.record_ids), kind.id == row_id, kind.superseded_at.is_(None)
        )
    )
    if row is None:
        raise Conflict(
            "Diesen Eintrag hat inzwischen jemand berichtigt. Bitte öffnen Sie die Person noch einmal."
        )
    return row


def get_latest_title(person: Person, row_id: uuid.UUID) -> ResidenceTitle:
    """What stands now of a title of a person, whichever of its versions the id means; raises NotThere or Conflict."""
    row = db.session.get(ResidenceTitle, row_id)
    if row is None or row.person_id not in person.record_ids:
        raise NotThere("Diesen Eintrag gibt es nicht.")
    latest = find_latest(row, ("person_id", "starts_on"))
    return latest or stated(ResidenceTitle, person, row_id)


def case_managers(municipality_id: uuid.UUID, cases: Iterable[IntegrationCase] = ()) -> Sequence[User]:
    """Who may lead a case in a municipality, and whoever leads one of these cases, still active or not; by name."""
    leading = [case.case_manager_id for case in cases if case.case_manager_id]
    may_lead = and_(User.is_active, User.role.in_([Role.CASE_MANAGER, Role.TEAM_LEAD]))
    users = db.session.scalars(
        select(User).where(User.municipality_id == municipality_id, or_(may_lead, User.id.in_(leading)))
    )
    return sorted(users, key=lambda user: user.name)


def case_manager_names(person_ids: Sequence[uuid.UUID], day: date) -> dict[uuid.UUID, str]:
    """Who leads the case of each of these people on a day; of several, after a merge, that of the leading record."""
    of_person = records_of(person_ids)
    owner = {record_id: person_id for person_id, records in of_person.items() for record_id in records}
    cases = db.session.execute(
        select(IntegrationCase.person_id, IntegrationCase.starts_on, IntegrationCase.ends_on, User)
        .join(User, User.id == IntegrationCase.case_manager_id)
        .where(IntegrationCase.person_id.in_(owner), IntegrationCase.superseded_at.is_(None))
        .order_by(IntegrationCase.starts_on, IntegrationCase.recorded_at)
    )
    held = sorted(
        (case for case in cases if holds_on(case, day)), key=lambda case: case.person_id in of_person
    )
    return {owner[case.person_id]: case.User.name for case in held}


def history_of_titles(person: Person) -> list[Happening]:
    """The titles as entries of the timeline."""
    return [
        Happening(
            title.starts_on,
            "Aufenthalt",
            RESIDENCE_TITLES.label(title.title),
            _validity(title),
        )
        for title in titles_of(person)
    ]


def _validity(title: ResidenceTitle) -> str:
    printed = f"gültig bis {title.ends_on:%d.%m.%Y}" if title.ends_on else "unbefristet"
    if title.legally_until is None:
        return printed
    return f"{printed}, gilt rechtlich bis {title.legally_until:%d.%m.%Y}: {title.legally_until_reason}"


def history_of_cases(person: Person) -> list[Happening]:
    """Beginning and end of each case as entries of the timeline."""
    entries = []
    for case in cases_of(person):
        led_by = case.case_manager.name if case.case_manager else "noch niemand zuständig"
        entries.append(Happening(case.starts_on, "Fall", "Fall begonnen", led_by))
        if case.ends_on:
            entries.append(Happening(case.ends_on, "Fall", "Fall beendet"))
    extended = {case.extended_on: case.extended_reason or "" for case in cases_of(person) if case.extended_on}
    return entries + [Happening(day, "Fall", "Beratung verlängert", why) for day, why in extended.items()]
