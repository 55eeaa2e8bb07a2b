"""Something was changed past Casework: the team lead is warned, the administration sees the alarm and lets in again."""

from flask import Flask
from sqlalchemy import update

from casework.access.roles import Role
from casework.accounts.models import User
from casework.database.base import db
from casework.people.models import Person
from tests.journeys.conftest import Town, Walk


def changed_past_casework(app: Flask, town: Town) -> None:
    with app.app_context(), db.engine.begin() as connection:
        layla = Person.__table__.c.id == town.layla.id
        connection.execute(update(Person).where(layla).values(restricted=True, _sex=b"kaputt"))
        connection.execute(update(User).where(User.id == town.manager.id).values(role=Role.ADMINISTRATOR))


def test_a_warning_an_alarm_and_back_again(walk: Walk, town: Town, app: Flask) -> None:
    changed_past_casework(app, town)
    walk.sign_in(town.lead)
    walk.open(f"/people/{town.layla.id}")
    walk.sees("außerhalb von Casework verändert", "Geschlecht nicht lesbar")
    walk.press("Geprüft: So gilt es jetzt")
    walk.sees("Die Angaben gelten jetzt so")
    walk.page.context.clear_cookies()
    walk.sign_in(town.manager)
    walk.sees("Dieses Konto wurde außerhalb von Casework verändert")
    walk.sign_in(town.administrator)
    walk.sees("Alarme")
    walk.follow("Ansehen")
    walk.sees("Angabe nicht lesbar (Personen: Geschlecht)", "Konto außerhalb von Casework verändert")
    walk.open("/accounts")
    walk.sees("außerhalb verändert")
    walk.open(f"/accounts/{town.manager.id}")
    walk.press("Geprüft: So gilt es jetzt")
    walk.sees("Das Konto gilt jetzt so")


def test_the_inventory(walk: Walk, town: Town) -> None:
    walk.sign_in(town.administrator)
    walk.open("/privacy/inventory")
    walk.sees("versiegelte Angaben", "Geburtsdatum", "3 Jahre nach Fallende")
    walk.open("/privacy/inventory?protection=clear")
    walk.sees("lesbar")
