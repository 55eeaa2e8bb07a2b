"""The table per post or team: a line each, what is left for nobody's post, and the sum of all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from casework.statistics.facts import Facts, facts_of
from casework.statistics.figures import Figure
from reports.funding.figures import ONCE, Line, find_figure, written_alone
from reports.funding.waits import WAITED, hidden_among, without_lengths
from reports.funding.workers import WORKER, Workers

NOBODYS, TOGETHER = "Ohne Stelle", "Zusammen"
HIDDEN = "•"


@dataclass(frozen=True, slots=True)
class ShareLine:
    """A post or team with its number for each figure, by name; what is withheld has none."""

    label: str
    values: Mapping[str, Any]
    is_withheld: bool = False

    def written(self, figure: Figure[Facts]) -> str:
        """Its number as it stands in a table."""
        return HIDDEN if self.is_withheld else written_alone(figure, self.values[figure.name])


@dataclass(frozen=True)
class ShareTable:
    """`kind` says what a line is: a post or a team."""

    kind: str
    headings: Sequence[tuple[str, Figure[Facts]]]
    shares: Sequence[ShareLine]
    together: ShareLine

    @property
    def figures(self) -> list[Figure[Facts]]:
        return [figure for _part, figure in self.headings]

    @property
    def by_part(self) -> list[tuple[str, list[Figure[Facts]]]]:
        """The figures of each part: the columns of a table that fits on paper."""
        parts = groupby(self.headings, key=lambda heading: heading[0])
        return [(part, [figure for _part, figure in found]) for part, found in parts]

    @property
    def withholds(self) -> bool:
        """Whether a team has no numbers because they would tell of one person."""
        return any(share.is_withheld for share in self.shares)


def share_table(workers: Workers, lines: Sequence[Line]) -> ShareTable | None:
    """The table below the figures of the evidence; None where there is nobody to tell of."""
    figures = [line.figure for line in lines]
    shares = [
        ShareLine(share.label, {} if share.is_withheld else _read(figures, share.question), share.is_withheld)
        for share in workers.shares
    ]
    if not shares:
        return None
    if workers.asked.withholds_small:
        shares = _without_short_waits(workers, shares)
    together = ShareLine(TOGETHER, {line.figure.name: line.value for line in lines})
    if workers.kind == WORKER:
        shares += _nobodys(figures, shares, together)
    return ShareTable(workers.kind, [(line.part, line.figure) for line in lines], shares, together)


def _read(figures: Sequence[Figure[Facts]], question: Any) -> dict[str, Any]:
    facts = facts_of(question)
    return {figure.name: figure.read(facts) for figure in figures}


def _without_short_waits(workers: Workers, shares: Sequence[ShareLine]) -> list[ShareLine]:
    """The lines, without how long people waited in those that would tell it of one or two."""
    waited = [
        None if share.is_withheld else find_figure(WAITED).read(facts_of(share.question))
        for share in workers.shares
    ]
    hidden = hidden_among(waited)
    return [
        replace(share, values=without_lengths(share.values)) if place in hidden else share
        for place, share in enumerate(shares)
    ]


def _nobodys(
    figures: Sequence[Figure[Facts]], shares: Sequence[ShareLine], together: ShareLine
) -> list[ShareLine]:
    """What counts for nobody with a post, so that the lines add up; a rate or a mean has no such part."""
    left = {
        figure.name: together.values[figure.name] - sum(share.values[figure.name] for share in shares)
        for figure in figures
        if isinstance(together.values[figure.name], int) and figure.name not in ONCE
    }
    rest = {figure.name: left.get(figure.name) for figure in figures}
    return [ShareLine(NOBODYS, rest)] if any(left.values()) else []
