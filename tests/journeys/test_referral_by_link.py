"""From need to result: a partner without an account answers on a phone, once, and as long as the consent holds."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser

from casework.consents.models import Consent
from casework.consents.operations import give_consent, revoke_consent
from casework.database.base import db
from casework.database.moments import now, today
from casework.database.transaction import transaction
from casework.partners.operations import enter_partner
from casework.people.models import Person
from casework.referrals.link_models import ReferralLink
from tests.journeys.conftest import Town, Walk

PARTNER = "Schuldnerberatung"


def walk_at(browser: Browser, town: Town, width: int, **options: bool) -> Walk:
    screen = {"width": width, "height": 844}
    context = browser.new_context(viewport=screen, bypass_csp=True, locale="de-DE", **options)
    return Walk(context.new_page(), town.address)


@pytest.fixture
def desk(browser: Browser, town: Town) -> Iterator[Walk]:
    """Kim at the desk, signed in."""
    walk = walk_at(browser, town, 1280)
    walk.sign_in(town.manager)
    yield walk
    walk.page.context.close()


@pytest.fixture
def phone(browser: Browser, town: Town) -> Iterator[Walk]:
    """Somebody without an account, on a phone."""
    walk = walk_at(browser, town, 390)
    yield walk
    walk.page.context.close()


def test_a_referral_comes_from_need_to_result(
    app: Flask, town: Town, browser: Browser, desk: Walk, phone: Walk
) -> None:
    with app.app_context(), transaction():
        details = {"name": PARTNER, "kind": "COUNSELLING", "email": "info@schulden.example"}
        partner = enter_partner(town.lead.municipality.id, details)
        enter_partner(town.lead.municipality.id, {"name": "Zweiradwerkstatt", "kind": "CLUB"})
        said = {
            "purpose": "REFERRAL",
            "form": "WRITTEN",
            "given_on": today(),
            "categories": ["NAME", "REQUEST"],
        }
        give_consent(db.session.get_one(Person, town.layla.id), partner, said)

    desk.open(f"/people/{town.layla.id}/referrals/new")
    desk.page.get_by_label("Anliegen", exact=True).fill("Schulden ordnen")
    desk.page.get_by_label("Name, Angebot, Ort").fill(PARTNER[:6])
    desk.page.get_by_text("1 Stelle gefunden.").wait_for()
    desk.page.get_by_label(PARTNER).check()
    desk.page.get_by_label("Mit Daten an die Stelle").check()
    desk.press("Vermitteln")
    desk.follow("Senden")
    desk.page.get_by_label("was die Stelle erfährt").nth(1).fill("Briefe der Bank")
    desk.page.get_by_label("Auf welchem Weg?").select_option(label="Einmal-Link")
    desk.press("Vorschau")
    desk.sees("Das geht hinaus, Wort für Wort", "Briefe der Bank")
    desk.press("Als gesendet festhalten")

    old = given_out(desk)
    path = given_out(desk, "Link erneuern")
    refused(phone, old, "durch einen neueren ersetzt")
    refused(phone, "/answer?token=GUESS", "Dieser Link ist nicht (mehr) gültig.")

    phone.open(path)
    phone.sees("Layaal Alnahhas", "Briefe der Bank", PARTNER)
    phone.page.get_by_label("Wir schlagen einen Termin vor").check()
    phone.press("Weiter zur Durchsicht")
    phone.sees("Bitte geben Sie den Tag des Termins an.")
    phone.page.get_by_label("Tag des Termins").fill(f"{today() + timedelta(days=9):%d.%m.%Y}")
    phone.page.get_by_label("Uhrzeit").fill("9.30")
    phone.page.get_by_label("Bemerkung").fill("Bitte alle Briefe mitbringen")
    phone.press("Weiter zur Durchsicht")
    phone.sees("Stimmt das so?", "09:30 Uhr", "Bitte alle Briefe mitbringen")
    phone.press("Rückmeldung senden")
    phone.sees("Danke, Ihre Rückmeldung ist angekommen.", "Der Link ist damit verbraucht.")
    refused(phone, path, "Dieser Link ist verbraucht")

    desk.open("/")
    desk.sees("Rückmeldung eingegangen", f"{PARTNER}: Termin am")
    desk.follow("Layaal Alnahhas")
    desk.press("Termin in meinen Kalender eintragen")
    desk.sees("Der Termin ist eingetragen", "Bitte alle Briefe mitbringen", "gesehen")
    desk.follow("Terminzettel")
    with desk.page.expect_download() as slip:
        desk.page.get_by_role("button", name="Zettel drucken").click()
    assert slip.value.suggested_filename == "terminzettel.pdf"
    desk.page.go_back()

    no_script = walk_at(browser, town, 390, java_script_enabled=False)
    try:
        no_script.page.goto(town.address + given_out(desk))
        no_script.page.get_by_label("Die Person war bei uns").check()
        no_script.page.get_by_role("button", name="Weiter zur Durchsicht").click()
        no_script.page.get_by_role("button", name="Rückmeldung senden").click()
        no_script.sees("Danke, Ihre Rückmeldung ist angekommen.")
    finally:
        no_script.page.context.close()
    desk.follow("Vermittlung", within=desk.page.get_by_label("Brotkrumen"))
    desk.sees("wahrgenommen")


def test_what_ended_in_between_is_refused_with_a_sentence(
    app: Flask, town: Town, desk: Walk, phone: Walk
) -> None:
    with app.app_context(), transaction():
        partner = enter_partner(town.lead.municipality.id, {"name": PARTNER, "kind": "COUNSELLING"})
        said = {"purpose": "REFERRAL", "form": "WRITTEN", "given_on": today(), "categories": ["NAME"]}
        give_consent(db.session.get_one(Person, town.layla.id), partner, said)
    desk.open(f"/people/{town.layla.id}/referrals/new")
    desk.page.get_by_label(PARTNER).check()
    desk.page.get_by_label("Anliegen", exact=True).fill("Schulden ordnen")
    desk.page.get_by_label("Mit Daten an die Stelle").check()
    desk.press("Vermitteln")
    desk.follow("Senden")
    desk.press("Vorschau")
    desk.press("Als gesendet festhalten")

    path = given_out(desk)
    phone.open(path)
    phone.sees("Layaal Alnahhas")
    phone.page.get_by_label("Wir nehmen die Vermittlung an").check()
    with app.app_context(), transaction():
        db.session.execute(db.update(ReferralLink).values(expires_at=now() - timedelta(seconds=1)))
    phone.press("Weiter zur Durchsicht")
    phone.sees("Dieser Link galt bis zum")

    path = given_out(desk, "Link erneuern")
    desk.press("Link zurückziehen")
    refused(phone, path, "zurückgezogen")

    path = given_out(desk)
    phone.open(path)
    phone.page.get_by_label("Wir nehmen die Vermittlung an").check()
    phone.press("Weiter zur Durchsicht")
    with app.app_context(), transaction():
        consent = db.session.scalars(db.select(Consent)).one()
        revoke_consent(consent, revoked_on=today(), revoked_by="ORAL")
    phone.press("Rückmeldung senden")
    phone.sees("dürfen zurzeit keine Daten ausgetauscht werden")
    assert "Alnahhas" not in phone.page.content()
    refused(phone, path, "dürfen zurzeit keine Daten ausgetauscht werden")
    desk.press("Link erneuern")
    desk.sees("widerrufen")


def given_out(desk: Walk, button: str = "Link erzeugen") -> str:
    """The path of a new link, from the page of the referral or of its link."""
    if desk.page.get_by_role("button", name=button, exact=True).count() == 0:
        desk.follow("Einmal-Link")
    desk.press(button)
    address = desk.page.get_by_label("Link", exact=True).input_value()
    return "/answer" + address.partition("/answer")[2]


def refused(phone: Walk, path: str, sentence: str) -> None:
    phone.open(path)
    phone.sees("Hier ist keine Rückmeldung möglich", sentence)
