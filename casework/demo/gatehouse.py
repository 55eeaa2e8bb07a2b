"""The desks of the demo: who looks after a house, and what they have written down by the last day."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select

from casework.accounts.models import User
from casework.database.base import db
from casework.demo.towns import Town
from casework.desk import duties
from casework.desk.kinds import BANS, DEFECTS, KEYS, KINDS, RULES
from casework.desk.mobility import state_need
from casework.desk.operations import make
from casework.housing.models import Accommodation, Room
from casework.housing.places import in_order
from casework.housing.queries import holds
from casework.housing.stays import DwellingSpan
from casework.people.models import Person
from casework.vault.keys import keys
from casework.vocabulary.mobility import WALKING_IMPAIRED, WHEELCHAIR

WITH_KEYS, WITH_RULES = 12, 18
NEEDS = ((3, WALKING_IMPAIRED), (8, WHEELCHAIR))
"""Which of the residents need help."""
REPORTED = timedelta(days=4)
BANNED = timedelta(days=20)
BAN_LASTS = timedelta(days=90)


class _Resident(NamedTuple):
    person: Person
    since: date


def man_desks(town: Town, municipality_id: uuid.UUID, members: Mapping[str, uuid.UUID], until: date) -> None:
    """Give houses to those who look after them, and let their desks look used."""
    db.session.flush()
    for member in town.staff:
        if member.houses:
            houses = db.session.scalars(
                select(Accommodation).where(
                    Accommodation.municipality_id == municipality_id, Accommodation.name.in_(member.houses)
                )
            ).all()
            duties.assign(db.session.get_one(User, members[member.mailbox]), houses)
            for house in houses:
                _write_down(house, until)


def _write_down(house: Accommodation, until: date) -> None:
    residents = _residents(house, until)
    for number, (person, since) in enumerate(residents[:WITH_KEYS], 1):
        said = {"person_id": person.id, "key_number": f"{house.name[5]}-{number:02d}", "handed_on": since}
        make(house, KINDS[KEYS], said)
    for person, since in residents[:WITH_RULES]:
        language = (person.languages or ["de"])[0]
        make(house, KINDS[RULES], {"person_id": person.id, "language": language, "handed_on": since})
    for place, need in NEEDS:
        if place < len(residents):
            state_need(residents[place].person, need, residents[place].since)
    room = min(
        db.session.scalars(select(Room).where(Room.accommodation_id == house.id)),
        key=lambda room: in_order(room.name),
    )
    broken = {"room_id": room.id, "what": "Heizkörper wird nicht warm", "reported_on": until - REPORTED}
    make(house, KINDS[DEFECTS], broken)
    ban = {
        "outsider": "Bekannter eines früheren Bewohners, nennt sich „Rico“",
        "starts_on": until - BANNED,
        "ends_on": until - BANNED + BAN_LASTS,
        "reason": "hat nachts wiederholt Türen eingetreten",
        "imposed_by": "Miriam Albrecht, Teamleitung",
    }
    make(house, KINDS[BANS], ban)


def _residents(house: Accommodation, until: date) -> Sequence[_Resident]:
    """Who lives in a house on the last day, in the order of their case numbers."""
    rows = db.session.execute(
        select(Person, DwellingSpan.starts_on)
        .join(DwellingSpan, DwellingSpan.person_id == Person.id)
        .where(holds(DwellingSpan, until), DwellingSpan.accommodation_id == house.id)
    ).all()
    keys().prefetch(person.id for person, _since in rows)
    found = [_Resident(person, since) for person, since in rows]
    return sorted(found, key=lambda one: one.person.case_number)
