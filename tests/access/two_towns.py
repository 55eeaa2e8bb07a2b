"""Two towns in which everything exists that an address can name."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from flask import Flask
from sqlalchemy import select

from casework.access.roles import Role
from casework.access.viewer import Viewer
from casework.accounts.models import User
from casework.appointments.operations import appoint
from casework.counselling import operations as counselling
from casework.database.base import db
from casework.database.moments import now, today
from casework.database.transaction import transaction
from casework.desk import duties
from casework.desk import operations as desk
from casework.desk.kinds import BANS, DEFECTS, KEYS, KINDS, RULES
from casework.desk.mobility import needs_of, state_need
from casework.documents.operations import file_document
from casework.drafts import operations as drafts
from casework.drafts.marks import Mark
from casework.drafts.models import Draft
from casework.drafts.sheets import Sheet
from casework.exchange import uploads
from casework.housing.absences import absences_of, state_absence
from casework.housing.district_models import DistrictPopulation
from casework.housing.districts import count_district
from casework.housing.emergencies import activate
from casework.housing.houses import block_places
from casework.housing.ledger import DWELLING, STAGE
from casework.housing.models import EmergencyPlaces, PlaceBlock, Room
from casework.housing.operations import move_together
from casework.housing.planned_arrivals import announce
from casework.housing.queries import stated_of
from casework.people.merging import merge
from casework.people.models import Person
from casework.people.operations import register_person
from casework.phrasebook.sheets import key_of
from casework.planning.quota import begin_quota
from casework.planning.reported_stocks import enter_report
from casework.releases import operations as releases
from casework.releases.declarations import PAGES
from casework.releases.models import ReleasedAnswer, SavedView
from casework.situation import operations as situation
from casework.statistics.cross import Asked
from casework.statistics.disclosure import ROUND5
from casework.statistics.question import Question
from tests import factories, papers
from tests.access.clocking import clocked, ruled
from tests.access.colleagues import away_later, employed, passed_on
from tests.access.consenting import allowed_by
from tests.access.my_day import row_of
from tests.access.plans import plan_of
from tests.access.referring import referral_of

ARRIVED = date(2025, 1, 1)
Ids = Mapping[str, object]


@dataclass(frozen=True)
class Words:
    """What a town calls its own; written nowhere else in the product."""

    town: str
    family_name: str
    given_names: str
    house: str
    case_number: str
    mark: str
    partner: str
    text: str
    file: str
    staff: str

    def secrets(self) -> tuple[str, ...]:
        """All but the name of the town, which is no secret."""
        return tuple(value for name, value in vars(self).items() if name != "town")


OURS = Words(
    "Musterstadt",
    "Vasilenko",
    "Oksana",
    "Haus Geheimrat",
    "MA-4711",
    "HH-Zeder",
    "Verein Nebelhorn",
    "Canarytext",
    "zedernholz.csv",
    "Quirin Xylander",
)
THEIRS = Words(
    "Beispielburg",
    "Anders",
    "Robin",
    "Haus Anderswo",
    "BB-0815",
    "HH-Birke",
    "Verein Sonne",
    "Alltagstext",
    "birke.csv",
    "Sam Sonst",
)


@dataclass(frozen=True)
class Town:
    """A town with one of everything; `ids` has a value for every place of an address, by its name there."""

    words: Words
    municipality: factories.Municipality
    staff: dict[Role, factories.User]
    person: factories.Person
    house: factories.House
    ids: Ids

    @property
    def room_id(self) -> uuid.UUID:
        return self.house.rooms["G1"]


def furnished(app: Flask, words: Words) -> Town:
    """A town with a person whose case somebody leads, and one of everything that can be known of her."""
    with app.app_context():
        municipality = factories.municipality(words.town)
        staff = {role: factories.user(municipality, role, name=f"{words.staff} {role}") for role in Role}
        house = factories.house(municipality, words.house, rooms={"G1": 2})
        person = factories.person(
            municipality,
            words.family_name,
            given_names=words.given_names,
            case_number=words.case_number,
            household=factories.household(municipality, words.mark),
        )
        factories.stay(person, stage="VU", starts_on=ARRIVED, house=house, room="G1")
        factories.case(person, staff[Role.CASE_MANAGER], ARRIVED)
        stand_in = factories.user(municipality, Role.CASE_MANAGER, name=f"{words.staff} Ersatz")
        with transaction():
            ids = _one_of_everything(words, person, house, staff)
            ids = {
                **ids,
                "substitution_id": away_later(staff[Role.CASE_MANAGER], stand_in),
                "handover_id": passed_on(staff[Role.CASE_MANAGER], stand_in),
                **employed(staff[Role.CASE_MANAGER], f"Team {words.partner}"),
            }
        return Town(words, municipality, staff, person, house, ids)


def _one_of_everything(
    words: Words, person: factories.Person, house: factories.House, staff: dict[Role, factories.User]
) -> Ids:
    row = db.session.get_one(Person, person.id)
    room = db.session.get_one(Room, house.rooms["G1"])
    block_places(room, places=1, starts_on=today(), ends_on=None, reason="DEFECT")
    state_absence(row, "TRAVEL", ARRIVED, ARRIVED + timedelta(days=1))
    activate(room, places=1, starts_on=today(), ends_on=None)
    count_district(person.municipality.id, words.house, ARRIVED, 100)
    talk = counselling.document(
        municipality_id=person.municipality.id,
        people=[row],
        held_on=today(),
        minutes=20,
        contact_kind="OFFICE",
        topics=["KIT"],
        content=words.text,
    )
    paper = file_document(
        municipality_id=person.municipality.id,
        people=[row],
        files=[papers.scan(f"{words.file}.png")],
        kind="DECISION_NOTICE",
        served_on=today(),
        remark=words.text,
    )
    plan = plan_of(row, words.text)
    (stated,) = situation.state(
        [row], "regime", {"regime": "ASYLBLG_3"}, {"office": words.partner}, starts_on=ARRIVED
    )
    act = move_together([row], on=ARRIVED + timedelta(days=1), stage="VU")
    list_of_one = f"Aktenzeichen;Familienname\n{words.case_number};{words.family_name}\n;"
    upload = uploads.keep(staff[Role.TEAM_LEAD].viewer, "personen", words.file, list_of_one.encode())
    key = desk.make(
        room.accommodation,
        KINDS[KEYS],
        {"person_id": person.id, "key_number": words.text, "handed_on": today()},
    )
    rules, ban = (
        desk.make(room.accommodation, KINDS[kind], {"person_id": person.id} | facts)
        for kind, facts in (
            (RULES, {"language": "ar", "handed_on": today()}),
            (BANS, {"starts_on": today(), "reason": words.text, "imposed_by": words.staff}),
        )
    )
    defect = desk.make(
        room.accommodation,
        KINDS[DEFECTS],
        {"room_id": room.id, "what": words.mark, "reported_on": today()},
    )
    draft = typed(staff[Role.TEAM_LEAD], person, words.text)
    state_need(row, "WHEELCHAIR", today())
    duties.assign(db.session.get_one(User, staff[Role.HOUSE_DESK].id), [room.accommodation])
    answer, view = kept(staff[Role.TEAM_LEAD].viewer, f"Anfrage des {words.partner}")
    appointment = appoint(
        municipality_id=person.municipality.id,
        owner_id=staff[Role.CASE_MANAGER].id,
        people=[row],
        day=today(),
        title=words.text,
        place=words.partner,
    )
    double, twin = (
        register_person(
            person.municipality.id,
            {"family_name": words.family_name, "given_names": name},
            household=row.household,
        )
        for name in (f"{words.given_names}a", "Zwilling")
    )
    db.session.flush()
    merge(double, row)
    arrival = announce(
        person.municipality.id,
        {
            "announced_on": today(),
            "expected_on": today(),
            "persons": 3,
            "stage": "VU",
            "source": words.partner,
            "remark": words.text,
            "accommodation_id": house.id,
            "room_id": room.id,
        },
    )
    report = enter_report(
        person.municipality.id,
        {
            "stage": "VU",
            "accommodation_id": house.id,
            "persons": 3,
            "source": words.partner,
            "reported_on": today(),
            "received_on": today(),
        },
    )
    quota = begin_quota(
        person.municipality.id,
        {
            "year": today().year,
            "town_population": 93_500,
            "district_population": 550_000,
            "district_allocations": 1_200,
            "source": words.partner,
        },
    )
    return {
        "appointment_id": appointment.id,
        "arrival_id": arrival.id,
        "report_id": report.id,
        "quota_id": quota.id,
        "person_id": person.id,
        "record_id": double.id,
        "other_id": twin.id,
        "fact_kind": "regime",
        "fact_id": stated.fact.fact_id,
        "act_id": act.id,
        "axis_key": DWELLING.key,
        "entry_kind": KEYS,
        "entry_id": key.id,
        "defect_id": defect.id,
        "mobility_id": needs_of(row)[0].id,
        "absence_id": absences_of(row)[0].id,
        "episode_id": stated_of(DWELLING, row)[ARRIVED],
        "accommodation_id": house.id,
        "emergency_id": _only(EmergencyPlaces, EmergencyPlaces.room_id == room.id),
        "block_id": _only(PlaceBlock, PlaceBlock.room_id == room.id),
        "consultation_id": talk.id,
        "document_id": paper.id,
        "position": 1,
        "count_id": _only(DistrictPopulation, DistrictPopulation.municipality_id == person.municipality.id),
        **plan,
        **referral_of(row, words.partner, words.text, words.staff),
        **clocked(row, words.partner, words.text),
        **allowed_by(row, words.partner, words.text),
        "house_rules_id": rules.id,
        "ban_id": ban.id,
        "room_id": room.id,
        "stage_id": stated_of(STAGE, row)[ARRIVED],
        "upload_id": upload.id,
        "answer_id": answer.id,
        "view_id": view.id,
        "draft_id": draft.id,
        "user_id": staff[Role.CASE_MANAGER].id,
        "row": row_of(row, staff[Role.TEAM_LEAD], words.text),
        "name": "personen",
        "paper": "plan",
        **ruled(person.municipality.id, words.partner),
        "language": "ar",
        "sentence": key_of("Mein Plan"),
        "ending": "csv",
    }


def kept(viewer: Viewer, text: str) -> tuple[ReleasedAnswer, SavedView]:
    """An answer with figures, and a view of the list of people."""
    question = Question(viewer.municipality_id, viewer.municipality_name, ARRIVED, now())
    answer = releases.release(Asked(question, "stage"), ROUND5, text)
    view = releases.keep_view(
        viewer, name=text, endpoint="people.register", query="stage=VU", is_shared=True, pages=PAGES
    )
    return answer, view


def typed(user: factories.User, person: factories.Person, words: str) -> Draft:
    """A talk that somebody has begun to write down."""
    place = f"/people/{person.id}/consultations/new#ConsultationForm"
    sheet = Sheet.of("window", now(), [("content", words), ("held_on", f"{today():%d.%m.%Y}")])
    return drafts.keep(Mark(user.id, place), sheet, title=words)


def _only(table: type, condition: object) -> uuid.UUID:
    return db.session.scalars(select(table.id).where(condition)).one()  # type: ignore[attr-defined]


def mixtures(names: Iterable[str], ours: Ids, theirs: Ids) -> Iterator[Ids]:
    """Every way to name something of ours in an address with these places; what is not ours there is theirs."""
    ids = [name for name in names if ours[name] != theirs[name]]
    for way in product((ours, theirs), repeat=len(ids)):
        if ours in way:
            yield {**theirs, **{name: side[name] for name, side in zip(ids, way, strict=True)}}
