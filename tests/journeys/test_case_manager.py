"""The Integrationsmanager/in: from Mein Tag to a documented talk, a goal, a referral and a move."""

import pytest
from flask import Flask
from playwright.sync_api import Browser

from casework.counselling.models import Consultation
from casework.database.base import db
from tests.journeys.conftest import Town, Walk


def talk_about(walk: Walk, words: str) -> None:
    walk.page.get_by_label("Aamir Alnahhas").check()
    walk.page.get_by_label("Hauptthema").select_option(label="Kinderbetreuung")
    walk.page.get_by_label("Minuten").fill("20")
    walk.page.get_by_label("Inhalt").fill(words)
    walk.press("Festhalten")


def test_a_talk_a_goal_a_referral_and_a_move(walk: Walk, town: Town, app: Flask) -> None:
    walk.sign_in(town.manager)
    walk.sees("Mein Tag")
    walk.page.keyboard.press("/")
    walk.page.keyboard.type("alnahhas lay")
    walk.page.keyboard.press("Enter")
    walk.page.wait_for_url("**/people?**")
    walk.check()
    walk.follow("Alnahhas, Layaal")
    walk.sees("Layaal Alnahhas", "GU Nord, Zimmer N1", "Syrien")

    walk.page.keyboard.press("n")
    walk.page.wait_for_url("**/consultations/new**")
    walk.check()
    talk_about(walk, "Kita-Platz für Aamir besprochen, Anmeldung ausgefüllt.")
    walk.follow("Verlauf")
    walk.sees("Kinderbetreuung")
    with app.app_context():
        (talk,) = db.session.scalars(db.select(Consultation))
        assert {one.person_id for one in talk.participants} == {town.layla.id, town.amir.id}
        assert (talk.minutes, talk.topics) == (20, ["KIT"])

    walk.follow("Ziel")
    walk.page.get_by_label("Handlungsfeld").select_option(label="Spracherwerb")
    walk.page.get_by_label("Ziel", exact=True).fill("Ich möchte bis zum Sommer B1 bestehen.")
    walk.press("Vereinbaren")
    walk.sees("Ich möchte bis zum Sommer B1 bestehen.")

    walk.follow("Umziehen")
    walk.page.get_by_label("Aamir Alnahhas").check()
    walk.page.get_by_label("Am", exact=True).fill("01.07.2025")
    walk.page.get_by_label("Unterkunft und Zimmer").select_option(label="AU West, W2 · 5 frei")
    walk.page.get_by_label("Stufe").select_option(label="Anschlussunterbringung")
    walk.press("Umzug festhalten")
    walk.sees("AU West, Zimmer W2", "davor GU Nord, Zimmer N1 (120 Tage)", "2 Personen")


def test_it_works_without_javascript(browser: Browser, town: Town) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(town.address)
    page.get_by_label("E-Mail").fill(town.manager.email)
    page.get_by_label("Passwort").fill(town.manager.password)
    page.get_by_role("button", name="Anmelden").click()
    page.goto(f"{town.address}/people/{town.layla.id}/consultations/new")
    page.get_by_label("Hauptthema").select_option(label="Kinderbetreuung")
    page.get_by_label("Wiedervorlage am").fill("31.02.2027")
    page.get_by_label("Inhalt").fill("Ein Wort, das nicht verloren geht.")
    page.get_by_role("button", name="Festhalten").click()
    assert "Ein Wort, das nicht verloren geht." in page.get_by_label("Inhalt").input_value()
    assert "31.02.2027 gibt es nicht" in page.get_by_role("main").inner_text()
    page.get_by_label("Wiedervorlage am").fill("28.02.2027")
    page.get_by_role("button", name="Festhalten").click()
    assert "Kinderbetreuung" in page.get_by_role("main").inner_text()
    context.close()


@pytest.mark.parametrize("path", ["/people/{selam}", "/accommodations/{west}", "/accounts", "/imports"])
def test_what_is_not_theirs_stays_shut(walk: Walk, town: Town, path: str) -> None:
    walk.sign_in(town.manager)
    walk.open(path.format(selam=town.selam.id, west=town.west.id))
    assert "Tesfalem" not in walk.page.content()
