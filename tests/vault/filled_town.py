"""A small town in which every sealed column of every table says something, and the ways to damage one of them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from flask import Flask
from sqlalchemy import select

from casework.access.roles import Role
from casework.accounts.models import User
from casework.appointments.operations import appoint
from casework.counselling import operations as counselling
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.desk import duties
from casework.desk import operations as desk
from casework.desk.kinds import BANS, DEFECTS, KEYS, KINDS, RULES
from casework.desk.mobility import needs_of, state_need
from casework.documents.deadlines import open_proposals
from casework.documents.operations import dismiss_deadline, file_document
from casework.documents.operations import retract as retract_document
from casework.exchange import uploads
from casework.housing.absences import absences_of, state_absence
from casework.housing.act_models import Hearing, StayAct
from casework.housing.district_models import DistrictPopulation
from casework.housing.districts import count_district
from casework.housing.ledger import DWELLING, STAGE
from casework.housing.models import Accommodation
from casework.housing.operations import move_together
from casework.housing.planned_arrivals import announce
from casework.housing.queries import stated_of
from casework.people.extensions import extend, get_extendable
from casework.people.merging import merge
from casework.people.models import Person, ResidenceTitle
from casework.people.operations import change_person, register_person
from casework.people.titles import LegalEnd, state_title
from casework.phrasebook.sheets import key_of
from casework.planning.quota import begin_quota
from casework.planning.reported_stocks import enter_report
from casework.privacy.protecting import protect, retract
from casework.privacy.protections import protections_of
from casework.situation import operations as situation
from tests import factories, papers
from tests.access.clocking import ruled
from tests.access.colleagues import away_later, employed, passed_on
from tests.access.my_day import row_of
from tests.access.two_towns import kept, typed
from tests.vault.filled_consents import consents_of
from tests.vault.filled_deadlines import seen_to
from tests.vault.filled_plans import plan_of
from tests.vault.filled_referring import referral_of

ARRIVED = date(2025, 1, 1)
SOON = today() + timedelta(days=3)
Ids = dict[str, object]


@dataclass(frozen=True)
class Filled:
    """The town; `bystander` leads the case of `single`, and `ids` has a value for every place of an address."""

    municipality: factories.Municipality
    staff: dict[Role, factories.User]
    bystander: factories.User
    layla: factories.Person
    single: factories.Person
    house: factories.House
    ids: Ids


def filled(app: Flask) -> Filled:
    """A family and somebody alone, with all that can be said of them."""
    with app.app_context():
        town = factories.municipality()
        staff = {role: factories.user(town, role) for role in Role}
        bystander = factories.user(town, Role.CASE_MANAGER, name="Lou Anders")
        home = factories.household(town, "HH-7")
        details = {
            "given_names": "Layla",
            "other_spellings": ["Leyla"],
            "birth_date": "17.06.1990",
            "sex": "f",
            "nationalities": ["475"],
            "languages": ["ar"],
            "phone": "0761 1",
            "email": "layla@haddad.example",
            "azr_number": "AZR 1",
            "bamf_file_number": "BAMF 1",
        }
        layla = factories.person(town, "Haddad", household=home, **details)
        factories.person(town, "Haddad", household=home, **(details | {"given_names": "Amir"}))
        single = factories.person(town, "Tesfay", **(details | {"given_names": "Yonas"}))
        house = factories.house(town, "Haus Nord", rooms={"N1": 4})
        for person, user in ((layla, staff[Role.CASE_MANAGER]), (single, bystander)):
            factories.stay(
                person, stage="VU", starts_on=ARRIVED, house=house, room="N1", reason="Zuweisung nach Plan"
            )
            factories.case(person, user, ARRIVED)
        with transaction():
            for phone in ("0761 9", "0761 1"):
                change_person(db.session.get_one(Person, layla.id), {"phone": phone})
                db.session.flush()
            ids = work(layla, staff) | at_the_desk(layla, house, staff) | _planned(town.id)
            count_district(town.id, "Mitte", ARRIVED, 100)
        ids["count_id"] = db.session.scalars(select(DistrictPopulation.id)).one()
        with transaction():
            ids["substitution_id"] = away_later(staff[Role.CASE_MANAGER], bystander)
            ids["handover_id"] = passed_on(staff[Role.CASE_MANAGER], bystander)
            ids |= employed(bystander, "Team Nord")
        ids["deadline_id"] = seen_to(layla)
        ids |= {"accommodation_id": house.id, "user_id": bystander.id}
        return Filled(town, staff, bystander, layla, single, house, ids)


def work(
    somebody: factories.Person, staff: dict[Role, factories.User], others: Iterable[factories.Person] = ()
) -> Ids:
    """A talk, perhaps with others, a closed plan and an open one, a referral and a title of somebody."""
    person = db.session.get_one(Person, somebody.id)
    manager = staff[Role.CASE_MANAGER]
    talk = counselling.document(
        municipality_id=person.municipality_id,
        people=[person, *(db.session.get_one(Person, other.id) for other in others)],
        held_on=today(),
        minutes=20,
        contact_kind="OFFICE",
        topics=["KIT", "WOH"],
        topic_minutes={"WOH": 5},
        starts_at=time(14, 30),
        described_as="ruft für die Nachbarin an",
        also_present="Ehrenamtliche",
        place="Gemeinschaftsraum",
        case_manager_id=manager.id,
        language="ar",
        content="Kitaplatz besprochen",
        result="Antrag liegt bei der Leitung",
        next_step="Antrag abgeben",
        next_step_on=SOON,
    )
    paper = file_document(
        municipality_id=person.municipality_id,
        people=[person, *(db.session.get_one(Person, other.id) for other in others)],
        files=[papers.scan("Bescheid von Layla.pdf.png")],
        kind="DECISION_NOTICE",
        served_on=today(),
        remark="im Briefkasten gefunden",
    )
    _filed_by_mistake(person)
    plan = plan_of(person, SOON)
    state_title(
        person,
        "AKN",
        starts_on=ARRIVED,
        remark="bis auf Weiteres",
        legal_end=LegalEnd(SOON, "Verordnung vom Mai"),
    )
    extend(person, get_extendable(person, today()), on=today(), reason="pflegt die Mutter")
    (stated,) = situation.state(
        [person],
        "work",
        {"state": "EMPLOYED", "hours": 20},
        {"employer": "Bäckerei Sonne", "remark": "frühmorgens"},
        starts_on=ARRIVED,
    )
    act = moved_on(person)
    upload = uploads.keep(
        staff[Role.TEAM_LEAD].viewer, "personen", "liste.csv", b"Aktenzeichen;Familienname\nX-1;Neu\n;\n"
    )
    answer, view = kept(staff[Role.TEAM_LEAD].viewer, f"Anfrage {upload.id}")
    appointment = appoint(
        municipality_id=person.municipality_id,
        owner_id=manager.id,
        people=[person],
        day=SOON,
        title="Anmeldung der Kita",
        place="Rathaus",
        note="Geburtsurkunde mitbringen",
    )
    double, twin = (
        register_person(person.municipality_id, {"family_name": name}) for name in ("Double", "Twin")
    )
    db.session.flush()
    merge(double, person)
    return {
        "appointment_id": appointment.id,
        "person_id": person.id,
        "record_id": double.id,
        "other_id": twin.id,
        "case_id": get_extendable(person, today()).id,
        "fact_kind": "work",
        "fact_id": stated.fact.fact_id,
        "title_id": _only(ResidenceTitle, person.id),
        "act_id": act.id,
        "axis_key": DWELLING.key,
        "episode_id": stated_of(DWELLING, person)[ARRIVED],
        "consultation_id": talk.id,
        "document_id": paper.id,
        "position": 1,
        **plan,
        **referral_of(person, SOON),
        **consents_of(person),
        "stage_id": stated_of(STAGE, person)[ARRIVED],
        "upload_id": upload.id,
        "answer_id": answer.id,
        "view_id": view.id,
        "row": row_of(person, staff[Role.TEAM_LEAD], "wartet auf die Schule"),
        "draft_id": typed(staff[Role.TEAM_LEAD], somebody, "noch zu Ende schreiben").id,
        "name": "personen",
        "paper": "plan",
        "language": "ar",
        "sentence": key_of("Mein Plan"),
        "ending": "csv",
        "protection_id": _protected(person),
    }


def _filed_by_mistake(person: Person) -> None:
    """A notice from which no deadline ran, taken back."""
    paper = file_document(
        municipality_id=person.municipality_id,
        people=[person],
        files=[papers.scan("verwechselt.png")],
        kind="DECISION_NOTICE",
        served_on=today(),
    )
    db.session.flush()
    dismiss_deadline(paper, open_proposals(paper)[0])
    retract_document(paper, "gehört der Schwester")


def _protected(person: Person) -> uuid.UUID:
    """Two statements, long over, in which every sealed field says something; one was taken back."""
    day = ARRIVED + len(protections_of(person)) * timedelta(days=1)
    said = {
        "starts_on": day,
        "ends_on": day + timedelta(days=1),
        "authority": "Amtsgericht",
        "remark": "Gefahr durch den Bruder",
    }
    retract(protect(person, said | {"kind": "ZEUGENSCHUTZ"}), "verwechselt")
    db.session.flush()
    return protect(person, said | {"kind": "GEWALTSCHUTZ"}).protection_id


def _planned(municipality_id: uuid.UUID) -> Ids:
    """Somebody is announced, a stock reported, a quota known, a rule entered; none of it is sealed."""
    announced = {
        "announced_on": today(),
        "expected_on": SOON,
        "persons": 3,
        "stage": "VU",
        "source": "Landratsamt",
    }
    reported = {
        "stage": "VU",
        "persons": 3,
        "source": "Landratsamt",
        "reported_on": today(),
        "received_on": today(),
    }
    owed = {
        "year": today().year,
        "town_population": 93_500,
        "district_population": 550_000,
        "district_allocations": 1_200,
    }
    return {
        "arrival_id": announce(municipality_id, announced).id,
        "report_id": enter_report(municipality_id, reported).id,
        "quota_id": begin_quota(municipality_id, owed).id,
        **ruled(municipality_id, "§ 44 (2) AufenthG"),
    }


def moved_on(person: Person) -> StayAct:
    """The stage stated anew the day after, with an answer to whether she was heard."""
    on = max(stated_of(STAGE, person)) + timedelta(days=1)
    act = move_together([person], on=on, stage="VU")
    hearing = Hearing(act=act, act_id=act.id, person_id=person.id)
    hearing.waived_because = "sie zog zur Schwester"
    db.session.add(hearing)
    return act


def at_the_desk(somebody: factories.Person, house: factories.House, staff: dict[Role, factories.User]) -> Ids:
    """A key, the house rules, two bans, a defect and a wheelchair, and somebody who looks after the house."""
    row = db.session.get_one(Accommodation, house.id)
    about = {"person_id": somebody.id}
    ban = {"starts_on": ARRIVED, "reason": "Schlägerei", "imposed_by": "Wachdienst"}
    entries = (
        (KEYS, about | {"key_number": "17", "handed_on": ARRIVED}),
        (RULES, about | {"language": "ar", "handed_on": ARRIVED}),
        (BANS, about | ban),
        (BANS, ban | {"outsider": "Ronny Rabauke"}),
        (DEFECTS, {"room_id": house.rooms["N1"], "what": "Heizung kalt", "reported_on": ARRIVED}),
    )
    key, rules, ban, _outsider, defect = (desk.make(row, KINDS[kind], facts) for kind, facts in entries)
    person = db.session.get_one(Person, somebody.id)
    state_need(person, "WHEELCHAIR", ARRIVED)
    duties.assign(db.session.get_one(User, staff[Role.HOUSE_DESK].id), [row])
    mobility = needs_of(person)[0]
    state_absence(person, "HOSPITAL", ARRIVED + timedelta(days=1), ARRIVED + timedelta(days=2))
    absence_id = absences_of(person)[0].id
    return {
        "entry_kind": KEYS,
        "entry_id": key.id,
        "defect_id": defect.id,
        "house_rules_id": rules.id,
        "ban_id": ban.id,
        "room_id": house.rooms["N1"],
        "mobility_id": mobility.id,
        "absence_id": absence_id,
    }


def _only(table: type, person_id: uuid.UUID) -> uuid.UUID:
    return db.session.scalars(select(table.id).where(table.person_id == person_id)).one()  # type: ignore[attr-defined]
