"""Keys, house rules, bans and defects: made, settled, corrected and taken back through the front door."""

import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.desk.models import KeyHandover
from casework.housing.models import PlaceBlock
from casework.people.merging import merge, undo_merge
from casework.people.models import Person
from tests import factories
from tests.desk.conftest import Here, signed_in

TODAY = f"{today():%d.%m.%Y}"
YESTERDAY = f"{today() - timedelta(days=1):%d.%m.%Y}"
TOMORROW = f"{today() + timedelta(days=1):%d.%m.%Y}"


def address_of(page: str, act: str) -> str:
    """Where the first button or link of an act leads."""
    found = re.search(rf'(?:href|action)="([^"]*/{act})"', page)
    assert found, act
    return found[1]


def entry_of(page: str, kind: str) -> str:
    """The address of the first entry of a kind."""
    found = re.search(rf'href="(/accommodations/[^"]*/desk/{kind}/[0-9a-f-]{{36}})"', page)
    assert found, kind
    return found[1]


def hand_out(client: FlaskClient, here: Here, person: factories.Person, number: str, **said: str) -> int:
    data = {"person_id": str(person.id), "key_number": number, "handed_on": YESTERDAY} | said
    return client.post(f"{here.desk}/keys/new", data=data).status_code


def test_a_key_goes_out_and_comes_back(here: Here, porter: FlaskClient) -> None:
    assert hand_out(porter, here, here.layla, "N-17") == 302
    page = porter.get(here.desk).text
    assert "Haddad, Layla" in page
    assert "N-17" in page
    assert porter.post(address_of(page, "settle")).status_code == 302
    assert "N-17" not in porter.get(here.desk).text
    kept = porter.get(f"{here.desk}/keys").text
    assert "N-17" in kept
    assert TODAY in kept


def test_a_correction_keeps_what_was_written_first(app: Flask, here: Here, porter: FlaskClient) -> None:
    hand_out(porter, here, here.layla, "N-17")
    entry = entry_of(porter.get(here.desk).text, "keys")
    assert 'value="N-17"' in porter.get(entry).text
    said = {"person_id": str(here.layla.id), "key_number": "N-71", "handed_on": YESTERDAY}
    assert porter.post(entry, data=said).status_code == 302
    page = porter.get(here.desk).text
    assert "N-71" in page
    assert "N-17" not in page
    with app.app_context():
        rows = db.session.scalars(db.select(KeyHandover).order_by(KeyHandover.recorded_at)).all()
        assert [(row.key_number, row.superseded_at is None) for row in rows] == [
            ("N-17", False),
            ("N-71", True),
        ]
    assert 'value="N-71"' in porter.get(entry).text, "an old link leads to what holds now"


def test_an_entry_is_taken_back(here: Here, porter: FlaskClient) -> None:
    hand_out(porter, here, here.layla, "N-17")
    entry = entry_of(porter.get(here.desk).text, "keys")
    assert porter.post(f"{entry}/take-back").status_code == 302
    assert "N-17" not in porter.get(f"{here.desk}/keys").text


def test_days_out_of_order_and_ahead_are_refused_with_a_sentence(here: Here, porter: FlaskClient) -> None:
    said = {
        "person_id": str(here.layla.id),
        "key_number": "N-17",
        "handed_on": TODAY,
        "returned_on": YESTERDAY,
    }
    refused = porter.post(f"{here.desk}/keys/new", data=said)
    assert refused.status_code == 422
    assert "liegt vor dem Beginn" in refused.text
    assert "N-17" in refused.text
    assert hand_out(porter, here, here.layla, "N-17", handed_on=TOMORROW) == 422


def test_only_residents_are_offered(here: Here, porter: FlaskClient) -> None:
    page = porter.get(f"{here.desk}/keys/new").text
    assert "Tesfay, Yonas · N2" in page
    assert "Karimi" not in page
    assert hand_out(porter, here, here.sara, "S-1") == 422


