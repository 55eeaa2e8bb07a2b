"""Who sees whom: the one rule that every list, search, page and figure with names goes through."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import lru_cache, partial

from sqlalchemy import ColumnElement, CompoundSelect, Select, select, union
from sqlalchemy.orm import aliased

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.audit.alarms import alarm
from casework.audit.trail import witness
from casework.database.base import db
from casework.database.bulk import Key
from casework.database.moments import today
from casework.database.one_look import is_one_look, once
from casework.database.recorded import known
from casework.database.unsearched import unsearched
from casework.errors import Moved, NotThere
from casework.people.cards import Card
from casework.people.merge_models import PersonMerge
from casework.people.models import IntegrationCase, Person
from casework.people.records import leading_id_of, merged_ids, pointer_of
from casework.people.register import cards, cards_of
from casework.vault.rowseal import is_intact, seal_beside


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on `Person` under which this viewer may know of a person; of several records the leading one.

    People of the viewer's municipality; for Integrationsmanager/innen those whose case they or somebody they stand in
    for lead today, with their households; for roles without the right to read people, nobody.
    """
    if not viewer.may(Permission.PEOPLE_PERSON_READ):
        return Person.id.is_(None)
    if viewer.sees_own_cases_only:
        return Person.id.in_(_looked_after(viewer))
    return (Person.municipality_id == viewer.municipality_id) & Person.id.not_in(merged_ids())


def of_visible(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on `Person` for all records of those a viewer may know of: what is stated stands under each."""
    if not viewer.may(Permission.PEOPLE_PERSON_READ):
        return Person.id.is_(None)
    return (
        of_led_by(viewer) if viewer.sees_own_cases_only else Person.municipality_id == viewer.municipality_id
    )


def of_led_by(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on `Person` for all records of those whose case this viewer leads today, and their households."""
    if is_one_look():
        asked = "of led by", viewer.leading_ids, viewer.municipality_id
        return once(asked, lambda: Person.id.in_(_records_led_by(viewer)))
    people = _looked_after(viewer)
    merged = select(PersonMerge.person_id).where(known(PersonMerge), PersonMerge.into_id.in_(people))
    return Person.id.in_(people) | Person.id.in_(merged)


def _people_led_by(viewer: Viewer) -> set[uuid.UUID]:
    """The people a viewer leads, by leading record; within one look each colleague's are asked for once."""
    found: set[uuid.UUID] = set()
    for leading_id in viewer.leading_ids:
        asked = "people led by", leading_id, viewer.municipality_id
        found.update(once(asked, partial(_ask_led_by, leading_id, viewer.municipality_id)))
    return found


def _ask_led_by(leading_id: uuid.UUID, municipality_id: uuid.UUID) -> Sequence[uuid.UUID]:
    return db.session.scalars(_in_households_led_by((leading_id,), municipality_id, today())).all()


def _records_led_by(viewer: Viewer) -> Sequence[uuid.UUID]:
    """All records of these people."""
    merged = {record.person_id for card in _cards_led_by(viewer) for record in card.merged}
    return sorted(_people_led_by(viewer) | merged)


def _looked_after(viewer: Viewer) -> Select[uuid.UUID]:
    """Those whose case this viewer, or whom they stand in for, leads today, with everybody of their households.

    A person shares the households of all their records.
    """
    return _in_households_led_by(viewer.leading_ids, viewer.municipality_id, today())


@lru_cache(maxsize=200)
def _in_households_led_by(
    leading_ids: tuple[uuid.UUID, ...], municipality_id: uuid.UUID, day: date
) -> Select[uuid.UUID]:
    """The question, not the answer: a page asks it many times, and it takes longer to put than to answer."""
    led = (
        select(leading_id_of(IntegrationCase.person_id).label("id"))
        .select_from(IntegrationCase)
        .outerjoin(PersonMerge, pointer_of(IntegrationCase.person_id))
        .where(
            IntegrationCase.case_manager_id.in_(leading_ids),
            IntegrationCase.superseded_at.is_(None),
            IntegrationCase.starts_on <= day,
            IntegrationCase.ends_on.is_(None) | (IntegrationCase.ends_on > day),
        )
    ).cte()
    return select(sharing(municipality_id, _households_of(select(led.c.id))).cte().c.id)


def _households_of(people: Select[uuid.UUID]) -> Select[uuid.UUID]:
    """The households of all records of these people."""
    record = aliased(Person)
    merged = select(PersonMerge.person_id).where(known(PersonMerge), PersonMerge.into_id.in_(people))
    return select(record.household_id).where(record.id.in_(people) | record.id.in_(merged))


def sharing(
    municipality_id: uuid.UUID, households: Select[uuid.UUID] | Iterable[uuid.UUID]
) -> CompoundSelect[uuid.UUID]:
    """The people, by leading record, of whom any record belongs to one of these households."""
    record = aliased(Person)
    within = (unsearched(record.municipality_id) == municipality_id, record.household_id.in_(households))
    return union(
        select(record.id).where(*within, record.id.not_in(merged_ids())),
        select(PersonMerge.into_id)
        .join(record, record.id == PersonMerge.person_id)
        .where(*within, known(PersonMerge)),
    )


def visible_cards(viewer: Viewer) -> Iterable[Card]:
    """The register's cards of the people this viewer may know of, in no order."""
    if not viewer.may(Permission.PEOPLE_PERSON_READ):
        return []
    if not viewer.sees_own_cases_only:
        return cards_of(viewer.municipality_id).values()
    return _cards_led_by(viewer)


def _cards_led_by(viewer: Viewer) -> Sequence[Card]:
    def ask() -> list[Card]:
        ids, known_cards = _people_led_by(viewer), cards()
        return [known_cards[person_id] for person_id in ids if person_id in known_cards]

    return once(("cards led by", viewer.leading_ids, viewer.municipality_id), ask)


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

    Raises Moved for a record that was merged into one that this viewer may know of.
    Whichever it is stands in the trail: every page about a person begins here. Somebody whose row was changed past
    Casework is shown all the same, marked as `changed_outside`, with an alarm.
    """
    wanted = select(Person, seal_beside(Person)).where(Person.id == person_id, visible_to(viewer))
    found = db.session.execute(wanted).first()
    if found is None:
        _lead_to_another_record(viewer, person_id)
        found = db.session.execute(
            wanted
        ).first()  # the record may have been taken apart between the two looks
    if found is None:
        witness("people:person:refused", about=person_id)
        raise NotThere("Diese Person gibt es nicht, oder sie gehört nicht zu Ihren Fällen.")
    person, seal = found
    if not is_intact(person, seal):
        person.changed_outside = True
        alarm("vault:person:changed-outside", municipality_id=person.municipality_id, about=person.id)
    witness("people:person:opened", subject=person.id)
    return person


def _lead_to_another_record(viewer: Viewer, person_id: uuid.UUID) -> None:
    merge = db.session.scalar(
        select(PersonMerge)
        .join(Person, Person.id == PersonMerge.into_id)
        .where(PersonMerge.person_id == person_id, known(PersonMerge), visible_to(viewer))
    )
    if merge is not None:
        raise Moved(merge.person_id, merge.into_id)
