"""What every figure is a function of: a municipality, a day, perhaps a period that ends with it, and a knowledge."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from casework.errors import Refused


@dataclass(frozen=True, slots=True)
class Question:
    """The figures of a municipality on the evening of `on`, over [since, on] if asked, as known at a moment.

    Raises Refused for a period that ends before it begins.
    """

    municipality_id: uuid.UUID
    municipality_name: str
    on: date
    known_at: datetime
    since: date | None = None

    def __post_init__(self) -> None:
        if self.since is not None and self.since > self.on:
            raise Refused(
                "Der Zeitraum endet (%(on)s), bevor er beginnt (%(since)s).",
                on=f"{self.on:%d.%m.%Y}",
                since=f"{self.since:%d.%m.%Y}",
            )
