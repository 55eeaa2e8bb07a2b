"""Somebody with a title that ends, and who leads their case."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask

from casework.access.roles import Role
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.deadlines.queries import Held, deadlines_of
from casework.people.models import Person
from casework.people.titles import state_title
from tests import factories

REFUGEE = "AE_25_2_FLU"
ISSUED = date(2025, 6, 20)
ENDS = today() + timedelta(days=400)


@dataclass
class Known:
    """Layla and her caseworker; whoever uses it works in one application context."""

    town: factories.Municipality
    kim: factories.User
    layla: factories.Person

    @property
    def person(self) -> Person:
        return db.session.get_one(Person, self.layla.id)

    def state(self, ends_on: date, title: str = REFUGEE) -> None:
        """A title that ends on a day, from ISSUED on."""
        with transaction():
            state_title(self.person, title, starts_on=ISSUED, ends_on=ends_on)

    def state_and_then_refuse(self, ends_on: date) -> None:
        """The same together with something that cannot be."""
        with transaction():
            state_title(self.person, REFUGEE, starts_on=ISSUED, ends_on=ends_on)
            state_title(self.person, REFUGEE, starts_on=ends_on, ends_on=ISSUED)

    def held(self) -> list[Held]:
        """What runs for her now."""
        return deadlines_of(self.person)

    def ends(self, clock: str) -> list[date]:
        """The last days of her clocks of a kind."""
        return [held.what.due_on for held in self.held() if held.what.clock == clock]


@pytest.fixture
def known(app: Flask) -> Iterator[Known]:
    with app.app_context():
        town = factories.municipality()
        kim = factories.user(town, Role.CASE_MANAGER)
        layla = factories.person(town, "Haddad", given_names="Layla", birth_date="17.06.1990")
        factories.case(layla, kim, date(2025, 7, 1))
        yield Known(town, kim, layla)
