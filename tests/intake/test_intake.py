"""A family taken in with one form: people, household, stays, titles and cases, together or not at all."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.permissions import Permission
from casework.access.roles import MATRIX, Role
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import today
from casework.housing.act_models import StayAct
from casework.housing.arrival_models import PlannedArrival
from casework.housing.queries import dwellings_on, stages_on
from casework.people.models import Household, IntegrationCase, Person, ResidenceTitle
from tests import factories
from tests.access.shown_forms import shown_forms
from tests.intake.families import HADDADS, as_sent
from tests.intake.towns import Town, announced, furnished

ON = date(2025, 3, 3)


@pytest.fixture
def town(app: Flask, client: FlaskClient) -> Town:
    return furnished(app, client)


def rows(app: Flask, kind: Any) -> list[Any]:
    with app.app_context():
        return list(db.session.scalars(db.select(kind)))


def shared(town: Town, **more: str) -> dict[str, str]:
    """What is said of everybody: a room, a title with its notice, cases."""
    return {
        "on": "03.03.2025",
        "place": town.room("N2"),
        "title": "AE_25_2_FLU",
        "title_from": "20.06.2025",
        "title_until": "19.06.2028",
        "notice": "REFUGEE",
        "served_on": "30.04.2025",
        "final_on": "15.05.2025",
        "cases": "ALL",
        "cases_from": "03.03.2025",
        "case_manager_id": str(town.user.id),
    } | more


def test_a_family_of_five_is_taken_in_with_all_that_belongs_to_it(
    app: Flask, client: FlaskClient, town: Town
) -> None:
    answer = client.post("/intake", data=as_sent(*HADDADS, **shared(town)))
    assert answer.status_code == 302, answer.text
    with app.app_context():
        people = {person.given_names: person for person in db.session.scalars(db.select(Person))}
        assert answer.location == f"/people/{people['Samir'].id}"
        assert len(people) == 5
        assert len({person.household_id for person in people.values()}) == 1
        assert [person.family_name for person in people.values()].count("Haddad") == 4
        assert people["Yusuf"].family_name == "Al Khatib"
        assert people["Amina"].birth_date == people["Amira"].birth_date
        assert str(people["Amina"].birth_date) == "12.03.2016"
        assert str(people["Layla"].birth_date) == "1990 (Tag/Monat unbekannt)"
        assert people["Amira"].nationalities == ["475"]
        assert people["Yusuf"].nationalities == ["438"]
        assert people["Yusuf"].languages == ["ar", "ku"]
        assert people["Yusuf"].sex is None
        ids = [person.id for person in people.values()]
        assert set(stages_on(ids, ON).values()) == {"VU"}, "as the house says"
        assert set(dwellings_on(ids, ON).values()) == {("ACCOMMODATION", "GU Nord", "N2")}
        titles = list(db.session.scalars(db.select(ResidenceTitle)))
        assert len(titles) == 5
        assert {(title.title, title.served_on, title.final_on) for title in titles} == {
            ("AE_25_2_FLU", date(2025, 4, 30), date(2025, 5, 15))
        }
        assert {title.remark for title in titles} == {"Bescheid: Zuerkennung der Flüchtlingseigenschaft"}
        cases = list(db.session.scalars(db.select(IntegrationCase)))
        assert {(case.starts_on, case.case_manager_id) for case in cases} == {(ON, town.user.id)}
        assert {case.person_id for case in cases} == set(ids)
    page = client.get(answer.location).text
    assert "5 Personen sind aufgenommen." in page
    assert "Der Einzug ist festgehalten: 5 Personen ab 03.03.2025." in page
    for name in people:
        assert name in page


def test_the_way_to_it_stands_where_somebody_is_taken_in(client: FlaskClient, town: Town) -> None:
    for page in ("/", "/people", "/people/new", "/planned-arrivals"):
        assert 'href="/intake"' in client.get(page).text, page
    assert 'href="/intake"' not in client.get("/partners").text


def test_only_a_name_is_mandatory(app: Flask, client: FlaskClient, town: Town) -> None:
    assert client.post("/intake", data=as_sent({"given_names": "Rahma"})).status_code == 302
    with app.app_context():
        (person,) = db.session.scalars(db.select(Person))
        assert (person.given_names, person.family_name) == ("Rahma", "-")
    assert len(rows(app, IntegrationCase)) == 1, "led by whoever takes her in, from today"
    assert not rows(app, StayAct)
    assert not rows(app, ResidenceTitle)


def test_nobody_is_taken_in_from_an_empty_list(app: Flask, client: FlaskClient, town: Town) -> None:
    for lines in ([], [{"family_name": "-", "birth_date": "1990"}]):
        page = client.post("/intake", data=as_sent(*lines))
        assert page.status_code == 422
        assert "Zeile 1, Familienname: Bitte geben Sie wenigstens einen Namen an." in page.text
        assert 'href="#lines-0-family_name"' in page.text
    assert not rows(app, Person)


@pytest.mark.parametrize("count", [1, 5, 12])
def test_as_many_lines_come_back_as_were_sent(client: FlaskClient, town: Town, count: int) -> None:
    lines = [{"family_name": f"Haddad {number}", "birth_date": "31.02.1990"} for number in range(count)]
    page = client.post("/intake", data=as_sent(*lines))
    assert page.status_code == 422
    shown = next(form for form in shown_forms(page.text) if "lines-0-family_name" in form.fields)
    for number, line in enumerate(lines):
        assert shown.fields[f"lines-{number}-family_name"].chosen == [line["family_name"]]
        assert f'href="#lines-{number}-birth_date"' in page.text
    assert f"lines-{count + 3}-family_name" not in shown.fields
    assert page.text.count("Den Tag „31.02.1990“ gibt es nicht.") == 2 * count


def test_a_further_line_keeps_everything_typed_and_records_nothing(
    app: Flask, client: FlaskClient, town: Town
) -> None:
    typed = as_sent(*HADDADS, **shared(town), more="1")
    page = client.post("/intake", data=typed)
    assert page.status_code == 200
    shown = next(form for form in shown_forms(page.text) if "lines-8-family_name" in form.fields)
    for name, text in typed.items():
        if name != "more":
            assert shown.fields[name].chosen in ([text], [text, text], []), name
            assert text in {"", *shown.fields[name].chosen}, name
    assert not rows(app, Person)


def test_what_is_wrong_stands_at_its_line_and_nothing_is_kept(
    app: Flask, client: FlaskClient, town: Town
) -> None:
    with app.app_context():
        factories.person(town.municipality, "Nowak", case_number="2025-0007")
    wrong = {"given_names": "Amina", "birth_date": "12.3.2026", "nationalities": "Atlantis"}
    page = client.post("/intake", data=as_sent(HADDADS[0], wrong, **shared(town, title_from="")))
    assert page.status_code == 422
    for words in (
        "Zeile 2, Geboren: Das ist erst nach dem Tag der Ankunft.",
        "Zeile 2, Staatsangehörigkeit: „Atlantis“",
        "gültig von: Bitte geben Sie den ersten Tag des Titels an.",
    ):
        assert words in page.text, words
    taken = HADDADS[1] | {"case_number": "2025-0007"}
    page = client.post("/intake", data=as_sent(HADDADS[0], taken, **shared(town)))
    assert "Zeile 2, Aktenzeichen: Das Aktenzeichen 2025-0007 ist schon vergeben." in page.text
    page = client.post("/intake", data=as_sent(HADDADS[0] | {"room": "Z9"}, **shared(town)))
    assert (
        "Zeile 1, Anderes Zimmer im selben Haus: Ein Zimmer „Z9“ gibt es in dieser Unterkunft nicht."
        in page.text
    )
    assert len(rows(app, Person)) == 1


def test_exceptions_of_one_person(app: Flask, client: FlaskClient, town: Town) -> None:
    grandmother = {
        "given_names": "Zahra",
        "case_number": "2024-0815",
        "room": "n3",
        "title": "DULDUNG",
        "title_from": "01.06.2025",
        "other_spellings": "زهرة حداد",
    }
    answer = client.post("/intake", data=as_sent(HADDADS[0], grandmother, **shared(town, cases="FIRST")))
    assert answer.status_code == 302, answer.text
    with app.app_context():
        people = {person.given_names: person for person in db.session.scalars(db.select(Person))}
        zahra, samir = people["Zahra"], people["Samir"]
        assert zahra.case_number == "2024-0815"
        assert zahra.other_spellings == ["زهرة حداد"]
        there = dwellings_on([zahra.id, samir.id], ON)
        assert (there[zahra.id][2], there[samir.id][2]) == ("N3", "N2")
        titles = {title.person_id: title.title for title in db.session.scalars(db.select(ResidenceTitle))}
        assert titles == {zahra.id: "DULDUNG", samir.id: "AE_25_2_FLU"}
        assert [case.person_id for case in db.session.scalars(db.select(IntegrationCase))] == [samir.id]
        assert len(list(db.session.scalars(db.select(StayAct)))) == 1


def test_the_move_in_is_warned_of_once_and_can_be_undone(app: Flask, client: FlaskClient, town: Town) -> None:
    answer = client.post("/intake", data=as_sent(*HADDADS, **shared(town, place=town.room("N1"))))
    page = client.get(answer.location).text
    assert "Zimmer N1 ist überbelegt: 5 Personen auf 2 belegbaren Plätzen" in page
    (act,) = rows(app, StayAct)
    client.post(f"/stays/acts/{act.id}/undo")
    with app.app_context():
        ids = list(db.session.scalars(db.select(Person.id)))
        assert dwellings_on(ids, ON) == stages_on(ids, ON) == {}


def test_men_in_a_room_for_women_are_warned_of_though_nobody_knew_them_before(
    app: Flask, client: FlaskClient, town: Town
) -> None:
    with app.app_context():
        women = factories.house(town.municipality, "Haus Frauen", rooms={"F1": 9}, constraint="WOMEN")
    place = f"room:{women.id}/{women.rooms['F1']}"
    answer = client.post("/intake", data=as_sent(*HADDADS, **shared(town, place=place)))
    assert "für Frauen bestimmt; eingezogene Männer: 1." in client.get(answer.location).text


def test_an_announced_arrival_becomes_the_family(app: Flask, client: FlaskClient, town: Town) -> None:
    arrival = announced(app, town, ON)
    assert "03.03.2025 · 5 · VU · Landratsamt · GU Nord, N2" in client.get("/intake").text
    said = {"on": "04.03.2025", "arrival": str(arrival)}
    assert client.post("/intake", data=as_sent(*HADDADS, **said)).status_code == 302
    with app.app_context():
        ids = list(db.session.scalars(db.select(Person.id)))
        assert set(stages_on(ids, date(2025, 3, 4)).values()) == {"VU"}
        assert set(dwellings_on(ids, date(2025, 3, 4)).values()) == {("ACCOMMODATION", "GU Nord", "N2")}
        standing = db.session.scalars(db.select(PlannedArrival).where(PlannedArrival.superseded_at.is_(None)))
        assert [(one.state, one.arrived_on) for one in standing] == [("ARRIVED", date(2025, 3, 4))]


def test_a_flat_has_no_stage_unless_told(app: Flask, client: FlaskClient, town: Town) -> None:
    said = {"on": "03.03.2025", "place": "form:PRIVATE", "stage": "AU"}
    assert client.post("/intake", data=as_sent(*HADDADS, **said)).status_code == 302
    with app.app_context():
        ids = list(db.session.scalars(db.select(Person.id)))
        assert set(dwellings_on(ids, ON).values()) == {("PRIVATE", None, None)}
        assert set(stages_on(ids, ON).values()) == {"AU"}


def test_places_are_proposed_for_so_many_on_the_day(client: FlaskClient, town: Town) -> None:
    found = client.post("/intake/places", data=as_sent(*HADDADS, on="03.03.2025")).text
    assert "GU Nord, N2 · 5 frei" in found
    assert "GU Nord, N1" not in found, "too small for five"
    assert "women=1&amp;men=1&amp;children=3&amp;on=03.03.2025" in found
    nine = as_sent(*HADDADS, *HADDADS[:4], on="03.03.2025")
    assert "GU Nord, N3 · 4 frei" in client.post("/intake/places", data=nine).text, "in two rooms"
    narrowed = client.post("/intake", data=as_sent(*HADDADS, on="03.03.2025", where="N1"))
    assert narrowed.status_code == 200
    assert "GU Nord, N1 · 2 frei" in narrowed.text


def test_a_place_of_another_town_is_refused(app: Flask, client: FlaskClient, town: Town) -> None:
    with app.app_context():
        theirs = factories.house(factories.municipality("Beispielburg"), "Haus Geheim", rooms={"G1": 9})
    for place in (f"house:{theirs.id}", f"room:{theirs.id}/{theirs.rooms['G1']}"):
        page = client.post("/intake", data=as_sent(HADDADS[0], **shared(town, place=place)))
        assert page.status_code == 422
        assert "Unterkunft und Zimmer: Bitte etwas aus der Liste wählen." in page.text
        assert "Geheim" not in page.text
    assert not rows(app, Person)


def test_whoever_may_not_move_people_takes_them_in_without_a_place(
    app: Flask, client: FlaskClient, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    less = MATRIX[Role.CASE_MANAGER] - {Permission.HOUSING_STAY_WRITE}
    monkeypatch.setitem(MATRIX, Role.CASE_MANAGER, less)
    page = client.get("/intake").text
    assert "Unterkunft" not in page
    assert "Zimmer im selben Haus" not in page
    assert client.post("/intake", data=as_sent(*HADDADS, more="1")).status_code == 200
    assert client.post("/intake", data=as_sent(*HADDADS, **shared(town))).status_code == 302
    assert len(rows(app, Person)) == 5
    assert not rows(app, StayAct)


def test_the_trail_says_who_took_whom_in(app: Flask, client: FlaskClient, town: Town) -> None:
    client.post("/intake", data=as_sent(*HADDADS, **shared(town)))
    (household,) = rows(app, Household)
    with app.app_context():
        entries = db.session.scalars(db.select(TrailEntry))
        noted = [(entry.action, entry.about_id, entry.detail) for entry in entries]
    assert ("intake:family:registered", household.id, {"people": 5, "known": 0}) in noted
    actions = [action for action, _about, _detail in noted]
    for action in (
        "people:person:registered",
        "housing:stay:moved",
        "people:title:stated",
        "people:case:led",
    ):
        assert actions.count(action) == 5, action


def test_of_a_case_that_somebody_else_leads_one_is_told(client: FlaskClient, town: Town) -> None:
    answer = client.post("/intake", data=as_sent(*HADDADS, **shared(town, case_manager_id="")))
    assert answer.location == "/"
    assert "Für diese Personen sind Sie nicht zuständig" in client.get("/").text


def test_today_is_the_day_unless_told(client: FlaskClient, town: Town) -> None:
    assert client.get("/intake").text.count(f'value="{today():%d.%m.%Y}"') == 2
