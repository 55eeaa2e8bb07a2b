"""Who was at which talk, as known at a moment; whoever has several records stands there as the leading one."""

from typing import Any

from sqlalchemy import ColumnElement, Select, select

from casework.counselling.models import Consultation, Participant
from casework.database.recorded import known
from casework.people.merge_models import PersonMerge
from casework.people.records import leading_id_of, pointer_of
from casework.statistics.question import Question


def who() -> ColumnElement[Any]:
    """The leading record of who took part."""
    return leading_id_of(Participant.person_id)


def attendances(asked: Question, *columns: ColumnElement[Any] | Any) -> Select[Any]:
    """These columns of every attendance of the municipality, whenever it was, a row each."""
    return (
        select(*columns)
        .select_from(Participant)
        .join(Participant.consultation)
        .outerjoin(PersonMerge, pointer_of(Participant.person_id, asked.known_at))
        .where(Consultation.municipality_id == asked.municipality_id, known(Consultation, asked.known_at))
    )
