"""The talk with a family by one line and by form, with the keyboard alone: counted, and the same afterwards."""

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from casework.counselling.models import Consultation
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.drafts.models import Draft
from casework.partners.operations import enter_partner
from casework.referrals.models import Referral
from tests.journeys.conftest import ROOT, Town, Walk
from tests.journeys.keyboard import Keyboard

TEXT = "Die Anmeldung liegt vor, Formular zusammen ausgefüllt."
RECORD = ROOT / "docs" / "decisions" / "0024-one-line.md"
MOST_KEYS = 12
MOST_SECONDS = 60
MOST_WAIT_MS = 10_000


def shown(page: Page) -> None:
    """Wait until what was typed is understood, as somebody does who looks before confirming."""
    page.wait_for_function(
        "() => document.querySelector('.line__understood[data-complete]')?.dataset.typed"
        " === document.getElementById('line').value",
        timeout=MOST_WAIT_MS,
    )


def confirm(page: Page, keys: Keyboard) -> None:
    """Enter, and the talk is kept."""
    with page.expect_navigation(timeout=MOST_WAIT_MS):
        keys.press("Enter")
    page.get_by_text("Das Gespräch ist festgehalten").wait_for(timeout=MOST_WAIT_MS)


def talks(app: Flask) -> list[Consultation]:
    return list(db.session.scalars(db.select(Consultation).order_by(Consultation.recorded_at)))


def said(talk: Consultation) -> dict[str, object]:
    names = (
        "held_on",
        "minutes",
        "contact_kind",
        "topics",
        "content",
        "language",
        "talk_form",
        "interpreter",
    )
    return {name: getattr(talk, name) for name in names} | {"people": set(talk.person_ids)}


def in_full(walk: Walk) -> Keyboard:
    """The first talk of the day: everything is said, also the referral and the follow-up."""
    keys = Keyboard(walk.page)
    walk.page.get_by_label("Gespräch in einer Zeile").wait_for()
    keys.press("n")
    for signs in ("aln+f ", "u 20 ", "w k ", ">j ", "wv mo"):
        keys.decide()
        keys.type(signs)
    keys.decide()
    keys.type(": ")
    keys.write(TEXT)
    keys.decide()
    shown(walk.page)
    walk.check()
    confirm(walk.page, keys)
    return keys


def by_line(walk: Walk) -> Keyboard:
    """The next one: contact and minutes are as usual."""
    keys = Keyboard(walk.page)
    keys.press("n")
    for signs in ("aln+f ", "w k "):
        keys.decide()
        keys.type(signs)
    keys.decide()
    keys.write(TEXT)
    keys.decide()
    shown(walk.page)
    confirm(walk.page, keys)
    return keys


def by_form(walk: Walk) -> Keyboard:
    """The same with the form: found by the search, opened by „n“, the family ticked."""
    keys, page = Keyboard(walk.page), walk.page
    keys.decide()
    keys.press("/")
    keys.type("aln")
    page.get_by_role("option", name="Alnahhas, Layaal").wait_for()
    keys.decide()
    keys.press("ArrowDown")
    keys.press("Enter")
    page.wait_for_url("**/people/*-*")
    keys.press("n")
    page.wait_for_url("**/consultations/new**")
    keys.press("Tab")
    keys.press("Enter")
    for name in ("Layaal Alnahhas", "Aamir Alnahhas"):
        box = page.get_by_label(name)
        if not box.is_checked():
            keys.decide()
            keys.tab_to(box)
            keys.press("Space")
    keys.decide()
    keys.tab_to(page.get_by_label("Hauptthema"))
    keys.type("woh")
    keys.tab_to(page.get_by_label("Inhalt"))
    keys.decide()
    keys.write(TEXT)
    keys.decide()
    keys.tab_to(page.locator("details.more summary").filter(has_text="Weitere Themen"))
    keys.press("Enter")
    keys.tab_to(page.get_by_role("checkbox", name="Kinderbetreuung"))
    keys.press("Space")
    keys.decide()
    confirm(page, keys)
    return keys


