"""Documenting talks and correcting what was documented: a correction is a new version of the same talk."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from casework.audit.trail import actor
from casework.counselling.models import Consultation, Participant
from casework.counselling.statements import STATEMENTS, check_people, checked
from casework.counselling.trail import note
from casework.database.base import db
from casework.errors import Conflict
from casework.people.models import Person
from casework.vault.keys import keys
from casework.vocabulary.counselling import CASE_TALK


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
    talk_form: str = CASE_TALK,
    topic_minutes: Mapping[str, int] | None = None,
    starts_at: time | None = None,
    headcount: int | None = None,
    described_as: str | None = None,
    also_present: str | None = None,
    place: str | None = None,
    case_manager_id: uuid.UUID | None = None,
    language: str | None = None,
    interpreter: str = "NONE",
    content: str | None = None,
    result: str | None = None,
    next_step: str | None = None,
    next_step_on: date | None = None,
    is_confidential: bool = False,
) -> Consultation:
    """Put one talk on record; the main topic comes first, and gets all minutes that no further topic is given.

    A short contact, a group and a contact without a client may name nobody. `result` is a code or wording of RESULTS,
    or free text. Raises Refused for a day in the future, no topic, an unknown code, minutes outside 0–1440 or fewer
    than those of the further topics, fewer people in a group than are named, or people of another municipality.
    """
    said = {
        "held_on": held_on,
        "minutes": minutes,
        "contact_kind": contact_kind,
        "topics": topics,
        "talk_form": talk_form,
        "topic_minutes": topic_minutes,
        "starts_at": starts_at,
        "headcount": headcount,
        "described_as": described_as,
        "also_present": also_present,
        "place": place,
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
    consultation = _write(talk_id, municipality_id, people, checked(said), is_new=True)
    note("counselling:consultation:documented", people, talk_id)
    return consultation


def revise(consultation: Consultation, **changes: Any) -> Consultation:
    """A new version of a talk: `changes` are any of STATEMENTS, and `people`; the old version stays as it was believed.

    Returns the same version if nothing changed. Raises TalkChanged when the version is no longer the latest one.
    """
    before = {name: getattr(consultation, name) for name in STATEMENTS}
    people_before = consultation.people()
    people = _distinct(changes.pop("people", people_before))
    said = checked(before | {name: value for name, value in changes.items() if value != before[name]})
    changed = [name for name in STATEMENTS if said[name] != before[name]]
    if {person.id for person in people} != {person.id for person in people_before}:
        changed.append("people")
    if not changed:
        return consultation
    check_people(consultation.municipality_id, people, said)
    consultation.give_up(TalkChanged())
    version = _write(consultation.talk_id, consultation.municipality_id, people, said)
    everybody = [*people_before, *people]
    note("counselling:consultation:revised", everybody, consultation.talk_id, fields=changed)
    return version


def retract(consultation: Consultation) -> None:
    """Take back a talk that should never have been entered. Raises TalkChanged like `revise`."""
    consultation.give_up(TalkChanged())
    note("counselling:consultation:retracted", consultation.people(), consultation.talk_id)


def _write(
    talk_id: uuid.UUID,
    municipality_id: uuid.UUID,
    people: Sequence[Person],
    said: dict[str, Any],
    *,
    is_new: bool = False,
) -> Consultation:
    """One version, closed with the key of the one person, or with the talk's own key, which all its versions share."""
    people = _distinct(people)
    check_people(municipality_id, people, said)
    consultation = Consultation(
        talk_id=talk_id,
        subject_id=keys().subject_shared_by(talk_id, [person.id for person in people], is_new=is_new),
        municipality_id=municipality_id,
        recorded_by_id=actor().user_id,
        participants=[Participant(person=person, person_id=person.id) for person in people],
        **said,
    )
    db.session.add(consultation)
    return consultation


def _distinct(people: Sequence[Person]) -> list[Person]:
    return list({person.id: person for person in people}.values())
