"""What nobody could read stays as it is when a form is saved over it, unless something else was typed."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from casework.access.roles import Role
from casework.counselling.models import Consultation
from casework.database.base import db
from casework.database.moments import today
from casework.people.models import Person
from casework.plans.agreement_models import PlanAgreement
from casework.plans.goal_models import GoalTerms
from casework.plans.rating_models import PlanRating
from casework.plans.strength_models import PlanStrength
from casework.vault.unreadable import NOT_READABLE, is_unreadable
from tests import factories
from tests.access.shown_forms import shown_forms
from tests.templates import Template, Templates
from tests.vault.filled_town import Filled, filled
from tests.vault.stored_values import flipped, overwrite, stored

EARLIER = f"{today() - timedelta(days=3):%d.%m.%Y}"
LATER = f"{today() + timedelta(days=9):%d.%m.%Y}"


@pytest.fixture(scope="module")
def template(templates: Templates) -> Template:
    return templates.holding(filled)


@pytest.fixture
def town(template: Template) -> Filled:
    return template.holds


@pytest.fixture
def lead(app: Flask, town: Filled) -> FlaskClient:
    client = app.test_client()
    factories.sign_in(client, town.staff[Role.TEAM_LEAD])
    return client


def damage(app: Flask, table: str, column: str, row_id: uuid.UUID) -> bytes:
    with app.app_context():
        overwrite(table, column, flipped(stored(table, column, row_id)))
        return stored(table, column, row_id)[row_id]


def saved(client: FlaskClient, address: str, key: str, **typed: str) -> int:
    """The form at an address as it is prefilled, with something else typed, sent off."""
    page = client.get(address).text
    assert NOT_READABLE in page
    shown = next(form for form in shown_forms(page) if key in form.fields)
    return client.post(address, data=shown.filled() | typed).status_code


@pytest.mark.parametrize(
    "column",
    [
        *("family_name", "given_names", "other_spellings", "birth_date", "sex", "nationalities"),
        *("languages", "phone", "email", "azr_number", "bamf_file_number"),
    ],
)
def test_of_a_person(app: Flask, lead: FlaskClient, town: Filled, column: str) -> None:
    damaged = damage(app, "person", column, town.layla.id)
    other = "email" if column == "phone" else "phone"
    address = f"/people/{town.layla.id}/edit"
    assert saved(lead, address, "family_name", **{other: "neu@haddad.example"}) == 302
    with app.app_context():
        person = db.session.get_one(Person, town.layla.id)
        assert person.__dict__[f"_{column}"] == damaged
        assert getattr(person, other) == "neu@haddad.example"
        assert is_unreadable(getattr(person, column))


@pytest.mark.parametrize("column", ["family_name", "phone"])
def test_what_was_typed_anew_counts(app: Flask, lead: FlaskClient, town: Filled, column: str) -> None:
    damage(app, "person", column, town.layla.id)
    assert saved(lead, f"/people/{town.layla.id}/edit", "family_name", **{column: "neu getippt"}) == 302
    with app.app_context():
        assert getattr(db.session.get_one(Person, town.layla.id), column) == "neu getippt"


def test_a_mark_nobody_can_read_keeps_the_household(app: Flask, lead: FlaskClient, town: Filled) -> None:
    damage(app, "household", "mark", town.layla.household_id)
    assert saved(lead, f"/people/{town.layla.id}/edit", "family_name", phone="0761 2") == 302
    with app.app_context():
        assert db.session.get_one(Person, town.layla.id).household_id == town.layla.household_id


OF_A_TALK = (
    *("topics", "language", "content", "result", "next_step"),
    *("topic_minutes", "described_as", "also_present", "place"),
)


@pytest.mark.parametrize("column", OF_A_TALK)
def test_of_a_talk(app: Flask, town: Filled, column: str) -> None:
    """A correction is a new row; the old one keeps its bytes, and the new one does not claim to say anything."""
    talk_id = town.ids["consultation_id"]
    assert isinstance(talk_id, uuid.UUID)
    damaged = damage(app, "consultation", column, talk_id)
    author = app.test_client()
    factories.sign_in(author, town.staff[Role.CASE_MANAGER])
    assert saved(author, f"/consultations/{talk_id}", "held_on", minutes="45") == 302
    with app.app_context():
        talks = {talk.superseded_at is None: talk for talk in db.session.scalars(select(Consultation))}
        assert stored("consultation", column, talk_id)[talk_id] == damaged
        assert (talks[False].id, talks[True].minutes) == (talk_id, 45)
        for name in OF_A_TALK:
            assert is_unreadable(getattr(talks[True], name)) == (name == column)


@pytest.mark.parametrize("column", ["wording", "field_of_action"])
def test_of_a_goal(app: Flask, lead: FlaskClient, town: Filled, column: str) -> None:
    with app.app_context():
        terms_id = db.session.scalars(
            select(GoalTerms.id).where(GoalTerms.goal_id == town.ids["goal_id"])
        ).one()
    damaged = damage(app, "goal_terms", column, terms_id)
    assert saved(lead, f"/goals/{town.ids['goal_id']}", "wording", due_on=LATER) == 302
    with app.app_context():
        assert stored("goal_terms", column, terms_id)[terms_id] == damaged
        current = db.session.scalars(
            select(GoalTerms).where(
                GoalTerms.goal_id == town.ids["goal_id"], GoalTerms.superseded_at.is_(None)
            )
        ).one()
        assert current.id != terms_id
        assert current.due_on == today() + timedelta(days=9)
        assert is_unreadable(getattr(current, column))


@pytest.mark.parametrize(
    ("model", "place", "column", "typed"),
    [
        (PlanStrength, "strengths", "text", {"noted_on": EARLIER}),
        (PlanRating, "situation", "level", {"rated_on": EARLIER}),
        (PlanRating, "situation", "remark", {"rated_on": EARLIER}),
    ],
)
def test_of_what_is_said_of_a_plan(
    app: Flask, lead: FlaskClient, town: Filled, model: Any, place: str, column: str, typed: dict[str, str]
) -> None:
    shared = "strength_id" if model is PlanStrength else "rating_id"
    with app.app_context():
        row_id = db.session.scalars(select(model.id).where(getattr(model, shared) == town.ids[shared])).one()
    damaged = damage(app, model.__tablename__, column, row_id)
    address = f"/plans/{town.ids['plan_id']}/{place}/{town.ids[shared]}"
    assert saved(lead, address, next(iter(typed)), **typed) == 302
    with app.app_context():
        assert stored(model.__tablename__, column, row_id)[row_id] == damaged
        current = db.session.scalars(
            select(model).where(getattr(model, shared) == town.ids[shared], model.superseded_at.is_(None))
        ).one()
        assert current.id != row_id
        assert is_unreadable(getattr(current, column))


@pytest.mark.parametrize("column", ["language", "copy_language", "present", "reason"])
def test_of_an_agreement(app: Flask, lead: FlaskClient, town: Filled, column: str) -> None:
    with app.app_context():
        row_id = db.session.scalars(
            select(PlanAgreement.id).where(PlanAgreement.plan_id == town.ids["plan_id"])
        ).one()
    damaged = damage(app, "plan_agreement", column, row_id)
    address = f"/plans/{town.ids['plan_id']}/versions/1/agreement"
    assert saved(lead, address, "outcome", agreed_on=EARLIER) == 302
    with app.app_context():
        assert stored("plan_agreement", column, row_id)[row_id] == damaged
        current = db.session.scalars(
            select(PlanAgreement).where(
                PlanAgreement.plan_id == town.ids["plan_id"], PlanAgreement.superseded_at.is_(None)
            )
        ).one()
        assert current.id != row_id
        assert is_unreadable(getattr(current, column))
