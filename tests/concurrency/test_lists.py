"""Lists that come in while others work: twice at once, from another process, and under the eyes of readers."""

import io
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from casework.database.base import db
from casework.database.moments import now
from casework.database.transaction import transaction
from casework.exchange.importing import get_list, import_list
from casework.housing.stays import DwellingSpan, StageSpan
from casework.people.models import Person
from tests import factories
from tests.concurrency.together import PATIENCE_SECONDS, at_once, inside

ROOT = Path(__file__).parent.parent.parent
COMMAND = (
    "from flask.cli import FlaskGroup; "
    "FlaskGroup(add_default_commands=False, load_dotenv=False).main(prog_name='casework')"
)
PEOPLE = "Familienname;Vornamen;Geburtsdatum\nHaddad;Layla;1990\nOkafor;Chidi;01.02.1985\nTesfay;Yonas;1999"
STAYS = (
    "Aktenzeichen;Von;Stufe;Unterkunft;Zimmer\nA-1;01.01.2025;VU;Haus Nord;N1\nA-1;01.06.2025;AU;Haus Nord;N2"
)
MOST_SECONDS_TO_READ = 5
READ = ("/", "/people?q=Haddad", "/occupancy", "/occupancy/people", "/accommodations", "/people")


@pytest.fixture
def lead(app: Flask) -> factories.User:
    with app.app_context():
        return factories.user(factories.municipality())


@pytest.fixture
def signed_in(app: Flask, lead: factories.User) -> Callable[[], FlaskClient]:
    """Another browser of the team lead's."""

    def open_one() -> FlaskClient:
        client = app.test_client()
        factories.sign_in(client, lead)
        return client

    return open_one


def upload(client: FlaskClient, content: str, list_name: str = "personen") -> str:
    sent = client.post(
        "/imports", data={"list_name": list_name, "file": (io.BytesIO(content.encode()), "liste.csv")}
    )
    assert sent.status_code == 302, sent.text
    return sent.location


def taking_over(client: FlaskClient, waiting: str) -> Callable[[], int]:
    return lambda: client.post(f"{waiting}/take-over").status_code


def number_of(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(table)) or 0


def test_one_waiting_list_is_taken_over_once(app: Flask, signed_in: Callable[[], FlaskClient]) -> None:
    first, second = signed_in(), signed_in()
    waiting = upload(first, PEOPLE)
    found = at_once(taking_over(first, waiting), taking_over(second, waiting))
    assert sorted(found, key=str) in ([302, 404], [302, 409])
    assert number_of(app, Person) == 3


def test_the_same_people_brought_twice_at_once_are_there_once(
    app: Flask, signed_in: Callable[[], FlaskClient]
) -> None:
    clients = [signed_in(), signed_in()]
    found = at_once(*(taking_over(client, upload(client, PEOPLE)) for client in clients))
    assert found == [302, 302]
    assert number_of(app, Person) == 3


def test_the_same_stays_brought_twice_at_once_are_there_once(
    app: Flask, lead: factories.User, signed_in: Callable[[], FlaskClient]
) -> None:
    with app.app_context():
        factories.house(lead.municipality, "Haus Nord", rooms={"N1": 4, "N2": 4})
        factories.person(lead.municipality, case_number="A-1")
    clients = [signed_in(), signed_in()]
    found = at_once(*(taking_over(client, upload(client, STAYS, "aufenthalte")) for client in clients))
    assert found == [302, 302]
    assert (number_of(app, StageSpan), number_of(app, DwellingSpan)) == (2, 2)


def test_whom_another_process_takes_in_is_found_at_once(
    app: Flask, lead: factories.User, signed_in: Callable[[], FlaskClient], tmp_path: Path
) -> None:
    client = signed_in()
    assert "Okafor" not in client.get("/people").text
    file = tmp_path / "liste.csv"
    file.write_text(PEOPLE)
    config = app.extensions["casework config"]
    environment = os.environ | {
        "CASEWORK_INSTANCE": str(config.instance),
        "CASEWORK_KEY_FILE": str(config.key_file),
        "CASEWORK_DATABASE_URL": config.database_url,
    }
    arguments = ["--app", str(ROOT / "wsgi.py"), "import", "personen", str(file)]
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "Okafor" in client.get("/people").text
    assert "Layla" in client.get("/people?q=Haddad").text


def test_readers_are_answered_while_a_list_comes_in(
    app: Flask, lead: factories.User, signed_in: Callable[[], FlaskClient]
) -> None:
    importer, reader = signed_in(), signed_in()
    long_list = "Aktenzeichen;Familienname\n" + "\n".join(f"L-{n};Haddad {n}" for n in range(300))
    waiting = upload(importer, long_list)
    taken_over = threading.Event()

    def bring() -> int:
        try:
            return importer.post(f"{waiting}/take-over").status_code
        finally:
            taken_over.set()

    def read() -> set[int]:
        found = set()
        while True:
            is_last = taken_over.is_set()
            found |= {reader.get(page).status_code for page in READ}
            if is_last:
                return found

    assert at_once(bring, read) == [302, {200}]
    assert "Haddad 299" in reader.get("/people?q=L-299").text


@pytest.mark.parametrize("later", [timedelta(0), timedelta(minutes=10)], ids=["now", "a sign of life is due"])
def test_figures_are_read_in_the_midst_of_an_import(
    app: Flask, lead: factories.User, signed_in: Callable[[], FlaskClient], later: timedelta
) -> None:
    """Whoever only reads does not wait for the writer, and is shown what was before."""
    reader = signed_in()
    is_stored, has_read = threading.Event(), threading.Event()

    def bring() -> bool:
        with transaction():
            import_list(get_list("personen"), lead.municipality.id, PEOPLE.encode(), file_name="liste.csv")
            is_stored.set()
            return has_read.wait(MOST_SECONDS_TO_READ)

    def read() -> list[int]:
        try:
            is_stored.wait(PATIENCE_SECONDS)
            with time_machine.travel(now() + later):
                return [reader.get(page).status_code for page in ("/occupancy", "/partners")]
        finally:
            has_read.set()

    was_read_meanwhile, statuses = at_once(inside(app, bring), read)
    assert statuses == [200, 200]
    assert was_read_meanwhile is True
    assert number_of(app, Person) == 3
