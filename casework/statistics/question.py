"""What every figure is a function of: a municipality, a day, perhaps a period that ends with it, and a knowledge."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime

from casework.errors import Refused

WITHOUT_TEAM = uuid.UUID(int=0)
"""Asked for as a team: what counts for none, so that the parts of a town add up."""


@dataclass(frozen=True, slots=True)
class Question:
    """The figures of a municipality on the evening of `on`, over [since, on] if asked, as known at a moment.

    With a team, a worker or several only of their work; figures that cannot be asked of them are None there.
    Raises Refused for a period that ends before it begins.
    """

    municipality_id: uuid.UUID
    municipality_name: str
    on: date
    known_at: datetime
    since: date | None = None
    team_id: uuid.UUID | None = None
    worker_id: uuid.UUID | None = None
    worker_ids: frozenset[uuid.UUID] = frozenset()

    def __post_init__(self) -> None:
        if self.since is not None and self.since > self.on:
            raise Refused(
                "Der Zeitraum endet (%(on)s), bevor er beginnt (%(since)s).",
                on=f"{self.on:%d.%m.%Y}",
                since=f"{self.since:%d.%m.%Y}",
            )

    @property
    def is_narrowed(self) -> bool:
        """Whether only the work of a team or of some workers is asked for."""
        return self.team_id is not None or bool(self.workers)

    @property
    def workers(self) -> frozenset[uuid.UUID]:
        """Whose work is asked for, one's or that of several together; nobody means everybody's."""
        return self.worker_ids if self.worker_id is None else frozenset({self.worker_id})

    @property
    def of_town(self) -> "Question":
        """The same question about the whole town."""
        return replace(self, team_id=None, worker_id=None, worker_ids=frozenset())

    @property
    def first_day(self) -> date:
        """The first day of the period; without one, the day."""
        return self.since or self.on
