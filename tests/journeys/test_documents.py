"""Filing a document in four acts, at a desk and on a phone, and the deadline that comes of it."""

from datetime import timedelta

from flask import Flask
from playwright.sync_api import FilePayload

from casework.appointments.models import Appointment
from casework.database.base import db
from casework.database.moments import today
from casework.documents.models import Document
from tests import papers
from tests.journeys.conftest import Town, Walk

FOUR_ACTS = 4


def sheet(number: int) -> FilePayload:
    return {
        "name": f"IMG_{number}.jpg",
        "mimeType": "image/jpeg",
        "buffer": papers.photo(words=f"Seite {number}"),
    }


def test_a_paper_is_filed_in_four_acts(walk: Walk, town: Town, app: Flask) -> None:
    walk.sign_in(town.manager)
    walk.open(f"/people/{town.layla.id}")
    page, acts = walk.page, 0

    page.keyboard.press("d")
    acts += 1
    page.wait_for_url("**/documents/new**")
    walk.check()
    page.get_by_label("Datei", exact=True).set_input_files([sheet(1), sheet(2)])
    acts += 1
    page.get_by_label("Art", exact=True).select_option(label="Pass oder Ausweis")
    acts += 1
    walk.press("Ablegen")
    acts += 1
    assert acts <= FOUR_ACTS
    walk.sees("Pass oder Ausweis", "2 Seiten")
    picture = page.get_by_role("img", name="Pass oder Ausweis ansehen").first
    picture.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=picture.element_handle())

    walk.open(f"/people/{town.layla.id}/documents/new")
    page.get_by_label("Datei", exact=True).set_input_files(sheet(3))
    page.get_by_label("Art", exact=True).select_option(label="Bescheid des BAMF")
    page.get_by_label("Zugestellt am").fill(f"{today() - timedelta(days=2):%d.%m.%Y}")
    page.get_by_label("Aamir Alnahhas").check()
    walk.press("Ablegen")
    due = f"{today() + timedelta(days=12):%d.%m.%Y}"
    walk.sees(f"Klagefrist (§ 74 AsylG) bis {due}, bitte prüfen", "Layaal Alnahhas", "Aamir Alnahhas")
    walk.press(f"Frist {due} eintragen")
    assert "bitte prüfen" not in page.get_by_role("main").inner_text()
    with app.app_context():
        assert db.session.scalars(db.select(Appointment)).one().kind == "DEADLINE"
        assert len(db.session.scalars(db.select(Document)).all()) == 2

    walk.follow("Falsch abgelegt?")
    page.get_by_label("Grund").fill("gehört jemand anderem")
    walk.press("Zurücknehmen und Dateien löschen")
    walk.open(f"/people/{town.layla.id}")
    walk.sees("Dokument zurückgenommen", "gehört jemand anderem")
