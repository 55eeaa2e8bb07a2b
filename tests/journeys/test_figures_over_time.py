"""The Teamleitung over time: a figure more in the series, what became known late, and the districts of the town."""

from datetime import timedelta

from casework.database.moments import today
from tests.journeys.conftest import Town, Walk


def test_from_an_evening_to_the_years(walk: Walk, town: Town) -> None:
    walk.sign_in(town.lead)
    walk.open("/occupancy")
    walk.follow("Zeitreihe", within=walk.page.get_by_role("navigation", name="Statistik"))
    walk.page.get_by_label("Weitere Zahl").select_option(label="belegt")
    walk.page.get_by_label("davon in").select_option(label="AU West")
    walk.press("Anzeigen")
    walk.sees("belegt, AU West", "Geflüchtete insgesamt")
    assert walk.page.get_by_role("img", name="belegt, AU West").count() == 1
    walk.follow("Geflüchtete insgesamt entfernen")
    walk.follow("Nachmeldungen", within=walk.page.get_by_role("navigation", name="Statistik"))
    earlier = today() - timedelta(days=1)
    walk.page.get_by_label("Früherer Wissensstand").fill(f"{earlier:%d.%m.%Y}")
    walk.press("Vergleichen")
    walk.sees("Geflüchtete insgesamt", "+3", "6 neu erfasst", "Alnahhas, Layaal")


def test_inhabitants_of_districts(walk: Walk, town: Town) -> None:
    walk.sign_in(town.lead)
    walk.open("/statistics/districts")
    walk.follow("Einwohner eintragen")
    walk.page.get_by_label("Ortsteil").fill("Weststadt")
    walk.page.get_by_label("Stand").fill("31.12.2024")
    walk.page.get_by_label("Einwohner").fill("2000")
    walk.press("Eintragen")
    walk.sees("Weststadt", "31.12.2024", "2.000")
    walk.press("Zurücknehmen")
    walk.sees("Noch ist keine Einwohnerzahl eingetragen")
