"""The page of the Jour Fixe and its download, through the front door."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.audit.models import TrailEntry
from casework.database.base import db
from tests import factories
from tests.reports.reading import text_of
from tests.reports.town import Town, build
from tests.templates import Template, Templates

JUNE = "on=30.06.2025&from=01.06.2025"


@pytest.fixture(scope="module")
def template(templates: Templates) -> Template:
    return templates.holding(build)


def exports(app: Flask) -> list[TrailEntry]:
    found = db.session.scalars(
        db.select(TrailEntry).where(TrailEntry.action == "reports:jour-fixe:exported").order_by("sequence")
    )
    return list(found)


def test_the_page_asks_and_shows_the_headline(client: FlaskClient, town: Town) -> None:
    factories.sign_in(client, town.lead)
    page = client.get(f"/jour-fixe?{JUNE}")
    assert page.status_code == 200
    assert "Am 30.06.2025 lebten 4 Geflüchtete in Musterstadt" in page.text
    assert 'formaction="/jour-fixe.pdf"' in page.text
    assert client.get("/jour-fixe").status_code == 200


def test_the_paper_comes_as_a_file_and_leaves_a_trace(app: Flask, client: FlaskClient, town: Town) -> None:
    factories.sign_in(client, town.lead)
    answer = client.get(f"/jour-fixe.pdf?{JUNE}&edition=internal")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename=jour-fixe-2025-06-30-internal.pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Шевченко, Олександр" in text_of(answer.data)
    with app.app_context():
        (entry,) = exports(app)
        assert (entry.actor_id, entry.municipality_id) == (town.lead.id, town.municipality.id)
        assert {
            "on": "2025-06-30",
            "from": "2025-06-01",
            "edition": "internal",
        }.items() <= entry.detail.items()


def test_without_a_beginning_the_month_is_meant(client: FlaskClient, town: Town) -> None:
    factories.sign_in(client, town.lead)
    text = text_of(client.get("/jour-fixe.pdf?on=30.06.2025").data)
    assert "01.06.2025 – 30.06.2025" in text
    assert "Ausgabe pseudonym" in text


def test_the_administration_gets_numbers_and_no_names(app: Flask, client: FlaskClient, town: Town) -> None:
    factories.sign_in(client, town.administrator)
    page = client.get(f"/jour-fixe?{JUNE}")
    assert "intern, mit Namen" not in page.text
    text = text_of(client.get(f"/jour-fixe.pdf?{JUNE}").data)
    assert town.persons["cyrillic"].case_number in text
    assert "Олександр" not in text
    refused = client.get(f"/jour-fixe.pdf?{JUNE}&edition=internal", follow_redirects=True)
    assert refused.status_code == 422
    assert "Bitte etwas aus der Liste wählen." in refused.text
    with app.app_context():
        assert len(exports(app)) == 1


def test_a_case_manager_makes_no_report(app: Flask, client: FlaskClient, town: Town) -> None:
    with app.app_context():
        manager = factories.user(town.municipality, Role.CASE_MANAGER)
    factories.sign_in(client, manager)
    assert client.get("/jour-fixe").status_code == 403
    assert client.get("/jour-fixe.pdf").status_code == 403


def test_nobody_is_nobody(client: FlaskClient) -> None:
    assert client.get("/jour-fixe.pdf").status_code == 302


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("on=31.02.2025", "31.02.2025 gibt es nicht. Bitte als TT.MM.JJJJ eingeben."),
        ("on=", "Bitte ausfüllen."),
        ("on=30.06.2025&from=01.07.2025", "Der Zeitraum endet (30.06.2025), bevor er beginnt (01.07.2025)."),
        ("on=30.06.2025&as-known-at=gestern", "„gestern“ ist kein Zeitpunkt."),
        ("on=30.06.2025&edition=public", "Bitte etwas aus der Liste wählen."),
    ],
)
def test_a_wrong_question_gets_a_sentence_and_keeps_what_was_typed(
    client: FlaskClient, town: Town, asked: str, sentence: str
) -> None:
    factories.sign_in(client, town.lead)
    for path in ("/jour-fixe", "/jour-fixe.pdf"):
        page = client.get(f"{path}?{asked}", follow_redirects=True)
        assert page.status_code == 422
        assert sentence in page.text
        for value in (part.split("=")[1] for part in asked.split("&") if not part.endswith("public")):
            assert f'value="{value}"' in page.text


@pytest.mark.parametrize("typed", ["30.05.2025", "30.05.2025 10:00", "2025-05-30", "2025-05-30T10:00"])
def test_knowledge_is_a_day_or_a_moment(client: FlaskClient, town: Town, typed: str) -> None:
    factories.sign_in(client, town.lead)
    page = client.get("/jour-fixe", query_string={"on": "30.06.2025", "as-known-at": typed})
    assert "lebten keine Geflüchteten in Musterstadt" in page.text


def test_another_town_sees_nothing_of_this_one(app: Flask, client: FlaskClient, town: Town) -> None:
    with app.app_context():
        elsewhere = factories.municipality("Nachbarstadt")
        lead = factories.user(elsewhere, Role.TEAM_LEAD)
    factories.sign_in(client, lead)
    text = text_of(client.get(f"/jour-fixe.pdf?{JUNE}&edition=internal").data)
    assert "lebten keine Geflüchteten in Nachbarstadt" in text
    assert "Al-Hussein" not in text
    assert "AU West" not in text
