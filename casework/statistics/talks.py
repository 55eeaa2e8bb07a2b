"""The talks of a period, counted in every way they are asked for; topics are opened in bulk."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import distinct, func, select

from casework.counselling.models import Consultation, Participant
from casework.database.base import db
from casework.database.bulk import Key, key_of
from casework.database.recorded import known
from casework.statistics.attendances import attendances, who
from casework.statistics.question import Question
from casework.vocabulary.counselling import GROUP_SESSION

NO_INTERPRETER = "NONE"


@dataclass(frozen=True, slots=True)
class Topics:
    """What a talk was about, the main topic first; the minutes of the further ones."""

    named: list[str]
    minutes: int
    spent: Mapping[str, int]


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


@dataclass(frozen=True)
class HeldTalks:
    """The believed versions of the talks of a period, a row each, with their topics opened once."""

    rows: Sequence[Any]
    topics: Mapping[UUID, Topics]

    def only(self, wanted: Callable[[Key | None, date], bool]) -> "HeldTalks":
        """Those of whoever held them on that day, as wanted."""
        return replace(self, rows=[row for row in self.rows if wanted(row.worker, row.held_on)])

    def counted(self, persons: int) -> Talks:
        """Them in numbers, with so many different people."""
        rows = self.rows
        topics = [self.topics[row.id] for row in rows if row.id in self.topics]
        return Talks(
            consultations=len(rows),
            persons=persons,
            minutes=sum(row.minutes or 0 for row in rows),
            by_main_topic=Counter(one.named[0] for one in topics),
            topic_mentions=Counter(topic for one in topics for topic in one.named),
            minutes_by_topic=_minutes_by_topic(topics),
            by_form=Counter(row.talk_form for row in rows),
            by_contact_kind=Counter(row.contact_kind for row in rows),
            with_interpreter=sum(row.interpreter != NO_INTERPRETER for row in rows),
            without_person=sum(not row.named for row in rows),
            participants=sum(row.headcount or row.named for row in rows if row.talk_form == GROUP_SESSION),
        )


def held_talks(asked: Question) -> HeldTalks | None:
    """The talks held in the period, by whoever; None without one."""
    if asked.since is None:
        return None
    rows = db.session.execute(
        _facts().where(
            Consultation.municipality_id == asked.municipality_id,
            Consultation.held_on.between(asked.since, asked.on),
            known(Consultation, asked.known_at),
        )
    ).all()
    return HeldTalks(rows, dict(_topics(rows)))


def persons(asked: Question) -> int:
    """How many different people took part in the talks of the period, whoever held them."""
    wanted = attendances(asked, func.count(distinct(who())))
    return db.session.scalar(wanted.where(Consultation.held_on.between(asked.since, asked.on))) or 0


def participants(asked: Question) -> Mapping[Key, list[Key]]:
    """Who took part in each talk of the period, by leading record."""
    found: defaultdict[Key, list[Key]] = defaultdict(list)
    rows = db.session.execute(
        attendances(asked, key_of(Consultation.id), key_of(who())).where(
            Consultation.held_on.between(asked.since, asked.on)
        )
    )
    for talk, person in rows:
        found[talk].append(person)
    return found


def _facts() -> Any:
    named = select(func.count()).where(Participant.consultation_id == Consultation.id)
    return select(
        Consultation.id,
        Consultation.talk_id,
        Consultation.held_on,
        key_of(Consultation.case_manager_id).label("worker"),
        Consultation.minutes,
        Consultation.talk_form,
        Consultation.contact_kind,
        Consultation.interpreter,
        Consultation.headcount,
        Consultation.topics.column().label("sealed_topics"),
        Consultation.topic_minutes.column().label("sealed_minutes"),
        named.scalar_subquery().label("named"),
    )


def _topics(rows: Sequence[Any]) -> Iterator[tuple[UUID, Topics]]:
    open_topics, open_minutes = Consultation.topics.opener(), Consultation.topic_minutes.opener()
    for row in rows:
        if row.sealed_topics is not None:
            spent = open_minutes(row.id, row.sealed_minutes) if row.sealed_minutes else None
            yield row.id, Topics(open_topics(row.id, row.sealed_topics), row.minutes or 0, spent or {})


def _minutes_by_topic(topics: Sequence[Topics]) -> Counter[str]:
    """All minutes once: each further topic has its own, the main one the rest."""
    found: Counter[str] = Counter()
    for one in topics:
        found.update(one.spent)
        found[one.named[0]] += one.minutes - sum(one.spent.values())
    return +found
