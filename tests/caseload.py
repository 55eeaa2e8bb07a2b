"""A small town for the tests of casework: a family, a single person, and who looks after them."""

from dataclasses import dataclass
from datetime import date

from flask import Flask

from casework.access.roles import Role
from tests import factories


@dataclass(frozen=True)
class Caseload:
    """A family of three, a single person, and two caseworkers of one town; a lead and somebody of another town."""

    lead: factories.User
    kim: factories.User
    lou: factories.User
    stranger: factories.User
    layla: factories.Person
    amir: factories.Person
    sara: factories.Person
    single: factories.Person


def caseload() -> Caseload:
    """The family is looked after by Kim, the single person by nobody yet; inside an application context."""
    town = factories.municipality()
    kim = factories.user(town, Role.CASE_MANAGER)
    home = factories.household(town)
    layla = factories.person(
        town, "Haddad", given_names="Layla", household=home, languages=["de", "ar"], birth_date="1990"
    )
    found = Caseload(
        lead=factories.user(town),
        kim=kim,
        lou=factories.user(town, Role.CASE_MANAGER, name="Lou Anders"),
        stranger=factories.user(factories.municipality("Anderstadt")),
        layla=layla,
        amir=factories.person(town, "Haddad", given_names="Amir", household=home),
        sara=factories.person(town, "Haddad", given_names="Sara", household=home),
        single=factories.person(town, "Tesfay", given_names="Yonas"),
    )
    factories.case(layla, kim, date(2025, 1, 1))
    return found


def caseload_of(app: Flask) -> Caseload:
    """The same in an application of its own."""
    with app.app_context():
        return caseload()
