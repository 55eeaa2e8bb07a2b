"""Mein Tag with the keyboard alone: from row to row, done, put off with a reason, brought back; on a phone, too."""

import uuid
from datetime import timedelta

from flask import Flask
from playwright.sync_api import Page

from casework.access.roles import Role
from casework.appointments.operations import appoint
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.people.models import Person
from casework.people.titles import state_title
from casework.vocabulary.appointments import TASK
from tests import factories
from tests.journeys.conftest import Town, Walk


def plan(owner: factories.User, about: factories.Person, title: str, days: int) -> uuid.UUID:
    return appoint(
        municipality_id=about.municipality.id,
        owner_id=owner.id,
        people=[db.session.get_one(Person, about.id)],
        day=today() + timedelta(days=days),
        title=title,
        kind=TASK,
    ).id


def family_of(app: Flask, town: Town) -> factories.User:
    """A colleague with a family of two: three tasks lie, one is for today, and the titles end in five days."""
    with app.app_context():
        mika = factories.user(town.manager.municipality, Role.CASE_MANAGER, name="Mika Beispiel")
        home = factories.household(mika.municipality, "H2")
        two = [
            factories.person(mika.municipality, "Osman", given_names=name, household=home)
            for name in ("Rana", "Nadim")
        ]
        factories.case(two[0], mika, today() - timedelta(days=60))
        with transaction():
            for days in (-3, -2, -1, 0):
                plan(mika, two[0], f"Aufgabe von Tag {days}", days)
            for one in two:
                person, begun_on = db.session.get_one(Person, one.id), today() - timedelta(days=900)
                state_title(person, "AE_25_2_FLU", starts_on=begun_on, ends_on=today() + timedelta(days=5))
    return mika


def focused(page: Page) -> str:
    """The row that has the focus."""
    return str(page.evaluate("document.activeElement.closest('.day-row')?.innerText ?? ''"))


def test_a_day_is_worked_through_by_keys(walk: Walk, town: Town, app: Flask) -> None:
    mika = family_of(app, town)
    walk.sign_in(mika)
    page = walk.page
    walk.sees("Osman (2 Personen)", "noch 5 Tage")
    keys = page.keyboard

    keys.press("j")
    assert "Aufgabe (3)" in focused(page), "three rows about one household are one until it is opened"
    keys.press("o")
    keys.press("j")
    keys.press("ArrowDown")
    assert "Tag -2" in focused(page)
    keys.press("k")
    assert "Tag -3" in focused(page)
    keys.press("e")
    page.get_by_role("link", name="Überfällig 2").wait_for()
    walk.check()

    page.locator(".day-row", has_text="Tag 0").get_by_role("link").first.focus()
    keys.press("s")
    page.wait_for_url("**/later")
    walk.check()
    assert page.evaluate("document.activeElement.name") == "reason"
    keys.type("es juckt jeden, so schnell geht das nicht")
    assert page.url.endswith("/later"), "keys are letters where somebody writes"
    keys.press("Enter")
    page.get_by_text("Zurückgestellt bis").wait_for()
    walk.sees("Zurückgestellt bis", "Zurückgestellt 1", "Heute 1")

    page.locator(".day-row", has_text="2 Personen").get_by_role("link").first.focus()
    keys.press("e")
    page.get_by_text("Die Frist ist als erledigt").wait_for()
    walk.sees("Die Frist ist als erledigt gekennzeichnet.", "Heute 0")
    walk.press("Rückgängig")
    walk.sees("Die Frist ist wieder offen.", "Heute 1")
    page.locator("#resting summary").click()
    walk.check()
    walk.sees("es juckt jeden", mika.name)
    walk.press("zurückholen")
    walk.sees("Heute 2")
    keys.press("?")
    assert "zur nächsten, zur vorigen Zeile" in page.get_by_role("dialog").inner_text()
    keys.press("Escape")

    for address in ("/day/silent", "/day/awaited"):
        walk.open(address)