@pytest.mark.parametrize("walk", [1280], indirect=True, ids=["desk"])
def test_the_family_talk_takes_twelve_keys_besides_its_text(walk: Walk, town: Town, app: Flask) -> None:
    with app.app_context(), transaction():
        enter_partner(town.manager.municipality.id, {"name": "Jobcenter Musterstadt", "kind": "JOBCENTER"})
    walk.sign_in(town.manager)
    full = in_full(walk)
    line = by_line(walk)
    form = by_form(walk)
    with app.app_context():
        first, second, third = talks(app)
        assert said(second) == said(first) == said(third)
        assert said(first) == {
            "people": {town.layla.id, town.amir.id},
            "held_on": today(),
            "minutes": 20,
            "contact_kind": "ACCOMMODATION",
            "topics": ["WOH", "KIT"],
            "content": TEXT,
            "language": None,
            "talk_form": "TALK",
            "interpreter": "NONE",
        }
        assert first.next_step_on == today() + timedelta(days=7 - today().weekday())
        assert first.result == "REFERRAL"
        referrals = db.session.scalars(db.select(Referral)).all()
        prepared = [(one.person_id, one.believed_states()[-1].state) for one in referrals]
        assert sorted(prepared) == sorted((person.id, "PREPARED") for person in (town.layla, town.amir))
    rows = [
        full.row("by line, everything said"),
        line.row("by line, contact and minutes as usual"),
        form.row("by form"),
    ]
    assert line.keys <= MOST_KEYS, rows
    assert line.seconds() < full.seconds() < MOST_SECONDS, rows
    missing = [row for row in rows if row not in RECORD.read_text()]
    assert not missing, "measured, and not in the record:\n" + "\n".join(rows)


@pytest.mark.parametrize("walk", [390], indirect=True, ids=["phone"])
def test_what_is_open_is_asked_and_answered_by_key(walk: Walk, town: Town, app: Flask) -> None:
    page = walk.page
    walk.sign_in(town.manager)
    page.keyboard.press("z")
    page.keyboard.type("alnahhas tel 10: Hat angerufen")
    page.get_by_text("Wer ist gemeint?").wait_for()
    page.keyboard.press("Enter")
    walk.check()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Wer Layaal Alnahhas", exact=False).wait_for()
    page.keyboard.press("Enter")
    page.keyboard.type("Kin")
    page.get_by_text("Verstanden: Wer: Layaal Alnahhas").wait_for()
    walk.check()
    page.get_by_role("button", name="Festhalten").focus()
    confirm(page, Keyboard(page))
    with app.app_context():
        (talk,) = talks(app)
        assert (talk.person_ids, talk.topics, talk.minutes) == ([town.layla.id], ["KIT"], 10)
    walk.open(f"/people/{town.layla.id}")
    page.keyboard.press("z")
    page.keyboard.type("20 min kita")
    shown(page)
    walk.check()
    page.get_by_label("Hauptthema Kinderbetreuung entfernen").press("Enter")
    page.get_by_text("Worum ging es?").wait_for()
    assert page.get_by_label("Gespräch in einer Zeile").input_value() == "20 min"
    page.get_by_text("Entwurf gesichert").wait_for(timeout=MOST_WAIT_MS)
    walk.open(f"/people/{town.layla.id}")
    walk.sees("wiederhergestellt")
    with page.expect_response(lambda answer: answer.url.endswith("/drafts") and not answer.json()["basis"]):
        page.get_by_label("Gespräch in einer Zeile").fill("")
    walk.check()
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Draft)) == 0
    walk.open(f"/people/{town.layla.id}")
    assert "wiederhergestellt" not in page.content()
    with page.expect_response("**/drafts"):
        page.get_by_label("Gespräch in einer Zeile").fill("20 min kita")
    with page.expect_response(lambda answer: answer.url.endswith("/drafts") and not answer.json()["basis"]):
        page.get_by_label("Gespräch in einer Zeile").fill("")


def test_a_line_works_without_javascript(browser: Browser, town: Town, app: Flask) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(town.address)
    page.get_by_label("E-Mail").fill(town.manager.email)
    page.get_by_label("Passwort").fill(town.manager.password)
    page.get_by_role("button", name="Anmelden").click()
    page.get_by_label("Gespräch in einer Zeile").fill("alnahhas, tel, 10 min, kita: Hat angerufen")
    page.get_by_role("button", name="Weiter").click()
    assert "alnahhas" not in page.url
    page.get_by_role("button", name="Layaal Alnahhas").click()
    page.get_by_label("Minuten", exact=True).fill("15")
    page.get_by_role("button", name="Festhalten").click()
    assert "Das Gespräch ist festgehalten." in page.get_by_role("main").inner_text()
    context.close()
    with app.app_context():
        (talk,) = talks(app)
        assert (talk.person_ids, talk.topics, talk.minutes) == ([town.layla.id], ["KIT"], 15)
