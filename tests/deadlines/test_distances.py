"""How far away a day is: whole units, never rounded up."""

from datetime import date

import pytest
from flask import Flask

from casework.deadlines.distances import distance

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2016, 5, 26), "vor 10 Jahren"),
        (date(2024, 11, 26), "vor 2 Jahren"),
        (date(2024, 11, 27), "vor 23 Monaten"),
        (date(2026, 3, 12), "vor 8 Monaten"),
        (date(2026, 8, 19), "vor 99 Tagen"),
        (date(2026, 8, 18), "vor 3 Monaten"),
        (date(2026, 11, 25), "vor einem Tag"),
        (DAY, "heute"),
        (date(2026, 11, 27), "noch ein Tag"),
        (date(2027, 3, 5), "noch 99 Tage"),
        (date(2027, 3, 12), "noch 3 Monate"),
        (date(2028, 11, 25), "noch 23 Monate"),
        (date(2029, 11, 25), "noch 2 Jahre"),
    ],
)
def test_only_what_has_passed_counts(app: Flask, due_on: date, words: str) -> None:
    with app.test_request_context():
        assert distance(due_on, DAY) == words
