"""How days, moments, numbers and rows are written."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from markupsafe import Markup

from casework.web.components import age_in_days, day, distance, moment, number, percent, table_body
from casework.web.install import install

pytestmark = pytest.mark.engine_independent
ON = date(2020, 6, 17)


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    app = Flask(__name__)
    app.config["SECRET_KEY"] = "made up for this test"
    install(app)
    with app.test_request_context():
        yield


def test_days_and_moments_are_german_and_in_berlin() -> None:
    assert day(ON) == "17.06.2020"
    assert day(None) == "–"
    assert moment(datetime(2020, 6, 17, 8, 41, tzinfo=UTC)) == "17.06.2020, 10:41 Uhr"
    assert moment(datetime(2020, 1, 31, 23, 30, tzinfo=UTC)) == "01.02.2020, 00:30 Uhr"
    assert day(datetime(2020, 1, 31, 23, 30, tzinfo=UTC)) == "01.02.2020"
    assert moment(None) == "–"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1014, 0, "1.014"),
        (0, 0, "0"),
        (-12, 0, "−12"),
        (None, 0, "–"),
        (12.5, 2, "12,50"),
        (1234567.891, 1, "1.234.567,9"),
    ],
)
def test_numbers(value: Any, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (95, "95,0\u00a0%"),
        (Decimal("95.25"), "95,3\u00a0%"),
        (94.95, "95,0\u00a0%"),
        (0, "0,0\u00a0%"),
        (None, "–"),
    ],
)
def test_percentages(value: Any, text: str) -> None:
    assert percent(value) == text


def test_half_is_rounded_up_as_by_hand() -> None:
    assert number(0.5) == "1"
    assert number(Decimal("2.5")) == "3"


def test_how_long_something_lasts() -> None:
    assert age_in_days(date(2020, 2, 18), ON) == "120 Tage"
    assert age_in_days(date(2020, 6, 16), ON) == "1 Tag"
    assert age_in_days(None, ON) == "–"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (ON, "heute"),
        (date(2020, 6, 18), "morgen"),
        (date(2020, 6, 16), "gestern"),
        (date(2020, 6, 14), "vor 3 Tagen"),
        (date(2020, 6, 19), "in 2 Tagen"),
        (None, ""),
    ],
)
def test_distance_from_today(value: Any, text: str) -> None:
    assert distance(value, ON) == text


def test_cells_learn_their_word_and_alignment_from_the_column() -> None:
    rows = Markup('<tr><th scope="row">Haus</th><td>42</td><td class="soft">38</td></tr>')
    body = table_body(
        rows, ["Haus", {"label": "Plätze", "kind": "number"}, {"label": 'be"legt', "kind": "number"}]
    )
    assert body.startswith("<tbody><tr>")
    assert '<th scope="row" data-label="Haus">' in body
    assert '<td data-label="Plätze" class="number">42</td>' in body
    assert '<td class="number soft" data-label="be&#34;legt">38</td>' in body


def test_a_row_across_all_columns_is_left_alone() -> None:
    rows = Markup('<tbody><tr><td colspan="3">nichts</td></tr></tbody>')
    assert table_body(rows, ["a", "b", "c"]) == rows
