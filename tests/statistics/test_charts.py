"""Charts are well-formed, say in words what they show, and need no style."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.statistics.charts import bar_chart

pytestmark = pytest.mark.engine_independent
SVG = "{http://www.w3.org/2000/svg}"


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", categories=("L", "P", "S", "Zs")), max_size=60),
            st.integers(0, 300),
            st.one_of(st.none(), st.integers(0, 300)),
        )
    )
)
def test_every_bar_stays_inside(rows: list[tuple[str, int, int | None]]) -> None:
    drawing = ET.fromstring(bar_chart("Belegung <am> 17.06.", "Je Haus ein Balken & mehr", rows))  # noqa: S314
    assert drawing.find(f"{SVG}title").text == "Belegung <am> 17.06."  # type: ignore[union-attr]
    assert drawing.find(f"{SVG}desc").text == "Je Haus ein Balken & mehr"  # type: ignore[union-attr]
    for bar in drawing.findall(f"{SVG}rect"):
        start, length = (float(bar.attrib[name].rstrip("%")) for name in ("x", "width"))
        assert start >= 0
        assert start + length <= 100.02
    assert not [
        element for element in drawing.iter() if "style" in element.attrib or "class" in element.attrib
    ]


def test_an_overfull_house_is_said_in_words() -> None:
    assert "43 von 40 (+3) Plätze" in bar_chart("t", "d", [("Haus", 43, 40)], unit="Plätze")
