"""A person with two records, of which one was merged into the other, and who looks after them."""

from dataclasses import dataclass
from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.counselling.operations import document
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.housing.ledger import Axis
from casework.partners.operations import enter_partner
from casework.people.merging import merge
from casework.people.models import Person
from casework.people.titles import state_title
from casework.plans.goals import agree_goal
from casework.referrals.operations import refer
from tests import factories
from tests.access.shown_forms import shown_forms

ARRIVED, AGAIN = date(2025, 1, 12), date(2025, 1, 20)


@dataclass
class Pair:
    """Kim leads the case under the old record, Lou none; each record has a household of its own with one relative."""

    lead: factories.User
    kim: factories.User
    lou: factories.User
    house: factories.House
    leading: factories.Person
    old: factories.Person
    relatives: tuple[factories.Person, factories.Person]
    talk_id: object = None
    goal_id: object = None
    referral_id: object = None

    def merge(self) -> None:
        with transaction():
            merge(*(db.session.get_one(Person, one.id) for one in (self.old, self.leading)))


def pair() -> Pair:
    """Not merged yet; inside an application context."""
    town = factories.municipality()
    kim = factories.user(town, Role.CASE_MANAGER)
    homes = [factories.household(town, mark) for mark in ("H1", "H2")]
    found = Pair(
        lead=factories.user(town),
        kim=kim,
        lou=factories.user(town, Role.CASE_MANAGER, name="Lou Anders"),
        house=factories.house(town, "GU Nord", rooms={"N1": 4, "N2": 4}),
        leading=factories.person(town, "Al-Hussein", given_names="Mohammad", household=homes[0]),
        old=factories.person(town, "Alhusain", given_names="Muhamed", household=homes[1], birth_date="1994"),
        relatives=(
            factories.person(town, "Al-Hussein", given_names="Leila", household=homes[0]),
            factories.person(town, "Alhusain", given_names="Noor", household=homes[1]),
        ),
    )
    factories.case(found.old, kim, AGAIN)
    factories.stay(found.leading, stage="VU", house=found.house, room="N1", starts_on=ARRIVED)
    factories.stay(found.old, stage="VU", house=found.house, room="N2", starts_on=AGAIN)
    with transaction():
        person = db.session.get_one(Person, found.old.id)
        talk = document(
            municipality_id=town.id,
            people=[person],
            held_on=AGAIN,
            minutes=20,
            contact_kind="OFFICE",
            topics=["WOH"],
            content="Zimmer zu klein",
            case_manager_id=kim.id,
            next_step="Wohnungsantrag",
            next_step_on=today(),
        )
        goal = agree_goal(person, field_of_action="SPR", wording="Sprachkurs B1", due_on=today())
        partner = enter_partner(town.id, {"name": "Sprachschule", "kind": "ADULT_EDUCATION"})
        referral = refer(person, partner, referred_on=AGAIN, purpose="Kursplatz", feedback_due_on=today())
        state_title(person, "GESTATTUNG", starts_on=AGAIN)
        found.talk_id, found.goal_id, found.referral_id = talk.id, goal.id, referral.id
    return found


def page(two: Pair, *rest: str) -> str:
    return "/".join(("/people", str(two.leading.id), *rest))


def typed(client: FlaskClient, address: str) -> dict[str, object]:
    """The form of a page as a browser would send it."""
    shown = [form for form in shown_forms(client.get(address).text) if form.is_sent_to(address)]
    return dict(shown[0].filled())


def believed(app: Flask, kind: type) -> dict[object, object]:
    """Rows of a kind that are believed, by the record under which they stand."""
    with app.app_context():
        rows = db.session.scalars(db.select(kind).where(kind.superseded_at.is_(None)))  # type: ignore[attr-defined]
        return {row.person_id: row for row in rows}


def stated(app: Flask, axis: Axis, person: factories.Person) -> list[tuple[date, date | None]]:
    with app.app_context():
        rows = db.session.scalars(
            db.select(axis.episode)
            .where(axis.episode.person_id == person.id, axis.episode.superseded_at.is_(None))
            .order_by(axis.episode.starts_on)
        )
        return [(row.starts_on, row.ends_on) for row in rows]


def held(app: Flask, axis: Axis, person: factories.Person) -> list[tuple[date, date | None]]:
    with app.app_context():
        rows = db.session.scalars(
            db.select(axis.span)
            .where(axis.span.person_id == person.id, axis.span.known_until.is_(None))
            .order_by(axis.span.starts_on)
        )
        return [(row.starts_on, row.ends_on) for row in rows]
