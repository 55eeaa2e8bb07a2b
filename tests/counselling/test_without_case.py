"""Short contacts, groups, contacts without a client, and people who are looked for on the form."""

import re
from datetime import date, time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from casework.audit.models import TrailEntry
from casework.counselling.models import Consultation
from casework.counselling.operations import revise
from casework.database.base import db
from casework.database.transaction import transaction
from casework.people.models import Person
from casework.vault.models import SubjectKey
from tests import factories
from tests.access.shown_forms import shown_forms
from tests.caseload import Caseload
from tests.counselling.talks import address, only_talk, talk
from tests.counselling.test_operations import documented, people

NEIGHBOUR = "Mann mit blauer Mütze, sagt, er heiße Canary"
SHORT, GROUP = "/consultations/new?form=SHORT", "/consultations/new?form=GROUP"


@pytest.fixture
def kim(client: FlaskClient, world: Caseload) -> FlaskClient:
    factories.sign_in(client, world.kim)
    return client


def short(**changes: object) -> dict[str, object]:
    return talk([], talk_form="SHORT", described_as=NEIGHBOUR, next_step="", next_step_on="") | changes


def trail(action: str) -> list[TrailEntry]:
    return list(db.session.scalars(select(TrailEntry).where(TrailEntry.action == action)))


def test_a_short_contact_is_sealed_and_attached_later(app: Flask, kim: FlaskClient, world: Caseload) -> None:
    page = kim.get("/").text
    assert SHORT.replace("&", "&amp;") in page
    assert "Wer, in Worten" in kim.get(SHORT).text
    answer = kim.post(f"{SHORT}&next=/consultations", data=short())
    assert answer.location == "/consultations"
    assert NEIGHBOUR in kim.get("/consultations").text
    assert NEIGHBOUR in kim.get("/").text
    with app.app_context():
        first = only_talk()
        first_id, talk_id = first.id, first.talk_id
        assert (first.talk_form, first.described_as, first.people()) == ("SHORT", NEIGHBOUR, [])
        assert first.subject_id == talk_id, "under a key of its own"
        assert db.session.get(SubjectKey, talk_id) is not None
        (entry,) = trail("counselling:consultation:documented")
        assert (entry.about_id, entry.actor_id) == (talk_id, world.kim.id)

    page = kim.get(f"/consultations/{first_id}")
    assert NEIGHBOUR in page.text
    assert "Noch jemand war dabei" in page.text
    found = kim.post(f"/consultations/{first_id}", data=short(person_words="hadad layla"))
    assert found.status_code == 200
    assert NEIGHBOUR in found.text
    assert re.search(rf'value="{world.layla.id}"', found.text)
    assert not re.search(rf'checked[^>]*value="{world.layla.id}"', found.text)
    attached = short(present=[str(world.layla.id)])
    assert kim.post(f"/consultations/{first_id}", data=attached).status_code == 302
    with app.app_context():
        latest = only_talk()
        assert latest.talk_id == talk_id
        assert latest.id != first_id
        assert latest.subject_id == world.layla.id, "now under her key"
        assert (latest.described_as, latest.talk_form) == (NEIGHBOUR, "SHORT")
        before = db.session.get_one(Consultation, first_id)
        assert before.described_as == NEIGHBOUR, "what was believed stays readable"
        assert [entry.about_id for entry in trail("counselling:consultation:revised")] == [world.layla.id]
    assert "Kurzkontakt" in kim.get(f"/people/{world.layla.id}?tab=talks").text


def test_a_talk_with_nobody_named_is_its_authors_and_the_leads(
    app: Flask, kim: FlaskClient, world: Caseload
) -> None:
    kim.post(SHORT, data=short(next_step="Nachfragen", next_step_on="01.01.2030"))
    with app.app_context():
        where = f"/consultations/{only_talk().id}"
    for user, status in ((world.kim, 200), (world.lead, 200), (world.lou, 404), (world.stranger, 404)):
        visitor = app.test_client()
        factories.sign_in(visitor, user)
        assert visitor.get(where).status_code == status, user.name
        if status == 404:
            assert NEIGHBOUR not in visitor.get("/").text
            assert visitor.post(f"{where}/done").status_code == 404
    assert kim.post(where, data=short(is_confidential="y")).status_code == 302
    with app.app_context():
        where = f"/consultations/{only_talk().id}"
    lead = app.test_client()
    factories.sign_in(lead, world.lead)
    assert lead.get(where).status_code == 403
    assert kim.get(where).status_code == 200
    assert kim.post(f"{where}/done").location == "/consultations"


