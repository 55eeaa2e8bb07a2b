"""How many talks of a period were first ones and how many went on, by the rule of the slice that documents them."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from casework.counselling.models import Consultation
from casework.counselling.sequence import Attended, Place, of_talks, places, returns_of
from casework.database.base import db
from casework.database.bulk import Key, key_of
from casework.database.recorded import known
from casework.people.merge_models import PersonMerge
from casework.people.models import IntegrationCase, Person
from casework.people.records import leading_id_of, pointer_of
from casework.statistics.attendances import attendances, who
from casework.statistics.question import Question
from casework.vocabulary.counselling import NETWORK


@dataclass(frozen=True, slots=True)
class _Span:
    """A case, as long as it was led."""

    starts_on: date
    ends_on: date | None


def talk_order(asked: Question) -> dict[uuid.UUID, Place] | None:
    """First and further talks of the period among those that name somebody, by id of the talk; None without a period.

    Whether it was somebody's first is asked of all their talks, whoever held them.
    """
    if asked.since is None:
        return None
    attended = _attended(asked)
    return of_talks(places(attended, _returns(asked), _talked_before(asked))) if attended else {}


def _attended(asked: Question) -> list[Attended[Key]]:
    version = aliased(Consultation)
    first = (
        select(version.talk_id, func.min(version.recorded_at).label("at"))
        .group_by(version.talk_id)
        .subquery()
    )
    rows = db.session.execute(
        _with_a_client(
            asked,
            key_of(who()),
            Consultation.held_on,
            Consultation.starts_at,
            first.c.at,
            Consultation.talk_id,
        )
        .join(first, first.c.talk_id == Consultation.talk_id)
        .where(Consultation.held_on.between(asked.since, asked.on))
    )
    return [Attended(*row) for row in rows]


def _talked_before(asked: Question) -> dict[Key, date]:
    """The day of everybody's last talk before the period."""
    person = key_of(who())
    rows = db.session.execute(
        _with_a_client(asked, person, func.max(Consultation.held_on))
        .where(Consultation.held_on < asked.since)
        .group_by(person)
    )
    return dict(rows.all())


def _with_a_client(asked: Question, *columns: Any) -> Select[Any]:
    return attendances(asked, *columns).where(Consultation.contact_kind != NETWORK)


def _returns(asked: Question) -> dict[Key, list[date]]:
    """The days on which people came back, of those who ever had two cases."""
    rows = db.session.execute(
        select(
            key_of(leading_id_of(IntegrationCase.person_id)),
            IntegrationCase.starts_on,
            IntegrationCase.ends_on,
        )
        .join(Person, Person.id == IntegrationCase.person_id)
        .outerjoin(PersonMerge, pointer_of(IntegrationCase.person_id, asked.known_at))
        .where(Person.municipality_id == asked.municipality_id, known(IntegrationCase, asked.known_at))
    )
    cases: defaultdict[Key, list[_Span]] = defaultdict(list)
    for person, starts_on, ends_on in rows:
        cases[person].append(_Span(starts_on, ends_on))
    return {person: returns_of(led) for person, led in cases.items() if len(led) > 1}
