"""Which master key wraps how many data keys."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from casework.database.base import db
from casework.vault.models import ServiceKey, SubjectKey


@dataclass(frozen=True, slots=True)
class Wrapped:
    """How many keys of people (and of talks shared by several) and of the installation one master key wraps."""

    subjects: int = 0
    services: int = 0


def wrapped_keys() -> Mapping[int, Wrapped]:
    """The counts by the number of the master key, in order."""
    subjects, services = _counted(SubjectKey), _counted(ServiceKey)
    return {
        kek_id: Wrapped(subjects.get(kek_id, 0), services.get(kek_id, 0))
        for kek_id in sorted(subjects.keys() | services.keys())
    }


def _counted(kind: type[SubjectKey] | type[ServiceKey]) -> dict[int, int]:
    wrapped = func.count().label("wrapped")
    rows = db.session.execute(select(kind.kek_id, wrapped).group_by(kind.kek_id))
    return {row.kek_id: row.wrapped for row in rows}
