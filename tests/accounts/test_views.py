"""The accounts of a municipality and the own one, through the front door."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from casework.access.roles import Role
from tests import factories
from tests.factories import PASSWORD

NEW_PASSWORD = "Drei Birnen und ein Zug"
REFUSAL = "E-Mail-Adresse oder Passwort stimmen nicht"


def try_to_sign_in(client: FlaskClient, email: str, password: str) -> TestResponse:
    return client.post("/sign-in", data={"email": email, "password": password})


def edit(client: FlaskClient, user: factories.User, **changes: str) -> TestResponse:
    data = {"name": user.name, "email": user.email, "role": user.role} | changes
    return client.post(f"/accounts/{user.id}", data=data)


def test_creating_an_account_lets_somebody_in(client: FlaskClient, administrator: factories.User) -> None:
    factories.sign_in(client, administrator)
    answer = client.post(
        "/accounts/new",
        data={
            "name": "Sascha Entwurf",
            "email": "sascha@musterstadt.example",
            "role": Role.CASE_MANAGER,
            "share_percent": "75",
            "password": NEW_PASSWORD,
        },
    )
    assert answer.location == "/accounts"
    page = client.get("/accounts").text
    assert "Das Konto ist angelegt." in page
    assert "Sascha Entwurf" in page
    assert "75\u00a0%" in page
    client.post("/sign-out")
    assert try_to_sign_in(client, "sascha@musterstadt.example", NEW_PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"password": "zu kurz"}, "Das Passwort braucht 12 bis 200 Zeichen."),
        ({"password": "aaaaaaaaaaaaaaa"}, "Das Passwort wiederholt nur wenige Zeichen."),
        ({"password": "Sascha ist der Beste"}, "Das Passwort enthält Ihren Namen"),
        ({"email": "alex.vorlage@musterstadt.example"}, "gibt es schon ein Konto"),
        ({"email": "sascha"}, "Bitte eine vollständige E-Mail-Adresse eingeben"),
        ({"name": ""}, "Bitte ausfüllen."),
        ({"role": "king"}, "Bitte etwas aus der Liste wählen."),
        ({"share_percent": "0"}, "Bitte eine Zahl von 1 bis 100 eingeben."),
        ({"share_percent": "halb"}, "Bitte eine ganze Zahl eingeben"),
    ],
)
def test_bad_input_is_explained_and_kept(
    client: FlaskClient, administrator: factories.User, typed: dict[str, str], sentence: str
) -> None:
    factories.sign_in(client, administrator)
    data = {
        "name": "Sascha Entwurf",
        "email": "s.entwurf@musterstadt.example",
        "role": Role.CASE_MANAGER,
        "password": NEW_PASSWORD,
    } | typed
    answer = client.post("/accounts/new", data=data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{data["email"]}"' in answer.text
    assert "Sascha Entwurf</a>" not in client.get("/accounts").text


def test_a_changed_role_counts_at_once(
    app: Flask, client: FlaskClient, administrator: factories.User, colleague: factories.User
) -> None:
    elsewhere = app.test_client()
    factories.sign_in(elsewhere, colleague)
    factories.sign_in(client, administrator)
    assert elsewhere.get("/accounts").status_code == 403
    assert edit(client, colleague, role=Role.ADMINISTRATOR).location == "/accounts"
    assert elsewhere.get("/accounts").status_code == 200


def test_deactivating_signs_out_at_once_and_can_be_undone(
    app: Flask, client: FlaskClient, administrator: factories.User, colleague: factories.User
) -> None:
    elsewhere = app.test_client()
    factories.sign_in(elsewhere, colleague)
    factories.sign_in(client, administrator)
    client.post(f"/accounts/{colleague.id}/deactivate")
    assert elsewhere.get("/account").status_code == 302
    assert REFUSAL in try_to_sign_in(elsewhere, colleague.email, PASSWORD).text
    assert f'action="/accounts/{colleague.id}/reactivate"' in client.get("/accounts").text
    client.post(f"/accounts/{colleague.id}/reactivate")
    assert elsewhere.get("/account").status_code == 302
    factories.sign_in(elsewhere, colleague)


def test_the_last_administrator_stays(client: FlaskClient, administrator: factories.User) -> None:
    factories.sign_in(client, administrator)
    answer = client.post(f"/accounts/{administrator.id}/deactivate")
    assert answer.status_code == 422
    assert "Dieses Konto ist das letzte aktive der Administration." in answer.text
    answer = edit(client, administrator, role=Role.TEAM_LEAD)
    assert answer.status_code == 422
    assert "das letzte aktive der Administration" in answer.text
    assert client.get("/accounts").status_code == 200


def test_a_second_administrator_may_be_demoted(
    app: Flask, client: FlaskClient, administrator: factories.User
) -> None:
    with app.app_context():
        second = factories.user(administrator.municipality, Role.ADMINISTRATOR)
    factories.sign_in(client, administrator)
    assert edit(client, second, role=Role.TEAM_LEAD).status_code == 302


def test_a_new_password_by_the_administration_ends_every_session(
    app: Flask, client: FlaskClient, administrator: factories.User, colleague: factories.User
) -> None:
    elsewhere = app.test_client()
    factories.sign_in(elsewhere, colleague)
    factories.sign_in(client, administrator)
    address = f"/accounts/{colleague.id}/password"
    assert client.post(address, data={"password": "kurz"}).status_code == 422
    assert client.post(address, data={"password": NEW_PASSWORD}).location == "/accounts"
    assert elsewhere.get("/account").status_code == 302
    assert try_to_sign_in(elsewhere, colleague.email, NEW_PASSWORD).status_code == 302


def test_changing_the_own_password_needs_the_old_one_and_ends_other_sessions(
    app: Flask, client: FlaskClient, colleague: factories.User
) -> None:
    elsewhere = app.test_client()
    factories.sign_in(elsewhere, colleague)
    factories.sign_in(client, colleague)
    wrong = client.post("/account", data={"current": "geraten", "password": NEW_PASSWORD})
    assert wrong.status_code == 422
    assert "Das bisherige Passwort stimmt nicht." in wrong.text
    right = client.post("/account", data={"current": PASSWORD, "password": NEW_PASSWORD})
    assert right.location == "/account"
    assert "Andere Browser sind abgemeldet." in client.get("/account").text
    assert elsewhere.get("/account").status_code == 302


def test_another_municipality_has_no_say(app: Flask, client: FlaskClient, colleague: factories.User) -> None:
    with app.app_context():
        stranger = factories.user(factories.municipality("Beispielburg"), Role.ADMINISTRATOR)
    factories.sign_in(client, stranger)
    assert colleague.name not in client.get("/accounts").text
    assert client.get(f"/accounts/{colleague.id}").status_code == 404
    for act in ("deactivate", "reactivate", "password"):
        assert client.post(f"/accounts/{colleague.id}/{act}").status_code == 404
