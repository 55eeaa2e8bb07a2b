"""A mother consents for herself and her child: printed in Persian, recorded, corrected, soon due, taken back."""

from datetime import timedelta

from flask import Flask

from casework.consents.models import Consent
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.partners.operations import enter_partner
from tests.journeys.conftest import Town, Walk

CLINIC = "Klinik am See"


def soon(days: int) -> str:
    return f"{today() + timedelta(days=days):%d.%m.%Y}"


def print_form(walk: Walk) -> None:
    """The sheet to sign, in German and Persian."""
    walk.follow("Einwilligung drucken")
    walk.page.get_by_label("Sprache neben dem Deutschen").select_option(value="fa")
    walk.page.get_by_label("Stelle", exact=True).select_option(label=CLINIC)
    with walk.page.expect_download() as got:
        walk.page.get_by_role("button", name="Als PDF").click()
    assert got.value.suggested_filename == "einwilligung.pdf"
    assert got.value.path().read_bytes().startswith(b"%PDF")


def record(walk: Walk) -> None:
    """What came back signed, for both."""
    walk.follow("Unterschrieben? Jetzt festhalten")
    walk.page.get_by_label("Aamir Alnahhas").check()
    walk.page.get_by_label("Stelle", exact=True).select_option(label=CLINIC)
    walk.press("Einwilligung festhalten")
    walk.sees("Für Kinder unter 16 Jahren erklärt es die gesetzliche Vertretung.")
    walk.page.get_by_label("Wer hat für die Person erklärt?").fill("die Mutter")
    walk.press("Einwilligung festhalten")
    walk.sees(CLINIC, "Vermittlung an die Stelle", "Anliegen", "gilt")


def test_a_consent_from_paper_to_its_end(walk: Walk, town: Town, app: Flask) -> None:
    with app.app_context(), transaction():
        enter_partner(town.manager.municipality.id, {"name": CLINIC, "kind": "PSYCHOSOCIAL"})
    walk.sign_in(town.manager)
    walk.open(f"/people/{town.layla.id}?tab=consents")
    walk.sees("Noch keine Einwilligung.", "Noch keine Schweigepflichtentbindung.")
    print_form(walk)
    record(walk)
    with app.app_context():
        given = db.session.scalars(db.select(Consent.person_id)).all()
        assert set(given) == {town.layla.id, town.amir.id}

    walk.follow(CLINIC)
    walk.page.get_by_label("Gilt bis").fill(soon(5))
    walk.press("Berichtigen")
    walk.sees(soon(5))
    walk.open("/")
    walk.sees("Einwilligung läuft ab", CLINIC)

    walk.open(f"/people/{town.layla.id}")
    walk.press(f"erledigt: Einwilligung läuft ab, {soon(5)}")
    walk.sees("Die Frist ist als erledigt festgehalten.")
    walk.press("Rückgängig")
    walk.sees("Die Frist läuft wieder.")
    walk.follow("Alle Fristen")
    walk.sees("Was läuft", "Art. 7 DSGVO", CLINIC, "Einwilligung öffnen")
    walk.follow("mit Tag und Notiz")
    walk.page.get_by_label("Bemerkung").fill("Neue Einwilligung liegt beim Träger.")
    walk.press("Als erledigt festhalten")
    walk.sees("Neue Einwilligung liegt beim Träger.")
    walk.press(f"doch nicht erledigt: Einwilligung läuft ab, {soon(5)}")
    walk.open("/deadlines")
    walk.sees("Einwilligung läuft ab")

    walk.open(f"/people/{town.layla.id}?tab=consents")
    walk.follow("Widerrufen")
    walk.press("Widerruf festhalten")
    walk.sees("widerrufen")
    walk.open("/")
    assert "Einwilligung läuft ab" not in walk.page.get_by_role("main").inner_text()
