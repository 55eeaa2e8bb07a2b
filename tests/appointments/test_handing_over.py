"""A whole caseload passes to somebody else: history, dates and figures stay right, and one step undoes it."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from casework.access.roles import Role
from casework.accounts.models import User
from casework.accounts.operations import deactivate
from casework.accounts.substitution_models import Substitution
from casework.appointments.handing_over import hand_over
from casework.appointments.models import Appointment
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.errors import Refused
from casework.people.cases import lead_case
from casework.people.models import IntegrationCase, Person
from tests import factories
from tests.appointments.planned import planned
from tests.caseload import Caseload

BEGAN = date(2025, 1, 1)


def led(world: Caseload) -> set[tuple[str, date, date | None, str]]:
    """What is believed of cases: whose, from when, until when, by whom."""
    names = {world.kim.id: "Kim", world.lou.id: "Lou", world.lead.id: "Toni"}
    rows = db.session.scalars(db.select(IntegrationCase).where(IntegrationCase.superseded_at.is_(None)))
    return {
        (row.person.given_names or "", row.starts_on, row.ends_on, names[row.case_manager_id]) for row in rows
    }


def active(day: date) -> int:
    """Cases led on a day, by whomever."""
    return db.session.scalar(
        db.select(db.func.count()).where(
            IntegrationCase.superseded_at.is_(None),
            IntegrationCase.starts_on <= day,
            IntegrationCase.ends_on.is_(None) | (IntegrationCase.ends_on > day),
        )
    )


def send(client: FlaskClient, address: str, form: dict[str, object]) -> tuple[str, str]:
    """Preview and confirm; the preview, and where the confirmation leads."""
    preview = client.post(address, data=form)
    mark = re.search(r'name="previewed" type="hidden" value="(\w+)"', preview.text)
    assert preview.status_code == 200
    assert mark
    done = client.post(address, data=form | {"previewed": mark[1]})
    assert done.status_code == 302, done.text
    return preview.text, client.get(done.location).text


def test_cases_and_appointments_pass_over_and_one_step_undoes_it(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    with app.app_context():
        for person in (world.amir, world.single):
            factories.case(person, world.kim, BEGAN)
        coming = planned(world.kim, world.layla, day=today() + timedelta(days=3))
        overdue = planned(world.kim, world.amir, day=today() - timedelta(days=3))
        others = planned(world.kim, world.single, day=today() + timedelta(days=3))
        own = planned(world.kim)
        days = [BEGAN, today() - timedelta(days=1), today(), today() + timedelta(days=400)]
        figures = [active(day) for day in days]
        before = led(world)
    factories.sign_in(client, world.lead)
    assert f"/caseloads/{world.kim.id}" in client.get("/caseloads").text
    address = f"/caseloads/{world.kim.id}"
    form = {
        "people": [str(world.layla.id), str(world.amir.id)],
        "taker_id": str(world.lou.id),
        "on": f"{today():%d.%m.%Y}",
    }

    preview, after = send(client, address, form)

    assert "gehen 2 Fälle und 2 Termine an Lou Anders" in preview
    assert "2 Fälle und 2 Termine sind an Lou Anders übergeben." in after
    assert "Tesfay" in after
    assert "Haddad" not in after
    with app.app_context():
        assert led(world) == {
            ("Layla", BEGAN, today(), "Kim"),
            ("Amir", BEGAN, today(), "Kim"),
            ("Layla", today(), None, "Lou"),
            ("Amir", today(), None, "Lou"),
            ("Yonas", BEGAN, None, "Kim"),
        }
        assert [active(day) for day in days] == figures
        owners = {one.id: one.owner_id for one in db.session.scalars(db.select(Appointment))}
        assert owners == {
            coming: world.lou.id,
            overdue: world.lou.id,
            others: world.kim.id,
            own: world.kim.id,
        }
        entries = db.session.scalars(
            db.select(TrailEntry.about_id).where(TrailEntry.action == "appointments:caseload:handed-over")
        ).all()
        assert sorted(entries, key=str) == sorted([world.layla.id, world.amir.id], key=str)
    lou, kim = app.test_client(), app.test_client()
    factories.sign_in(lou, world.lou)
    factories.sign_in(kim, world.kim)
    assert lou.get(f"/people/{world.layla.id}").status_code == 200
    assert kim.get(f"/people/{world.layla.id}").status_code == 404
    undo = re.search(r'action="(/caseloads/undo/[\w-]+)"', after)
    assert undo
    assert client.post(undo[1]).status_code == 302
    assert client.post(undo[1]).status_code == 422, "only once"
    with app.app_context():
        assert led(world) == before
        assert {one.owner_id for one in db.session.scalars(db.select(Appointment))} == {world.kim.id}


def test_nobody_is_chosen_at_first_households_stand_together_and_the_preview_shows_the_chosen(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    with app.app_context():
        for person in (world.amir, world.single):
            factories.case(person, world.kim, BEGAN)
    factories.sign_in(client, world.lead)
    address = f"/caseloads/{world.kim.id}"
    page = client.get(address).text
    assert not re.search(r'<input[^>]*checked[^>]*name="people"', page)
    rows = re.findall(r'<tr class="household">.*?</tr>', page, re.DOTALL)
    assert sorted(row.count('name="people"') for row in rows) == [1, 2]
    family = next(row for row in rows if row.count('name="people"') == 2)
    assert "Layla" in family
    assert "Amir" in family

    form = {"taker_id": str(world.lou.id), "on": f"{today():%d.%m.%Y}"}
    one = client.post(address, data=form | {"people": [str(world.single.id)]}).text
    assert "geht 1 Fall an Lou Anders" in one
    assert "Tesfay" in one
    assert "Layla" not in one
    again = client.post(address, data=form | {"people": [str(world.single.id)], "choose_anew": "1"}).text
    assert len(re.findall(r'<input[^>]*checked[^>]*name="people"', again)) == 1
    assert "Layla" in again
    assert "Noch ist nichts geschehen." not in again
    everybody = client.post(address, data=form | {"everybody": "1"}).text
    assert "gehen 3 Fälle an Lou Anders" in everybody


def test_the_preview_says_that_the_taker_is_away(app: Flask, client: FlaskClient, world: Caseload) -> None:
    with app.app_context(), transaction():
        substitute = factories.user(world.kim.municipality, Role.CASE_MANAGER, name="Mika Ersatz")
        db.session.add(
            Substitution(
                municipality_id=world.kim.municipality.id,
                absent_id=world.lou.id,
                substitute_id=substitute.id,
                starts_on=today() + timedelta(days=2),
                ends_on=today() + timedelta(days=5),
            )
        )
    factories.sign_in(client, world.lead)
    for days, is_away in ((1, False), (2, True), (4, True), (5, False)):
        form = {
            "people": [str(world.layla.id)],
            "taker_id": str(world.lou.id),
            "on": f"{today() + timedelta(days=days):%d.%m.%Y}",
        }
        preview = client.post(f"/caseloads/{world.kim.id}", data=form).text
        assert "Noch ist nichts geschehen." in preview
        assert ("Lou Anders ist an diesem Tag nicht da" in preview) is is_away
        assert ("vertritt Mika Ersatz" in preview) is is_away


def test_a_changed_choice_is_looked_at_again(app: Flask, client: FlaskClient, world: Caseload) -> None:
    factories.sign_in(client, world.lead)
    address = f"/caseloads/{world.kim.id}"
    form = {
        "people": [str(world.layla.id)],
        "taker_id": str(world.lou.id),
        "on": f"{today():%d.%m.%Y}",
    }
    mark = re.search(r'name="previewed" type="hidden" value="(\w+)"', client.post(address, data=form).text)
    assert mark
    changed = client.post(address, data=form | {"previewed": mark[1], "taker_id": str(world.lead.id)})
    assert changed.status_code == 200
    assert "Noch ist nichts geschehen." in changed.text
    assert client.post(address, data=form | {"people": [str(world.single.id)]}).status_code == 422
    with app.app_context():
        assert led(world) == {("Layla", BEGAN, None, "Kim")}


@pytest.mark.parametrize("days", [-10, 0, 30])
def test_any_day_leaves_every_figure_as_it_was(app: Flask, world: Caseload, days: int) -> None:
    """Also for a case that has an end, one that begins on the very day, and one that begins later."""
    on = today() + timedelta(days=days)
    with app.app_context():
        ends_on = on + timedelta(days=50)
        factories.case(world.amir, world.kim, BEGAN, ends_on)
        factories.case(world.sara, world.kim, on)
        factories.case(world.single, world.kim, on + timedelta(days=5))
        watched = [on + timedelta(days=step) for step in (-1, 0, 1, 5, 6, 49, 50)]
        figures = [active(day) for day in watched]
        with transaction():
            giver, taker = (db.session.get_one(User, user.id) for user in (world.kim, world.lou))
            family = (world.layla, world.amir, world.sara, world.single)
            hand_over(giver, taker, [db.session.get_one(Person, one.id) for one in family], on=on)
        assert [active(day) for day in watched] == figures
        assert led(world) == {
            ("Layla", BEGAN, on, "Kim"),
            ("Layla", on, None, "Lou"),
            ("Amir", BEGAN, on, "Kim"),
            ("Amir", on, ends_on, "Lou"),
            ("Sara", on, None, "Lou"),
            ("Yonas", on + timedelta(days=5), None, "Lou"),
        }


def test_who_left_stands_out_and_who_cannot_take_over_is_refused(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    with app.app_context():
        desk = factories.user(world.kim.municipality, Role.HOUSE_DESK)
        with transaction():
            deactivate(db.session.get_one(User, world.kim.id))
        giver = db.session.get_one(User, world.kim.id)
        layla = db.session.get_one(Person, world.layla.id)
        for taker in (world.kim, desk, world.stranger):
            with pytest.raises(Refused), transaction():
                hand_over(giver, db.session.get_one(User, taker.id), [layla], on=today())
    factories.sign_in(client, world.lead)
    assert "Konto gesperrt" in client.get("/caseloads").text
    assert "1 Fall noch in der Hand" in client.get("/").text
    colleague = app.test_client()
    factories.sign_in(colleague, world.lou)
    assert colleague.get("/caseloads").status_code == 403


def test_what_changed_since_is_not_undone(app: Flask, client: FlaskClient, world: Caseload) -> None:
    with app.app_context():
        with transaction():
            giver, taker = (db.session.get_one(User, user.id) for user in (world.kim, world.lou))
            act = hand_over(giver, taker, [db.session.get_one(Person, world.layla.id)], on=today()).id
        with transaction():
            layla = db.session.get_one(Person, world.layla.id)
            lead_case(layla, starts_on=today(), case_manager_id=world.lead.id)
    factories.sign_in(client, world.lead)
    answer = client.post(f"/caseloads/undo/{act}")
    assert answer.status_code == 422
    assert "Seitdem wurde mindestens ein Fall geändert." in answer.text


def test_the_figures_of_the_office_do_not_change(app: Flask, runner: FlaskCliRunner) -> None:
    with app.app_context():
        town = factories.municipality("Kleinstadt")
        kim, lou = (
            factories.user(town, Role.CASE_MANAGER, name=name, full_time_share=Decimal("0.75"))
            for name in ("Kim Beispiel", "Lou Anders")
        )
        people = [factories.person(town, f"Haddad {number}") for number in range(6)]
        for person in people:
            factories.stay(person, stage="AU", form="PRIVATE", starts_on=BEGAN)
            factories.case(person, kim, BEGAN)
    days = [today() - timedelta(days=step) for step in (20, 10, 9, 0)]

    def told() -> list[dict[str, object]]:
        asked = ["figures", "--municipality", "Kleinstadt", "--json", "--on"]
        answers = (runner.invoke(args=[*asked, day.isoformat()]) for day in days)
        return [{**json.loads(answer.output), "as_known_at": None} for answer in answers]

    before = told()
    assert [figures["caseload_per_fte"] for figures in before] == [4.0] * 4
    with app.app_context(), transaction():
        giver, taker = (db.session.get_one(User, user.id) for user in (kim, lou))
        some = [db.session.get_one(Person, person.id) for person in people[:4]]
        hand_over(giver, taker, some, on=days[1])
    assert told() == before
