"""Documenting talks and correcting what was documented: a correction is a new version of the same talk."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select, update

from casework.audit.trail import actor, note
from casework.counselling.models import Consultation, Participant
from casework.database.base import db
from casework.database.moments import today
from casework.database.recorded import moment_of_recording
from casework.errors import Conflict, Refused
from casework.people.models import Person
from casework.vault.keys import keys
from casework.vault.unreadable import is_unreadable
from casework.vocabulary.counselling import CONTACT_KINDS, FIELDS_OF_ACTION, INTERPRETERS, RESULTS

MOST_MINUTES = 24 * 60
STATEMENTS = (
    "held_on",
    "minutes",
    "contact_kind",
    "topics",
    "case_manager_id",
    "language",
    "interpreter",
    "content",
    "result",
    "next_step",
    "next_step_on",
    "is_confidential",
)
"""What can be said of a talk besides who was there."""


class TalkChanged(Conflict):
    """Somebody corrected the talk after this version of it was opened."""

    def __init__(self) -> None:
        super().__init__("Dieses Gespräch wurde inzwischen geändert. Bitte vergleichen Sie beide Fassungen.")


def document(
    *,
    municipality_id: uuid.UUID,
    people: Sequence[Person],
    held_on: date,
    minutes: int | None,
    contact_kind: str,
    topics: Sequence[str],
    case_manager_id: uuid.UUID | None = None,
    language: str | None = None,
    interpreter: str = "NONE",
    content: str | None = None,
    result: str | None = None,
    next_step: str | None = None,
    next_step_on: date | None = None,
    is_confidential: bool = False,
) -> Consultation:
    """Put one talk with one or several people on record; the main topic comes first.

    `result` is a code or wording of RESULTS, or free text. Raises Refused for a day in the future, no topic, an unknown
    code, minutes outside 0–1440, or people of another municipality.
    """
    said = {
        "held_on": held_on,
        "minutes": minutes,
        "contact_kind": contact_kind,
        "topics": topics,
        "case_manager_id": case_manager_id,
        "language": language,
        "interpreter": interpreter,
        "content": content,
        "result": result,
        "next_step": next_step,
        "next_step_on": next_step_on,
        "is_confidential": is_confidential,
    }
    talk_id = uuid.uuid4()
    consultation = _write(talk_id, municipality_id, people, _checked(said), has_key=False)
    for person in _distinct(people):
        note("counselling:consultation:documented", subject=person.id, talk=str(talk_id))
    return consultation


def revise(consultation: Consultation, **changes: Any) -> Consultation:
    """A new version of a talk: `changes` are any of STATEMENTS, and `people`; the old version stays as it was believed.

    Returns the same version if nothing changed. Raises TalkChanged when the version is no longer the latest one.
    """
    before = {name: getattr(consultation, name) for name in STATEMENTS}
    people_before = consultation.people()
    people = _distinct(changes.pop("people", people_before))
    said = _checked(before | {name: value for name, value in changes.items() if value != before[name]})
    changed = [name for name in STATEMENTS if said[name] != before[name]]
    if {person.id for person in people} != {person.id for person in people_before}:
        changed.append("people")
    if not changed:
        return consultation
    _check_people(consultation.municipality_id, people)
    _supersede(consultation)
    version = _write(
        consultation.talk_id, consultation.municipality_id, people, said, has_key=_has_key(consultation)
    )
    for person in _distinct([*people_before, *people]):
        note(
            "counselling:consultation:revised",
            subject=person.id,
            talk=str(consultation.talk_id),
            fields=changed,
        )
    return version


def retract(consultation: Consultation) -> None:
    """Take back a talk that should never have been entered. Raises TalkChanged like `revise`."""
    _supersede(consultation)
    for participant in consultation.participants:
        note(
            "counselling:consultation:retracted",
            subject=participant.person_id,
            talk=str(consultation.talk_id),
        )


def _write(
    talk_id: uuid.UUID,
    municipality_id: uuid.UUID,
    people: Sequence[Person],
    said: dict[str, Any],
    *,
    has_key: bool,
) -> Consultation:
    """One version, closed with the key of the one person, or with the talk's own key, which all its versions share."""
    people = _distinct(people)
    _check_people(municipality_id, people)
    alone = len(people) == 1
    if not alone and not has_key:
        keys().create_subject(talk_id)
    consultation = Consultation(
        talk_id=talk_id,
        subject_id=people[0].id if alone else talk_id,
        municipality_id=municipality_id,
        recorded_by_id=actor().user_id,
        participants=[Participant(person=person, person_id=person.id) for person in people],
        **said,
    )
    db.session.add(consultation)
    return consultation


def _supersede(consultation: Consultation) -> None:
    """Give the version up only if nobody has done so meanwhile, whatever this session has read before."""
    given_up = db.session.execute(
        update(Consultation)
        .where(Consultation.id == consultation.id, Consultation.superseded_at.is_(None))
        .values(superseded_at=moment_of_recording())
        .returning(Consultation.id)
    ).first()
    if given_up is None:
        raise TalkChanged


def _has_key(consultation: Consultation) -> bool:
    """Whether an earlier version was already closed with a key of the talk's own."""
    return (
        db.session.scalar(
            select(Consultation.id)
            .where(
                Consultation.talk_id == consultation.talk_id, Consultation.subject_id == consultation.talk_id
            )
            .limit(1)
        )
        is not None
    )


def _distinct(people: Sequence[Person]) -> list[Person]:
    return list({person.id: person for person in people}.values())


def _check_people(municipality_id: uuid.UUID, people: Collection[Person]) -> None:
    if not people:
        raise Refused("Bitte geben Sie an, wer am Gespräch teilgenommen hat.")
    if any(person.municipality_id != municipality_id for person in people):
        raise Refused("Alle Beteiligten eines Gesprächs müssen zur selben Kommune gehören.")


def _checked(said: dict[str, Any]) -> dict[str, Any]:
    """The statements in the form they are kept in, or Refused."""
    held_on, minutes, next_step_on = said["held_on"], said["minutes"], said["next_step_on"]
    topics = said["topics"]
    if not is_unreadable(topics):
        topics = list(dict.fromkeys(FIELDS_OF_ACTION.read(topic) for topic in topics))
    if held_on > today():
        raise Refused(
            "Der %(day)s liegt in der Zukunft; ein Gespräch wird festgehalten, wenn es geführt ist.",
            day=f"{held_on:%d.%m.%Y}",
        )
    if not topics:
        raise Refused("Bitte geben Sie wenigstens ein Thema an.")
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        raise Refused("Die Dauer muss zwischen 0 und %(most)s Minuten liegen.", most=MOST_MINUTES)
    if next_step_on is not None and next_step_on < held_on:
        raise Refused(
            "Der nächste Schritt (%(step)s) liegt vor dem Gespräch (%(held)s).",
            step=f"{next_step_on:%d.%m.%Y}",
            held=f"{held_on:%d.%m.%Y}",
        )
    result = said["result"] or None
    return said | {
        "topics": topics,
        "contact_kind": CONTACT_KINDS.read(said["contact_kind"]),
        "interpreter": INTERPRETERS.read(said["interpreter"] or "NONE"),
        "language": said["language"] or None,
        "content": said["content"] or None,
        "result": result if is_unreadable(result) else result and (RESULTS.find(result) or result),
        "next_step": said["next_step"] or None,
        "is_confidential": bool(said["is_confidential"]),
    }
