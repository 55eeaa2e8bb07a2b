"""Two records of one person are found, compared, merged and parted again, at a desk and on a phone."""

from flask import Flask
from playwright.sync_api import expect

from tests import factories
from tests.journeys.conftest import Town, Walk


def test_two_records_become_one_and_two_again(walk: Walk, town: Town, app: Flask) -> None:
    with app.app_context():
        double = factories.person(
            town.layla.municipality, "Al-Nahas", given_names="Leyal", birth_date="1987", phone="0711 12345"
        )
    walk.sign_in(town.lead)
    walk.open(f"/people/{town.layla.id}")
    walk.follow("Zusammenführen")
    walk.sees("Ist diese Person zweimal erfasst?")
    walk.page.get_by_label("Name oder Aktenzeichen").fill("nahas leyal")
    walk.press("Akte suchen")
    walk.follow("Vergleichen")
    walk.sees("Leyal Al-Nahas", "0711 12345", "GU Nord, Zimmer N1", "zwei Haushalten", "verschieden")
    walk.press("Nicht dieselbe Person")
    walk.sees("zwei verschiedene Personen")
    walk.press("Rückgängig")
    walk.sees("Die Kennzeichnung ist zurückgenommen.")
    expect(walk.page.get_by_label("Layaal Alnahhas")).to_be_checked()
    walk.press("Zusammenführen")
    walk.sees("Leyal Al-Nahas", f"Zusammengeführt mit {double.case_number}")
    walk.open(f"/people/{double.id}")
    walk.sees("Layaal Alnahhas", "GU Nord, Zimmer N1")
    walk.follow("Rückgängig")
    walk.sees("Wieder getrennt wird die Akte")
    walk.press("Wieder trennen")
    walk.open(f"/people/{double.id}")
    walk.sees("Leyal Al-Nahas")
