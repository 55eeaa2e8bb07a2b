"""What can be said of a talk, and what cannot be true of one."""

import uuid
from collections.abc import Collection
from typing import Any

from casework.database.moments import today
from casework.errors import Refused
from casework.people.models import Person
from casework.vault.unreadable import is_unreadable
from casework.vocabulary.counselling import (
    CASE_TALK,
    CONTACT_KINDS,
    FIELDS_OF_ACTION,
    GROUP_SESSION,
    INTERPRETERS,
    NETWORK,
    RESULTS,
    TALK_FORMS,
)

MOST_MINUTES = 24 * 60
MOST_PEOPLE = 10_000
STATEMENTS = (
    "talk_form",
    "held_on",
    "starts_at",
    "minutes",
    "headcount",
    "contact_kind",
    "topics",
    "topic_minutes",
    "case_manager_id",
    "described_as",
    "also_present",
    "place",
    "language",
    "interpreter",
    "content",
    "result",
    "next_step",
    "next_step_on",
    "is_confidential",
)
"""What can be said of a talk besides who was there."""
TEXTS = ("described_as", "also_present", "place", "language", "content", "next_step")


def checked(said: dict[str, Any]) -> dict[str, Any]:
    """The statements in the form they are kept in, or Refused."""
    topics, result = _topics(said["topics"]), said["result"] or None
    talk_form = TALK_FORMS.read(said["talk_form"] or CASE_TALK)
    _check_days(said)
    _check_minutes(said["minutes"])
    _check_headcount(talk_form, said["headcount"])
    return (
        said
        | {name: said[name] or None for name in TEXTS}
        | {
            "talk_form": talk_form,
            "topics": topics,
            "topic_minutes": _topic_minutes(said, topics),
            "contact_kind": CONTACT_KINDS.read(said["contact_kind"]),
            "interpreter": INTERPRETERS.read(said["interpreter"] or "NONE"),
            "result": result if is_unreadable(result) else result and (RESULTS.find(result) or result),
            "is_confidential": bool(said["is_confidential"]),
        }
    )


def needs_somebody(talk_form: str | None, contact_kind: str | None) -> bool:
    """Whether a talk must name who took part: not a short contact, a group, or one without a client."""
    return talk_form == CASE_TALK and contact_kind != NETWORK


def check_people(municipality_id: uuid.UUID, people: Collection[Person], said: dict[str, Any]) -> None:
    """Refuse people of another municipality, more than were counted, or nobody where somebody must be named."""
    if not people and needs_somebody(said["talk_form"], said["contact_kind"]):
        raise Refused("Bitte geben Sie an, wer am Gespräch teilgenommen hat.")
    if not people and said["talk_form"] == GROUP_SESSION and said["headcount"] is None:
        raise Refused("Bitte geben Sie an, wie viele an der Gruppe teilgenommen haben.")
    if any(person.municipality_id != municipality_id for person in people):
        raise Refused("Alle Beteiligten eines Gesprächs müssen zur selben Kommune gehören.")
    if said["headcount"] is not None and len(people) > said["headcount"]:
        raise Refused(
            "Genannt sind %(named)s Personen, teilgenommen haben nach Ihrer Angabe nur %(count)s. Bitte die "
            "Teilnehmerzahl prüfen.",
            named=len(people),
            count=said["headcount"],
        )


def _topics(topics: list[str]) -> list[str]:
    if is_unreadable(topics):
        return topics
    read = list(dict.fromkeys(FIELDS_OF_ACTION.read(topic) for topic in topics))
    if not read:
        raise Refused("Bitte geben Sie wenigstens ein Thema an.")
    return read


def _check_days(said: dict[str, Any]) -> None:
    held_on, next_step_on = said["held_on"], said["next_step_on"]
    if held_on > today():
        raise Refused(
            "Der %(day)s liegt in der Zukunft; ein Gespräch wird festgehalten, wenn es geführt ist.",
            day=f"{held_on:%d.%m.%Y}",
        )
    if next_step_on is not None and next_step_on < held_on:
        raise Refused(
            "Der nächste Schritt (%(step)s) liegt vor dem Gespräch (%(held)s).",
            step=f"{next_step_on:%d.%m.%Y}",
            held=f"{held_on:%d.%m.%Y}",
        )


def _check_minutes(minutes: int | None) -> None:
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        raise Refused("Die Dauer muss zwischen 0 und %(most)s Minuten liegen.", most=MOST_MINUTES)


def _check_headcount(talk_form: str, headcount: int | None) -> None:
    if headcount is None:
        return
    if talk_form != GROUP_SESSION:
        raise Refused(
            "Eine Teilnehmerzahl hat nur ein Gruppenangebot. Bitte die Art ändern oder die Zahl löschen."
        )
    if not 1 <= headcount <= MOST_PEOPLE:
        raise Refused(
            "An einer Gruppe nehmen wenigstens 1 und höchstens %(most)s Personen teil.", most=MOST_PEOPLE
        )


def _topic_minutes(said: dict[str, Any], topics: list[str]) -> dict[str, int] | None:
    """The minutes of the further topics; the main one has what is left."""
    told: dict[str, int] | None = said["topic_minutes"]
    if is_unreadable(told) or is_unreadable(topics):
        return told
    read = {FIELDS_OF_ACTION.read(topic): minutes for topic, minutes in (told or {}).items() if minutes}
    kept = {topic: read[topic] for topic in topics[1:] if topic in read}
    if any(topic not in topics for topic in read):
        raise Refused("Minuten kann nur ein Thema haben, das auch genannt ist.")
    for minutes in kept.values():
        _check_minutes(minutes)
    if sum(kept.values()) > (said["minutes"] or 0):
        raise Refused(
            "Die weiteren Themen haben zusammen %(given)s Minuten, das ganze Gespräch hat %(whole)s. Bitte die Dauer "
            "oder die Minuten der Themen ändern; was übrig bleibt, gehört zum Hauptthema.",
            given=sum(kept.values()),
            whole=said["minutes"] or 0,
        )
    return kept or None
