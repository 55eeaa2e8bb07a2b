"""What tests need to exist: fictitious, the same every time, and committed.

All work inside an application context and return plain values that survive it. Leave the context before you
use a client: Flask would otherwise lend it the context's database session and signed-in user.

    with app.app_context():
        town = factories.municipality()
        lead = factories.user(town)
        layla = factories.person(town, "Haddad", given_names="Layla", birth_date="00.00.1990")
        house = factories.house(town, "Haus Nord", rooms={"N1": 4})
        factories.stay(layla, stage="VU", house=house, room="N1", starts_on=date(2025, 1, 1))
    factories.sign_in(client, lead)
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.access.viewer import Viewer
from casework.accounts import operations as accounts
from casework.accounts.employing import hold_post
from casework.accounts.post_models import FROM_THE_START
from casework.accounts.queries import find_user_by_email
from casework.accounts.shares_before_posts import KNOWN_FROM_THE_START
from casework.database.base import db
from casework.database.transaction import transaction
from casework.housing.ledger import DWELLING, STAGE, Ledger
from casework.housing.models import Accommodation, Room, RoomOperation
from casework.organisation import operations as organisation
from casework.organisation.queries import find_municipality
from casework.people import models
from casework.people import operations as people
from casework.people.birth_dates import BirthDate
from casework.people.cases import lead_case
from casework.vocabulary.housing import IN_ACCOMMODATION, NO_CONSTRAINT

PASSWORD = "Regenschirm am Fenster 7"
NAMES = {
    Role.CASE_MANAGER: "Kim Beispiel",
    Role.TEAM_LEAD: "Toni Muster",
    Role.CONTROLLER: "Chris Zahl",
    Role.ADMINISTRATOR: "Alex Vorlage",
    Role.HOUSE_DESK: "Robin Pforte",
}
OPENED_ON = date(2015, 1, 1)


@dataclass(frozen=True)
class Municipality:
    """A municipality."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True)
class User:
    """An account with the password that opens it."""

    id: uuid.UUID
    municipality: Municipality
    role: Role
    name: str
    email: str
    password: str

    @property
    def viewer(self) -> Viewer:
        """The account as queries ask for it."""
        return Viewer(self.id, self.name, self.municipality.id, self.municipality.name, self.role)


@dataclass(frozen=True)
class Person:
    """A person."""

    id: uuid.UUID
    municipality: Municipality
    household_id: uuid.UUID
    case_number: str


@dataclass(frozen=True)
class House:
    """An accommodation with the ids of its rooms by name."""

    id: uuid.UUID
    municipality: Municipality
    name: str
    rooms: Mapping[str, uuid.UUID]


def municipality(name: str = "Musterstadt") -> Municipality:
    """A municipality; asked for the same name again, the same one."""
    with transaction():
        row = find_municipality(name) or organisation.create_municipality(name)
        return Municipality(row.id, row.name)


def user(
    municipality: Municipality,
    role: Role = Role.TEAM_LEAD,
    email: str | None = None,
    name: str | None = None,
    password: str = PASSWORD,
    full_time_share: Decimal | str | None = None,
) -> User:
    """An account; without an address one made of name, municipality and, if taken, a number.

    With a share, a post that has been held and known from the start.
    """
    name = name or NAMES[role]
    with transaction():
        email = email or _free_address(name, municipality.name)
        row = accounts.create_user(municipality.id, name=name, email=email, role=role, password=password)
        if full_time_share is not None:
            post = hold_post(row, share=Decimal(full_time_share), starts_on=FROM_THE_START)
            post.recorded_at = KNOWN_FROM_THE_START
        return User(row.id, municipality, role, name, email, password)


def _free_address(name: str, town: str) -> str:
    local, domain = (part.casefold().replace(" ", ".") for part in (name, town))
    number, address = 1, f"{local}@{domain}.example"
    while find_user_by_email(address):
        number += 1
        address = f"{local}{number}@{domain}.example"
    return address


def sign_in(client: FlaskClient, user: User) -> None:
    """Sign in through the form, as people do."""
    answer = client.post("/sign-in", data={"email": user.email, "password": user.password})
    assert answer.status_code == 302, answer.text


def household(municipality: Municipality, mark: str = "H1") -> uuid.UUID:
    """A household by its mark; asked for the same mark again, the same one."""
    with transaction():
        return people.household_with_mark(municipality.id, mark).id


def person(
    municipality: Municipality,
    family_name: str = "Haddad",
    *,
    household: uuid.UUID | None = None,
    case_number: str | None = None,
    **details: Any,
) -> Person:
    """A person; `details` as in people.operations.DETAILS, the birth date also as text."""
    if isinstance(details.get("birth_date"), str):
        details["birth_date"] = BirthDate.read(details["birth_date"])
    with transaction():
        shared = db.session.get_one(models.Household, household) if household else None
        row = people.register_person(
            municipality.id,
            {"family_name": family_name} | details,
            household=shared,
            case_number=case_number,
        )
        return Person(row.id, municipality, row.household_id, row.case_number)


def house(
    municipality: Municipality,
    name: str = "Haus Nord",
    kind: str = "VU",
    rooms: Mapping[str, int] | None = None,
    *,
    starts_on: date = OPENED_ON,
    ends_on: date | None = None,
    constraint: str = NO_CONSTRAINT,
    **details: Any,
) -> House:
    """A house in operation, with so many places in each room."""
    rooms = {"N1": 4} if rooms is None else rooms
    with transaction():
        row = Accommodation(municipality_id=municipality.id, name=name, kind=kind, **details)
        ids = {}
        for room_name, places in rooms.items():
            room = Room(accommodation_id=row.id, name=room_name)
            operation = RoomOperation(
                room_id=room.id, starts_on=starts_on, ends_on=ends_on, places=places, constraint=constraint
            )
            db.session.add_all([row, room, operation])
            ids[room_name] = room.id
        db.session.add(row)
        return House(row.id, municipality, name, ids)


def stay(
    person: Person,
    *,
    stage: str | None = None,
    starts_on: date,
    ends_on: date | None = None,
    house: House | None = None,
    room: str | None = None,
    form: str | None = None,
    district: str | None = None,
    reason: str | None = None,
) -> None:
    """State a stage, a dwelling (a house or another form), or both, from a day on."""
    said = []
    if stage:
        said.append((STAGE, {"stage": stage}))
    if house or form:
        dwelling = {
            "form": form or IN_ACCOMMODATION,
            "accommodation_id": house and house.id,
            "room_id": house.rooms[room] if house and room is not None else None,
            "district": district,
        }
        said.append((DWELLING, dwelling))
    with transaction():
        for axis, facts in said:
            ledger = Ledger(axis, person.municipality.id, [person.id])
            ledger.state(person.id, starts_on=starts_on, ends_on=ends_on, reason=reason, **facts)
            ledger.close()


def case(person: Person, user: User, starts_on: date, ends_on: date | None = None) -> None:
    """Let somebody lead the case of a person from a day on."""
    with transaction():
        lead_case(
            db.session.get_one(models.Person, person.id),
            starts_on=starts_on,
            ends_on=ends_on,
            case_manager_id=user.id,
        )
