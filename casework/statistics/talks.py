"""The talks of a period, counted in every way they are asked for; topics are opened in bulk."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, distinct, func, select

from casework.counselling.models import Consultation, Participant
from casework.database.base import db
from casework.database.recorded import known
from casework.statistics.attendances import attendances, who
from casework.statistics.question import Question
from casework.vocabulary.counselling import GROUP_SESSION

NO_INTERPRETER = "NONE"


@dataclass(frozen=True, slots=True)
class Talks:
    """The talks of a period; of the topics the first is the main one, which has the minutes no other was given."""

    consultations: int
    persons: int
    minutes: int
    by_main_topic: Counter[str]
    topic_mentions: Counter[str]
    minutes_by_topic: Counter[str]
    by_form: Counter[str]
    by_contact_kind: Counter[str]
    with_interpreter: int
    without_person: int
    participants: int


def talks(asked: Question) -> Talks | None:
    """The talks held in the period; None without one."""
    if asked.since is None:
        return None
    held = Consultation.held_on.between(asked.since, asked.on)
    of_town = Consultation.municipality_id == asked.municipality_id
    rows = db.session.execute(_facts().where(of_town, held, known(Consultation, asked.known_at))).all()
    topics = list(_topics(rows))
    return Talks(
        consultations=len(rows),
        persons=_persons(asked, held),
        minutes=sum(row.minutes or 0 for row in rows),
        by_main_topic=Counter(named[0] for _minutes, named, _spent in topics),
        topic_mentions=Counter(topic for _minutes, named, _spent in topics for topic in named),
        minutes_by_topic=_minutes_by_topic(topics),
        by_form=Counter(row.talk_form for row in rows),
        by_contact_kind=Counter(row.contact_kind for row in rows),
        with_interpreter=sum(row.interpreter != NO_INTERPRETER for row in rows),
        without_person=sum(not row.named for row in rows),
        participants=sum(row.headcount or row.named for row in rows if row.talk_form == GROUP_SESSION),
    )


def _facts() -> Any:
    named = select(func.count()).where(Participant.consultation_id == Consultation.id)
    return select(
        Consultation.id,
        Consultation.minutes,
        Consultation.talk_form,
        Consultation.contact_kind,
        Consultation.interpreter,
        Consultation.headcount,
        Consultation.topics.column().label("sealed_topics"),
        Consultation.topic_minutes.column().label("sealed_minutes"),
        named.scalar_subquery().label("named"),
    )


def _persons(asked: Question, held: ColumnElement[bool]) -> int:
    return db.session.scalar(attendances(asked, func.count(distinct(who()))).where(held)) or 0


def _topics(rows: Sequence[Any]) -> Iterator[tuple[int, list[str], dict[str, int]]]:
    """Of each talk its minutes, its topics, and the minutes of the further ones."""
    open_topics, open_minutes = Consultation.topics.opener(), Consultation.topic_minutes.opener()
    for row in rows:
        if row.sealed_topics is not None:
            spent = open_minutes(row.id, row.sealed_minutes) if row.sealed_minutes else None
            yield row.minutes or 0, open_topics(row.id, row.sealed_topics), spent or {}


def _minutes_by_topic(topics: Sequence[tuple[int, list[str], dict[str, int]]]) -> Counter[str]:
    """All minutes once: each further topic has its own, the main one the rest."""
    found: Counter[str] = Counter()
    for minutes, named, spent in topics:
        found.update(spent)
        found[named[0]] += minutes - sum(spent.values())
    return +found
