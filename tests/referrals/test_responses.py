"""How soon partners answer: random courses, read day by day and row by row, against what the tables say at once."""

import random
from collections import Counter
from datetime import date, datetime, timedelta
from statistics import median

from flask import Flask
from flask.testing import FlaskClient

from casework.database.base import db
from casework.database.moments import now, today
from casework.database.transaction import transaction
from casework.partners.operations import enter_partner
from casework.people.models import Person
from casework.people.scope import of_visible
from casework.referrals.models import Referral, ReferralState
from casework.referrals.operations import add_state, ask, correct_state, refer
from casework.referrals.responses import ResponseTimes, responses
from casework.vocabulary.counselling import REFERRAL_STATES
from tests import factories
from tests.caseload import Caseload

FIRST, DAYS = date(2025, 1, 1), 50
ANSWERED = {"ACCEPTED", "WAITING_LIST", "ATTENDED", "NO_SHOW", "DECLINED"}
REFERRALS, TELLINGS = 16, 60
OFTEN_SENT = [*REFERRAL_STATES.codes(), *["SENT"] * 6]


def some_day(rng: random.Random, since: date = FIRST) -> date:
    return since + timedelta(days=rng.randrange(DAYS))


def invent(rng: random.Random, world: Caseload) -> list[datetime]:
    """Referrals and what was told of them, in transactions of their own; the moments in between."""
    moments = []
    with transaction():
        details = {"kind": "COUNSELLING"}
        partners = [enter_partner(world.kim.municipality.id, details | {"name": name}) for name in "AB"]
        people = [db.session.get_one(Person, one.id) for one in (world.layla, world.single)]
        made = [
            refer(
                rng.choice(people),
                rng.choice(partners),
                referred_on=some_day(rng),
                purpose="x",
                way=rng.choice(["WITH_DATA", "WITH_DATA", "ALONE"]),
            )
            for _ in range(REFERRALS)
        ]
    for _ in range(TELLINGS):
        moments.append(now())
        with transaction():
            tell_more(rng, rng.choice(made))
    return [*moments, now()]


def tell_more(rng: random.Random, one: Referral) -> None:
    day, due_on = some_day(rng, one.referred_on), rng.choice([None, some_day(rng, one.referred_on)])
    dice = rng.random()
    if dice < 0.2 and one.is_open:
        ask(one, asked_on=day, feedback_due_on=day + timedelta(days=5))
    elif dice < 0.4:
        wrong: ReferralState = rng.choice(one.believed_states())
        correct_state(wrong, state="ACCEPTED", state_on=day, feedback_due_on=due_on)
    else:
        add_state(one, rng.choice(OFTEN_SENT), day, feedback_due_on=due_on)


def counted_by_hand(day: date, moment: datetime) -> tuple[list[int], int, int]:
    """The days until each answer, who is waited for and since too long: each referral followed from day to day."""
    days, waiting, overdue = [], 0, 0
    for one in db.session.scalars(db.select(Referral)):
        if one.way == "ALONE" or one.recorded_at > moment:
            continue
        sent = answered = None
        for state in one.believed_states(day, moment):
            if sent is None and state.state == "SENT":
                sent = state.state_on
            elif sent is not None and answered is None and state.state in ANSWERED:
                answered = state.state_on
        last = one.state_then(day, moment)
        if sent is None or last is None:
            continue
        if answered is not None:
            days.append((answered - sent).days)
        elif last.state not in {"CLOSED", "DECLINED"}:
            due_on = one.feedback_due_then(day, moment)
            waiting += 1
            overdue += due_on is not None and due_on < day
    return sorted(days), waiting, overdue


def test_they_are_what_one_counts_by_hand(app: Flask, world: Caseload) -> None:
    rng, met = random.Random(6), Counter[str]()
    with app.app_context():
        moments = invent(rng, world)
        for _ in range(40):
            day, moment = some_day(rng, some_day(rng)), rng.choice(moments)
            found = responses(world.kim.municipality.id, day, moment)
            days, waiting, overdue = counted_by_hand(day, moment)
            times = ResponseTimes.of(found, day)
            assert sorted(one.days for one in found if one.days is not None) == days
            assert (times.answered, times.waiting, times.overdue) == (len(days), waiting, overdue)
            assert times.median_days == (median(days) if days else None)
            met.update({"answered": len(days), "waiting": waiting, "overdue": overdue})
        assert min(met.values()) > 0
        assert not responses(world.stranger.municipality.id, today())
        seen = responses(world.kim.municipality.id, today(), whose=of_visible(world.kim.viewer))
        assert len(seen) < len(responses(world.kim.municipality.id, today()))


def test_the_team_lead_compares_the_partners(app: Flask, client: FlaskClient, world: Caseload) -> None:
    with app.app_context():
        with transaction():
            partner = enter_partner(world.kim.municipality.id, {"name": "Tafel", "kind": "CLUB"})
            address = f"/partners/{partner.id}"
            person = db.session.get_one(Person, world.layla.id)
            since = today() - timedelta(days=20)
            made = refer(person, partner, referred_on=since, purpose="x", way="WITH_DATA")
        with transaction():
            add_state(made, "SENT", since)
        with transaction():
            add_state(made, "ACCEPTED", since + timedelta(days=7))
    factories.sign_in(client, world.lead)
    page = client.get("/referrals/responses").text
    assert "Tafel" in page
    assert "7,0" in page
    assert "Tage bis zur Antwort" in client.get(address).text
    visitor = app.test_client()
    factories.sign_in(visitor, world.kim)
    assert visitor.get("/referrals/responses").status_code == 403
