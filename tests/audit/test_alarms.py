"""Alarms stand out, for the administration of the municipality they concern."""

from datetime import timedelta

import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from casework.access.roles import Role
from casework.audit.alarms import MOST_TOLD, tell_of_damage
from casework.audit.models import TrailEntry
from casework.audit.trail import Actor, act_as, write_witnessed
from casework.database.base import db
from casework.database.moments import now
from casework.vault.unreadable import Damage
from tests import factories


def damaged(app: Flask, town: factories.Municipality, *rows: factories.Person) -> None:
    with app.app_context():
        for row in rows:
            tell_of_damage(Damage("person", "family_name", row.id, town.id))
        write_witnessed()


def test_alarms_stand_out_and_lead_there(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        town, other = factories.municipality(), factories.municipality("Anderstadt")
        lead, administrator = factories.user(town), factories.user(town, Role.ADMINISTRATOR)
        person, stranger = factories.person(town), factories.person(other)
    factories.sign_in(client, administrator)
    assert "Alarme" not in client.get("/").text
    damaged(app, town, person)
    damaged(app, other, stranger)
    home = client.get("/").text
    assert "1 Alarm" in home
    assert "/trail?show=alarms" in home
    page = client.get("/trail?show=alarms").text
    assert "kern-badge--danger" in page
    assert "Angabe nicht lesbar (Personen: Familienname)" in page
    assert str(person.id)[:8] in page
    assert str(stranger.id)[:8] not in page
    assert "angemeldet" not in page.split("<tbody>")[1]
    colleague = app.test_client()
    factories.sign_in(colleague, lead)
    assert "1 Alarm" not in colleague.get("/").text


def test_the_card_goes_after_thirty_days(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        administrator = factories.user(factories.municipality(), Role.ADMINISTRATOR)
        person = factories.person(administrator.municipality)
    with time_machine.travel(now() - timedelta(days=31)):
        damaged(app, administrator.municipality, person)
    factories.sign_in(client, administrator)
    assert "Alarm" not in client.get("/").text


def test_one_alarm_each_and_not_too_many_at_once(app: Flask) -> None:
    with app.app_context():
        person = factories.person(factories.municipality())
        act_as(Actor(None, person.municipality.id))
        for number in range(2 * MOST_TOLD):
            for _again in range(2):
                tell_of_damage(Damage("person", f"column {number}", person.id))
        write_witnessed()
        told = db.session.scalars(
            select(TrailEntry).where(
                TrailEntry.about_id == person.id, TrailEntry.action == "vault:field:unreadable"
            )
        ).all()
        assert len(told) == MOST_TOLD
        assert told[0].detail == {"table": "person", "column": "column 0"}
        assert {entry.municipality_id for entry in told} == {person.municipality.id}
