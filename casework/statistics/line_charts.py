"""Time series as SVG that says in words what it shows.

Presentation attributes only, like the bars. Letters and markers have a fixed size and lie at percentages of the width;
only the lines are stretched to it: the same chart fits a telephone, a screen and a page.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from casework.statistics.axes import Scale, shown_days
from casework.statistics.charts import FONT, FRAME, INK, MUTED, PAPER
from casework.web.components import day as in_german
from casework.web.components import number

Values = Sequence[float | None]

TEXT_PX, KEY_PX, UNIT_GAP_PX, PLOT_PX, AXIS_PX, LABEL_GAP_PX = 13, 22, 8, 220, 26, 15
LEFT, RIGHT = 13.0, 80.0
"""Where the lines begin and end, in percent of the width; beside them stand the axis and the last values."""
DRAWN_WIDTH = 640
MOST_MARKERS = 13
STYLES = (
    ("#2044aa", "", "M-4 0 A4 4 0 1 0 4 0 A4 4 0 1 0 -4 0 Z"),
    ("#b3261e", "9 4", "M-4 -4 H4 V4 H-4 Z"),
    ("#14703f", "2 3", "M0 -5 L5 0 L0 5 L-5 0 Z"),
    ("#8a4b08", "12 3 2 3", "M0 -5 L5 4 L-5 4 Z"),
    ("#6a1b9a", "5 2", "M0 5 L5 -4 L-5 -4 Z"),
    ("#1c2033", "1 4", "M-5 -2 H-2 V-5 H2 V-2 H5 V2 H2 V5 H-2 V2 H-5 Z"),
)
"""Colour, dashes and marker of each line in turn: no two are told apart by colour alone."""
MOST_LINES = len(STYLES)


@dataclass(frozen=True, slots=True)
class Line:
    """A value for each of the days; None where there is none."""

    label: str
    values: Values


@dataclass(frozen=True, slots=True)
class Band:
    """What lies between a low and a high value on each of the days; None where nothing is said."""

    label: str
    low: Values
    high: Values


def line_chart(
    title: str,
    description: str,
    days: Sequence[date],
    series: Sequence[Line],
    bands: Sequence[Band] = (),
    *,
    unit: str = "",
) -> Markup:
    """A line per series over the days, each with its own dashes, marker and letter; its last value stands at its end.

    `title` and `description` are read aloud instead of the drawing, followed by a sentence for each line. Up to
    MOST_LINES lines. The table with the same numbers stands below a chart, always.
    """
    drawing = _Drawing(title, days, series, bands, unit)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}-title {name}-text" '
        'width="100%" height="{height}" font-family="{font}" font-size="{text}" fill="{ink}">'
        '<title id="{name}-title">{title}</title><desc id="{name}-text">{description}</desc>{drawn}</svg>'
    ).format(
        name=drawing.name,
        height=drawing.height,
        font=FONT,
        text=TEXT_PX,
        ink=INK,
        title=title,
        description=" ".join([description, *drawing.sentences()]),
        drawn=Markup("").join(drawing.parts()),
    )


class _Drawing:
    """Lengths in pixels from the top, and in percent of the width from the left."""

    def __init__(
        self, title: str, days: Sequence[date], series: Sequence[Line], bands: Sequence[Band], unit: str
    ) -> None:
        self._days, self._series, self._bands, self._unit = days, series, bands, unit
        said = repr((title, days, series, bands))
        self.name = "chart-" + hashlib.sha256(said.encode()).hexdigest()[:8]
        values = [line.values for line in series]
        values += [side for band in bands for side in (band.low, band.high)]
        self._scale = Scale.over([value for side in values for value in side if value is not None])
        self._top = (len(self._key()) + 1) * KEY_PX + UNIT_GAP_PX
        self.height = self._top + PLOT_PX + AXIS_PX

    def sentences(self) -> Iterator[str]:
        """What a line does, for who does not see it."""
        for line in self._series:
            known = [
                (day, value) for day, value in zip(self._days, line.values, strict=True) if value is not None
            ]
            if known:
                (first, begin), (last, end) = known[0], known[-1]
                values = [value for _day, value in known]
                yield (
                    f"{line.label}: {self._word(begin)} am {in_german(first)}, {self._word(end)} am {in_german(last)}, "
                    f"am niedrigsten {self._word(min(values))}, am höchsten {self._word(max(values))}."
                )

    def parts(self) -> Iterator[Markup]:
        """The drawing from back to front."""
        yield from self._markers()
        yield from self._key_rows()
        yield from self._grid()
        yield Markup(
            '<svg x="{}%" y="{}" width="{}%" height="{}" viewBox="0 0 {} {}" '
            'preserveAspectRatio="none" overflow="visible">{}</svg>'
        ).format(
            LEFT,
            self._top,
            RIGHT - LEFT,
            PLOT_PX,
            DRAWN_WIDTH,
            PLOT_PX,
            Markup("").join([*self._areas(), *self._strokes()]),
        )
        yield from self._points()
        yield from self._ends()

    def _key(self) -> list[str]:
        """The words above the drawing; a line alone is named with its unit."""
        named = len(self._series) + len(self._bands) > 1
        labels = [line.label for line in self._series] + [band.label for band in self._bands]
        return labels if named else []

    def _heading(self) -> str:
        """What is measured; of a line alone also which one it is."""
        named = [] if self._key() else [line.label for line in self._series]
        return ", ".join([*named, *filter(None, [self._unit])])

    def _letter(self, place: int) -> str:
        is_named = self._key() and place < len(self._series)
        return f"{chr(ord('A') + place)}\N{NO-BREAK SPACE}" if is_named else ""

    def _markers(self) -> Iterator[Markup]:
        shapes = Markup("").join(
            Markup('<path id="{}-{}" d="{}" fill="{}" stroke="{}"/>').format(
                self.name, place, shape, colour, PAPER
            )
            for place, (colour, _dash, shape) in enumerate(STYLES[: len(self._series)])
        )
        yield Markup("<defs>{}</defs>").format(shapes)

    def _key_rows(self) -> Iterator[Markup]:
        yield Markup('<text x="0" y="{}" fill="{}">{}</text>').format(
            self._top - UNIT_GAP_PX - 4, MUTED, self._heading()
        )
        for place, label in enumerate(self._key()):
            baseline = place * KEY_PX + TEXT_PX
            middle = baseline - 4
            if place < len(self._series):
                colour, dash, _shape = STYLES[place]
                yield Markup('<line x1="0" y1="{}" x2="34" y2="{}" {}/>').format(
                    middle, middle, _stroke(colour, dash)
                )
                yield self._marker(place, "17", middle)
            else:
                yield Markup('<rect x="0" y="{}" width="34" height="12" {}/>').format(middle - 6, _AREA)
            yield Markup('<text x="42" y="{}">{}</text>').format(baseline, self._letter(place) + label)

    def _marker(self, place: int, x: str, y: float) -> Markup:
        return Markup('<use href="#{}-{}" x="{}" y="{:.1f}"/>').format(self.name, place, x, y)

    def _grid(self) -> Iterator[Markup]:
        for tick in self._scale.ticks():
            y = self._top + self._down(tick)
            yield Markup(
                '<line x1="{}%" x2="{}%" y1="{:.1f}" y2="{:.1f}" stroke="{}" stroke-width="{}"/>'
            ).format(LEFT, RIGHT, y, y, FRAME, 1 if tick == 0 else 0.4)
            yield Markup('<text x="{}%" y="{:.1f}" text-anchor="end" fill="{}">{}</text>').format(
                LEFT - 1.5, y + 4, MUTED, self._word(tick)
            )
        for place, word, anchor in shown_days(self._days):
            yield Markup('<text x="{}%" y="{}" text-anchor="{}" fill="{}">{}</text>').format(
                _percent(self._across(place)), self.height - 6, anchor, MUTED, word
            )

    def _areas(self) -> Iterator[Markup]:
        for band in self._bands:
            for places in _runs([None in pair for pair in zip(band.low, band.high, strict=True)]):
                low, high = self._drawn(band.low, places), self._drawn(band.high, places)
                yield Markup('<polygon points="{}" {}/>').format(" ".join([*high, *reversed(low)]), _AREA)

    def _strokes(self) -> Iterator[Markup]:
        for line, (colour, dash, _shape) in zip(self._series, STYLES, strict=False):
            for places in _runs([value is None for value in line.values]):
                yield Markup('<polyline points="{}" {}/>').format(
                    " ".join(self._drawn(line.values, places)), _stroke(colour, dash)
                )

    def _points(self) -> Iterator[Markup]:
        """A marker at every point, or at some where there are many; the last one always has its own."""
        step = -(-len(self._days) // MOST_MARKERS)
        for number_of_line, line in enumerate(self._series):
            for place, value in enumerate(line.values):
                if value is not None and (len(line.values) - 1 - place) % step == 0:
                    x = f"{_percent(self._across(place))}%"
                    yield self._marker(number_of_line, x, self._top + self._down(value))

    def _ends(self) -> Iterator[Markup]:
        """The last value of each line beside its end, moved apart where they would cover each other."""
        ends = []
        for place, line in enumerate(self._series):
            last = next((at for at in reversed(range(len(line.values))) if line.values[at] is not None), None)
            if last is not None:
                value = line.values[last] or 0
                ends.append((self._top + self._down(value), place, self._across(last), value))
        lowest, above = self._top + PLOT_PX + 4.0, float("-inf")
        for left, (y, place, x, value) in enumerate(sorted(ends)):
            room_below = (len(ends) - 1 - left) * LABEL_GAP_PX
            above = max(above + LABEL_GAP_PX, min(y + 4, lowest - room_below))
            yield Markup('<text x="{}%" y="{:.1f}" dx="8" font-weight="600" fill="{}">{}{}</text>').format(
                _percent(x), above, STYLES[place][0], self._letter(place), self._word(value)
            )

    def _across(self, place: int) -> float:
        """How far from the left a day lies, in percent."""
        whole = (self._days[-1] - self._days[0]).days
        share = (self._days[place] - self._days[0]).days / whole if whole else 0.5
        return LEFT + (RIGHT - LEFT) * share

    def _down(self, value: float) -> float:
        """How far below the top of the plot a value lies, in pixels."""
        return PLOT_PX * (1 - self._scale.share(value))

    def _drawn(self, values: Values, places: Sequence[int]) -> list[str]:
        """The points in the stretched drawing."""
        return [
            f"{DRAWN_WIDTH * (self._across(place) - LEFT) / (RIGHT - LEFT):.1f},{self._down(values[place] or 0):.1f}"
            for place in places
        ]

    def _word(self, value: float) -> str:
        return number(value, 0 if float(value).is_integer() else 1)


_AREA = Markup('fill="#2044aa" fill-opacity="0.14" stroke="#2044aa" stroke-width="1" stroke-dasharray="2 2"')


def _stroke(colour: str, dash: str) -> Markup:
    dashes = Markup(' stroke-dasharray="{}"').format(dash) if dash else Markup("")
    return Markup(
        'fill="none" stroke="{}" stroke-width="2" stroke-linejoin="round" vector-effect="non-scaling-stroke"{}'
    ).format(colour, dashes)


def _runs(missing: Sequence[bool]) -> Iterator[list[int]]:
    """The places without a gap, run by run."""
    for is_missing, run in groupby(range(len(missing)), key=missing.__getitem__):
        if not is_missing:
            yield list(run)


def _percent(value: float) -> str:
    return f"{value:.2f}"
