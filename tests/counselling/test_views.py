"""Documenting and correcting talks through the front door."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.audit.models import TrailEntry
from casework.counselling.models import Consultation
from casework.counselling.operations import document
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.people.models import Person
from tests import factories
from tests.caseload import Caseload
from tests.counselling.talks import LONG_STORY, address, only_talk, talk


def test_one_talk_with_a_family_is_one_record_with_three_people(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    page = client.get(address(world.layla))
    assert page.status_code == 200
    assert "Sara Haddad" in page.text
    assert "Yonas" not in page.text

    answer = client.post(address(world.layla), data=talk([world.layla, world.amir, world.sara]))

    assert answer.status_code == 302
    assert answer.location == f"/people/{world.layla.id}"
    with app.app_context():
        found = only_talk()
        assert {person.id for person in found.people()} == {world.layla.id, world.amir.id, world.sara.id}
        assert found.topics == ["KIT", "WOH"]
        assert found.content == LONG_STORY
        assert found.minutes == 25
        assert found.language == "ar"
        assert found.case_manager_id == world.kim.id
        assert found.subject_id == found.talk_id, "sealed under a key of its own"
        entries = db.session.scalars(
            db.select(TrailEntry).where(TrailEntry.action == "counselling:consultation:documented")
        ).all()
        assert {entry.about_id for entry in entries} == {world.layla.id, world.amir.id, world.sara.id}
        assert {entry.actor_id for entry in entries} == {world.kim.id}


def test_a_talk_for_all_ticks_the_whole_household(client: FlaskClient, world: Caseload) -> None:
    factories.sign_in(client, world.kim)
    page = client.get(f"{address(world.amir)}?all=1").text
    for person in (world.layla, world.amir, world.sara):
        assert re.search(rf'checked[^>]*value="{person.id}"', page)


def test_the_form_knows_today_this_person_and_what_was_usual_last_time(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    first = client.get(address(world.layla)).text
    assert f'value="{today():%d.%m.%Y}"' in first
    assert re.search(rf'checked[^>]*value="{world.layla.id}"', first)
    assert not re.search(rf'checked[^>]*value="{world.amir.id}"', first)
    assert 'value="Arabisch"' in first

    client.post(
        address(world.layla), data=talk([world.layla], contact_kind="PHONE", minutes="5", interpreter="APP")
    )
    second = client.get(address(world.amir)).text
    assert 'selected value="PHONE"' in second
    assert 'value="5"' in second
    assert 'selected value="APP"' not in second, "the interpreter belongs to the person, not to the author"
    third = client.get(address(world.layla)).text
    assert 'selected value="APP"' not in third, "she speaks German, and may do without the next time"

    client.post(address(world.amir), data=talk([world.amir], interpreter="REMOTE"))
    assert 'selected value="REMOTE"' in client.get(address(world.amir)).text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"held_on": "31.02.2025"}, "31.02.2025 gibt es nicht"),
        ({"held_on": f"{today() + timedelta(days=1):%d.%m.%Y}"}, "liegt in der Zukunft"),
        ({"held_on": ""}, "Bitte geben Sie an, wann das Gespräch war."),
        ({"minutes": "1441"}, "Höchstens 1440 Minuten"),
        ({"minutes": "lang"}, "sind keine Minuten"),
        ({"main_topic": ""}, "Bitte wählen Sie das Hauptthema."),
        ({"present": []}, "Bitte kreuzen Sie an, wer dabei war."),
        ({"next_step_on": "01.01.2020"}, "liegt vor dem Gespräch"),
        ({"contact_kind": "PIGEON"}, "Bitte etwas aus der Liste wählen."),
    ],
)
def test_a_refused_talk_loses_nothing(
    app: Flask, client: FlaskClient, world: Caseload, wrong: dict[str, object], sentence: str
) -> None:
    factories.sign_in(client, world.kim)
    answer = client.post(
        address(world.layla), data=talk([world.layla, world.sara], is_confidential="y") | wrong
    )
    assert answer.status_code == 422
    assert sentence in answer.text
    assert LONG_STORY in answer.text
    assert 'value="Rückruf der Kita"' in answer.text
    if "present" not in wrong:
        assert re.search(rf'checked[^>]*value="{world.sara.id}"', answer.text)
    for value in wrong.values():
        assert not isinstance(value, str) or f'value="{value}"' in answer.text or "contact_kind" in wrong
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Consultation)) == 0


def test_a_correction_is_a_new_version_and_the_old_one_stays(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    client.post(address(world.layla), data=talk([world.layla]))
    with app.app_context():
        first = only_talk().id
    page = client.get(f"/consultations/{first}")
    assert LONG_STORY in page.text
    answer = client.post(f"/consultations/{first}", data=talk([world.layla, world.amir], content="Neu."))
    assert answer.status_code == 302
    with app.app_context():
        versions = db.session.scalars(db.select(Consultation).order_by(Consultation.recorded_at)).all()
        assert [version.content for version in versions] == [LONG_STORY, "Neu."]
        assert versions[0].talk_id == versions[1].talk_id
        assert versions[0].superseded_at == versions[1].recorded_at
        latest = versions[1].id
        seen = db.session.scalars(
            db.select(TrailEntry.about_id).where(TrailEntry.action == "counselling:consultation:opened")
        ).all()
        assert seen == [world.layla.id], "who opened a talk is on the trail"
    assert client.get(f"/consultations/{first}").location == f"/consultations/{latest}"


def test_a_confidential_talk_is_open_to_its_author_alone(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    client.post(
        address(world.layla),
        data=talk([world.layla], is_confidential="y", main_topic="SCH", further_topics=[]),
    )
    with app.app_context():
        found = only_talk().id
    own = client.get(f"/people/{world.layla.id}?tab=talks").text
    assert LONG_STORY in own

    lead = app.test_client()
    factories.sign_in(lead, world.lead)
    for page in (f"/people/{world.layla.id}", f"/people/{world.layla.id}?tab=talks", "/"):
        seen = lead.get(page).text
        assert "Canarytext" not in seen
        assert "Schutz" not in seen.replace(">Schutz</a>", ""), "but for the tab"
        assert "Rückruf" not in seen
    assert "vertraulich" in lead.get(f"/people/{world.layla.id}?tab=talks").text
    assert lead.get(f"/consultations/{found}").status_code == 403
    assert lead.post(f"/consultations/{found}", data=talk([world.layla])).status_code == 403
    assert lead.post(f"/consultations/{found}/done").status_code == 403


def test_a_follow_up_is_due_until_it_is_ticked_off(app: Flask, client: FlaskClient, world: Caseload) -> None:
    factories.sign_in(client, world.kim)
    client.post(address(world.layla), data=talk([world.layla, world.amir]))
    home = client.get("/").text
    assert "Rückruf der Kita" in home
    assert "Layla Haddad, Amir Haddad" in home or "Amir Haddad, Layla Haddad" in home
    with app.app_context():
        found = only_talk().id
    ticked = re.search(r'action="(/consultations/[^"]+/done[^"]*)"', home)
    assert ticked
    assert client.post(ticked[1]).location == "/"
    home = client.get("/").text
    assert "Rückruf der Kita" not in home
    assert client.post(f"/consultations/{found}/done").status_code == 302, "a second click does no harm"
    with app.app_context():
        assert only_talk().next_step == "Rückruf der Kita"


def test_only_the_own_cases_and_the_own_town(app: Flask, client: FlaskClient, world: Caseload) -> None:
    with app.app_context(), transaction():
        layla = db.session.get_one(Person, world.layla.id)
        found = document(
            municipality_id=layla.municipality_id,
            people=[layla],
            held_on=date(2025, 3, 1),
            minutes=10,
            contact_kind="OFFICE",
            topics=["WOH"],
        ).id
    for user in (world.lou, world.stranger):
        visitor = app.test_client()
        factories.sign_in(visitor, user)
        assert visitor.get(address(world.layla)).status_code == 404
        assert visitor.post(address(world.layla), data=talk([world.layla])).status_code == 404
        assert visitor.get(f"/consultations/{found}").status_code == 404
        assert visitor.post(f"/consultations/{found}/done").status_code == 404
    factories.sign_in(client, world.kim)
    assert client.get(f"/consultations/{found}").status_code == 200
    slipped_in = client.post(address(world.layla), data=talk([world.layla, world.single]))
    assert slipped_in.status_code == 422, "somebody who was not offered cannot be ticked"


def test_a_participant_of_somebody_elses_case_stays_hidden_and_stays_in(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    with app.app_context(), transaction():
        both = [db.session.get_one(Person, one.id) for one in (world.layla, world.single)]
        found = document(
            municipality_id=both[0].municipality_id,
            people=both,
            held_on=date(2025, 3, 1),
            minutes=10,
            contact_kind="OFFICE",
            topics=["WOH"],
        ).id
    factories.sign_in(client, world.kim)
    assert "Yonas" not in client.get(f"/consultations/{found}").text
    assert "Yonas" not in client.get(f"/people/{world.layla.id}?tab=talks").text
    assert (
        client.post(f"/consultations/{found}", data=talk([world.layla], held_on="01.03.2025")).status_code
        == 302
    )
    with app.app_context():
        assert {person.id for person in only_talk().people()} == {world.layla.id, world.single.id}


def test_the_way_back_leads_only_to_pages_of_ours(client: FlaskClient, world: Caseload) -> None:
    factories.sign_in(client, world.kim)
    home = client.post(f"{address(world.layla)}?next=/", data=talk([world.layla]))
    assert home.location == "/"
    for elsewhere in ("https://example.org", "//example.org", "/\\example.org", "javascript:alert(1)"):
        answer = client.post(address(world.layla), query_string={"next": elsewhere}, data=talk([world.layla]))
        assert answer.location == f"/people/{world.layla.id}"
