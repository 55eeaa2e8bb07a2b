"""Mein Tag of the demo: 85 cases, and what is overdue or due today fits on one screen, for the office sees to it."""

import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from casework.accounts.queries import find_user_by_email
from casework.database.base import db
from casework.database.moments import today
from casework.database.recorded import known
from casework.demo.office import DEMO_PASSWORD, address_of
from casework.demo.towns import MUSTERSTADT
from casework.people.models import IntegrationCase

pytestmark = pytest.mark.slow
ROWS_OF_A_SCREEN = 20
MAILBOX = address_of(MUSTERSTADT, "integration")


def test_85_cases_fit_on_one_screen(demo: Flask) -> None:
    with demo.app_context():
        user = find_user_by_email(MAILBOX)
        assert user is not None
        cases = db.session.scalar(
            select(func.count())
            .select_from(IntegrationCase)
            .where(
                IntegrationCase.case_manager_id == user.id,
                known(IntegrationCase),
                IntegrationCase.starts_on <= today(),
                IntegrationCase.ends_on.is_(None) | (IntegrationCase.ends_on > today()),
            )
        )
        db.session.remove()
    assert cases == 85
    client = demo.test_client()
    client.post("/sign-in", data={"email": MAILBOX, "password": DEMO_PASSWORD})
    page = client.get("/").text
    urgent = page[page.index('<div class="day"') : page.index('id="week"')]
    assert 0 < len(re.findall(r'<li class="day-row', urgent)) <= ROWS_OF_A_SCREEN
