"""A tiny town whose second quarter of 2025 everybody can count on their fingers.

Layla and Amir came into the AU on 10.04. and talked on 20.04.; Selam has been there since 2024 and goes on talking;
Dana came on 01.05. and did not talk before July. Kim has a whole post and leads Layla, Amir and Selam; Lou has half
one and leads Dana; Mika has half one since 16.05., leads nobody and talked once.
"""

import io
import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Flask
from openpyxl import load_workbook

from casework.access.roles import Role
from casework.accounts.employing import hold_post
from casework.accounts.models import User
from casework.audit.models import TrailEntry
from casework.counselling import operations as counselling
from casework.database.base import db
from casework.database.moments import now
from casework.database.transaction import transaction
from casework.organisation.models import Team, WorkerFigures
from casework.people.models import Person
from casework.plans.goal_states import record_goal_state
from casework.plans.goals import agree_goal
from casework.plans.operations import close
from casework.statistics.question import Question
from reports.funding.asked import Asked
from reports.funding.evidence import Evidence, evidence_of
from tests import factories

WHY = {"NOT_ACHIEVED": "NO_OFFER", "OBSOLETE": "SOLVED_OTHERWISE"}
FIRST, ON = date(2025, 4, 1), date(2025, 6, 30)
FIGURES = {
    "counselling.consultations": 4,
    "talks.first": 1,
    "talks.follow_up": 3,
    "talks.without_person": 0,
    "counselling.persons": 3,
    "counselling.minutes": 85,
    "plans.new": 1,
    "plans.continued": 1,
    "plans.active": 2,
    "plans.ended": 1,
    "work.settled_goals": 4,
    "plans.goal_attainment_strict": Decimal("50.0"),
    "plans.goal_attainment_weighted": Decimal("62.5"),
    "goals.achieved_with_due_date": 2,
    "goals.achieved_on_time": Decimal("50.0"),
    "waiting.followup_begun": 3,
    "waiting.first_talks": 2,
    "waiting.still_waiting": 1,
    "waiting.days_mean": Decimal("10.0"),
    "waiting.days_median": Decimal("10.0"),
    "work.cases": 4,
    "work.full_time_on": Decimal("2.00"),
    "work.full_time_average": Decimal("1.75"),
    "caseload_per_fte": Decimal("2.0"),
    "counselling.consultations.per_post": Decimal("2.3"),
    "counselling.persons.per_post": Decimal("1.7"),
    "counselling.minutes.per_post": Decimal("48.5"),
    "plans.active.per_post": Decimal("1.1"),
}
"""Of 4 settled goals 2 were achieved, one of them late, and 1 in part.

1.5 posts on 91 days and half one on 46 are 159.5 days of a full-time post: 4 · 91 / 159.5 = 2.28 talks per post.
"""
OF_KIM = {
    "counselling.consultations": 3,
    "talks.first": 1,
    "talks.follow_up": 2,
    "counselling.persons": 3,
    "counselling.minutes": 75,
    "plans.new": 1,
    "plans.continued": 1,
    "plans.active": 2,
    "plans.ended": 1,
    "work.settled_goals": 4,
    "waiting.followup_begun": 2,
    "waiting.first_talks": 2,
    "waiting.still_waiting": 0,
    "work.cases": 3,
    "work.full_time_on": Decimal("1.00"),
    "caseload_per_fte": Decimal("3.0"),
    "counselling.minutes.per_post": Decimal("75.0"),
}
OF_LOU = {
    "counselling.consultations": 0,
    "counselling.persons": 0,
    "waiting.followup_begun": 1,
    "waiting.still_waiting": 1,
    "waiting.days_mean": None,
    "work.cases": 1,
    "work.full_time_average": Decimal("0.50"),
    "caseload_per_fte": Decimal("2.0"),
}
OF_MIKA = {
    "counselling.consultations": 1,
    "talks.follow_up": 1,
    "counselling.minutes": 10,
    "work.cases": 0,
    "work.full_time_on": Decimal("0.50"),
    "work.full_time_average": Decimal("0.25"),
    "counselling.minutes.per_post": Decimal("39.6"),
}
"""Half a post on 46 of 91 days: 10 · 91 / 23 = 39.57 minutes per post."""


@dataclass(frozen=True)
class Town:
    """The accounts and the people."""

    municipality: factories.Municipality
    lead: factories.User
    administrator: factories.User
    kim: factories.User
    lou: factories.User
    mika: factories.User
    north: uuid.UUID
    south: uuid.UUID
    persons: dict[str, factories.Person]


