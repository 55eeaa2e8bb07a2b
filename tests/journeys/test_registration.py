"""Taking somebody in who may be known already: warned while typing, nothing lost, and a way past the warning."""

from flask import Flask
from playwright.sync_api import Browser, expect

from casework.database.base import db
from casework.people.models import Person
from tests.journeys.conftest import Town, Walk


def fill(walk: Walk) -> None:
    walk.page.get_by_label("Familienname").fill("An-Nahas")
    walk.page.get_by_label("Vornamen").fill("Layal")
    walk.page.get_by_label("Geburtsdatum", exact=True).fill("23.04.1987")
    walk.page.get_by_label("Staatsangehörigkeit").fill("Syrien")


def people(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Person).count()


def test_the_warning_comes_while_typing_and_can_be_passed(walk: Walk, town: Town, app: Flask) -> None:
    walk.sign_in(town.lead)
    walk.open("/people/new")
    fill(walk)
    walk.page.get_by_label("Haushalt").focus()
    box = walk.page.get_by_role("main").locator("#lookalikes")
    expect(box).to_contain_text("Ist die Person schon erfasst?")
    expect(box).to_contain_text("Alnahhas, Layaal")
    expect(box).to_contain_text("gleiches Geburtsdatum")
    expect(box).to_contain_text("GU Nord, Zimmer N1")
    walk.check()
    assert "Nahas" not in walk.page.url
    walk.page.get_by_label("Vornamen").press("Enter")
    walk.page.wait_for_selector("#error-summary")
    walk.check()
    expect(walk.page.locator("#error-summary")).to_be_focused()
    walk.sees("Noch nicht aufgenommen", "Alnahhas, Layaal")
    expect(walk.page.get_by_label("Vornamen")).to_have_value("Layal")
    assert people(app) == 3
    walk.press("Trotzdem neu aufnehmen – es ist jemand anderes")
    walk.sees("Die Person ist aufgenommen.", "Layal An-Nahas")
    assert people(app) == 4
    walk.open("/people/double-entries")
    walk.sees("Niemand scheint doppelt erfasst zu sein.")  # somebody said so, and is not asked again


def test_whoever_is_nobody_we_know_is_taken_in_at_once(walk: Walk, town: Town) -> None:
    walk.sign_in(town.manager)
    walk.open("/people?q=Alnahhas+Zahra+Nowak")
    walk.open("/people?q=Nowak")
    walk.sees("Niemand gefunden")
    walk.follow("Person aufnehmen", within=walk.page.locator(".empty-state"))
    expect(walk.page.get_by_label("Familienname")).to_have_value("Nowak")
    walk.page.get_by_label("Vornamen").fill("Jan")
    walk.page.get_by_label("Haushalt").focus()
    walk.page.wait_for_timeout(300)
    expect(walk.page.locator("#lookalikes")).to_have_count(0)
    walk.press("Aufnehmen")
    walk.sees("Die Person ist aufgenommen.", "Jan Nowak")


def test_the_same_box_comes_without_javascript(browser: Browser, town: Town, app: Flask) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(town.address)
    page.get_by_label("E-Mail").fill(town.lead.email)
    page.get_by_label("Passwort").fill(town.lead.password)
    page.get_by_role("button", name="Anmelden").click()
    page.goto(f"{town.address}/people/new")
    page.get_by_label("Familienname").fill("An-Nahas")
    page.get_by_label("Vornamen").fill("Layal")
    page.get_by_role("button", name="Aufnehmen", exact=True).click()
    assert "Alnahhas, Layaal" in page.locator("#lookalikes").inner_text()
    page.get_by_role("button", name="Trotzdem neu aufnehmen").click()
    assert "Layal An-Nahas" in page.get_by_role("main").inner_text()
    assert people(app) == 4
    context.close()
