"""What is typed is kept, comes back into its form, and goes when it was sent."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select, update

from casework.accounts.models import User, UserSession
from casework.counselling.models import Consultation
from casework.database.base import db
from casework.database.moments import now, today
from casework.drafts.marks import KEPT_FOR
from casework.drafts.models import Draft
from casework.people.models import IntegrationCase
from casework.vault.models import SubjectKey
from tests import factories
from tests.drafts.opened import Window, kept_form, shown

TALK = {"main_topic": "KIT", "contact_kind": "OFFICE", "held_on": f"{today():%d.%m.%Y}"}
RESTORED = "wiederhergestellt"


@pytest.fixture
def talk(client: FlaskClient, layla: factories.Person, lead: factories.User) -> Window:
    return Window(client, f"/people/{layla.id}/consultations/new", "a").open()


def counted(app: Flask) -> tuple[int, int]:
    """How many drafts there are, and how many keys of anybody."""
    with app.app_context():
        kinds = (Draft, SubjectKey)
        drafts, keys = (db.session.scalar(select(func.count()).select_from(kind)) for kind in kinds)
        return drafts or 0, keys or 0


def test_what_was_typed_stands_in_the_form_again_and_goes_when_it_is_sent(app: Flask, talk: Window) -> None:
    keys = counted(app)[1]
    said = talk.type(content="Kita gesucht", minutes="20").json
    assert said["signed_in"] == "as before"
    assert counted(app) == (1, keys + 1)
    again = Window(talk.client, talk.address, "b").open()
    page = talk.client.get(talk.address).text
    assert RESTORED in page
    assert shown(page, "content") == ["Kita gesucht"]
    assert again.values["minutes"] == ["20"]
    again.type(content="Kita gesucht und gefunden")
    assert again.send(**TALK).status_code == 302
    assert counted(app)[0] == 0
    assert RESTORED not in talk.client.get(talk.address).text


def test_what_was_refused_stays_a_draft(app: Flask, talk: Window) -> None:
    talk.type(content="Kita gesucht")
    refused = talk.send(**TALK | {"held_on": "gestern"})
    assert refused.status_code == 422
    assert kept_form(refused.text).fields["draft_window"].chosen == ["a"]
    assert kept_form(refused.text).fields["draft_basis"].chosen == talk.values["draft_basis"]
    assert counted(app)[0] == 1


def test_nothing_is_kept_that_must_not_be(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        administrator = factories.user(factories.municipality(), factories.Role.ADMINISTRATOR)
    factories.sign_in(client, administrator)
    account = Window(client, "/accounts/new", "a").open()
    account.type(name="Neu Hier", password="Regenbogen über dem Fluss 9")
    with app.app_context():
        [draft] = db.session.scalars(select(Draft))
        names = {name for name, _value in draft.sheets[0]["fields"]}
        assert "name" in names
        assert not names & {"password", "csrf_token", "draft", "draft_window", "draft_basis"}


def test_a_draft_can_be_discarded_with_its_key(app: Flask, talk: Window) -> None:
    before = counted(app)
    talk.type(content="Kita gesucht")
    page = talk.client.get(talk.address).text
    address = page.split('action="/drafts/')[1].split('"')[0].replace("&amp;", "&")
    answer = talk.client.post(f"/drafts/{address}")
    assert answer.location == talk.address
    assert counted(app) == before
    assert RESTORED not in talk.client.get(talk.address).text


def test_a_form_in_which_nothing_stands_any_more_leaves_no_draft(app: Flask, talk: Window) -> None:
    before = counted(app)
    other = Window(talk.client, talk.address, "b").open()
    talk.type(content="Kita gesucht")
    other.type(content="Im zweiten Fenster")
    said = talk.type(content="", draft_nothing="yes").json
    assert (said["basis"], said["kept_at"]) == ("", "")
    assert shown(talk.client.get(talk.address).text, "content") == ["Im zweiten Fenster"]
    talk.client.post("/sign-out")
    assert other.type(content="", draft_nothing="yes").json["signed_in"] == "nobody"
    assert counted(app) == (before[0] + 1, before[1] + 1), "only its user throws words away"


def test_two_windows_lose_nothing_to_each_other(app: Flask, talk: Window) -> None:
    other = Window(talk.client, talk.address, "b").open()
    talk.type(content="Im ersten Fenster")
    told = other.type(content="Im zweiten Fenster").json["other"]
    assert told
    assert talk.type(content="Im ersten Fenster weiter").json["other"]
    assert shown(talk.client.get(talk.address).text, "content") == ["Im ersten Fenster weiter"]
    assert shown(talk.client.get(other.type().json["other"]).text, "content") == ["Im ersten Fenster weiter"]
    assert shown(talk.client.get(talk.address).text, "content") == ["Im zweiten Fenster"]
    assert talk.send(**TALK).status_code == 302
    left = talk.client.get(talk.address).text
    assert shown(left, "content") == ["Im zweiten Fenster"]
    assert other.send(**TALK).status_code == 302
    assert counted(app)[0] == 0


def test_nobody_else_ever_gets_it(app: Flask, talk: Window, layla: factories.Person) -> None:
    link = talk.type(content="Kita gesucht") and talk.type(content="Kita gesucht").json
    with app.app_context():
        draft_id = db.session.scalars(select(Draft.id)).one()
        colleague = factories.user(layla.municipality, name="Robin Anders")
    stranger = app.test_client()
    factories.sign_in(stranger, colleague)
    for asked in ("", f"?draft={draft_id.hex}", f"?draft={draft_id.hex}&version={link['basis']}"):
        page = stranger.get(talk.address + asked).text
        assert "Kita gesucht" not in page
        assert RESTORED not in page
    assert stranger.post(f"/drafts/{draft_id}/discard").status_code == 404
    assert "Kita gesucht" not in stranger.get("/").text
    kept = Window(stranger, talk.address, "c", dict(talk.values)).type(content="hinzugefügt")
    assert kept.json["signed_in"] == "somebody else"
    assert kept.json["token"] is None
    assert "Kita gesucht" not in kept.text
    made_up = talk.values | {"draft": [talk.values["draft"][0][:-9] + "x" * 9]}
    assert stranger.post("/drafts", data=made_up).status_code == 400


def test_a_lost_session_loses_no_word(app: Flask, talk: Window) -> None:
    """Neither while typing nor when the form is sent, and with no script at all."""
    with app.app_context():
        db.session.execute(update(UserSession).values(ended_at=now()))
        db.session.commit()
    assert talk.type(content="Kita gesucht").json["signed_in"] == "nobody"
    led = talk.send(content="Kita gesucht, Antrag liegt bei")
    assert led.status_code == 302
    assert unquote(led.location) == f"/sign-in?next={talk.address}"
    assert "als Entwurf gesichert" in talk.client.get(led.location).text
    with app.app_context():
        user = db.session.scalars(select(User)).one()
        entry = {"email": user.email, "password": factories.PASSWORD}
    back = talk.client.post(led.location, data=entry)
    page = talk.client.get(back.location).text
    assert shown(page, "content") == ["Kita gesucht, Antrag liegt bei"]


def test_a_form_of_the_session_before_is_kept_and_shown_again(
    app: Flask, talk: Window, lead: factories.User
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    talk.open()
    app.config["WTF_CSRF_ENABLED"] = False
    talk.client.post("/sign-out")
    factories.sign_in(talk.client, lead)
    app.config["WTF_CSRF_ENABLED"] = True
    led = talk.send(content="Kita gesucht")
    assert led.location == talk.address
    assert counted(app)[0] == 1
    page = talk.client.get(led.location).text
    assert shown(page, "content") == ["Kita gesucht"]
    assert "als Entwurf gesichert" in page
    kept = talk.type(content="Kita gesucht und gefunden").json
    assert talk.send(**TALK, csrf_token=kept["token"]).location == f"/people/{talk.address.split('/')[2]}"
    assert counted(app)[0] == 0


def test_a_closed_account_keeps_nothing_more(app: Flask, talk: Window) -> None:
    talk.type(content="Kita gesucht")
    with app.app_context():
        user = db.session.scalars(select(User)).one()
        user.is_active = False
        db.session.commit()
    assert talk.type(content="noch ein Wort").status_code == 422


def test_who_does_not_come_back_in_time_leaves_nothing(app: Flask, talk: Window) -> None:
    before = counted(app)
    talk.type(content="Kita gesucht")
    with app.app_context():
        db.session.execute(update(Draft).values(saved_at=now() - KEPT_FOR - timedelta(minutes=1)))
        db.session.commit()
    assert RESTORED not in talk.client.get(talk.address).text
    Window(talk.client, "/people/new", "b").open().type(family_name="Neu")
    with app.app_context():
        [draft] = db.session.scalars(select(Draft))
        assert draft.place.startswith("/people/new")
    assert counted(app) == (1, before[1] + 1)


def test_a_draft_over_what_somebody_else_changed_meanwhile_overwrites_nothing(
    app: Flask, talk: Window, layla: factories.Person
) -> None:
    edit = Window(talk.client, f"/people/{layla.id}/edit", "a").open()
    edit.type(phone="0151 2345", given_names="Laila")
    with app.app_context():
        colleague = factories.user(layla.municipality, name="Robin Anders")
    other = app.test_client()
    factories.sign_in(other, colleague)
    assert Window(other, edit.address, "c").open().send(given_names="Leila").status_code == 302
    later = Window(talk.client, edit.address, "b").open()
    assert later.values["phone"] == ["0151 2345"]
    later.type(**{"edition-phone-text": "0151 2345 oder abends 0761"})
    assert "oder abends 0761" in talk.client.get(edit.address).text
    told = later.send()
    assert told.status_code == 409
    assert "0151 2345" in told.text
    assert "Leila" in told.text
    assert counted(app)[0] == 1


def test_a_draft_whose_key_is_lost_makes_room(app: Flask, talk: Window) -> None:
    talk.type(content="Kita gesucht")
    with app.app_context():
        draft_id = db.session.scalars(select(Draft.id)).one()
        db.session.execute(delete(SubjectKey).where(SubjectKey.id == draft_id))
        db.session.commit()
    assert RESTORED not in talk.client.get(talk.address).text
    assert talk.client.get(f"/drafts/{draft_id}").status_code == 404
    assert talk.type(content="Kita gefunden").status_code == 200
    assert shown(talk.client.get(talk.address).text, "content") == ["Kita gefunden"]


def test_what_is_sent_again_by_going_back_is_saved_once(app: Flask, talk: Window) -> None:
    assert talk.send(**TALK, content="Kita gesucht").status_code == 302
    again = talk.send(**TALK, content="Kita gesucht")
    assert again.status_code == 302
    assert "war schon gespeichert" in talk.client.get(again.location).text
    assert talks(app) == 1
    assert talk.send(**TALK, content="Kita gesucht und gefunden").status_code == 302
    assert talk.open().send(**TALK, content="Kita gesucht").status_code == 302
    assert talks(app) == 3


@pytest.mark.parametrize("sent_first", [0, 1])
def test_what_two_windows_show_of_one_draft_is_saved_once(app: Flask, talk: Window, sent_first: int) -> None:
    talk.type(**TALK, content="Kita gesucht")
    windows = [talk, Window(talk.client, talk.address, "b").open()]
    assert windows[1].values["content"] == ["Kita gesucht"]
    windows.insert(0, windows.pop(sent_first))
    led = windows[0].send().location
    again = windows[1].send()
    assert again.location == led
    assert "war schon gespeichert" in talk.client.get(again.location).text
    assert (talks(app), counted(app)[0]) == (1, 0)
    assert windows[1].send(content="Kita gesucht und gefunden").status_code == 302
    assert talks(app) == 2


def test_what_a_window_kept_of_what_was_saved_already_goes_when_it_is_sent(app: Flask, talk: Window) -> None:
    talk.type(**TALK, content="Kita gesucht")
    other = Window(talk.client, talk.address, "b").open()
    talk.type(content="Kita gesucht und")
    other.type(content="Kita gesucht")
    assert talk.send(content="Kita gesucht").status_code == 302
    assert counted(app)[0] == 1
    assert other.send().status_code == 302
    assert (talks(app), counted(app)[0]) == (1, 0)


def test_a_page_that_is_loaded_again_by_going_back_saves_once(app: Flask, talk: Window) -> None:
    """Its script tells from which window it was sent before."""
    assert talk.send(**TALK, content="Kita gesucht").status_code == 302
    for window in "bc":
        back = Window(talk.client, talk.address, window).open()
        back.values["draft_earlier"] = ["a"]
        assert "war schon" in talk.client.get(back.send(**TALK, content="Kita gesucht").location).text
    assert talks(app) == 1
    assert back.send(**TALK, content="Kita gefunden").status_code == 302
    assert talks(app) == 2


def talks(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Consultation)) or 0


def test_too_much_is_refused_and_said(talk: Window) -> None:
    answer = talk.type(content="x" * 400_001)
    assert answer.status_code == 422
    assert "zu lang" in answer.json["sentence"]


def test_the_home_page_leads_back_to_what_is_not_saved(
    app: Flask, talk: Window, layla: factories.Person
) -> None:
    talk.type(content="Kita gesucht", draft_title="Gespräch festhalten")
    home = talk.client.get("/").text
    assert "Entwürfe 1" in home
    assert "Gespräch festhalten" in home
    assert "Layla Haddad" in home
    assert "Kita gesucht" not in home
    with app.app_context():
        draft_id = db.session.scalars(select(Draft.id)).one()
        other = factories.person(layla.municipality, "Haddad", given_names="Leila")
    opened = talk.client.get(f"/drafts/{draft_id}", follow_redirects=True)
    assert shown(opened.text, "content") == ["Kita gesucht"]
    talk.client.post(f"/people/{layla.id}/merge/{other.id}", data={"leading_id": str(other.id)})
    merged = talk.client.get(f"/drafts/{draft_id}", follow_redirects=True)
    assert merged.request.path == f"/people/{other.id}/consultations/new"
    assert shown(merged.text, "content") == ["Kita gesucht"]
    assert "Leila Haddad" in talk.client.get("/").text
    again = Window(talk.client, f"/people/{layla.id}/consultations/new?draft={draft_id.hex}", "b")
    again.values = kept_form(merged.text).filled() | {
        "draft_window": ["b"],
        "draft_basis": talk.values["draft_basis"],
    }
    again.type(content="Kita gefunden")
    assert talk.client.post(merged.request.path, data=again.values | TALK).status_code == 302
    assert counted(app)[0] == 0


def test_of_somebody_out_of_sight_the_home_page_says_nothing(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        town = factories.municipality()
        manager = factories.user(town, factories.Role.CASE_MANAGER)
        layla = factories.person(town, "Haddad", given_names="Layla")
        factories.case(layla, manager, today())
    factories.sign_in(client, manager)
    Window(client, f"/people/{layla.id}/consultations/new", "a").open().type(draft_title="Gespräch mit Layla")
    assert "Layla" in client.get("/").text
    with app.app_context():
        db.session.execute(update(IntegrationCase).values(superseded_at=now()))
        db.session.commit()
    page = client.get("/").text
    assert "Entwürfe 1" in page
    assert "Layla" not in page