def build(app: Flask) -> Town:
    """The town."""
    with app.app_context():
        town = factories.municipality("Musterstadt")
        lead, administrator = (factories.user(town, role) for role in (Role.TEAM_LEAD, Role.ADMINISTRATOR))
        kim, lou, mika = (
            factories.user(town, Role.CASE_MANAGER, name=name)
            for name in ("Kim Beispiel", "Lou Vorbild", "Mika Modell")
        )
        north, south = _posts(town, kim, lou, mika)
        names = ("Layla", "Amir", "Selam", "Dana")
        persons = {name: factories.person(town, "Muster", given_names=name) for name in names}
        stays = (
            ("Layla", "AU", date(2025, 4, 10)),
            ("Amir", "AU", date(2025, 4, 10)),
            ("Selam", "AU", date(2024, 3, 1)),
            ("Dana", "VU", date(2025, 1, 2)),
            ("Dana", "AU", date(2025, 5, 1)),
        )
        for name, stage, day in stays:
            factories.stay(persons[name], stage=stage, form="PRIVATE", starts_on=day)
        for name, who in zip(names, (kim, kim, kim, lou), strict=True):
            factories.case(persons[name], who, date(2025, 1, 1))
        _talk(town, kim, [persons["Selam"]], date(2025, 2, 1), 20, ["SPR"])
        _talk(town, kim, [persons["Layla"], persons["Amir"]], date(2025, 4, 20), 30, ["WOH", "KIT"])
        _talk(town, kim, [persons["Selam"]], date(2025, 5, 5), 45, ["ARB"])
        _talk(town, kim, [persons["Layla"]], date(2025, 6, 1), None, ["WOH"])
        _talk(town, mika, [persons["Selam"]], date(2025, 6, 5), 10, ["ARB"])
        _talk(town, lou, [persons["Dana"]], date(2025, 7, 1), 60, ["AUF"])
        _plans(persons)
    return Town(town, lead, administrator, kim, lou, mika, north, south, persons)


def _posts(
    town: factories.Municipality, kim: factories.User, lou: factories.User, mika: factories.User
) -> tuple[uuid.UUID, uuid.UUID]:
    """Kim and Lou are the team Nord, Mika is the team Süd alone."""
    with transaction():
        north, south = (Team(municipality_id=town.id, name=name) for name in ("Nord", "Süd"))
        db.session.add_all([north, south])
        db.session.flush()
        posts = (
            (kim, "1.0", north, date(2024, 1, 1)),
            (lou, "0.5", north, date(2024, 2, 1)),
            (mika, "0.5", south, date(2025, 5, 16)),
        )
        for user, share, team, day in posts:
            row = db.session.get_one(User, user.id)
            hold_post(row, share=Decimal(share), starts_on=day, team_id=team.id)
        return north.id, south.id


def show_workers(town: factories.Municipality) -> None:
    """Let figures be told for single workers."""
    with transaction():
        db.session.add(WorkerFigures(municipality_id=town.id))


def _talk(
    town: factories.Municipality,
    who: factories.User,
    people: list[factories.Person],
    day: date,
    minutes: int | None,
    topics: list[str],
) -> None:
    with transaction():
        counselling.document(
            municipality_id=town.id,
            people=[db.session.get_one(Person, person.id) for person in people],
            held_on=day,
            minutes=minutes,
            contact_kind="OFFICE",
            topics=topics,
            case_manager_id=who.id,
        )


def _plans(persons: dict[str, factories.Person]) -> None:
    """Selam's plan is from before and ends; Layla's is new, with one goal that lost its object."""
    with transaction():
        selam, layla = (db.session.get_one(Person, persons[name].id) for name in ("Selam", "Layla"))
        old = agree_goal(
            selam, field_of_action="SPR", wording="B1", agreed_on=date(2025, 1, 15), due_on=date(2025, 5, 31)
        )
        record_goal_state(old, state="ACHIEVED", state_on=date(2025, 5, 20))
        close(old.plan, ends_on=date(2025, 6, 20), reason="INDEPENDENT")
        states = (
            ("PARTIAL", date(2025, 6, 10), None),
            ("ACHIEVED", date(2025, 6, 15), date(2025, 6, 1)),
            ("OBSOLETE", date(2025, 6, 15), None),
            ("NOT_ACHIEVED", date(2025, 6, 30), None),
        )
        for state, day, due_on in states:
            goal = agree_goal(
                layla, field_of_action="WOH", wording=state, agreed_on=date(2025, 4, 20), due_on=due_on
            )
            db.session.flush()
            record_goal_state(goal, state=state, state_on=day, why=WHY.get(state))


def evidence(app: Flask, town: Town, **asked: Any) -> Evidence:
    question = Question(town.municipality.id, town.municipality.name, ON, now(), FIRST)
    with app.app_context():
        return evidence_of(Asked(question, **asked))


def sheets_of(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def told(app: Flask, action: str) -> tuple[uuid.UUID, dict[str, Any]]:
    """By whom, and what, of the only entry of this kind."""
    with app.app_context():
        entry = db.session.scalars(db.select(TrailEntry).where(TrailEntry.action == action)).one()
        return entry.actor_id, entry.detail
