"""Bar charts as SVG that says in words what it shows.

Presentation attributes only, so that neither the content security policy nor the paper needs a style of its own.
Lengths along a bar are percentages of the drawing and letters have a fixed size: the same chart fits a telephone, a
screen and a page.
"""

import hashlib
from collections.abc import Iterator, Sequence
from decimal import Decimal

from markupsafe import Markup, escape

Row = tuple[str, float, float | None]
"""The words beside a bar, its value, and what the value is measured against (a frame round the bar), if anything."""

FONT = "Fira Sans, Vazirmatn, Noto Sans Ethiopic, sans-serif"
INK, MUTED, BAR, FRAME, PAPER = "#1c2033", "#5a5f78", "#2044aa", "#6b7090", "#ffffff"
TEXT_PX, BAR_PX, ROW_PX = 14, 14, 44
LONGEST_LABEL = 30


def bar_chart(
    title: str,
    description: str,
    rows: Sequence[Row],
    *,
    unit: str = "",
    width: str = "100%",
    longest: float | None = None,
    drawn_at_px: int | None = None,
) -> Markup:
    """A bar per row with its value in figures; what goes beyond the frame is hatched and named.

    `title` and `description` are read aloud instead of the drawing. `width` is an SVG length.
    Charts side by side are drawn to one scale when told the `longest` bar of all. With `drawn_at_px` the
    drawing has that width and shrinks as a whole, letters included, to the width it gets.
    """
    name = "chart-" + hashlib.sha256(f"{title}|{description}".encode()).hexdigest()[:8]
    longest = longest or max((max(value, maximum or 0) for _label, value, maximum in rows), default=0) or 1
    height = len(rows) * ROW_PX + 2
    drawn = Markup("").join(
        part for place, row in enumerate(rows) for part in _row(row, place * ROW_PX, longest, unit, name)
    )
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}-title {name}-text" '
        'width="{width}" {size} font-family="{font}" font-size="{text}" fill="{ink}">'
        '<title id="{name}-title">{title}</title><desc id="{name}-text">{description}</desc>'
        '<defs><pattern id="{name}-hatch" width="5" height="5" patternUnits="userSpaceOnUse">'
        '<rect width="5" height="5" fill="{paper}"/>'
        '<path d="M-1 1 L1 -1 M0 5 L5 0 M4 6 L6 4" stroke="{bar}" stroke-width="1.5"/></pattern></defs>'
        "{drawn}</svg>"
    ).format(
        name=name,
        width=width,
        size=Markup('height="{}"').format(height)
        if drawn_at_px is None
        else Markup('viewBox="0 0 {} {}"').format(drawn_at_px, height),
        font=FONT,
        text=TEXT_PX,
        ink=INK,
        title=title,
        description=description,
        paper=PAPER,
        bar=BAR,
        drawn=drawn,
    )


def _row(row: Row, top: int, longest: float, unit: str, name: str) -> Iterator[Markup]:
    label, value, maximum = row
    baseline, bar_top = top + TEXT_PX + 2, top + TEXT_PX + 8
    yield Markup('<text x="0" y="{}">{}</text>').format(baseline, _shortened(label))
    yield Markup('<text x="100%" y="{}" text-anchor="end" fill="{}">{}</text>').format(
        baseline, MUTED, _in_words(value, maximum, unit)
    )
    within = value if maximum is None else min(value, maximum)
    yield _rect(0, within, longest, bar_top, Markup('fill="{}"').format(BAR))
    if maximum is not None:
        frame = Markup('fill="none" stroke="{}"').format(FRAME)
        yield _rect(0, maximum, longest, bar_top, frame)
        if value > maximum:
            hatched = Markup('fill="url(#{}-hatch)" stroke="{}"').format(name, BAR)
            yield _rect(maximum, value - maximum, longest, bar_top, hatched)


def _rect(start: float, length: float, longest: float, top: int, paint: Markup) -> Markup:
    return Markup('<rect x="{}%" y="{}" width="{}%" height="{}" {}/>').format(
        _share(start, longest), top, _share(length, longest), BAR_PX, paint
    )


def _share(value: float, longest: float) -> str:
    return f"{100 * value / longest:.2f}"


def _in_words(value: float, maximum: float | None, unit: str) -> str:
    shown = _figure(value) if maximum is None else f"{_figure(value)} von {_figure(maximum)}"
    beyond = f" (+{_figure(value - maximum)})" if maximum is not None and value > maximum else ""
    return f"{shown}{beyond} {unit}".rstrip()


def _figure(value: float) -> str:
    exact = Decimal(str(value))
    text = f"{exact:,.0f}" if exact == exact.to_integral_value() else f"{exact:,}"
    return text.translate(str.maketrans(",.", ".,"))


def _shortened(label: str) -> Markup:
    if len(label) <= LONGEST_LABEL:
        return escape(label)
    return Markup("<title>{}</title>{}…").format(label, label[: LONGEST_LABEL - 1].rstrip())
