"""Mein Tag of somebody who leads 100 cases in a town brought in through the lists, beside the barest page there is.

The baseline is the page of one's own account, asked for in turn with Mein Tag by the same browser: it signs nobody in,
but finds out who asks, and draws the same frame.
"""

import gc
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

from flask.testing import FlaskClient
from sqlalchemy import event, select

from casework.access.roles import Role
from casework.appointments.operations import appoint
from casework.counselling.operations import document
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.demo.tending import tend
from casework.partners.models import Partner
from casework.partners.operations import enter_partner
from casework.people.cases import begin_case
from casework.people.models import Person
from casework.people.titles import state_title
from casework.plans.goals import agree_goal
from casework.plans.steps import agree_step
from casework.referrals.operations import refer
from tests import factories
from tests.benchmarks.town import Town, build
from tests.engines import Engine

LIMIT_MS = 50
CASES = 100
ISSUED = date(2024, 7, 1)
BARE, DAY = "/account", "/"
HEAD = f"{'page':<34}{'people':>8}{'cases':>7}{'queries':>9}{'median ms':>11}{'p95 ms':>9}{'bare ms':>9}{'ratio':>7}"


def run(engine: Engine, sizes: list[int], runs: int) -> None:
    """Print a row per size."""
    print(f"\n{engine.name}: Mein Tag of a caseworker with {CASES} cases, limit {LIMIT_MS} ms\n{HEAD}")
    for people in sizes:
        with tempfile.TemporaryDirectory() as folder:
            town = build(Path(folder), engine.create(f"day_{people}"), people, sealed=True)
            print(_row(town, people, _caseworker(town), runs), flush=True)
            with town.app.app_context():
                db.engine.dispose()


def _caseworker(town: Town) -> FlaskClient:
    """Somebody signed in who leads the cases of so many people and sees to what ends, so that a usual amount is due."""
    with town.app.app_context():
        kim = factories.user(town.municipality, Role.CASE_MANAGER)
        with transaction():
            partner = enter_partner(town.municipality.id, {"name": "Beratungsstelle", "kind": "CLUB"})
            people = db.session.scalars(select(Person).order_by(Person.household_id).limit(CASES)).all()
            for number, person in enumerate(people):
                _work_with(person, partner, kim, Random(number))
        with transaction():
            tend(town.municipality.id, today())
    client = town.app.test_client()
    factories.sign_in(client, kim)
    return client


def _work_with(person: Person, partner: Partner, kim: factories.User, chance: Random) -> None:
    """A case with a title and often a talk; with some a plan, a referral and an appointment, a part of it due."""

    def within(days: int) -> date:
        return today() + timedelta(days=chance.randrange(-1, days))

    begin_case(person, starts_on=ISSUED, case_manager_id=kim.id)
    state_title(person, "AE_25_3", starts_on=ISSUED, ends_on=within(700))
    if chance.random() < 0.8:
        goes_on = chance.random() < 0.2
        document(
            municipality_id=person.municipality_id,
            people=[person],
            case_manager_id=kim.id,
            held_on=today() - timedelta(days=chance.randrange(2, 110)),
            minutes=30,
            contact_kind="OFFICE",
            topics=["WOH"],
            content="Antrag gemeinsam ausgefüllt.",
            next_step="Antwort der Stelle abwarten" if goes_on else None,
            next_step_on=within(21) if goes_on else None,
        )
    if chance.random() < 0.4:
        goal = agree_goal(person, field_of_action="SPR", wording="B1", due_on=within(300) + timedelta(1))
        agree_step(goal, what="Zur Einstufung gehen", due_on=within(60) + timedelta(1))
    if chance.random() < 0.15:
        due_on = within(30) + timedelta(1)
        refer(person, partner, referred_on=today(), purpose="Wohnungssuche", feedback_due_on=due_on)
    if chance.random() < 0.25:
        appoint(
            municipality_id=person.municipality_id,
            owner_id=kim.id,
            people=[person],
            day=within(28),
            title="Begleitung zum Jobcenter",
        )


def _row(town: Town, people: int, client: FlaskClient, runs: int) -> str:
    days, bares = [], []
    for number in range(runs + 2):
        taken = [_timed(client, address) for address in (DAY, BARE)]
        if number >= 2:
            for times, milliseconds in zip((days, bares), taken, strict=True):
                times.append(milliseconds)
    ordered = sorted(days)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    ratio = statistics.median(one / other for one, other in zip(days, bares, strict=True))
    return (
        f"{'Mein Tag':<34}{people:>8,}{CASES:>7}{_queries(town, client):>9}{statistics.median(days):>11.1f}"
        f"{p95:>9.1f}{statistics.median(bares):>9.1f}{ratio:>7.2f}"
    )


def _queries(town: Town, client: FlaskClient) -> int:
    """How often the database is asked for the page."""
    asked: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    with town.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        client.get(DAY)
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return len(asked)


def _timed(client: FlaskClient, address: str) -> float:
    gc.collect()
    started = time.perf_counter()
    response = client.get(address)
    milliseconds = (time.perf_counter() - started) * 1000
    if response.status_code != 200:
        raise RuntimeError(f"{address}: {response.status_code}")
    return milliseconds