def test_who_lacks_the_house_rules_is_counted_and_listed(here: Here, porter: FlaskClient) -> None:
    assert "von 3 Personen heute" in porter.get(here.desk).text
    said = {"person_id": str(here.layla.id), "language": "Arabisch", "handed_on": TODAY}
    assert porter.post(f"{here.desk}/rules/new", data=said).status_code == 302
    lacking = porter.get(f"{here.desk}/residents?rules=missing").text
    assert "Haddad, Amir" in lacking
    assert "Tesfay, Yonas" in lacking
    assert "Haddad, Layla" not in lacking
    assert "Arabisch" in porter.get(f"{here.desk}/rules").text


def test_a_ban_names_a_resident_or_an_outsider(here: Here, porter: FlaskClient) -> None:
    ban = {"starts_on": TODAY, "reason": "Drohung", "imposed_by": "Toni Muster"}
    assert porter.post(f"{here.desk}/bans/new", data=ban).status_code == 422
    both = ban | {"outsider": "Ronny Rabauke", "person_id": str(here.yonas.id)}
    assert porter.post(f"{here.desk}/bans/new", data=both).status_code == 422
    assert porter.post(f"{here.desk}/bans/new", data=ban | {"outsider": "Ronny Rabauke"}).status_code == 302
    page = porter.get(here.desk).text
    assert "Ronny Rabauke" in page
    assert "unbefristet" in page
    assert porter.post(address_of(page, "settle")).status_code == 302
    assert "Ronny Rabauke" not in porter.get(here.desk).text, "it ends today and today is not counted"


def test_somebody_who_lives_elsewhere_is_banned_from_their_page(
    here: Here, porter: FlaskClient, lead: FlaskClient
) -> None:
    assert "Haus Nord" in lead.get(f"/people/{here.sara.id}/ban").text
    on = lead.get(f"/people/{here.sara.id}/ban?house={here.house.id}")
    assert on.status_code == 302
    assert "Karimi, Sara" in lead.get(on.location).text
    said = {
        "person_id": str(here.sara.id),
        "starts_on": TODAY,
        "reason": "Drohung",
        "imposed_by": "T. Muster",
    }
    assert lead.post(on.location, data=said).status_code == 302
    assert "Karimi, Sara" in porter.get(here.desk).text, "whom to keep out must be known at the door"
    assert "Hausverbot: Haus Nord" in lead.get(f"/people/{here.sara.id}").text
    asked = porter.get(f"{here.desk}/keys/new?person={here.sara.id}").text
    assert "Karimi" not in asked, "the desk chooses among its residents only"


def test_the_words_of_a_ban_lie_sealed(app: Flask, here: Here, porter: FlaskClient) -> None:
    ban = {"starts_on": TODAY, "reason": "Drohung", "imposed_by": "Wachdienst", "outsider": "Ronny Rabauke"}
    porter.post(f"{here.desk}/bans/new", data=ban)
    with app.app_context():
        row = db.session.execute(db.text("SELECT * FROM house_ban")).one()
    assert not any(word in repr(tuple(row)) for word in ("Rabauke", "Drohung", "Wachdienst"))


def report(client: FlaskClient, here: Here) -> None:
    said = {"room_id": str(here.house.rooms["N1"]), "what": "Heizung kalt", "reported_on": TODAY}
    assert client.post(f"{here.desk}/defects/new", data=said).status_code == 302


def believed_blocks(app: Flask) -> int:
    with app.app_context():
        return db.session.query(PlaceBlock).filter(PlaceBlock.superseded_at.is_(None)).count()


