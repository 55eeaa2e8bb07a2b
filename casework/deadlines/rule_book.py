"""The rules as a page shows them: of each clock what is in force, what was, and what comes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.deadlines.versions import FROM_THE_START, Rules, RuleVersion
from casework.vocabulary.deadlines import CLOCKS, ENDS_BY_THE_FACTS, OPTION_LABELS, OPTIONS
from casework.vocabulary.lengths import words_of
from casework.vocabulary.residence import RESIDENCE_TITLES

OVER, IN_FORCE, COMING = "OVER", "IN_FORCE", "COMING"


@dataclass(frozen=True, slots=True)
class Line:
    """A version on a day: OVER, IN_FORCE or COMING."""

    version: RuleVersion
    state: str

    @property
    def is_from_the_start(self) -> bool:
        """Whether no older version is told."""
        return self.version.applies_from == FROM_THE_START

    @property
    def length(self) -> str:
        """„6 Monate“; empty for a clock whose end others state."""
        return "" if self.version.clock in ENDS_BY_THE_FACTS else str(self.version.length)

    @property
    def warnings(self) -> str:
        """„90, 60, 30 und 7 Tage vorher“; empty for one that is shown from the beginning."""
        return f"{words_of(self.version.warn_before)} vorher" if self.version.warn_before else ""

    @property
    def choices(self) -> list[str]:
        """What was chosen of the ways to read the law, and which titles continue."""
        version = self.version
        found = [
            f"{OPTION_LABELS[name]}: {choices.label(version.options.get(name))}"
            for name, choices in OPTIONS.get(version.clock, {}).items()
        ]
        if version.continues is not None:
            continued = version.continues
            found.append(
                f"{RESIDENCE_TITLES.label(continued.title)}, gültig am {continued.valid_on:%d.%m.%Y}: "
                f"gilt fort bis {continued.until:%d.%m.%Y} ({continued.paragraph})"
            )
        return found


@dataclass(frozen=True, slots=True)
class Chapter:
    """All versions of the rule of a clock, the newest first."""

    clock: str
    lines: list[Line]

    @property
    def label(self) -> str:
        return CLOCKS.label(self.clock)

    @property
    def in_force(self) -> Line:
        return next(line for line in self.lines if line.state == IN_FORCE)

    @property
    def coming(self) -> list[Line]:
        return [line for line in self.lines if line.state == COMING]

    @property
    def older(self) -> list[Line]:
        return [line for line in self.lines if line.state == OVER]


def chapter_of(rules: Rules, clock: str, day: date) -> Chapter:
    """What is said of a clock, seen on a day."""
    versions = rules.versions(clock)
    holds = max((one.applies_from for one in versions if one.applies_from <= day), default=FROM_THE_START)
    states = [
        (one, IN_FORCE if one.applies_from == holds else COMING if one.applies_from > day else OVER)
        for one in versions
    ]
    return Chapter(clock, [Line(one, state) for one, state in reversed(states)])


def example_of(before: Rules, after: Rules, clock: str, event_on: date) -> str:
    """When a period that begins on a day ended by the rules before, and ends now; empty where others state the end."""
    if clock in ENDS_BY_THE_FACTS:
        return ""
    old, new = (rules.of(clock, event_on, event_on).ends(event_on) for rules in (before, after))
    return f"Beispiel: Beginn {event_on:%d.%m.%Y}, bisher bis {old:%d.%m.%Y}, neu bis {new:%d.%m.%Y}."


def chapters(rules: Rules, day: date) -> Iterator[Chapter]:
    """Every clock, in the usual order."""
    return (chapter_of(rules, term.code, day) for term in CLOCKS)
