"""The page to bring lists in."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from casework.access.roles import Role
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.exchange.importing import LISTS
from casework.exchange.models import UploadedList
from casework.people.models import Person
from tests import factories
from tests.exchange.test_files import workbook

GOOD = "Aktenzeichen;Familienname\n1;Haddad\n2;Okafor"
MIXED = "Aktenzeichen;Familienname;Geburtsdatum;Farbe\n1;Haddad;31.02.1990;rot\n2;Okafor;1990;blau"


@pytest.fixture
def lead(app: Flask, client: FlaskClient) -> factories.User:
    """A team lead, signed in."""
    with app.app_context():
        user = factories.user(factories.municipality())
    factories.sign_in(client, user)
    return user


def upload(
    client: FlaskClient, content: str | bytes, name: str = "personen.csv", list_name: str = "personen"
) -> TestResponse:
    content = content.encode() if isinstance(content, str) else content
    return client.post("/imports", data={"list_name": list_name, "file": (io.BytesIO(content), name)})


def number_of(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_upload_look_take_over(app: Flask, client: FlaskClient, lead: factories.User) -> None:
    sent = upload(client, GOOD)
    assert sent.status_code == 302
    page = client.get(sent.location)
    assert page.status_code == 200
    assert "Haddad" in page.text
    assert "Übernehmen" in page.text
    assert number_of(app, Person) == 0
    assert "personen.csv" in client.get("/imports").text
    done = client.post(f"{sent.location}/take-over", follow_redirects=True)
    assert "Übernommen: 2 neu, 0 berichtigt" in done.text
    assert (number_of(app, Person), number_of(app, UploadedList)) == (2, 0)
    assert client.post(f"{sent.location}/take-over").status_code == 404
    with app.app_context():
        actions = db.session.scalars(select(TrailEntry.action).where(TrailEntry.actor_id == lead.id)).all()
    assert actions.count("exchange:list:previewed") == 1
    assert actions.count("exchange:list:imported") == 1
    assert actions.count("exchange:person:imported") == 2


def test_errors_row_by_row_and_nothing_is_lost(app: Flask, client: FlaskClient, lead: factories.User) -> None:
    sent = upload(client, MIXED, "März.csv")
    page = client.get(sent.location).text
    assert "Den Tag „31.02.1990“ gibt es nicht" in page
    assert "Unbekannte Spalten: Farbe." in page
    assert "Nur gute Zeilen übernehmen" in page
    refused = client.post(f"{sent.location}/take-over")
    assert refused.status_code == 422
    assert "Den Tag „31.02.1990“ gibt es nicht" in refused.text
    assert number_of(app, Person) == 0
    rejected = client.get(f"{sent.location}/rejected.csv")
    assert (
        rejected.data.decode("utf-8-sig")
        .splitlines()[1]
        .startswith("1;Haddad;31.02.1990;rot;Geburtsdatum: Den Tag")
    )

    done = client.post(f"{sent.location}/take-over", data={"skip_bad": "1"}, follow_redirects=True)
    assert "1 Zeilen wurden nicht übernommen und warten auf Berichtigung" in done.text
    assert "März.csv.rejected.csv" in done.text
    assert number_of(app, Person) == 1
    again = client.get(sent.location).text
    assert "Haddad" in again
    assert "Okafor" not in again
    assert "Nur gute Zeilen übernehmen" not in again
    gone = client.post(f"{sent.location}/discard", follow_redirects=True)
    assert "ist verworfen" in gone.text
    assert number_of(app, UploadedList) == 0


@pytest.mark.parametrize(
    ("content", "list_name", "sentence"),
    [
        ("%PDF-1.7", "personen", "Das ist eine PDF-Datei"),
        (GOOD, "aufenthalte", "Der Liste fehlt die Spalte „Von“"),
        ("Familienname;FAMILIENNAME\nX;Y", "personen", "steht mehrfach"),
        (GOOD, "", "Bitte wählen Sie, welche Liste die Datei enthält."),
    ],
)
def test_what_is_no_list_is_refused_at_the_form(
    app: Flask, client: FlaskClient, lead: factories.User, content: str, list_name: str, sentence: str
) -> None:
    answer = upload(client, content, list_name=list_name)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert number_of(app, UploadedList) == 0


def test_a_form_without_a_file(client: FlaskClient, lead: factories.User) -> None:
    answer = client.post("/imports", data={"list_name": "personen"})
    assert answer.status_code == 422
    assert "Bitte wählen Sie eine Datei." in answer.text


def test_a_hundred_megabytes_are_refused_with_a_sentence(
    app: Flask, client: FlaskClient, lead: factories.User
) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body = io.BytesIO(part + b"a;b\n" * (25 * 1024 * 1024) + b"\r\n--x--\r\n")
    answer = client.post("/imports", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert "<h1" in answer.text
    assert re.search(r"zu groß|größer|MB", answer.text)
    assert number_of(app, UploadedList) == 0


def test_a_workbook_with_real_days_is_shown_as_it_is_written(
    client: FlaskClient, lead: factories.User
) -> None:
    book = workbook(["Familienname", "Geburtsdatum"], ["<b>Haddad</b>", date(1990, 6, 17)])
    page = client.get(upload(client, book, "personen.xlsx").location).text
    assert "17.06.1990" in page
    assert "&lt;b&gt;Haddad&lt;/b&gt;" in page


@pytest.mark.parametrize("name", LISTS)
def test_each_template_is_a_list_of_its_kind(client: FlaskClient, lead: factories.User, name: str) -> None:
    template = client.get(f"/imports/template/{name}.csv")
    assert template.status_code == 200
    assert template.data.startswith(b"\xef\xbb\xbf")
    assert upload(client, template.data, list_name=name).status_code == 302


def test_an_unknown_template(client: FlaskClient, lead: factories.User) -> None:
    assert client.get("/imports/template/bewohner.csv").status_code == 422


@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.ADMINISTRATOR])
def test_only_the_team_lead_brings_lists_in(app: Flask, client: FlaskClient, role: Role) -> None:
    with app.app_context():
        user = factories.user(factories.municipality(), role)
    factories.sign_in(client, user)
    assert client.get("/imports").status_code == 403
    assert upload(client, GOOD).status_code == 403


def test_another_town_does_not_see_what_waits(app: Flask, client: FlaskClient, lead: factories.User) -> None:
    place = upload(client, GOOD).location
    with app.app_context():
        other = factories.user(factories.municipality("Anderswo"))
    neighbour = app.test_client()
    factories.sign_in(neighbour, other)
    assert neighbour.get(place).status_code == 404
    assert neighbour.get(f"{place}/rejected.csv").status_code == 404
    assert neighbour.post(f"{place}/take-over").status_code == 404
    assert neighbour.post(f"{place}/discard").status_code == 404
    assert place not in neighbour.get("/imports").text
    assert number_of(app, UploadedList) == 1


def test_an_uploaded_file_lies_sealed(
    app: Flask, client: FlaskClient, lead: factories.User, tmp_path: Path
) -> None:
    upload(client, GOOD, "Haddad.csv")
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("looks into the files of SQLite")
    found = [path for path in tmp_path.rglob("*") if path.is_file() and b"Haddad" in path.read_bytes()]
    assert found == []
