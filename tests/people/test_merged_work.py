"""Work on a person whose records were merged: everything is found, corrected and taken back in one place."""

import re
from datetime import date, timedelta
from urllib.parse import quote

from flask import Flask
from flask.testing import FlaskClient

from casework.counselling.models import Consultation
from casework.database.base import db
from casework.database.moments import now, today
from casework.database.transaction import transaction
from casework.housing.ledger import DWELLING, STAGE
from casework.housing.operations import retract
from casework.people.merge_models import PersonMerge
from casework.people.merging import undo_merge
from casework.people.models import IntegrationCase, Person, ResidenceTitle
from casework.people.titles import state_title
from casework.plans.goal_models import Goal
from casework.statistics.answers import answer
from casework.statistics.question import Question
from reports.jour_fixe import report_of
from reports.persons import Edition
from tests import factories
from tests.access.shown_forms import shown_forms
from tests.people.merged import AGAIN, ARRIVED, Pair, believed, held, page, stated, typed


def test_whoever_led_the_old_record_keeps_sight_of_all(client: FlaskClient, merged: Pair) -> None:
    factories.sign_in(client, merged.kim)
    assert client.get(f"/people/{merged.old.id}?tab=talks").location == f"{page(merged)}?tab=talks"
    shown = client.get(page(merged)).text
    for words in (
        "Leila",
        "Noor",
        "Sprachkurs B1",
        "Wohnungsantrag",
        "Sprachschule",
        "Aufenthaltsgestattung",
    ):
        assert words in shown, words
    people = client.get("/people").text
    assert people.count("Al-Hussein, Mohammad") == 1
    assert "Alhusain, Muhamed" not in people
    assert str(merged.old.id) not in people
    home = client.get("/").text
    assert home.count("Mohammad Al-Hussein") == 6, (
        "follow-up, goal and feedback below one line, the end of the VU, and the talk led last"
    )
    assert "Muhamed" not in home


def test_of_two_who_lead_it_the_one_of_the_leading_record_is_named(
    app: Flask, client: FlaskClient, two: Pair
) -> None:
    with app.app_context():
        factories.case(two.leading, two.lou, date(2020, 1, 1))
        two.merge()
    factories.sign_in(client, two.lead)
    assert "zuständig: Lou Anders" in client.get(page(two)).text
    row = re.search(r"<tr>\s*<th[^>]*>.*?Al-Hussein, Mohammad.*?</tr>", client.get("/people").text, re.DOTALL)
    assert row
    assert "Lou Anders" in row[0]


def test_whoever_leads_nothing_there_is_led_nowhere(client: FlaskClient, merged: Pair) -> None:
    factories.sign_in(client, merged.lou)
    for person in (merged.leading, merged.old):
        answer = client.get(f"/people/{person.id}")
        assert (answer.status_code, answer.location) == (404, None)


def test_a_talk_of_the_old_record_is_corrected_and_stays_there(
    app: Flask, client: FlaskClient, merged: Pair
) -> None:
    factories.sign_in(client, merged.kim)
    address = f"/consultations/{merged.talk_id}"
    sent = typed(client, address)
    assert sent["present"] == [str(merged.leading.id)]
    assert client.post(address, data=sent).status_code == 302
    assert client.post(address, data=sent | {"content": "Zimmer zu laut"}).status_code == 302
    with app.app_context():
        latest = db.session.scalars(db.select(Consultation).where(Consultation.superseded_at.is_(None))).one()
        assert latest.person_ids == [merged.old.id]
        assert latest.content == "Zimmer zu laut"
        assert db.session.query(Consultation).count() == 2, "an unchanged one is no new version"
    relative = merged.relatives[1]
    both = {"present": [str(merged.leading.id), str(relative.id)]}
    (latest_id,) = re.findall(
        r"/consultations/([0-9a-f-]{36})", client.get(f"{page(merged)}?tab=talks").text
    )[:1]
    address = f"/consultations/{latest_id}"
    assert client.post(address, data=typed(client, address) | both).status_code == 302
    with app.app_context():
        latest = db.session.scalars(db.select(Consultation).where(Consultation.superseded_at.is_(None))).one()
        assert set(latest.person_ids) == {merged.old.id, relative.id}


def test_goals_referrals_cases_and_titles_of_the_old_record_go_on(
    app: Flask, client: FlaskClient, merged: Pair
) -> None:
    factories.sign_in(client, merged.lead)
    state = f"/goals/{merged.goal_id}/state"
    assert client.post(state, data=typed(client, state) | {"state": "ACHIEVED"}).status_code == 302
    new_goal = f"{page(merged)}/goals/new"
    goal = {"wording": "Führerschein", "field_of_action": "ARB"}
    assert client.post(new_goal, data=typed(client, new_goal) | goal).status_code == 302
    with app.app_context():
        assert {goal.person_id for goal in db.session.scalars(db.select(Goal))} == {merged.old.id}
    referral = f"/referrals/{merged.referral_id}/state"
    assert client.post(referral, data=typed(client, referral) | {"state": "CLOSED"}).status_code == 302
    case = f"{page(merged)}/case"
    new_case = {"case_manager_id": str(merged.lou.id), "starts_on": "01.03.2025"}
    assert client.post(case, data=typed(client, case) | new_case).status_code == 302
    found = believed(app, IntegrationCase)
    assert {person_id: row.ends_on for person_id, row in found.items()} == {
        merged.old.id: date(2025, 3, 1),
        merged.leading.id: None,
    }
    take_back = f"{case}/{found[merged.leading.id].id}/take-back"
    assert client.post(take_back).status_code == 302
    assert {row.ends_on for row in believed(app, IntegrationCase).values()} == {None}
    title = {"title": "GESTATTUNG", "starts_on": f"{AGAIN:%d.%m.%Y}", "ends_on": "20.07.2025"}
    assert client.post(f"{page(merged)}/titles/new", data=title).status_code == 302
    (row,) = believed(app, ResidenceTitle).values()
    assert (row.person_id, row.ends_on) == (merged.old.id, date(2025, 7, 20))
    assert client.post(f"{page(merged)}/titles/{row.id}/take-back").status_code == 302
    assert not believed(app, ResidenceTitle)


