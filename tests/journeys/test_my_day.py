"""Mein Tag with the keyboard alone: from row to row, done, put off with a reason, brought back; on a phone, too."""

import uuid
from datetime import timedelta

from flask import Flask
from playwright.sync_api import Page

from casework.appointments.operations import appoint
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.people.models import Person
from casework.people.titles import state_title
from casework.vocabulary.appointments import TASK
from tests.journeys.conftest import WIDTHS, Town, Walk


def plan(town: Town, title: str, days: int) -> uuid.UUID:
    return appoint(
        municipality_id=town.layla.municipality.id,
        owner_id=town.manager.id,
        people=[db.session.get_one(Person, town.layla.id)],
        day=today() + timedelta(days=days),
        title=title,
        kind=TASK,
    ).id


def focused(page: Page) -> str:
    """The row that has the focus."""
    return str(page.evaluate("document.activeElement.closest('.day-row')?.innerText ?? ''"))


def test_a_day_is_worked_through_by_keys(walk: Walk, town: Town, app: Flask) -> None:
    with app.app_context(), transaction():
        for number in range(3):
            plan(town, f"Liegengeblieben {number}", -number - 1)
        plan(town, "Heute dran", 0)
        for person in (town.layla, town.amir):
            ends_on = today() + timedelta(days=5)
            row = db.session.get_one(Person, person.id)
            state_title(row, "AE_25_2_FLU", starts_on=today() - timedelta(days=900), ends_on=ends_on)
    walk.sign_in(town.manager)
    page = walk.page
    walk.sees("Alnahhas (2 Personen)", "in 5 Tagen")
    keys = page.keyboard

    keys.press("j")
    assert "Aufgabe (3)" in focused(page), "three rows about one household are one until it is opened"
    keys.press("o")
    keys.press("j")
    keys.press("ArrowDown")
    assert "Liegengeblieben 1" in focused(page)
    keys.press("k")
    assert "Liegengeblieben 2" in focused(page)
    keys.press("e")
    page.wait_for_url("**/")
    walk.sees("Überfällig 2")
    walk.check()

    page.locator(".day-row", has_text="Heute dran").get_by_role("link").first.focus()
    keys.press("s")
    page.wait_for_url("**/later")
    walk.check()
    assert page.evaluate("document.activeElement.name") == "reason"
    keys.type("es juckt jeden, so schnell geht das nicht")
    assert page.url.endswith("/later"), "keys are letters where somebody writes"
    keys.press("Enter")
    page.wait_for_url("**/")
    walk.sees("Zurückgestellt bis", "Zurückgestellt 1", "Heute 1")

    page.locator(".day-row", has_text="2 Personen").get_by_role("link").first.focus()
    keys.press("e")
    page.wait_for_url("**/")
    walk.sees("Die Frist ist als erledigt gekennzeichnet.", "Heute 0")
    walk.press("Rückgängig")
    walk.sees("Die Frist ist wieder offen.", "Heute 1")
    page.locator("#resting summary").click()
    walk.check()
    walk.sees("es juckt jeden", town.manager.name)
    walk.press("zurückholen")
    walk.sees("Heute 2")
    keys.press("?")
    assert "zur nächsten, zur vorigen Zeile" in page.get_by_role("dialog").inner_text()
    keys.press("Escape")

    page.set_viewport_size({"width": WIDTHS["phone"], "height": 844})
    walk.check()
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS["phone"]
    for address in ("/day/silent", "/day/awaited"):
        walk.open(address)
