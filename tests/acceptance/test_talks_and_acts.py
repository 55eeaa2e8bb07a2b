"""Scenarios 8 and 11 as the office lives them: talks and acts on the screen, figures by the command."""

import json
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from casework.access.roles import Role
from casework.database.base import db
from casework.people.models import Person
from casework.people.queries import cases_of
from tests import factories
from tests.caseload import Caseload, caseload
from tests.counselling.talks import address, talk

AUGUST = ("--on", "2025-08-31", "--from", "2025-08-01")


def figures(runner: FlaskCliRunner, *options: str) -> dict[str, Any]:
    done = runner.invoke(args=["figures", *options, "--json"])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def world(app: Flask, client: FlaskClient) -> Caseload:
    with app.app_context():
        found = caseload()
    factories.sign_in(client, found.kim)
    return found


def said(client: FlaskClient, person: factories.Person, on: str, **more: object) -> None:
    typed = talk([person], held_on=on, next_step="", next_step_on="") | more
    assert client.post(address(person), data=typed).status_code == 302


def test_8_gone_back_and_in_hospital(
    app: Flask, client: FlaskClient, runner: FlaskCliRunner, world: Caseload
) -> None:
    with app.app_context():
        nord = factories.house(world.layla.municipality, "GU Nord", rooms={"N1": 4})
        for person in (world.layla, world.amir):
            factories.stay(person, stage="VU", house=nord, room="N1", starts_on=date(2025, 6, 1))
    gone, ill = world.layla, world.amir
    room = f"room:{nord.id}/{nord.rooms['N1']}"
    said(client, gone, "05.08.2025", content="Zuletzt gesehen, wollte Verwandte besuchen.")
    said(
        client,
        gone,
        "20.08.2025",
        present=[],
        contact_kind="NETWORK",
        content="Bett mit der Unterkunft freigegeben.",
    )
    left = {"people": [str(gone.id)], "on": "20.08.2025", "reason": "Fortzug nach unbekannt"}
    assert client.post(f"/people/{gone.id}/leave", data=left).status_code == 302
    back = {"people": [str(gone.id)], "on": "25.08.2025", "place": room, "stage": "VU", "reason": "Rückkehr"}
    assert client.post(f"/people/{gone.id}/move", data=back).status_code == 302
    said(client, gone, "25.08.2025", content="Ist zurück, Wege und Geld besprochen.")
    away = {"kind": "HOSPITAL", "starts_on": "05.08.2025", "ends_on": "15.08.2025"}
    assert client.post(f"/people/{ill.id}/absences", data=away).status_code == 302
    said(client, ill, "10.08.2025", contact_kind="ACCOMPANIMENT", content="Besuch im Krankenhaus.")

    august = figures(runner, *AUGUST)
    (house,) = august["accommodations"]
    assert house["person_days"] == 26 + 31
    assert august["period"]["present_days"] == 26 + 21
    movement = august["movement"]
    assert (movement["opening"], movement["departures"], movement["arrivals"], movement["closing"]) == (
        2,
        1,
        1,
        2,
    )
    (whole,) = figures(runner, "--on", "2025-08-24", "--from", "2025-06-01")["accommodations"]
    assert whole["person_days"] == 80 + 85
    assert august["counselling"]["consultations"] == 4
    assert august["counselling"]["persons"] == 2
    assert (august["talks"]["first"], august["talks"]["follow_up"]) == (2, 1), "back, and still the same case"
    with app.app_context():
        (case,) = cases_of(db.session.get_one(Person, gone.id))
        assert case.ends_on is None
    story = client.get(f"/people/{gone.id}").text
    assert "Ist zurück, Wege und Geld besprochen." in story
    assert "Folgegespräch" in client.get(f"/people/{gone.id}?tab=talks").text


def test_11_a_quarter_of_talks(app: Flask, client: FlaskClient, runner: FlaskCliRunner) -> None:
    """Ten talks of which one with a family of four, four with a second topic; then what stands beside them."""
    with app.app_context():
        town, led = factories.municipality(), date(2025, 1, 1)
        kim = factories.user(town, Role.CASE_MANAGER, full_time_share="0.75")
        lou = factories.user(town, Role.CASE_MANAGER, name="Lou Anders", full_time_share="0.50")
        home = factories.household(town)
        family = [factories.person(town, "Haddad", given_names=name, household=home) for name in "ABCD"]
        factories.case(family[0], kim, led)
        for user, more in ((kim, 59), (lou, 45)):
            for number in range(more):
                factories.case(factories.person(town, f"Fall {number}"), user, led)
    factories.sign_in(client, kim)
    for number in range(10):
        topics = (
            {"main_topic": "WOH", "further_topics": ["SPR"]}
            if number < 4
            else {"main_topic": "GES", "further_topics": []}
        )
        present = {"present": [str(one.id) for one in (family if number == 0 else family[:1])]}
        said(client, family[0], f"{3 + number:02}.02.2025", minutes="30", **topics, **present)
    quarter = ("--on", "2025-03-31", "--from", "2025-01-01")
    found = figures(runner, *quarter)
    assert found["counselling"] == {
        "consultations": 10,
        "persons": 4,
        "minutes": 300,
        "by_main_topic": {"GES": 6, "WOH": 4},
        "topic_mentions": {"GES": 6, "SPR": 4, "WOH": 4},
    }
    assert found["caseload_per_fte"] == 84.0
    assert sum(found["counselling"]["by_main_topic"].values()) == 10
    assert sum(found["counselling"]["topic_mentions"].values()) == 14

    short = talk(
        [], held_on="03.03.2025", talk_form="SHORT", described_as="Anrufer", minutes="5", next_step_on=""
    )
    group = short | {"talk_form": "GROUP", "headcount": "12", "minutes": "90"}
    for form, typed in (("SHORT", short), ("GROUP", group)):
        assert client.post(f"/consultations/new?form={form}", data=typed).status_code == 302
    beside = figures(runner, *quarter)
    assert (beside["counselling"]["consultations"], beside["counselling"]["persons"]) == (12, 4)
    assert beside["talks"]["by_form"] == {"TALK": 10, "SHORT": 1, "GROUP": 1}
    assert (beside["talks"]["participants"], beside["talks"]["without_person"]) == (12, 2)
    assert (beside["talks"]["first"], beside["talks"]["follow_up"]) == (1, 9)
