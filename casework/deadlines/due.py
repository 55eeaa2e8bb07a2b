"""What runs for somebody: a clock with its first and last day, and how one comes to it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.database.episodes import holds_on
from casework.deadlines.lives import Life, StageHeld
from casework.deadlines.versions import Rules, RuleVersion
from casework.people.birth_dates import BirthDate, NotReadableBirthDate
from casework.vocabulary.working_days import closed_on


@dataclass(frozen=True, slots=True)
class Running:
    """A clock that runs: `event_on` set it running, `due_on` is its last day, `rule` the key of a rule version.

    `cause` is the row that states the event; `is_uncertain` says that a day was estimated or a fact is missing; `why`
    says in German how one comes to it. It proposes: whoever reads it checks it.
    """

    clock: str
    event_on: date
    due_on: date
    paragraph: str
    rule: str
    cause: UUID | None
    is_uncertain: bool
    why: str


@dataclass(frozen=True, slots=True)
class Watch:
    """A life looked at on a day, under the rules of its municipality."""

    life: Life
    rules: Rules
    day: date

    @property
    def birth(self) -> BirthDate | None:
        """The birth date, if it is known and opens."""
        birth = self.life.birth_date
        return None if isinstance(birth, NotReadableBirthDate) else birth

    @property
    def stage(self) -> StageHeld | None:
        """The stage of reception on the day."""
        return next((stage for stage in self.life.stages if holds_on(stage, self.day)), None)

    def stage_since(self, stage: StageHeld) -> date:
        """The first day of the uninterrupted time in a stage, however many statements it has."""
        since = stage.starts_on
        for before in sorted(self.life.stages, key=lambda one: one.starts_on, reverse=True):
            if before.stage == stage.stage and before.ends_on == since:
                since = before.starts_on
        return since

    def rule(self, clock: str, event_on: date) -> RuleVersion:
        """The version that counts for an event."""
        return self.rules.of(clock, event_on, self.day)

    def runs(
        self,
        clock: str,
        event_on: date,
        why: str,
        *,
        due_on: date | None = None,
        rule: RuleVersion | None = None,
        cause: UUID | None = None,
        is_uncertain: bool = False,
        paragraph: str = "",
    ) -> Running:
        """A clock that an event set running, to the end its rule says or to the day given."""
        rule = rule or self.rule(clock, event_on)
        last = due_on or rule.ends(event_on)
        closed = closed_on(last)
        return Running(
            clock,
            event_on,
            last,
            paragraph or rule.paragraph,
            rule.key,
            cause,
            is_uncertain,
            f"{why}; letzter Tag: {closed}" if closed else why,
        )
