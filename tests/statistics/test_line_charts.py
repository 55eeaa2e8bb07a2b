"""Time series are well-formed, say in words what they show, need no style, and tell lines apart without colour."""

import xml.etree.ElementTree as ET
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.statistics.axes import Scale, shown_days
from casework.statistics.line_charts import MOST_LINES, Band, Line, line_chart

pytestmark = pytest.mark.engine_independent
SVG = "{http://www.w3.org/2000/svg}"
FIRST = date(2024, 1, 31)
numbers = st.one_of(st.none(), st.integers(-50, 200_000), st.decimals(0, 150, places=1).map(float))


def days(so_many: int) -> list[date]:
    return [FIRST + timedelta(days=30 * place) for place in range(so_many)]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(1, 30).flatmap(
        lambda n: st.lists(st.lists(numbers, min_size=n, max_size=n), min_size=1, max_size=6)
    )
)
def test_every_point_stays_inside(values: list[list[float | None]]) -> None:
    lines = [Line(f"Reihe <{place}>", line) for place, line in enumerate(values)]
    drawing = ET.fromstring(line_chart("Bestand <b>", "Je Monat & Stufe.", days(len(values[0])), lines))  # noqa: S314
    assert drawing.find(f"{SVG}title").text == "Bestand <b>"  # type: ignore[union-attr]
    assert drawing.find(f"{SVG}desc").text.startswith("Je Monat & Stufe.")  # type: ignore[union-attr]
    plot = drawing.find(f"{SVG}svg")
    assert plot is not None
    width, height = (float(side) for side in plot.attrib["viewBox"].split()[2:])
    for line in plot.findall(f"{SVG}polyline"):
        for point in line.attrib["points"].split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= width
            assert -0.1 <= y <= height + 0.1
    assert not [element for element in drawing.iter() if {"style", "class"} & element.attrib.keys()]
    for text in drawing.findall(f"{SVG}text"):
        assert 0 <= float(text.attrib["y"]) <= float(drawing.attrib["height"])


def test_lines_are_told_apart_without_colour() -> None:
    lines = [Line(str(place), [place, place]) for place in range(MOST_LINES)]
    drawing = ET.fromstring(line_chart("t", "d", days(2), lines))  # noqa: S314
    strokes = [line.attrib.get("stroke-dasharray") for line in drawing.iter(f"{SVG}polyline")]
    shapes = [path.attrib["d"] for path in drawing.iter(f"{SVG}path")]
    assert len(set(strokes)) == len(set(shapes)) == MOST_LINES
    ends = [text.text for text in drawing.findall(f"{SVG}text") if text.attrib.get("font-weight")]
    assert ends == ["F\N{NO-BREAK SPACE}5", "E\N{NO-BREAK SPACE}4", "D\N{NO-BREAK SPACE}3",
                    "C\N{NO-BREAK SPACE}2", "B\N{NO-BREAK SPACE}1", "A\N{NO-BREAK SPACE}0"]  # fmt: skip


def test_labels_at_the_ends_do_not_cover_each_other() -> None:
    drawing = ET.fromstring(line_chart("t", "d", days(2), [Line(str(n), [9, 0]) for n in range(6)]))  # noqa: S314
    ends = sorted(
        float(text.attrib["y"]) for text in drawing.findall(f"{SVG}text") if "font-weight" in text.attrib
    )
    assert min(below - above for above, below in pairwise(ends)) >= 15
    assert ends[-1] < float(drawing.attrib["height"]) - 12


def test_a_line_is_said_in_words() -> None:
    chart = line_chart("t", "Bestand.", [date(2025, 1, 31), date(2025, 2, 28)], [Line("VU", [1014, 928])])
    assert (
        "Bestand. VU: 1.014 am 31.01.2025, 928 am 28.02.2025, am niedrigsten 928, am höchsten 1.014."
    ) in chart


def test_a_gap_breaks_the_line_and_a_band_lies_where_something_is_said() -> None:
    band = Band("zwischen niedrig und hoch", [None, None, 2, 1], [None, None, 4, 9])
    drawing = ET.fromstring(line_chart("t", "d", days(4), [Line("frei", [1, None, 3, 4])], [band]))  # noqa: S314
    assert len(list(drawing.iter(f"{SVG}polyline"))) == 2
    (area,) = drawing.iter(f"{SVG}polygon")
    assert len(area.attrib["points"].split()) == 4
    assert "zwischen niedrig und hoch" in [text.text for text in drawing.findall(f"{SVG}text")]


def test_nothing_to_draw_is_drawn_all_the_same() -> None:
    ET.fromstring(line_chart("t", "d", [FIRST], [Line("leer", [None])]))  # noqa: S314


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([0, 1014], [0, 500, 1000, 1500]),
        ([3], [0, 1, 2, 3]),
        ([0], [0, 1]),
        ([-13, 20], [-20, -10, 0, 10, 20]),
        ([0.5], [0, 0.2, 0.4, 0.6]),
        ([92.5, 100.0], [0, 50, 100]),
    ],
)
def test_the_axis_has_round_numbers(values: list[float], ticks: list[float]) -> None:
    assert Scale.over(values).ticks() == ticks


def test_a_long_span_names_months_and_a_short_one_days() -> None:
    assert [word for _place, word, _anchor in shown_days(days(13))] == ["01.2024", "07.2024", "01.2025"]
    assert [word for _place, word, _anchor in shown_days(days(3))] == [
        "31.01.2024",
        "01.03.2024",
        "31.03.2024",
    ]
