"""Reading talks: of a person, of a caseworker, and those that wait for a next step."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.counselling.models import Consultation, Participant
from casework.database.base import db
from casework.database.recorded import known
from casework.errors import NotAllowed, NotThere
from casework.people.models import Person
from casework.people.scope import of_led_by, of_visible
from casework.vault.keys import keys
from casework.vocabulary.counselling import CASE_TALK

SHOWN_AS_RECENT = 8
BATCH = 500


def talks_of(record_ids: Iterable[uuid.UUID]) -> list[Consultation]:
    """The believed version of every talk in which any of these records took part, latest first; the keys are open.

    For one person as for a whole list: two queries per 500 records, and one for the keys.
    """
    ids = sorted(set(record_ids))
    found: dict[uuid.UUID, Consultation] = {}
    for start in range(0, len(ids), BATCH):
        for talk in db.session.scalars(_believed().where(_with_any_of(ids[start : start + BATCH]))):
            found[talk.id] = talk
    return _opened(sorted(found.values(), key=lambda talk: (talk.held_on, talk.recorded_at), reverse=True))


def first_recorded(talk_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """When the first version of each of these talks was put on record."""
    ids = sorted(set(talk_ids))
    found: dict[uuid.UUID, datetime] = {}
    for start in range(0, len(ids), BATCH):
        rows = db.session.execute(
            select(Consultation.talk_id, func.min(Consultation.recorded_at))
            .where(Consultation.talk_id.in_(ids[start : start + BATCH]))
            .group_by(Consultation.talk_id)
        )
        found.update(dict(rows.all()))
    return found


def next_steps_of(person: Person) -> list[Consultation]:
    """The talks with a person whose next step has a day, earliest first."""
    return _opened(
        db.session.scalars(
            _believed()
            .where(Consultation.next_step_on.is_not(None), _with_any_of(person.record_ids))
            .order_by(Consultation.next_step_on, Consultation.id)
        ).all()
    )


def find_last_with(viewer: Viewer, person: Person) -> Consultation | None:
    """The last talk with a person that is not confidential, or is this viewer's own."""
    return db.session.scalar(
        _believed()
        .where(
            _with_any_of(person.record_ids),
            Consultation.is_confidential.is_(False) | (Consultation.case_manager_id == viewer.user_id),
        )
        .order_by(Consultation.held_on.desc(), Consultation.recorded_at.desc(), Consultation.id)
        .limit(1)
    )


def get_talk(viewer: Viewer, consultation_id: uuid.UUID) -> Consultation:
    """A version of a talk, believed or given up, that this viewer may know of.

    Raises NotThere for others, NotAllowed for a confidential talk of somebody else.
    """
    talk = db.session.scalar(
        select(Consultation)
        .where(Consultation.id == consultation_id, of_readable(viewer))
        .options(
            selectinload(Consultation.participants).joinedload(Participant.person),
            joinedload(Consultation.case_manager),
        )
    )
    if talk is None:
        raise NotThere("Dieses Gespräch gibt es nicht, oder es gehört nicht zu Ihren Fällen.")
    if not talk.is_open_to(viewer.user_id):
        raise NotAllowed("Dieses Gespräch ist vertraulich; nur wer es geführt hat, kann es öffnen.")
    return talk


def get_latest_version(viewer: Viewer, talk: Consultation) -> Consultation:
    """The believed version of the same talk."""
    latest_id = db.session.scalar(
        select(Consultation.id).where(Consultation.talk_id == talk.talk_id, known(Consultation))
    )
    return talk if latest_id in (None, talk.id) else get_talk(viewer, latest_id)


def find_last_by(user_id: uuid.UUID, talk_form: str = CASE_TALK) -> Consultation | None:
    """The talk of a form that somebody documented last, whose kind and length their next one probably shares."""
    return db.session.scalar(
        select(Consultation)
        .where(
            Consultation.case_manager_id == user_id,
            Consultation.talk_form == talk_form,
            known(Consultation),
        )
        .order_by(Consultation.recorded_at.desc(), Consultation.id)
        .limit(1)
    )


def recent_talks(viewer: Viewer) -> list[Consultation]:
    """The talks this viewer led last, with people they still look after or with nobody named."""
    return _opened(
        db.session.scalars(
            _believed()
            .where(Consultation.case_manager_id == viewer.user_id, of_readable(viewer))
            .order_by(Consultation.held_on.desc(), Consultation.recorded_at.desc(), Consultation.id)
            .limit(SHOWN_AS_RECENT)
        ).all()
    )


def follow_ups_due(viewer: Viewer, until: date) -> list[Consultation]:
    """The talks with the viewer's own people, or their own with nobody, whose next step falls due by a day."""
    talks = db.session.scalars(
        _believed()
        .where(
            Consultation.next_step_on <= until,
            _with_one_of(of_led_by(viewer)) | (_with_nobody() & of_author(viewer.user_id)),
        )
        .order_by(Consultation.next_step_on, Consultation.id)
    )
    return _opened([talk for talk in talks if talk.is_open_to(viewer.user_id)])


def of_author(user_id: uuid.UUID) -> ColumnElement[bool]:
    """The condition on `Consultation` for the talks somebody led or, where nobody is named, put on record."""
    return func.coalesce(Consultation.case_manager_id, Consultation.recorded_by_id) == user_id


def of_readable(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on `Consultation` for the talks a viewer may know of, confidential or not.

    Those with somebody they may know of. Of those that name nobody: their own, and all of the municipality for who sees
    its people.
    """
    unnamed = _with_nobody() & (Consultation.municipality_id == viewer.municipality_id)
    if viewer.sees_own_cases_only or not viewer.may(Permission.PEOPLE_PERSON_READ):
        unnamed &= of_author(viewer.user_id)
    return _with_one_of(of_visible(viewer)) | unnamed


def _with_nobody() -> ColumnElement[bool]:
    return ~exists().where(Participant.consultation_id == Consultation.id)


def _believed() -> Select[Consultation]:
    return select(Consultation).where(known(Consultation)).options(selectinload(Consultation.participants))


def _with_any_of(person_ids: Sequence[uuid.UUID]) -> ColumnElement[bool]:
    return Consultation.id.in_(
        select(Participant.consultation_id).where(Participant.person_id.in_(person_ids))
    )


def _with_one_of(people: ColumnElement[bool]) -> ColumnElement[bool]:
    return Consultation.id.in_(
        select(Participant.consultation_id).join(Person, Person.id == Participant.person_id).where(people)
    )


def _opened(talks: Sequence[Consultation]) -> list[Consultation]:
    keys().prefetch(talk.subject_id for talk in talks)
    return list(talks)
