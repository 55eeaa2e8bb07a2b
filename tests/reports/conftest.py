"""A town and its report."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from casework.database.moments import now
from casework.statistics.question import Question
from reports.jour_fixe import JourFixe, report_of
from reports.persons import Edition
from tests.reports.town import FIRST, ON, Town
from tests.templates import Template

Reporter = Callable[[Edition], JourFixe]


@pytest.fixture
def town(template: Template) -> Town:
    """The small town of `tests/reports/town.py`, in files whose template holds it."""
    return template.holds


@pytest.fixture(scope="module")
def known_at(template: Template) -> datetime:
    """One moment for all tests of a file, so that their papers are the same."""
    return now()


@pytest.fixture
def report(app: Flask, town: Town, known_at: datetime) -> Reporter:
    """June's report in either edition, with all that is known of the town."""
    question = Question(town.municipality.id, town.municipality.name, ON, known_at, FIRST)

    def make(edition: Edition) -> JourFixe:
        with app.app_context():
            return report_of(question, edition)

    return make
