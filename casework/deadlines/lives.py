"""What clocks run on: of one person the facts as they are believed, as plain values without a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from casework.people.birth_dates import BirthDate


@dataclass(frozen=True, slots=True)
class TitleHeld:
    """A title or paper; `ends_on` is the last day printed on it, `legally_until` the one that holds instead."""

    row: UUID
    title: str
    starts_on: date
    ends_on: date | None = None
    served_on: date | None = None
    final_on: date | None = None
    legally_until: date | None = None


@dataclass(frozen=True, slots=True)
class StageHeld:
    """A stage of reception over the days [starts_on, ends_on), as it holds."""

    stage: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class RegimeHeld:
    """A benefit regime over the days [starts_on, ends_on), as it holds, and how precisely its beginning is known."""

    regime: str
    starts_on: date
    precision: str
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class CaseLed:
    """A case over the days [starts_on, ends_on); `extended` beyond the longest time of counselling."""

    row: UUID
    starts_on: date
    ends_on: date | None = None
    extended: bool = False


@dataclass(frozen=True, slots=True)
class Protection:
    """A protection of the person over the days [starts_on, ends_on), by its code."""

    row: UUID
    kind: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """A consent or release that was not taken back; `what` is the same for one that takes the place of another."""

    row: UUID
    valid_until: date
    what: str


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """An open plan and the day on which it is gone through next."""

    plan: UUID
    due_on: date


@dataclass(frozen=True, slots=True)
class Life:
    """The facts of one person; `confirmed` says on which day somebody saw to a clock, by its code and event day.

    `first_talk_on` is the day of the first talk about the person that stands.
    """

    person_id: UUID
    household_id: UUID
    birth_date: BirthDate | None = None
    titles: Sequence[TitleHeld] = ()
    stages: Sequence[StageHeld] = ()
    regimes: Sequence[RegimeHeld] = ()
    cases: Sequence[CaseLed] = ()
    first_talk_on: date | None = None
    protections: Sequence[Protection] = ()
    consents: Sequence[ConsentGiven] = ()
    reviews: Sequence[ReviewDue] = ()
    confirmed: Mapping[tuple[str, date], date] = field(default_factory=dict)
