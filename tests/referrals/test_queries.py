"""By when one wants to hear of a referral is told with each state; what was told last counts, and stays known."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from casework.database.base import db
from casework.database.moments import now, today
from casework.database.transaction import transaction
from casework.partners.operations import enter_partner
from casework.people.models import Person
from casework.referrals.models import Referral
from casework.referrals.operations import record_state, refer
from casework.referrals.queries import feedback_due, open_referrals
from tests.caseload import Caseload


@pytest.fixture
def referral(app: Flask, world: Caseload) -> Iterator[Referral]:
    """A referral made a month ago, to be heard of in a week; the context stays open."""
    with app.app_context():
        with transaction():
            partner = enter_partner(world.kim.municipality.id, {"name": "Jobcenter", "kind": "JOBCENTER"})
            made = refer(
                db.session.get_one(Person, world.layla.id),
                partner,
                referred_on=today() - timedelta(days=30),
                purpose="Antrag",
                feedback_due_on=today() + timedelta(days=7),
            )
        yield made


def test_the_day_told_last_counts_even_with_an_earlier_state(world: Caseload, referral: Referral) -> None:
    viewer, week = world.kim.viewer, today() + timedelta(days=7)
    assert feedback_due(viewer, week) == [referral]
    for days_ago, due_in in ((5, 20), (9, 30)):
        due_on = today() + timedelta(days=due_in)
        with transaction():
            record_state(
                referral,
                state="ACCEPTED",
                state_on=today() - timedelta(days=days_ago),
                feedback_due_on=due_on,
            )
        assert referral.feedback_due_on == due_on
        assert feedback_due(viewer, due_on - timedelta(days=1)) == []
        assert feedback_due(viewer, due_on) == [referral]


def test_nobody_is_reminded_once_it_is_closed_or_the_day_is_taken_away(
    world: Caseload, referral: Referral
) -> None:
    year = today() + timedelta(days=365)
    with transaction():
        record_state(referral, state="ATTENDED", state_on=today())
    assert [found.id for found, _state in open_referrals(world.kim.municipality.id, today())] == [referral.id]
    assert feedback_due(world.kim.viewer, year) == []
    with transaction():
        record_state(referral, state="CLOSED", state_on=today(), feedback_due_on=year)
    assert not referral.is_open
    assert feedback_due(world.kim.viewer, year) == []


def test_the_list_of_open_referrals_stays_as_it_was_known(world: Caseload, referral: Referral) -> None:
    town, before, week = world.kim.municipality.id, now(), today() + timedelta(days=7)
    with transaction():
        record_state(referral, state="CLOSED", state_on=today() - timedelta(days=3))
    assert open_referrals(town, today()) == []
    [(found, state)] = open_referrals(town, today(), before)
    assert (found.id, state.state) == (referral.id, "SENT")
    assert found.feedback_due_then(today(), before) == week
    assert found.feedback_due_then(today() - timedelta(days=4)) == week, (
        "the state of later days is not asked"
    )
