"""What clocks are told of people: the same for one alone as for a whole town."""

import random
import uuid
from collections.abc import Callable
from datetime import date, timedelta

from flask import Flask
from sqlalchemy import select

from casework.access.roles import Role
from casework.consents.operations import give_consent
from casework.counselling.operations import document
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.deadlines.differences import differences
from casework.deadlines.gathering import lives_of, records_meaning
from casework.deadlines.lives import Life
from casework.partners.models import Partner
from casework.partners.operations import enter_partner
from casework.people.merging import merge
from casework.people.models import Person
from casework.people.titles import state_title
from casework.plans.goals import agree_goal
from casework.privacy.protecting import protect
from casework.situation.operations import state
from tests import factories

PEOPLE, RECORDS_MERGED = 24, 4
FIRST = date(2023, 1, 1)
STAGES = ("EA", "VU", "AU", "UMA")
TITLES = ("AKN", "GESTATTUNG", "AE_25_2_FLU", "AE_24", "DULDUNG", "AE_25_3")
REGIMES = ("ASYLBLG_3", "ASYLBLG_2", "SGB2", "NONE")


SomeDay = Callable[..., date]


def _lives(person_ids: list[uuid.UUID]) -> dict[uuid.UUID, Life]:
    return {life.person_id: life for of in records_meaning(person_ids) for _town, life in lives_of(of)}


def _invent(town: factories.Municipality, chance: random.Random) -> None:
    kim = factories.user(town, Role.CASE_MANAGER)
    house = factories.house(town, rooms={"N1": 100})
    with transaction():
        partner_id = enter_partner(town.id, {"name": "Sprachschule", "kind": "Volkshochschule"}).id

    def some_day(after: date = FIRST) -> date:
        return after + timedelta(days=chance.randrange(900))

    for number in range(PEOPLE):
        birth = chance.choice([None, "1990", "00.06.2008", f"{some_day(date(2006, 1, 1)):%d.%m.%Y}"])
        one = factories.person(town, f"Nr. {number}", birth_date=birth)
        begun = some_day()
        for stage in chance.sample(STAGES, chance.randrange(3)):
            factories.stay(one, stage=stage, house=house, room="N1", starts_on=begun)
            begun = some_day(begun + timedelta(days=1))
        if chance.random() < 0.6:
            factories.case(one, kim, begun, chance.choice([None, begun + timedelta(days=500)]))
        with transaction():
            _tell(db.session.get_one(Person, one.id), partner_id, kim, chance, some_day)
    ids = list(db.session.scalars(select(Person.id).order_by(Person.id)))
    for into, other in zip(ids[::2][:RECORDS_MERGED], ids[1::2], strict=False):
        with transaction():
            merge(db.session.get_one(Person, other), db.session.get_one(Person, into))


def _tell(
    person: Person, partner_id: uuid.UUID, kim: factories.User, chance: random.Random, some_day: SomeDay
) -> None:
    for title in chance.sample(TITLES, chance.randrange(3)):
        begins = some_day()
        state_title(person, title, starts_on=begins, ends_on=chance.choice([None, some_day(begins)]))
    for regime in chance.sample(REGIMES, chance.randrange(3)):
        state([person], "regime", {"regime": regime}, starts_on=some_day())
    if chance.random() < 0.3:
        document(
            municipality_id=person.municipality_id,
            people=[person],
            held_on=min(some_day(), today()),
            minutes=20,
            contact_kind="OFFICE",
            topics=["KIT"],
            case_manager_id=kim.id,
        )
    if chance.random() < 0.3:
        said = {"purpose": "REFERRAL", "categories": ["NAME"], "given_on": FIRST, "valid_until": some_day()}
        how = {"form": "WRITTEN", "given_by": "die Mutter"}
        give_consent(person, db.session.get_one(Partner, partner_id), said | how)
    if chance.random() < 0.3:
        agree_goal(person, field_of_action="ARB", wording="Arbeit finden", agreed_on=min(some_day(), today()))
    if chance.random() < 0.2:
        protect(person, {"kind": "AUSKUNFTSSPERRE", "starts_on": some_day()})


def test_a_town_at_once_is_gathered_as_one_by_one(app: Flask) -> None:
    with app.app_context():
        town = factories.municipality()
        _invent(town, random.Random(37))
        people = list(db.session.scalars(select(Person.id)))
        together = _lives(people)
        assert len(together) == PEOPLE - RECORDS_MERGED
        told = [
            life
            for life in together.values()
            if life != Life(life.person_id, life.household_id, life.birth_date)
        ]
        assert len(told) > PEOPLE / 2
        for person_id in people:
            (alone,) = _lives([person_id]).values()
            assert alone == together[alone.person_id]
        assert list(differences(people, today())) == [], "whatever was saved had its deadlines at once"
