"""The Teamleitung: brings a list in, sees a day, follows a number to its people, exports the report."""

from pathlib import Path

from flask import Flask
from playwright.sync_api import expect

from casework.database.base import db
from casework.people.models import Person
from tests.journeys.conftest import Town, Walk

HEAD = "Aktenzeichen;Familienname;Vornamen;Geburtsdatum;Staatsangehörigkeit;Haushalt"
GOOD = "J-1;Öztürk;Ayşe;00.00.1990;Türkei;H7"
BAD = "J-2;Demir;Ali;31.02.1991;Atlantis;H7"
STAYS = "Aktenzeichen;Stufe;Wohnform;Unterkunft;Zimmer;Von;Bis\nJ-1;VU;Unterkunft;GU Nord;N2;15.06.2025;"


def upload(walk: Walk, list_name: str, text: str, folder: Path, encoding: str = "cp1252") -> None:
    file = folder / f"{list_name}.csv"
    file.write_bytes(text.encode(encoding))
    walk.open("/imports")
    walk.page.get_by_label("Liste", exact=True).select_option(value=list_name)
    walk.page.get_by_label("Datei").set_input_files(file)
    walk.press("Hochladen und prüfen")


def test_from_a_list_to_the_report(walk: Walk, town: Town, tmp_path: Path, app: Flask) -> None:
    walk.sign_in(town.lead)
    upload(walk, "personen", f"{HEAD}\r\n{GOOD}\r\n{BAD}", tmp_path, "utf-8")
    walk.sees("31.02.1991", "Atlantis", "Noch ist nichts gespeichert")
    expect(walk.page.get_by_role("button", name="Übernehmen", exact=True)).to_have_count(0)
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Person)) == 3
    walk.press("Verwerfen")

    upload(walk, "personen", f"{HEAD}\r\n{GOOD}", tmp_path, "utf-8")
    walk.press("Übernehmen")
    upload(walk, "aufenthalte", STAYS, tmp_path)
    walk.press("Übernehmen")

    walk.open("/occupancy?on=30.06.2025&from=01.06.2025")
    walk.sees("Am 30.06.2025 lebten 3 Geflüchtete in Musterstadt", "GU Nord")
    walk.page.get_by_role("main").get_by_role("link", name="1 Zugänge").click()
    walk.page.wait_for_load_state()
    walk.check()
    walk.sees("Öztürk, Ayşe")
    walk.follow("Öztürk, Ayşe")
    walk.sees("Ayşe Öztürk", "GU Nord, Zimmer N2")

    walk.open("/jour-fixe?on=30.06.2025&from=01.06.2025&edition=internal")
    with walk.page.expect_download() as download:
        walk.page.get_by_role("button", name="Als PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")


def test_every_page_of_the_menu_is_accessible(walk: Walk, town: Town) -> None:
    walk.sign_in(town.lead)
    inside, opened = menu_of(walk), set[str]()
    while inside - opened:
        address = min(inside - opened)
        walk.open(address)
        opened.add(address)
        inside |= menu_of(walk)
    assert {"/people", "/desk", "/occupancy", "/cross", "/partners", "/fields"} <= opened


def menu_of(walk: Walk) -> set[str]:
    """Where the menu, its section that is open, and the footer lead."""
    addresses = walk.page.eval_on_selector_all(
        "header a, footer a", "links => links.map(link => link.pathname)"
    )
    return {address for address in addresses if address.startswith("/") and address != "/sign-out"}
