"""Pages for what went wrong."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.errors import Conflict, NotAllowed, NotThere, Refused
from casework.web.install import install

pytestmark = pytest.mark.engine_independent

FAILURES = {
    "/refused": (Refused("Zimmer %(room)s ist voll.", room="W2"), 422, "Zimmer W2 ist voll."),
    "/conflict": (Conflict("Frau Muster war schneller."), 409, "Frau Muster war schneller."),
    "/not-there": (NotThere("Diese Person gibt es nicht."), 404, "Diese Person gibt es nicht."),
    "/not-allowed": (NotAllowed("Das darf nur die Teamleitung."), 403, "Das darf nur die Teamleitung."),
    "/fault": (ZeroDivisionError("1/0"), 500, "Ein Fehler auf unserer Seite"),
}


@pytest.fixture
def client() -> FlaskClient:
    app = Flask(__name__, template_folder="../../templates")
    app.config.update(SECRET_KEY="made up for this test", WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
    install(app)

    def fail(error: Exception) -> Callable[[], str]:
        def view() -> str:
            raise error

        return view

    for path, (error, _status, _words) in FAILURES.items():
        app.add_url_rule(path, path.strip("/"), fail(error), methods=["GET", "POST"])
    return app.test_client()


@pytest.mark.parametrize("path", FAILURES)
def test_each_failure_has_its_status_and_says_what_happened(client: FlaskClient, path: str) -> None:
    _error, status, words = FAILURES[path]
    answer = client.get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert "Zur Startseite" in answer.text
    assert answer.text.count("<h1") == 1


def test_an_unknown_address_is_answered_in_german(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "Das gibt es hier nicht" in answer.text


def test_the_wrong_method_names_the_right_ones(client: FlaskClient) -> None:
    answer = client.delete("/refused")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_long_text_comes_back_and_passwords_do_not(client: FlaskClient) -> None:
    text = "Frau Haddad <b>möchte</b> einen Kita-Platz für Amira."
    answer = client.post(
        "/conflict", data={"text": text, "password": "ein langes geheimes Passwort", "short": "kurz"}
    )
    assert "Frau Haddad &lt;b&gt;möchte&lt;/b&gt;" in answer.text
    assert "geheimes" not in answer.text
    assert "kurz<" not in answer.text


def test_a_script_gets_the_bare_sentence(client: FlaskClient) -> None:
    answer = client.post("/refused", headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert answer.get_json() == {"sentence": "Zimmer W2 ist voll."}


def test_an_old_page_asks_to_send_again() -> None:
    app = Flask(__name__, template_folder="../../templates")
    app.config["SECRET_KEY"] = "made up for this test"
    install(app)
    app.add_url_rule("/", "page", lambda: "saved", methods=["POST"])
    answer = app.test_client().post("/", data={"text": "Ein längerer Text, der nicht verloren gehen darf."})
    assert answer.status_code == 400
    assert "zu lange offen" in answer.text
    assert "nicht verloren gehen darf" in answer.text
