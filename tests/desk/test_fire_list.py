"""The list for the fire brigade: headcount and help needed per room, and no name."""

import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.people.merging import merge
from casework.people.models import Person
from tests import factories
from tests.desk.conftest import Here, signed_in

TODAY = f"{today():%d.%m.%Y}"


def rows(page: str) -> dict[str, list[str]]:
    """The cells of each row by its head."""
    table = page.split("<tbody")[1].split("</tbody", maxsplit=1)[0]
    found = {}
    for row in table.split("<tr")[1:]:
        head, *cells = (
            re.sub("<[^>]+>", "", cell).strip()
            for cell in re.findall(r"<t[hd][^>]*>.*?</t[hd]>", row, re.DOTALL)
        )
        found[head] = cells
    return found


def state(client: FlaskClient, person: factories.Person, need: str, starts_on: str = TODAY) -> int:
    said = {"need": need, "starts_on": starts_on}
    return client.post(f"/people/{person.id}/mobility", data=said).status_code


def test_counts_by_room_without_names(here: Here, porter: FlaskClient, lead: FlaskClient) -> None:
    assert state(lead, here.layla, "WALKING") == 302
    assert state(lead, here.yonas, "WHEELCHAIR") == 302
    page = porter.get(here.fire_list).text
    assert rows(page) == {
        "N1": ["2", "1", "–", "–", "1"],
        "N2": ["1", "–", "1", "–", "–"],
        "Ganzes Haus": ["3", "1", "1", "–", "1"],
    }
    for name in ("Haddad", "Layla", "Tesfay"):
        assert name not in page


def test_for_any_evening(app: Flask, here: Here, lead: FlaskClient) -> None:
    with app.app_context():
        factories.stay(here.yonas, house=here.other_house, room="S1", starts_on=today())
    assert "N2" not in rows(lead.get(here.fire_list).text)
    yesterday = f"{today() - timedelta(days=1):%d.%m.%Y}"
    assert rows(lead.get(f"{here.fire_list}?on={yesterday}").text)["N2"][0] == "1"


def test_what_was_stated_last_holds_and_can_be_taken_back(here: Here, lead: FlaskClient) -> None:
    state(lead, here.yonas, "WHEELCHAIR", "01.01.2025")
    state(lead, here.yonas, "NONE")
    assert rows(lead.get(here.fire_list).text)["N2"] == ["1", "–", "–", "–", "–"]
    page = lead.get(f"/people/{here.yonas.id}/mobility").text
    assert lead.post(re.search(r'action="([^"]*/take-back)"', page)[1]).status_code == 302
    assert rows(lead.get(here.fire_list).text)["N2"] == ["1", "–", "1", "–", "–"]
    assert state(lead, here.yonas, "LYING", "01.01.2025") == 302
    assert rows(lead.get(here.fire_list).text)["N2"] == ["1", "–", "–", "1", "–"]


def test_a_need_of_a_merged_record_counts_for_the_person(app: Flask, here: Here, lead: FlaskClient) -> None:
    with app.app_context():
        double = factories.person(here.town, "Tesfai")
    state(lead, double, "WHEELCHAIR")
    with app.app_context(), transaction():
        merge(db.session.get_one(Person, double.id), db.session.get_one(Person, here.yonas.id))
    assert rows(lead.get(here.fire_list).text)["N2"] == ["1", "–", "1", "–", "–"]


def test_what_does_not_open_is_said(app: Flask, here: Here, lead: FlaskClient) -> None:
    state(lead, here.yonas, "WHEELCHAIR")
    with app.app_context():
        db.session.execute(db.text("UPDATE mobility_need SET need = :bytes"), {"bytes": b"\x01" * 40})
        db.session.commit()
    assert "Bei einer Person ist die Angabe nicht lesbar." in lead.get(here.fire_list).text


def test_the_need_lies_sealed(app: Flask, here: Here, lead: FlaskClient) -> None:
    state(lead, here.yonas, "WHEELCHAIR")
    with app.app_context():
        assert "WHEELCHAIR" not in repr(db.session.execute(db.text("SELECT * FROM mobility_need")).one())


def test_case_managers_do_not_open_it_and_state_the_need_of_their_own(app: Flask, here: Here) -> None:
    manager = signed_in(app, here, Role.CASE_MANAGER)
    assert manager.get(here.fire_list).status_code == 403
    assert state(manager, here.layla, "LYING") == 302
    assert state(manager, here.yonas, "LYING") == 404
    assert "liegend" in manager.get(f"/people/{here.layla.id}?tab=house").text