def test_a_defect_blocks_places_until_it_is_fixed(
    app: Flask, here: Here, porter: FlaskClient, lead: FlaskClient
) -> None:
    report(porter, here)
    assert "/block" not in porter.get(here.desk).text, "blocking places is the team lead's"
    block = address_of(lead.get(here.desk).text, "block")
    assert lead.post(block, data={"places": "2", "starts_on": TODAY}).status_code == 302
    assert "2 gesperrt" in lead.get(f"/accommodations/{here.house.id}").text
    page = porter.get(here.desk).text
    assert "Plätze gesperrt" in page
    assert porter.post(address_of(page, "settle")).status_code == 302
    assert believed_blocks(app) == 0
    assert "2 gesperrt" not in lead.get(f"/accommodations/{here.house.id}").text


def test_a_defect_is_blocked_for_once_and_freed_when_taken_back(
    app: Flask, here: Here, lead: FlaskClient
) -> None:
    report(lead, here)
    block = address_of(lead.get(here.desk).text, "block")
    assert lead.post(block, data={"places": "9", "starts_on": TODAY}).status_code == 422
    assert lead.post(block, data={"places": "1", "starts_on": TODAY}).status_code == 302
    blocked = entry_of(lead.get(here.desk).text, "defects")
    again = lead.post(f"{blocked}/block", data={"places": "1", "starts_on": TODAY})
    assert again.status_code == 422
    assert "schon Plätze gesperrt" in again.text
    assert lead.post(f"{blocked}/take-back").status_code == 302
    assert believed_blocks(app) == 0


def test_entries_stand_on_the_persons_page_and_in_the_timeline(here: Here, lead: FlaskClient) -> None:
    hand_out(lead, here, here.layla, "N-17")
    tab = lead.get(f"/people/{here.layla.id}?tab=house").text
    assert "Nr. N-17" in tab
    assert "Haus Nord" in tab
    timeline = lead.get(f"/people/{here.layla.id}").text
    assert "Schlüssel ausgegeben: Haus Nord" in timeline


def test_merging_and_parting_keep_the_entries(app: Flask, here: Here, lead: FlaskClient) -> None:
    hand_out(lead, here, here.yonas, "N-17")
    with app.app_context():
        double = factories.person(here.town, "Tesfai", given_names="Jonas")
        with transaction():
            merge(db.session.get_one(Person, here.yonas.id), db.session.get_one(Person, double.id))
    assert "Nr. N-17" in lead.get(f"/people/{double.id}?tab=house").text
    assert "Tesfai, Jonas" in lead.get(here.desk).text
    with app.app_context(), transaction():
        undo_merge(db.session.get_one(Person, here.yonas.id))
    assert "Nr. N-17" not in lead.get(f"/people/{double.id}?tab=house").text
    assert "Tesfay, Yonas" in lead.get(here.desk).text


def test_case_managers_see_the_entries_of_their_own_people(app: Flask, here: Here, lead: FlaskClient) -> None:
    hand_out(lead, here, here.layla, "N-17")
    hand_out(lead, here, here.yonas, "N-18")
    page = signed_in(app, here, Role.CASE_MANAGER).get(here.desk).text
    assert "N-17" in page
    assert "N-18" not in page
    assert "Tesfay" not in page


def test_every_act_and_every_look_stands_in_the_trail(app: Flask, here: Here, porter: FlaskClient) -> None:
    hand_out(porter, here, here.layla, "N-17")
    page = porter.get(here.desk).text
    porter.post(address_of(page, "settle"))
    porter.get(f"{here.desk}/residents")
    with app.app_context():
        entries = db.session.scalars(
            db.select(TrailEntry)
            .where(
                TrailEntry.actor_id == here.staff[Role.HOUSE_DESK].id, TrailEntry.action.startswith("desk:")
            )
            .order_by(TrailEntry.sequence)
        )
        told = [(entry.action, entry.about_id) for entry in entries]
    assert told == [
        ("desk:entry:made", here.layla.id),
        ("desk:house:listed", here.house.id),
        ("desk:entry:settled", here.layla.id),
        ("desk:house:listed", here.house.id),
    ]
