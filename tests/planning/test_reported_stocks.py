"""Reported stocks: entered and corrected through the front door, and counted beside the people recorded by name."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML

from casework.access.roles import Role
from casework.database.moments import now, today
from casework.statistics.answers import answer
from casework.statistics.question import Question
from tests import factories

STICHTAG = date(2020, 5, 31)
TYPED = {
    "stage": "VU",
    "persons": "141",
    "reported_on": "31.05.2020",
    "source": "Landratsamt",
    "received_on": "02.06.2020",
}


@pytest.fixture
def town(app: Flask, client: FlaskClient) -> factories.Municipality:
    with app.app_context():
        town = factories.municipality()
        lead = factories.user(town)
    factories.sign_in(client, lead)
    return town


def ask(app: Flask, town: factories.Municipality, on: str, since: str | None = None) -> dict[str, Any]:
    with app.app_context():
        first = date.fromisoformat(since) if since else None
        return answer(Question(town.id, town.name, date.fromisoformat(on), now(), first))


def shown(client: FlaskClient, address: str) -> str:
    found = JustHTML(client.get(address).text, sanitize=False).query("main")
    return " ".join(found[0].to_text().split())


def stages(found: dict[str, Any]) -> tuple[int, ...]:
    return tuple(found["stock"]["by_stage"][stage] for stage in ("VU", "AU", "UMA"))


def test_who_moves_by_name_leaves_what_is_reported_as_it_was(
    app: Flask, client: FlaskClient, town: factories.Municipality
) -> None:
    with app.app_context():
        moving = factories.person(town, "Haddad")
        factories.stay(moving, stage="VU", starts_on=date(2020, 1, 1))
        factories.stay(factories.person(town, "Tesfay"), stage="AU", starts_on=date(2020, 1, 1))
        factories.stay(moving, stage="AU", starts_on=date(2020, 6, 17))
    for typed in (TYPED, TYPED | {"stage": "UMA", "persons": "53", "source": "Jugendamt"}):
        assert client.post("/reported-stocks/new", data=typed).status_code == 302
    assert stages(ask(app, town, "2020-06-16")) == (141, 1, 53)
    found = ask(app, town, "2020-06-17", since="2020-06-17")
    assert stages(found) == (140, 2, 53)
    assert found["stock"]["total"] == 195
    assert found["stock"]["reported"] == {"EA": 0, "VU": 140, "AU": 0, "UMA": 53, "JV": 0, "SO": 0}
    movement = found["movement"]
    assert movement["stage_changes"] == [{"from": "VU", "to": "AU", "persons": 1}]
    assert (movement["arrivals"], movement["departures"], movement["reported"]) == (0, 0, 0)
    assert (movement["opening"], movement["closing"]) == (195, 195)
    page = shown(client, "/occupancy?on=17.06.2020")
    assert "davon gemeldet, ohne Namen 193" in page
    assert "lebten 195 Geflüchtete" in page
    assert "140 in der vorläufigen Unterbringung, 2 in der Anschlussunterbringung" in page
    for part in ("by_sex", "by_age_group", "by_nationality"):
        assert sum(found["demography"][part].values()) == 195


def test_a_new_number_is_an_arrival_or_a_departure_and_said_to_be_reported(
    app: Flask, client: FlaskClient, town: factories.Municipality
) -> None:
    client.post("/reported-stocks/new", data=TYPED)
    client.post("/reported-stocks/new", data=TYPED | {"persons": "150", "reported_on": "15.06.2020"})
    client.post("/reported-stocks/new", data=TYPED | {"persons": "120", "reported_on": "15.07.2020"})
    june = ask(app, town, "2020-06-30", "2020-06-01")["movement"]
    assert (june["opening"], june["arrivals"], june["departures"], june["closing"]) == (141, 9, 0, 150)
    assert june["reported"] == 9
    july = ask(app, town, "2020-07-31", "2020-07-01")["movement"]
    assert (july["opening"], july["arrivals"], july["departures"], july["closing"]) == (150, 0, 30, 120)
    assert july["reported"] == -30
    first = ask(app, town, "2020-05-31", "2020-05-01")["movement"]
    assert (first["opening"], first["arrivals"], first["closing"]) == (0, 141, 141)


def test_who_is_reported_for_a_house_lives_there_without_a_room(
    app: Flask, client: FlaskClient, town: factories.Municipality
) -> None:
    with app.app_context():
        house = factories.house(town, "GU Nord", rooms={"N1": 8})
        named = factories.person(town, "Haddad")
        factories.stay(named, stage="VU", house=house, room="N1", starts_on=date(2020, 1, 1))
    typed = TYPED | {"persons": "6", "accommodation_id": str(house.id), "ends_on": "10.06.2020"}
    assert client.post("/reported-stocks/new", data=typed).status_code == 302
    found = ask(app, town, "2020-06-05", "2020-06-01")
    (nord,) = found["accommodations"]
    assert (nord["occupied"], nord["free_gross"], nord["person_days"]) == (6, 2, 5 * 6)
    period = found["period"]
    assert (period["person_days"], period["average_stock"], period["lodged_days"]) == (30, 6.0, 30)
    assert (period["place_days"], period["occupancy_rate"]) == (5 * 8, 75.0)
    assert (found["stock"]["total"], found["stock"]["without_dwelling"]) == (6, 0)
    assert (found["period"]["person_days"], found["period"]["lodged_days"]) == (30, 30)
    assert "belegt 6" in shown(client, f"/accommodations/{house.id}?on=05.06.2020")
    (nord,) = ask(app, town, "2020-06-10")["accommodations"]
    assert (nord["occupied"], nord["free_gross"]) == (1, 7)


def test_a_report_counts_as_it_was_known(
    app: Flask, client: FlaskClient, town: factories.Municipality
) -> None:
    client.post("/reported-stocks/new", data=TYPED)
    before = now()
    address = re.search(r"/reported-stocks/[0-9a-f-]{36}", client.get("/reported-stocks").text)
    assert address
    assert client.post(address[0], data=TYPED | {"persons": "139"}).status_code == 302
    assert stages(ask(app, town, "2020-06-01"))[0] == 139
    with app.app_context():
        then = answer(Question(town.id, town.name, date(2020, 6, 1), before))
    assert stages(then)[0] == 141
    assert 'value="139"' in client.get(address[0]).text, "an old link leads to what holds now"


def test_what_was_entered_by_mistake_is_taken_back(
    app: Flask, client: FlaskClient, town: factories.Municipality
) -> None:
    client.post("/reported-stocks/new", data=TYPED)
    assert "141 ganze Kommune Landratsamt 02.06.2020 nächste Meldung" in shown(client, "/reported-stocks")
    address = re.search(r"/reported-stocks/[0-9a-f-]{36}", client.get("/reported-stocks").text)
    assert address
    assert client.post(f"{address[0]}/retract").status_code == 302
    assert "Noch keine Meldung" in shown(client, "/reported-stocks")
    assert ask(app, town, "2020-06-01")["stock"]["total"] == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"persons": "viele"}, "Bitte eine ganze Zahl eingeben"),
        ({"ends_on": "31.05.2020"}, "Das Ende muss nach dem Stichtag"),
        ({}, "Bitte berichtigen Sie jene."),
        ({"source": " landratsamt "}, "Bitte berichtigen Sie jene."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    client: FlaskClient, town: factories.Municipality, typed: dict[str, str], sentence: str
) -> None:
    client.post("/reported-stocks/new", data=TYPED)
    answer = client.post("/reported-stocks/new", data=TYPED | {"received_on": "05.06.2020"} | typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "05.06.2020" in answer.text


def test_administration_reads_and_does_not_write(
    app: Flask, client: FlaskClient, town: factories.Municipality
) -> None:
    client.post("/reported-stocks/new", data=TYPED)
    with app.app_context():
        administrator = factories.user(town, Role.ADMINISTRATOR)
    office = app.test_client()
    factories.sign_in(office, administrator)
    assert "Landratsamt" in shown(office, "/reported-stocks")
    assert "/reported-stocks/" not in office.get("/reported-stocks").text
    assert office.post("/reported-stocks/new", data=TYPED).status_code == 403


def test_the_list_says_what_counts_today(client: FlaskClient, town: factories.Municipality) -> None:
    yesterday = f"{today() - timedelta(days=1):%d.%m.%Y}"
    client.post("/reported-stocks/new", data=TYPED | {"reported_on": yesterday})
    assert "zählen zusätzlich vorläufige Unterbringung 141" in shown(client, "/reported-stocks")