def test_a_group_counts_heads_and_may_name_some(app: Flask, kim: FlaskClient, world: Caseload) -> None:
    said = talk([], talk_form="GROUP", contact_kind="ACCOMMODATION", headcount="", described_as="Elterncafé")
    assert "wie viele an der Gruppe teilgenommen haben" in kim.post(GROUP, data=said).text
    two = {"present": [str(world.layla.id), str(world.amir.id)]}
    refused = kim.post(GROUP, data=said | two | {"headcount": "1"})
    assert "Genannt sind 2 Personen" in refused.text
    assert "Eine Teilnehmerzahl hat nur ein Gruppenangebot" in kim.post(SHORT, data=short(headcount="4")).text
    assert kim.post(GROUP, data=said | two | {"headcount": "12"}).status_code == 302
    with app.app_context():
        found = only_talk()
        assert (found.headcount, len(found.people()), found.described_as) == (12, 2, "Elterncafé")


def test_a_contact_without_a_client_names_nobody(app: Flask, kim: FlaskClient, world: Caseload) -> None:
    said = talk([], contact_kind="NETWORK", talk_form="TALK")
    assert kim.post(address(world.layla), data=said).status_code == 302
    assert kim.post(address(world.layla), data=said | {"contact_kind": "PHONE"}).status_code == 422
    with app.app_context():
        assert only_talk().people() == []


def test_a_neighbour_is_looked_for_without_losing_a_word(
    app: Flask, kim: FlaskClient, world: Caseload
) -> None:
    with app.app_context():
        neighbour = factories.person(world.layla.municipality, "Okafor", given_names="Ada", birth_date="1988")
        factories.case(neighbour, world.kim, date(2025, 1, 1))
    typed = talk([world.layla, world.sara], minutes="35", starts_at="14:30", place="Gemeinschaftsraum")
    for nobody, sentence in (("Tesfay", "Niemand gefunden zu „Tesfay“"), ("Okafor", "bitte oben ankreuzen")):
        page = kim.post(address(world.layla), data=typed | {"person_words": nobody, "look_up": "1"})
        assert page.status_code == 200
        assert sentence in page.text
        assert "Canarytext" in page.text
        assert 'value="35"' in page.text
        assert re.search(rf'checked[^>]*value="{world.sara.id}"', page.text)
        assert str(world.single.id) not in page.text, "of nobody else's case"
    with app.app_context():
        assert db.session.scalar(select(Consultation.id)) is None, "looking saves nothing"
        searched = [entry.detail["words"] for entry in trail("people:register:searched")]
        assert searched == ["Tesfay", "Okafor"]
    assert "Ada Okafor" in page.text
    assert re.search(rf'value="{neighbour.id}"', page.text)
    there = {"present": [*typed["present"], str(neighbour.id)]}  # type: ignore[misc]
    assert kim.post(address(world.layla), data=typed | there).status_code == 302
    with app.app_context():
        found = only_talk()
        assert set(found.person_ids) == {world.layla.id, world.sara.id, neighbour.id}
        assert (found.starts_at, found.place) == (time(14, 30), "Gemeinschaftsraum")
        latest = found.id
    assert re.search(rf'checked[^>]*value="{neighbour.id}"', kim.get(f"/consultations/{latest}").text)
    assert kim.post(address(world.layla), data=typed | {"present": ["keine-id"]}).status_code == 422


def test_each_further_topic_has_its_minutes_and_the_main_one_the_rest(
    app: Flask, kim: FlaskClient, world: Caseload
) -> None:
    spent = {"further_topics": ["WOH", "SPR"], "topic_minutes-WOH": "10", "topic_minutes-SPR": "5"}
    typed = talk([world.layla], minutes="40") | spent
    too_much = kim.post(address(world.layla), data=typed | {"minutes": "14"})
    assert too_much.status_code == 422
    assert "zusammen 15 Minuten, das ganze Gespräch hat 14" in too_much.text
    assert 'name="topic_minutes-WOH"' in too_much.text
    not_named = kim.post(address(world.layla), data=typed | {"topic_minutes-ARB": "5"})
    assert "Minuten kann nur ein Thema haben, das auch genannt ist" in not_named.text
    assert (
        "sind keine Minuten"
        in kim.post(address(world.layla), data=typed | {"topic_minutes-WOH": "viel"}).text
    )
    assert kim.post(address(world.layla), data=typed).status_code == 302
    with app.app_context():
        found = only_talk()
        assert (found.topic_minutes, found.main_minutes) == ({"WOH": 10, "SPR": 5}, 25)
        where = f"/consultations/{found.id}"
    assert re.search(r'name="topic_minutes-WOH"[^>]*value="10"', kim.get(where).text)
    assert "(10 Min.)" in kim.get(f"/people/{world.layla.id}?tab=talks").text
    assert kim.post(where, data=talk([world.layla], minutes="40")).status_code == 302
    with app.app_context():
        assert only_talk().topic_minutes is None