def test_stays_of_both_records_are_moved_corrected_and_taken_back_in_one_place(
    app: Flask, client: FlaskClient, merged: Pair
) -> None:
    factories.sign_in(client, merged.lead)
    move = f"{page(merged)}/move"
    on_the_day = {"people": [str(merged.leading.id)], "on": f"{AGAIN:%d.%m.%Y}", "stage": "AU"}
    assert client.post(move, data=on_the_day).status_code == 422, "a stage of the old record begins then"
    assert client.post(move, data=on_the_day | {"on": "01.03.2025"}).status_code == 302
    assert stated(app, STAGE, merged.leading) == [(ARRIVED, None), (date(2025, 3, 1), None)]
    shown = client.get(f"{page(merged)}?tab=stays").text
    stays = re.findall(rf"{page(merged)}/stays/dwelling/[0-9a-f-]+", shown)
    assert len(stays) == 2
    entry = next(form for form in shown_forms(client.get(stays[0]).text) if "starts_on" in form.fields)
    assert client.post(stays[0], data=entry.filled() | {"ends_on": "01.04.2025"}).status_code == 302
    assert stated(app, DWELLING, merged.old) == [(AGAIN, date(2025, 4, 1))]
    assert stated(app, DWELLING, merged.leading) == [(ARRIVED, None)]
    assert held(app, DWELLING, merged.leading) == [(ARRIVED, AGAIN), (AGAIN, date(2025, 4, 1))]
    leave = {"people": [str(merged.leading.id)], "on": "20.03.2025"}
    assert client.post(f"{page(merged)}/leave", data=leave).status_code == 302
    assert held(app, DWELLING, merged.leading)[-1] == (AGAIN, date(2025, 3, 20))
    shown = client.get(f"{page(merged)}?tab=stays").text
    newest = re.findall(rf"{page(merged)}/stays/dwelling/[0-9a-f-]+", shown)[0]
    assert client.post(f"{newest}/take-back").status_code == 302
    assert stated(app, DWELLING, merged.old) == []
    assert held(app, DWELLING, merged.leading) == [(ARRIVED, None)]


def test_an_old_address_of_an_entry_leads_to_the_entry_meant(
    app: Flask, client: FlaskClient, two: Pair
) -> None:
    """Both records state something for one day; the page of one of them was open when they were merged."""
    with app.app_context():
        factories.stay(two.old, stage="AU", starts_on=ARRIVED)
    factories.sign_in(client, two.lead)
    shown = client.get(f"/people/{two.old.id}?tab=stays").text
    first = re.findall(r"/people/[0-9a-f-]+/stays/stage/[0-9a-f-]+", shown)[-1]
    with app.app_context():
        two.merge()
    entry = {"starts_on": f"{ARRIVED:%d.%m.%Y}", "ends_on": "15.01.2025", "stage": "AU"}
    moved = client.post(first, data=entry)
    assert moved.status_code == 307
    assert client.post(moved.location, data=entry).status_code == 302
    assert stated(app, STAGE, two.leading) == [(ARRIVED, None)]
    assert stated(app, STAGE, two.old) == [(ARRIVED, date(2025, 1, 15)), (AGAIN, None)]


def test_numbers_and_papers_name_the_person_once(app: Flask, client: FlaskClient, merged: Pair) -> None:
    factories.sign_in(client, merged.lead)
    before = f"/occupancy/people?on={AGAIN:%d.%m.%Y}"
    with app.app_context():
        merged_at = db.session.scalars(db.select(PersonMerge.recorded_at)).one()
        town = merged.lead.municipality
        report = report_of(Question(town.id, town.name, today(), now(), ARRIVED), Edition.INTERNAL)
        paper = report.html()
    then = quote((merged_at - timedelta(microseconds=1)).isoformat())
    shown = client.get(before).text
    assert "Al-Hussein, Mohammad" in shown
    assert "Alhusain, Muhamed" not in shown
    known_then = client.get(f"{before}&as_known_at={then}").text
    assert "Al-Hussein, Mohammad" in known_then
    assert "Alhusain, Muhamed" in known_then
    assert "Sprachschule" in paper
    assert "Al-Hussein, Mohammad" in paper
    assert "Alhusain, Muhamed" not in paper


def test_a_title_of_the_old_record_ends_the_vu_of_the_person(app: Flask, two: Pair) -> None:
    with app.app_context():
        with transaction():
            old = db.session.get_one(Person, two.old.id)
            state_title(old, "AE_25_2_FLU", starts_on=AGAIN)
            for axis in (STAGE, DWELLING):
                retract(old, axis, AGAIN)
        town = two.lead.municipality

        def misplaced() -> int:
            db.session.rollback()
            found: int = answer(Question(town.id, town.name, date(2025, 3, 1), now()))["stock"]["misplaced"]
            return found

        assert misplaced() == 0
        two.merge()
        assert misplaced() == 1
        with transaction():
            undo_merge(db.session.get_one(Person, two.old.id))
        assert misplaced() == 0
