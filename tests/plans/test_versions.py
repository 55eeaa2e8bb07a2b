"""A version says what was known when it was agreed, whatever is told, corrected or taken back later."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.people.models import Person
from casework.plans.agreements import agree_plan, agreements_of, correct_agreement, moment_of
from casework.plans.comparison import is_changed_since_agreed
from casework.plans.contents import Part, contents_of
from casework.plans.goal_states import record_goal_state
from casework.plans.goals import agree_goal, change_goal
from casework.plans.models import IntegrationPlan
from casework.plans.phases import enter_phase
from casework.plans.ratings import rate
from casework.plans.reviews import review
from casework.plans.statements import take_back
from casework.plans.steps import agree_step
from casework.plans.strengths import correct_strength, note_strength, strengths_of
from tests import factories

Act = Callable[[IntegrationPlan, int], object]
BEGUN = today() - timedelta(days=100)


def _correct(plan: IntegrationPlan, number: int) -> object:
    told = strengths_of(plan)
    return told and correct_strength(plan, told[-1], text=f"anders {number}", noted_on=BEGUN)


def _take_back(plan: IntegrationPlan, _number: int) -> object:
    told = strengths_of(plan)
    return told and take_back(plan, told[0].id)


def _correct_agreement(plan: IntegrationPlan, number: int) -> object:
    told = agreements_of(plan)
    said = {"agreed_on": _day(number), "outcome": "ORAL", "present": f"Nachbarin {number}"}
    return told and correct_agreement(plan, told[0], said)


def _day(number: int) -> date:
    return BEGUN + timedelta(days=number)


ACTS: dict[str, Act] = {
    "goal": lambda plan, number: agree_goal(plan.person, field_of_action="WOH", wording=f"Ziel {number}"),
    "words": lambda plan, number: change_goal(plan.goals[0], {"wording": f"Wortlaut {number}"}),
    "state": lambda plan, number: record_goal_state(
        plan.goals[0], state="IN_PROGRESS", state_on=_day(number), reason=f"weil {number}"
    ),
    "step": lambda plan, number: agree_step(plan.goals[0], what=f"Schritt {number}"),
    "strength": lambda plan, number: note_strength(plan, text=f"Stärke {number}", noted_on=_day(number)),
    "correct": _correct,
    "take back": _take_back,
    "rate": lambda plan, number: rate(
        plan, rated_on=_day(number % 2), said={"PSY": (str(number % 5 + 1), f"Lage {number}")}
    ),
    "phase": lambda plan, number: enter_phase(
        plan, phase=("IMPLEMENT", "PAUSED")[number % 2], begins_on=_day(number)
    ),
    "review": lambda plan, number: review(plan, reviewed_on=_day(number)),
    "correct agreement": _correct_agreement,
}


def begin(person: factories.Person) -> uuid.UUID:
    """A plan with one goal."""
    with transaction():
        row = db.session.get_one(Person, person.id)
        return agree_goal(row, field_of_action="SPR", wording="B1", agreed_on=BEGUN).plan.id


@pytest.mark.slow
def test_a_version_stays_what_it_was(app: Flask) -> None:
    @settings(max_examples=8, deadline=None, database=None)
    @given(told=st.lists(st.sampled_from([*ACTS, "agree"]), min_size=4, max_size=10))
    def tell(told: list[str]) -> None:
        person = factories.person(factories.municipality(str(uuid.uuid4())), "Haddad")
        plan_id, agreed = begin(person), {}
        for number, name in enumerate([*told, "agree", *told, "words"]):
            with transaction():
                plan = db.session.get_one(IntegrationPlan, plan_id)
                if name == "agree":
                    version = agree_plan(plan, agreed_on=_day(number), outcome="SIGNED").number
                else:
                    ACTS[name](plan, number)
            db.session.expire_all()
            if name == "agree":
                agreed[version] = said(plan_id)
                assert not is_changed_since_agreed(db.session.get_one(IntegrationPlan, plan_id))
        plan = db.session.get_one(IntegrationPlan, plan_id)
        assert agreed == {number: contents_of(plan, moment_of(plan, number)) for number in agreed}
        assert is_changed_since_agreed(plan), "the last act worded a goal anew"

    with app.app_context():
        tell()


def said(plan_id: uuid.UUID) -> list[Part]:
    """What a plan says now."""
    return contents_of(db.session.get_one(IntegrationPlan, plan_id))