def test_two_people_may_change_the_minutes_of_topics(app: Flask, kim: FlaskClient, world: Caseload) -> None:
    spent = {"further_topics": ["WOH", "SPR"], "topic_minutes-WOH": "10", "topic_minutes-SPR": "5"}
    assert kim.post(address(world.layla), data=talk([world.layla], minutes="40") | spent).status_code == 302
    lead = app.test_client()
    factories.sign_in(lead, world.lead)
    with app.app_context():
        where = f"/consultations/{only_talk().id}"
    mine, theirs = (
        next(form for form in shown_forms(one.get(where).text) if "held_on" in form.fields).filled()
        for one in (kim, lead)
    )
    assert kim.post(where, data=mine | {"topic_minutes-WOH": "15"}).status_code == 302
    both = lead.post(where, data=theirs | {"topic_minutes-WOH": "20"})
    assert both.status_code == 409
    assert "Wohnen und Wohnungssuche, Min." in both.text
    assert lead.post(where, data=theirs | {"topic_minutes-SPR": "1"}).status_code == 302
    with app.app_context():
        assert only_talk().topic_minutes == {"WOH": 15, "SPR": 1}


def test_what_is_to_be_done_at_once_follows_the_talk(kim: FlaskClient, world: Caseload) -> None:
    page = kim.get(f"{address(world.layla)}?next=/").text
    assert "Festhalten und gleich" in page
    answer = kim.post(f"{address(world.layla)}?next=/", data=talk([world.layla], then="plans.new_goal"))
    assert answer.location == f"/people/{world.layla.id}/goals/new?next=/"
    other = kim.post(address(world.layla), data=talk([world.layla], then="people.merge"))
    assert other.location == f"/people/{world.layla.id}", "only what was offered"


def test_the_list_of_a_person_says_what_each_talk_was_and_can_be_filtered(
    app: Flask, kim: FlaskClient, world: Caseload
) -> None:
    with app.app_context(), transaction():
        layla = people(world.layla)
        for number in range(1, 56):
            documented(
                layla,
                held_on=date(2025, 1, 1).replace(month=1 + number % 11, day=1 + number % 28),
                contact_kind="PHONE" if number == 7 else "OFFICE",
                topics=["PSY"] if number == 7 else ["WOH"],
            )
    tab = f"/people/{world.layla.id}?tab=talks"
    first, last = kim.get(tab).text, kim.get(f"{tab}&page=2").text
    assert (first.count("Erstgespräch"), first.count("Folgegespräch")) == (0, 50)
    assert (last.count("Erstgespräch"), last.count("Folgegespräch")) == (1, 4)
    for chosen in ("topic=PSY", "contact_kind=PHONE"):
        found = kim.get(f"{tab}&{chosen}").text
        assert found.count("Folgegespräch") == 1
        assert "1 Treffer" in found


def test_a_key_is_shared_by_all_of_a_talk_and_made_once(app: Flask, world: Caseload) -> None:
    """Nobody, then one, then two, then nobody again: the talk's own key is made at first and kept."""
    with app.app_context():
        town_id = db.session.get_one(Person, world.layla.id).municipality_id
        with transaction():
            one = documented([], municipality_id=town_id, talk_form="SHORT", described_as="jemand")
        keys_before = db.session.scalar(select(db.func.count()).select_from(SubjectKey))
        for named in (people(world.layla), people(world.layla, world.amir), []):
            with transaction():
                one = revise(one, people=named)
            assert one.subject_id == (named[0].id if len(named) == 1 else one.talk_id)
            assert one.described_as == "jemand"
        assert db.session.scalar(select(db.func.count()).select_from(SubjectKey)) == keys_before
