"""How a rating went, as a small line that says in words what it shows.

Presentation attributes only; the table with the same values stands beside it, always.
"""

import hashlib
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from casework.web.components import day

WIDTH_PX, HEIGHT_PX, EDGE_PX = 140, 44, 6
LOWEST, HIGHEST = 1, 5
INK, FRAME = "#2044aa", "#8a8fa3"
MARKER_PX, LAST_PX = 2.5, 4


def sparkline(title: str, points: Sequence[tuple[date, int]]) -> Markup:
    """A line through values from 1 to 5 over the days; nothing for a single value. `title` is read aloud."""
    if len(points) < 2:
        return Markup("")
    name = "line-" + hashlib.sha256(repr((title, points)).encode()).hexdigest()[:8]
    words = ", ".join(f"{value} am {day(on)}" for on, value in points)
    drawn = [_across(on, points[0][0], points[-1][0]) for on, _value in points]
    placed = [(across, _down(value)) for across, (_on, value) in zip(drawn, points, strict=True)]
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}" width="{width}" '
        'height="{height}" viewBox="0 0 {width} {height}"><title id="{name}">{title}: {words}</title>'
        '<path d="M{edge} {low}H{right}M{edge} {high}H{right}" stroke="{frame}" stroke-width="0.5" />'
        '<polyline points="{line}" fill="none" stroke="{ink}" stroke-width="2" />{markers}</svg>'
    ).format(
        name=name,
        width=WIDTH_PX,
        height=HEIGHT_PX,
        title=title,
        words=words,
        edge=EDGE_PX,
        right=WIDTH_PX - EDGE_PX,
        low=_down(LOWEST),
        high=_down(HIGHEST),
        frame=FRAME,
        line=" ".join(f"{across:.1f},{down:.1f}" for across, down in placed),
        ink=INK,
        markers=Markup("").join(
            Markup('<circle cx="{:.1f}" cy="{:.1f}" r="{}" fill="{}" />').format(
                across, down, LAST_PX if place == len(placed) - 1 else MARKER_PX, INK
            )
            for place, (across, down) in enumerate(placed)
        ),
    )


def _across(on: date, first: date, last: date) -> float:
    days = max(1, (last - first).days)
    return EDGE_PX + (WIDTH_PX - 2 * EDGE_PX) * (on - first).days / days


def _down(value: int) -> float:
    return HEIGHT_PX - EDGE_PX - (HEIGHT_PX - 2 * EDGE_PX) * (value - LOWEST) / (HIGHEST - LOWEST)
