"""The application while its keys lie under a passphrase nobody has given yet."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.vault.errors import WrongPassphrase
from casework.web.patience import FREE_FAILURES, LONGEST_WAIT_SECONDS, Patience, TooSoon, wait_after
from config import Config
from tests import factories
from tests.keyfiles import put_under_passphrase

PASSPHRASE = "Fünf müde Igel gehen heim"
WRONG = "Sechs muntere Igel bleiben da"


@pytest.fixture
def locked(lead: factories.User, config: Config, start: Callable[[Config], Flask]) -> Flask:
    """The installation with somebody in it, its key now under a passphrase, started anew."""
    put_under_passphrase(config.key_file, PASSPHRASE)
    return start(config)


@pytest.fixture
def lead(app: Flask) -> factories.User:
    with app.app_context():
        return factories.user(factories.municipality())


@pytest.fixture
def client(locked: Flask) -> FlaskClient:
    return locked.test_client()


def unlock(client: FlaskClient, passphrase: str = PASSPHRASE, wanted: str = ""):
    return client.post(f"/unlock{wanted}", data={"passphrase": passphrase})


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "DELETE"])
@pytest.mark.parametrize("page", ["/", "/sign-in", "/people?q=Haddad", "/nowhere"])
def test_every_page_is_locked(client: FlaskClient, page: str, method: str) -> None:
    answer = client.open(page, method=method)
    assert answer.status_code == 503
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    if method != "HEAD":
        assert "<title>Die Anwendung ist verschlossen" in answer.text
        assert answer.text.count("<h1") == 1
        assert '<label class="kern-label" for="passphrase">' in answer.text
        assert 'type="password"' in answer.text


def test_styles_are_served_all_the_same(client: FlaskClient) -> None:
    with client.get("/static/css/page.css") as answer:
        assert answer.status_code == 200


def test_a_script_gets_the_bare_sentence(client: FlaskClient) -> None:
    answer = client.get("/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()) == (503, {"sentence": "Die Anwendung ist verschlossen."})


def test_the_right_passphrase_opens_and_leads_back(client: FlaskClient, lead: factories.User) -> None:
    page = client.get("/people?q=Haddad").text
    assert 'action="/unlock?next=%2Fpeople%3Fq%3DHaddad"' in page
    answer = unlock(client, wanted="?next=%2Fpeople%3Fq%3DHaddad")
    assert (answer.status_code, answer.location) == (302, "/people?q=Haddad")
    factories.sign_in(client, lead)
    assert client.get("/people").status_code == 200


def test_it_never_leads_elsewhere(client: FlaskClient) -> None:
    assert unlock(client, wanted="?next=https://elsewhere.example/").location == "/"


def test_the_form_carries_no_token_and_needs_no_cookie(locked: Flask) -> None:
    locked.config["WTF_CSRF_ENABLED"] = True
    client = locked.test_client(use_cookies=False)
    assert "csrf" not in client.get("/").text
    assert unlock(client).status_code == 302
    assert client.get("/sign-in").status_code == 200


def test_a_wrong_passphrase_opens_nothing_and_is_not_shown_again(client: FlaskClient) -> None:
    answer = unlock(client, WRONG)
    assert answer.status_code == 422
    assert "Das ist nicht die Passphrase." in answer.text
    assert "<title>Fehler: Die Anwendung ist verschlossen" in answer.text
    assert "muntere" not in answer.text
    assert client.get("/").status_code == 503


@pytest.mark.parametrize("nothing", ["", "x" * 2000])
def test_nothing_and_too_much_are_no_tries(client: FlaskClient, nothing: str) -> None:
    for _ in range(FREE_FAILURES + 1):
        assert unlock(client, nothing).status_code == 422
    assert unlock(client).status_code == 302


def test_guessing_gets_slower(client: FlaskClient) -> None:
    for _ in range(FREE_FAILURES):
        assert unlock(client, WRONG).status_code == 422
    refused = unlock(client)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "Zu viele Fehlversuche" in refused.text
    assert client.get("/").status_code == 503


def test_patience_waits_longer_each_time_and_then_lets_try_again() -> None:
    now = [0.0]

    def fail() -> None:
        raise WrongPassphrase

    patience = Patience(lambda: now[0])
    for _ in range(FREE_FAILURES):
        with pytest.raises(WrongPassphrase):
            patience.attempt(fail)
    with pytest.raises(TooSoon):
        patience.attempt(lambda: None)
    now[0] += wait_after(FREE_FAILURES)
    patience.attempt(lambda: None)
    assert [wait_after(failures) for failures in range(6)] == [0, 0, 0, 5, 10, 20]
    assert wait_after(1000) == LONGEST_WAIT_SECONDS


def test_unlocking_is_noted_with_the_failures_before(locked: Flask, client: FlaskClient) -> None:
    unlock(client, WRONG)
    unlock(client)
    with locked.app_context():
        entry = db.session.scalars(db.select(TrailEntry).order_by(TrailEntry.sequence.desc())).first()
        assert (entry.action, entry.detail) == ("vault:application:unlocked", {"failed_before": 1})
        db.session.remove()


def test_what_somebody_was_writing_comes_back(client: FlaskClient) -> None:
    text = "Frau Haddad möchte einen Kita-Platz für Amira."
    answer = client.post("/people/new", data={"text": text})
    assert answer.status_code == 503
    assert text in answer.text


def test_who_was_signed_in_before_is_so_after_unlocking(
    lead: factories.User, locked: Flask, client: FlaskClient
) -> None:
    unlock(client)
    factories.sign_in(client, lead)
    cookie = client.get_cookie("session")
    assert cookie is not None
    again = locked.test_client()
    again.set_cookie("session", cookie.value)
    assert again.get("/people").status_code == 200


def test_unlocking_twice_is_no_harm(client: FlaskClient) -> None:
    assert unlock(client).status_code == 302
    assert unlock(client, WRONG).status_code == 302
    assert client.get("/unlock").location == "/"
