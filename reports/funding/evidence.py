"""The funding evidence: the facts of one town, period and moment of knowledge, as page, PDF and Excel show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from casework.database.moments import BERLIN
from casework.statistics.attribution import HELD, LED
from casework.statistics.benchmarks import BENCHMARKS, NO_TARGET
from casework.statistics.facts import Facts, facts_of
from casework.statistics.figures import DEFINITIONS_VERSION, Figure, definition_of
from casework.statistics.work_table import WITHHELD
from casework.web.components import number
from reports.funding.asked import Asked
from reports.funding.figures import (
    ALL,
    CASELOAD,
    MAIN_TOPICS,
    Line,
    breakable,
    labelled,
    numbers,
    source_of,
    written,
)
from reports.funding.periods import name_of
from reports.funding.table import NOBODYS, ShareTable, share_table
from reports.funding.topics import folded, topics_total
from reports.funding.unverified import PATTERN, SINCE, UNVERIFIED
from reports.funding.waits import LENGTHS, TOO_FEW, WAITED, too_few
from reports.funding.workers import WORKER, Workers
from reports.headline import TopicLine, topic_lines
from reports.paper import check_code, paper

NO_SINGLE_WORKERS = (
    "Zahlen je Mitarbeiter/in sind in dieser Kommune nicht eingeschaltet; deshalb stehen sie hier höchstens je Team. "
    "Das Muster des Landes verlangt sie je Integrationsmanager/in."
)
COUNTED_ONCE = (
    "Wer mit mehreren gesprochen hat, zählt in jeder dieser Zeilen als beratene Person, in „Zusammen“ einmal."
)
NOBODYS_WORK = "„Ohne Stelle“ ist, was niemandem mit einer Stelle im Zeitraum zuzuordnen ist."


@dataclass(frozen=True)
class Evidence:
    """All that page, PDF and Excel say; equal facts make equal papers."""

    asked: Asked
    lines: Sequence[Line]
    topics: Sequence[TopicLine]
    whose: str
    table: ShareTable | None
    tells_workers: bool

    unverified = UNVERIFIED
    pattern = PATTERN
    unverified_since = SINCE
    version = DEFINITIONS_VERSION

    @property
    def by_part(self) -> list[tuple[str, list[Line]]]:
        return [(part, list(lines)) for part, lines in groupby(self.lines, key=lambda line: line.part)]

    @property
    def about_shares(self) -> list[str]:
        """Whose work stands in which line, and why others are not told of."""
        table = self.table
        if table is None:
            return [] if self.tells_workers else [NO_SINGLE_WORKERS]
        said = [HELD, LED, COUNTED_ONCE]
        if table.kind == WORKER:
            return [*said, *([NOBODYS_WORK] if any(one.label == NOBODYS for one in table.shares) else [])]
        return [NO_SINGLE_WORKERS, *said, *([WITHHELD] if table.withholds else [])]

    @property
    def about_waits(self) -> str:
        """Why nobody's waiting can be seen; nothing where it is asked for exactly or not at all."""
        return TOO_FEW if self.asked.withholds_small and LENGTHS & set(self.asked.names) else ""

    @property
    def tells_topics(self) -> bool:
        return MAIN_TOPICS in self.asked.names

    @property
    def topics_together(self) -> Mapping[str, int]:
        return topics_total(self.topics)

    @property
    def period(self) -> str:
        """„3. Quartal 2026“, or nothing for days that are neither quarter nor year."""
        return name_of(self.asked.first, self.asked.question.on)

    @property
    def is_over(self) -> bool:
        """Whether all days of the period lay behind when this was known."""
        return self.asked.question.on < self.asked.question.known_at.astimezone(BERLIN).date()

    @property
    def benchmarks(self) -> str:
        """What others published, for whoever reads cases per full-time post."""
        if CASELOAD not in self.asked.names:
            return ""
        told = (
            f"{one.place} ({one.when}) {number(one.number)} {one.what} auf {written(one.posts)} Stellen = "
            f"{number(one.per_post, 1)}"
            for one in BENCHMARKS
        )
        return f"{NO_TARGET} {'; '.join(told)}."

    @property
    def definitions(self) -> list[tuple[str, str]]:
        """What each figure means and which paragraph says so; figures that mean the same stand together."""
        found: dict[str, list[str]] = {}
        for label, figure in self._defined():
            found.setdefault(f"{figure.definition} Quelle: {source_of(figure)}.", []).append(label)
        return [(", ".join(labels), meaning) for meaning, labels in found.items()]

    def _defined(self) -> list[tuple[str, Figure[Facts]]]:
        defined = [(labelled(line.part, line.figure), line.figure) for line in self.lines]
        if self.tells_topics:
            defined += [
                (figure.label, figure)
                for figure in map(definition_of, (MAIN_TOPICS, "counselling.topic_mentions"))
            ]
        return defined

    @cached_property
    def check_code(self) -> str:
        """The same for two papers that rest on the same facts."""
        said = [(line.figure.name, line.value) for line in self.lines]
        return check_code(
            (self.imprint_of_question, self.whose, said, repr(self.topics), self._said_of_shares)
        )

    @property
    def _said_of_shares(self) -> list[tuple[str, Mapping[str, Any]]]:
        return [(share.label, share.values) for share in self.table.shares] if self.table else []

    @property
    def imprint_of_question(self) -> dict[str, Any]:
        question = self.asked.question
        return {
            "on": question.on.isoformat(),
            "from": self.asked.first.isoformat(),
            "as_known_at": question.known_at.astimezone(BERLIN).isoformat(),
            "definitions": DEFINITIONS_VERSION,
        }

    @property
    def imprint(self) -> dict[str, Any]:
        """What the trail keeps of a file: which it was, not what it said."""
        left_out = [name for name in ALL if name not in self.asked.names]
        question = self.asked.question
        return self.imprint_of_question | {
            "team": str(question.team_id) if question.team_id else None,
            "workers": sorted(map(str, question.workers)),
            "told_per": self.table.kind if self.table else None,
            "names_workers": self.asked.names_workers,
            "left_out": left_out,
            "check_code": self.check_code,
        }

    @property
    def figures(self) -> dict[str, Any]:
        """The numbers by the names of the figures, as `figures` gives them."""
        return {line.figure.name: line.value for line in self.lines}

    def file_name(self, ending: str) -> str:
        return f"verwendungsnachweis-{self.asked.first:%Y-%m-%d}-{self.asked.question.on:%Y-%m-%d}.{ending}"

    def html(self) -> str:
        """The paper, ready to be set."""
        return paper("funding.html", report=self, question=self.asked.question, breakable=breakable)


def evidence_of(asked: Asked) -> Evidence:
    """The evidence that was asked for.

    Raises Refused where it would tell of a single worker and that is not switched on.
    """
    workers, facts = Workers(asked), facts_of(asked.question)
    workers.check()
    lines = _lines(asked, facts)
    table = share_table(workers, lines)
    return Evidence(asked, lines, _topics(asked, facts), workers.in_words, table, workers.tells_workers)


def _lines(asked: Asked, facts: Facts) -> list[Line]:
    hides = asked.withholds_small and too_few(definition_of(WAITED).read(facts))
    return [
        Line(part, figure, None if hides and figure.name in LENGTHS else figure.read(facts))
        for part, figure in numbers(asked.names)
    ]


def _topics(asked: Asked, facts: Facts) -> list[TopicLine]:
    if MAIN_TOPICS not in asked.names:
        return []
    counted = {
        name: definition_of(f"counselling.{name}").read(facts)
        for name in ("consultations", "by_main_topic", "topic_mentions")
    }
    lines = topic_lines(counted)
    return folded(lines, counted["consultations"]) if asked.withholds_small else lines
