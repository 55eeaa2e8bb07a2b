"""A tiny town whose second quarter of 2025 everybody can count on their fingers.

Layla and Amir came into the AU on 10.04. and talked on 20.04.; Selam has been there since 2024 and goes on talking;
Dana came on 01.05. and did not talk before July. Kim has a whole post and leads Layla, Amir and Selam; Lou has half
one and leads Dana.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask import Flask

from casework.access.roles import Role
from casework.counselling import operations as counselling
from casework.database.base import db
from casework.database.transaction import transaction
from casework.people.models import Person
from casework.plans.goal_states import record_goal_state
from casework.plans.goals import agree_goal
from casework.plans.operations import close
from tests import factories

WHY = {"NOT_ACHIEVED": "NO_OFFER", "OBSOLETE": "SOLVED_OTHERWISE"}
FIRST, ON = date(2025, 4, 1), date(2025, 6, 30)
FIGURES = {
    "counselling.consultations": 3,
    "talks.first": 1,
    "talks.follow_up": 2,
    "counselling.persons": 3,
    "counselling.minutes": 75,
    "plans.new": 1,
    "plans.continued": 1,
    "plans.active": 2,
    "plans.ended": 1,
    "plans.goal_attainment_strict": Decimal("50.0"),
    "plans.goal_attainment_weighted": Decimal("62.5"),
    "goals.achieved_with_due_date": 2,
    "goals.achieved_on_time": Decimal("50.0"),
    "waiting.followup_begun": 3,
    "waiting.first_talks": 2,
    "waiting.still_waiting": 1,
    "waiting.days_mean": Decimal("10.0"),
    "waiting.days_median": Decimal("10.0"),
    "caseload_per_fte": Decimal("2.7"),
}
"""4 cases on 1.5 posts; of 4 settled goals 2 were achieved, one of them late, and 1 in part."""


@dataclass(frozen=True)
class Town:
    """The accounts and the people."""

    municipality: factories.Municipality
    lead: factories.User
    administrator: factories.User
    kim: factories.User
    lou: factories.User
    persons: dict[str, factories.Person]


def build(app: Flask) -> Town:
    """The town."""
    with app.app_context():
        town = factories.municipality("Musterstadt")
        lead, administrator = (factories.user(town, role) for role in (Role.TEAM_LEAD, Role.ADMINISTRATOR))
        kim = factories.user(town, Role.CASE_MANAGER, full_time_share=Decimal("1.0"))
        lou = factories.user(town, Role.CASE_MANAGER, name="Lou Vorbild", full_time_share=Decimal("0.5"))
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
        _talk(town, lou, [persons["Dana"]], date(2025, 7, 1), 60, ["AUF"])
        _plans(persons)
    return Town(town, lead, administrator, kim, lou, persons)


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
