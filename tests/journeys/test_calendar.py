"""The calendar, a subscribed address, and a colleague who stands in."""

from datetime import timedelta

from flask import Flask

from casework.access.roles import Role
from casework.database.moments import today
from casework.vocabulary.working_days import working_day_after
from tests import factories
from tests.journeys.conftest import Town, Walk


def test_an_appointment_is_planned_put_off_and_seen_by_the_substitute(
    walk: Walk, town: Town, app: Flask
) -> None:
    with app.app_context():
        mika = factories.user(town.manager.municipality, Role.CASE_MANAGER, name="Mika Ersatz")
    walk.sign_in(town.manager)
    walk.open(f"/people/{town.layla.id}")
    walk.follow("Termin")
    walk.page.get_by_label("Worum geht es?").fill("Anmeldung der Kita")
    walk.page.get_by_label("Tag", exact=True).fill(f"{today():%d.%m.%Y}")
    walk.page.get_by_label("Uhrzeit").fill("14.30")
    walk.page.get_by_label("Minuten").fill("45")
    walk.page.get_by_label("Aamir Alnahhas").check()
    walk.press("Eintragen")
    walk.sees("14:30 Uhr, Anmeldung der Kita")

    walk.open("/calendar")
    walk.sees("14:30", "Layaal Alnahhas")
    walk.follow("Woche")
    walk.sees("Anmeldung der Kita")
    walk.follow("Aamir Alnahhas")
    walk.press("nächster Werktag")
    walk.sees(f"{working_day_after(today()):%d.%m.%Y}")
    walk.open("/calendar/feed")
    walk.press("Adresse erzeugen")
    assert "/calendar/feed.ics?token=" in walk.page.get_by_label("Adresse zum Abonnieren").input_value()

    walk.open("/account/substitutions")
    walk.page.get_by_label("Wer vertritt?").select_option(label="Mika Ersatz")
    walk.page.get_by_label("Abwesend ab").fill(f"{today():%d.%m.%Y}")
    walk.page.get_by_label("Wieder da am").fill(f"{today() + timedelta(days=7):%d.%m.%Y}")
    walk.press("Eintragen")
    walk.sees("Mika Ersatz", "läuft")

    walk.page.context.clear_cookies()
    walk.sign_in(mika)
    walk.sees("in Vertretung für Kim Beispiel", "Layaal Alnahhas")
    walk.open("/people")
    walk.sees("in Vertretung für Kim Beispiel")

    walk.page.context.clear_cookies()
    walk.sign_in(town.lead)
    walk.open("/caseloads")
    walk.follow("übergeben")
    walk.page.get_by_label("Wer übernimmt?").select_option(label="Mika Ersatz")
    walk.press("Weiter zur Vorschau")
    walk.sees("Bitte kreuzen Sie wenigstens eine Person an.")
    walk.press("Alle auf dieser Seite zur Vorschau")
    walk.sees("gehen 1 Fall und 1 Termin an Mika Ersatz")
    walk.press("Jetzt übergeben")
    walk.sees("1 Fall und 1 Termin sind an Mika Ersatz übergeben.")
