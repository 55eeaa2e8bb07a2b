"""Who is counted without a name: what reported stocks add on an evening and over a period."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from casework.database.bulk import Key
from casework.database.episodes import ONE_DAY, Span
from casework.planning import extras
from casework.planning.extras import Extra, extra_on
from casework.planning.reported_stocks import extras_of
from casework.statistics.question import Question


@dataclass(frozen=True)
class Reported:
    """The people other offices report beyond those recorded by name (domain brief §0.3)."""

    extras: Sequence[Extra]
    on: date
    since: date | None

    @classmethod
    def of(cls, question: Question) -> "Reported":
        found = extras_of(question.municipality_id, question.known_at)
        return cls(found, question.on, question.since)

    @cached_property
    def _now(self) -> Sequence[Extra]:
        return extra_on(self.extras, self.on)

    @cached_property
    def by_stage(self) -> Mapping[str, int]:
        """The stages that have any on the evening."""
        return extras.by_stage(self._now)

    @cached_property
    def by_house(self) -> Mapping[Key, int]:
        """The houses that have any on the evening."""
        return extras.by_house(self._now)

    @property
    def total(self) -> int:
        return sum(self.by_stage.values())

    @property
    def without_house(self) -> int:
        """Who of them lives in no house of ours."""
        return self.total - sum(self.by_house.values())

    @cached_property
    def before(self) -> int:
        """How many there were on the evening before the period; nobody without one."""
        if self.since is None:
            return 0
        return sum(extra.persons for extra in extra_on(self.extras, self.since - ONE_DAY))

    @property
    def change(self) -> int:
        """How many more there are at the end of the period than before it; 0 without one."""
        return 0 if self.since is None else self.total - self.before

    def person_days(self, house: Key | None) -> int:
        """Their days over the period in a house, or (None) in none of ours."""
        return self._days_by_house[house]

    @property
    def all_person_days(self) -> int:
        """Their days over the period, wherever they live."""
        return self._days_by_house.total()

    @cached_property
    def _days_by_house(self) -> Counter[Key | None]:
        days: Counter[Key | None] = Counter()
        for extra in self.extras:
            span = Span(extra.starts_on, extra.ends_on)
            days[extra.house] += extra.persons * span.days_within(self.since or self.on, self.on)
        return days
