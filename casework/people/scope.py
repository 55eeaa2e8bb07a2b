"""Who sees whom: the one rule that every list, search, page and figure with names goes through."""

import uuid
from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, select

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.audit.alarms import alarm
from casework.audit.trail import witness
from casework.database.base import db
from casework.database.bulk import Key
from casework.database.moments import today
from casework.errors import NotThere
from casework.people.models import IntegrationCase, Person
from casework.people.register import Card, cards, cards_of
from casework.vault.rowseal import is_intact, seal_beside


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on `Person` under which this viewer may know of a person.

    People of the viewer's municipality; for Integrationsmanager/innen those whose case they lead today, with their
    households; for roles without the right to read people, nobody.
    """
    if not viewer.may(Permission.PEOPLE_PERSON_READ):
        return Person.id.is_(None)
    return led_by(viewer) if viewer.sees_own_cases_only else Person.municipality_id == viewer.municipality_id


def led_by(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on `Person` for those whose case this viewer leads today, and their households."""
    day = today()
    led = (
        select(Person.household_id)
        .join(IntegrationCase, IntegrationCase.person_id == Person.id)
        .where(
            IntegrationCase.case_manager_id == viewer.user_id,
            IntegrationCase.superseded_at.is_(None),
            IntegrationCase.starts_on <= day,
            IntegrationCase.ends_on.is_(None) | (IntegrationCase.ends_on > day),
        )
    )
    return (Person.municipality_id == viewer.municipality_id) & Person.household_id.in_(led)


def visible_cards(viewer: Viewer) -> Iterable[Card]:
    """The register's cards of the people this viewer may know of, in no order."""
    if not viewer.may(Permission.PEOPLE_PERSON_READ):
        return []
    if not viewer.sees_own_cases_only:
        return cards_of(viewer.municipality_id).values()
    ids = db.session.scalars(select(Person.id).where(visible_to(viewer)))
    known = cards()
    return [known[person_id] for person_id in ids if person_id in known]


def visible_keys(viewer: Viewer) -> Collection[Key] | None:
    """The keys of the people this viewer may know of; None for everybody of their municipality."""
    if viewer.may(Permission.PEOPLE_PERSON_READ) and not viewer.sees_own_cases_only:
        return None
    return {card.key for card in visible_cards(viewer)}


def is_visible(viewer: Viewer, person: Person) -> bool:
    """Whether this viewer may know of a person, as of the running transaction."""
    return db.session.scalar(select(Person.id).where(Person.id == person.id, visible_to(viewer))) is not None


def get_person(viewer: Viewer, person_id: uuid.UUID) -> Person:
    """The person, if this viewer may know of them; NotThere says the same for an unknown and a hidden one.

    Whichever it is stands in the trail: every page about a person begins here. Somebody whose row was changed past
    Casework is shown all the same, marked as `changed_outside`, with an alarm.
    """
    found = db.session.execute(
        select(Person, seal_beside(Person)).where(Person.id == person_id, visible_to(viewer))
    ).first()
    if found is None:
        witness("people:person:refused", about=person_id)
        raise NotThere("Diese Person gibt es nicht, oder sie gehört nicht zu Ihren Fällen.")
    person, seal = found
    if not is_intact(person, seal):
        person.changed_outside = True
        alarm("vault:person:changed-outside", municipality_id=person.municipality_id, about=person.id)
    witness("people:person:opened", subject=person.id)
    return person
