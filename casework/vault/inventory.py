"""Which master key wraps how many data keys, and whether every master key that is needed is there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select, union
from sqlalchemy.exc import OperationalError, ProgrammingError

from casework.database.base import db
from casework.errors import Fault
from casework.vault.errors import MasterKeyMissing
from casework.vault.keyring import Keyring
from casework.vault.models import ServiceKey, SubjectKey


@dataclass(frozen=True, slots=True)
class Wrapped:
    """How many keys of people (and of talks shared by several) and of the installation one master key wraps."""

    subjects: int = 0
    services: int = 0

    @property
    def total(self) -> int:
        return self.subjects + self.services


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


LOOKS = 3
"""A rotation under way changes the ring and the rows between two looks; a key that is lost is missing at each."""


def check_nothing_is_missing(ring_now: Callable[[], Keyring]) -> None:
    """Whether the ring opens everything there is: asked at every start, before anybody is served or written for.

    Raises MasterKeyMissing with the numbers of those that are not there, Fault without a database to ask.
    """
    absent: list[int] = []
    for _look in range(LOOKS):
        keyring = ring_now()
        absent = [kek_id for kek_id in _needed() if kek_id not in keyring]
        if not absent:
            return
    raise MasterKeyMissing(absent)


def _needed() -> list[int]:
    wanted = union(*(select(kind.kek_id).group_by(kind.kek_id) for kind in (SubjectKey, ServiceKey)))
    try:
        with db.engine.connect() as connection:
            return list(connection.scalars(wanted))
    except (OperationalError, ProgrammingError):
        raise Fault(
            "Die Datenbank antwortet nicht oder ist noch nicht eingerichtet. Bitte prüfen Sie, ob sie läuft; "
            "neue Installation und neue Version: „python3 -m casework init“."
        ) from None
