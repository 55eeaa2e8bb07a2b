"""A chart of free places ahead: a bar up to what is known, a box from the least to the most, a line at none.

Lengths are percentages of the drawing and letters have a fixed size, so that it fits every screen; colours come from
the style sheet by class.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

ROW_PX, TEXT_PX, BAR_PX = 44, 14, 14


class Range(NamedTuple):
    """A row of the chart: its words, what is expected, and between what it may lie."""

    label: str
    expected: int
    low: int
    high: int


def range_chart(title: str, description: str, rows: Sequence[Range]) -> Markup:
    """A row per moment; `title` and `description` are read aloud instead of the drawing."""
    name = "chart-" + hashlib.sha256(f"{title}|{description}".encode()).hexdigest()[:8]
    least = min(0, *(min(row.low, row.expected) for row in rows))
    span = max(1, *(max(row.high, row.expected) for row in rows)) - least
    height = len(rows) * ROW_PX + 2
    drawn = Markup("").join(
        part for place, row in enumerate(rows) for part in _row(row, place * ROW_PX, least, span)
    )
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" class="range-chart" width="100%" height="{height}" '
        'aria-labelledby="{name}-title {name}-text" font-size="{text}">'
        '<title id="{name}-title">{title}</title><desc id="{name}-text">{description}</desc>'
        "{drawn}</svg>"
    ).format(
        name=name,
        height=height,
        text=TEXT_PX,
        title=title,
        description=description,
        drawn=drawn,
    )


def _row(row: Range, top: int, least: int, span: int) -> Iterator[Markup]:
    baseline, bar_top = top + TEXT_PX + 2, top + TEXT_PX + 8
    yield Markup('<text x="0" y="{}">{}</text>').format(baseline, row.label)
    yield Markup('<text x="100%" y="{}" text-anchor="end" class="range-chart__value">{}</text>').format(
        baseline, in_words(row)
    )
    if row.low != row.high:
        yield Markup('<rect class="range-chart__band" x="{}%" y="{}" width="{}%" height="{}"/>').format(
            _share(row.low - least, span), bar_top, _share(row.high - row.low, span), BAR_PX
        )
    start, end = sorted((0, row.expected))
    yield Markup('<rect class="range-chart__bar" x="{}%" y="{}" width="{}%" height="{}"/>').format(
        _share(start - least, span), bar_top + BAR_PX // 4, _share(end - start, span), BAR_PX // 2
    )
    yield Markup('<line class="range-chart__none" x1="{0}%" x2="{0}%" y1="{1}" y2="{2}"/>').format(
        _share(0 - least, span), bar_top - 3, bar_top + BAR_PX + 3
    )


def in_words(row: Range) -> str:
    """„12 · Spanne 4 bis 10“."""
    if row.low == row.high:
        return _figure(row.expected)
    return f"{_figure(row.expected)} · Spanne {_figure(row.low)} bis {_figure(row.high)}"


def _figure(value: int) -> str:
    text = f"{abs(value):,}".replace(",", ".")
    return f"−{text}" if value < 0 else text


def _share(value: int, span: int) -> str:
    return f"{100 * value / span:.2f}"
