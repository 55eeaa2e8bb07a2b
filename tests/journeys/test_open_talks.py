"""A short contact, taken at the door and attached to two people; then found again in one's own notes."""

from flask import Flask

from casework.counselling.models import Consultation
from casework.database.base import db
from casework.database.recorded import known
from tests.journeys.conftest import Town, Walk


def test_a_short_contact_is_written_attached_and_found_again(walk: Walk, town: Town, app: Flask) -> None:
    walk.sign_in(town.manager)
    walk.follow("Kurzkontakt")
    walk.check()
    page = walk.page
    page.get_by_label("Wer, in Worten").fill("Frau mit Kinderwagen")
    page.get_by_label("Hauptthema").select_option(label="Kinderbetreuung")
    page.get_by_label("Inhalt").fill("Fragt nach der Überbrückung bis zum Kita-Platz.")
    page.get_by_text("Weitere Themen und Angaben").click()
    minutes = page.get_by_label("Spracherwerb, Min.")
    assert not minutes.is_visible()
    page.get_by_label("Spracherwerb", exact=True).check()
    minutes.fill("5")
    walk.press("Festhalten")
    walk.sees("Kurzkontakt ist festgehalten.", "Frau mit Kinderwagen")

    walk.follow("alle, suchen")
    page.get_by_label("Wörter im Text").fill("uberbruckung")
    page.get_by_label("Wörter im Text").press("Enter")
    assert page.locator("mark").inner_text() == "Überbrückung"
    walk.check()
    page.locator("tbody th a").click()
    words = page.get_by_label("Weitere Person suchen")
    words.fill("alnahhas")
    words.press("Enter")  # looks for people and does not save
    page.get_by_label("Layaal Alnahhas").check()
    assert page.get_by_label("Inhalt").input_value().startswith("Fragt nach")
    page.get_by_label("Aamir Alnahhas").check()
    walk.check()
    walk.press("Speichern")
    walk.sees("Layaal Alnahhas", "Aamir Alnahhas")
    with app.app_context():
        latest = db.session.scalars(db.select(Consultation).where(known(Consultation))).one()
        assert set(latest.person_ids) == {town.layla.id, town.amir.id}
        assert (latest.talk_form, latest.topic_minutes) == ("SHORT", {"SPR": 5})
