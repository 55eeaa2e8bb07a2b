"""Long lists in pages."""

import pytest
from flask import Flask
from sqlalchemy import literal, select

from casework.database.base import db
from casework.web.paging import Page, asked_page, page_of, page_of_rows

pytestmark = pytest.mark.engine_independent


def test_the_first_and_the_last_page_of_a_list() -> None:
    first, last = page_of(range(120), 1), page_of(range(120), 3)
    assert (first.first, first.last, first.of, first.total) == (1, 50, 3, 120)
    assert list(last.items) == list(range(100, 120))
    assert (last.first, last.last) == (101, 120)


def test_a_number_past_the_end_shows_the_last_page() -> None:
    assert page_of(range(51), 99).number == 2


def test_an_empty_list_is_one_empty_page() -> None:
    page = page_of([], 1)
    assert (page.number, page.of, page.first, page.last) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("number", "of", "steps"),
    [
        (1, 1, [1]),
        (1, 6, [1, 2, None, 6]),
        (3, 6, [1, 2, 3, 4, 5, 6]),
        (10, 20, [1, None, 9, 10, 11, None, 20]),
        (20, 20, [1, None, 19, 20]),
    ],
)
def test_only_near_pages_are_offered(number: int, of: int, steps: list[int | None]) -> None:
    assert Page([], number, of, 0).steps() == steps


@pytest.mark.parametrize(
    ("query", "number"), [("", 1), ("page=4", 4), ("page=0", 1), ("page=-3", 1), ("page=zwei", 1)]
)
def test_the_page_in_the_address(query: str, number: int) -> None:
    with Flask(__name__).test_request_context(f"/?{query}"):
        assert asked_page() == number


def test_only_the_rows_of_one_page_leave_the_database() -> None:
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
    db.init_app(app)
    numbers = select(literal(0).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < 119))
    with app.app_context():
        page = page_of_rows(select(numbers.c.n).order_by(numbers.c.n), 2)
        db.session.remove()
        db.engine.dispose()
    assert (page.items[0], page.items[-1], page.number, page.of, page.total) == (50, 99, 2, 3, 120)
