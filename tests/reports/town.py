"""A small fictitious town with three weeks of June 2025: who came, moved and left, talked and was referred."""

from dataclasses import dataclass
from datetime import date

from flask import Flask

from casework.access.roles import Role
from casework.counselling import operations as counselling
from casework.database.base import db
from casework.database.transaction import transaction
from casework.partners import operations as partners
from casework.people.models import Person
from casework.referrals import operations as referrals
from casework.vocabulary.housing import PRIVATE_FLAT
from tests import factories

FIRST, ON = date(2025, 6, 1), date(2025, 6, 30)
NAMES = {
    "arabic": "أحمد الحسين",
    "cyrillic": "Шевченко",
    "ethiopic": "ሰላም ተስፋይ",
    "hostile": "<img src=file:///etc/hostname><b>Fett</b>",
}


@dataclass(frozen=True)
class Town:
    """The people by what they stand for, and two accounts."""

    municipality: factories.Municipality
    lead: factories.User
    administrator: factories.User
    persons: dict[str, factories.Person]


def build(app: Flask) -> Town:
    """Five people, three houses, one referral; nobody arrives without a case number."""
    with app.app_context():
        town = factories.municipality("Musterstadt")
        lead = factories.user(town, Role.TEAM_LEAD)
        administrator = factories.user(town, Role.ADMINISTRATOR)
        north = factories.house(town, "GU Nord", "VU", {"N1": 4, "N2": 2})
        west = factories.house(town, "AU West", "AU", {"W1": 3})
        factories.house(town, "Frauenhaus am geheimen Ort", "Schutz", {"1": 2})
        family = factories.household(town, "Alhussein")
        persons = {
            "arabic": factories.person(
                town,
                "Al-Hussein",
                given_names="Ahmad",
                other_spellings=[NAMES["arabic"]],
                household=family,
                birth_date="00.00.1990",
            ),
            "child": factories.person(
                town, "Al-Hussein", given_names="Amira", household=family, birth_date="14.09.2015"
            ),
            "cyrillic": factories.person(town, NAMES["cyrillic"], given_names="Олександр"),
            "ethiopic": factories.person(town, NAMES["ethiopic"]),
            "hostile": factories.person(town, NAMES["hostile"], given_names="http://example.invalid/x.css"),
        }
        before, moved = date(2025, 3, 3), date(2025, 6, 17)
        for key in ("arabic", "child"):
            factories.stay(persons[key], stage="VU", house=north, room="N1", starts_on=before)
            factories.stay(persons[key], stage="AU", house=west, room="W1", starts_on=moved)
        factories.stay(persons["cyrillic"], stage="VU", house=north, room="N2", starts_on=date(2025, 6, 10))
        factories.stay(
            persons["ethiopic"], stage="AU", form=PRIVATE_FLAT, starts_on=before, ends_on=date(2025, 6, 20)
        )
        factories.stay(persons["hostile"], stage="UMA", starts_on=before)
        _work(town, persons)
    return Town(town, lead, administrator, persons)


def _work(town: factories.Municipality, persons: dict[str, factories.Person]) -> None:
    with transaction():
        rows = {key: db.session.get_one(Person, person.id) for key, person in persons.items()}
        centre = partners.enter_partner(town.id, {"name": "Jobcenter Musterland", "kind": "JOBCENTER"})
        referrals.refer(
            rows["cyrillic"],
            centre,
            referred_on=date(2025, 6, 12),
            purpose="Leistungen",
            feedback_due_on=date(2025, 6, 20),
        )
        for day, topics in ((date(2025, 6, 3), ["WOH", "KIT"]), (date(2025, 6, 24), ["WOH"])):
            counselling.document(
                municipality_id=town.id,
                people=[rows["arabic"], rows["child"]],
                held_on=day,
                minutes=25,
                contact_kind="OFFICE",
                topics=topics,
            )
