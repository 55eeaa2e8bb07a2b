"""A town and its report."""

from collections.abc import Callable

import pytest
from flask import Flask

from casework.database.moments import now
from casework.statistics.question import Question
from reports.jour_fixe import JourFixe, report_of
from reports.persons import Edition
from tests.reports.town import FIRST, ON, Town, build

Reporter = Callable[[Edition], JourFixe]


@pytest.fixture
def town(app: Flask) -> Town:
    """The small town of `tests/reports/town.py`."""
    return build(app)


@pytest.fixture
def report(app: Flask, town: Town) -> Reporter:
    """June's report in either edition, with all that is known when the test begins."""
    question = Question(town.municipality.id, town.municipality.name, ON, now(), FIRST)

    def make(edition: Edition) -> JourFixe:
        with app.app_context():
            return report_of(question, edition)

    return make
