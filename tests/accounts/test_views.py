"""The door and the accounts, through the front door."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from casework.access.roles import Role
from casework.accounts.models import SignInAttempt, User, UserSession
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import now
from tests import factories
from tests.factories import PASSWORD

NEW_PASSWORD = "Drei Birnen und ein Zug"
REFUSAL = "E-Mail-Adresse oder Passwort stimmen nicht"


@pytest.fixture
def administrator(app: Flask) -> factories.User:
    with app.app_context():
        return factories.user(factories.municipality(), Role.ADMINISTRATOR)


@pytest.fixture
def colleague(app: Flask, administrator: factories.User) -> factories.User:
    with app.app_context():
        return factories.user(administrator.municipality, Role.CASE_MANAGER)


def try_to_sign_in(client: FlaskClient, email: str, password: str, next_page: str = "") -> object:
    address = "/sign-in" + (f"?next={next_page}" if next_page else "")
    return client.post(address, data={"email": email, "password": password})


def edit(client: FlaskClient, user: factories.User, **changes: str) -> object:
    page = client.get(f"/accounts/{user.id}").text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)[1]
    data = {"name": user.name, "email": user.email, "role": user.role, "version": version} | changes
    return client.post(f"/accounts/{user.id}", data=data)


def test_whoever_is_not_signed_in_is_led_to_the_door_and_then_on(
    client: FlaskClient, administrator: factories.User
) -> None:
    answer = client.get("/accounts?page=2")
    assert answer.status_code == 302
    assert answer.location == "/sign-in?next=%2Faccounts%3Fpage%3D2"
    answer = client.post(
        answer.location, data={"email": f" {administrator.email.upper()} ", "password": PASSWORD}
    )
    assert answer.location == "/accounts?page=2"
    assert client.get(answer.location).status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)", "/%0d%0aX: y", ""],
)
def test_the_door_leads_nowhere_else(
    client: FlaskClient, administrator: factories.User, elsewhere: str
) -> None:
    answer = try_to_sign_in(client, administrator.email, PASSWORD, elsewhere)
    assert answer.location == "/"


def test_every_failure_reads_the_same_and_keeps_the_address(
    app: Flask, client: FlaskClient, administrator: factories.User, colleague: factories.User
) -> None:
    with app.app_context():
        db.session.get_one(User, colleague.id).is_active = False
        db.session.commit()
    pages = [
        try_to_sign_in(client, email, password)
        for email, password in (
            (administrator.email, "falsch geraten"),
            (colleague.email, PASSWORD),
            ("niemand@musterstadt.example", PASSWORD),
        )
    ]
    for page in pages:
        assert page.status_code == 422
        assert REFUSAL in page.text
        assert PASSWORD not in page.text
    assert f'value="{administrator.email}"' in pages[0].text


@pytest.mark.parametrize("known", [True, False])
def test_guessing_gets_slow_and_says_when_to_try_again(
    client: FlaskClient, administrator: factories.User, known: bool
) -> None:
    email = administrator.email if known else "niemand@musterstadt.example"
    with time_machine.travel("2025-03-03T08:00:10Z", tick=False) as clock:
        for _guess in range(5):
            assert REFUSAL in try_to_sign_in(client, email, "falsch").text
        refused = try_to_sign_in(client, email, PASSWORD)
        assert refused.status_code == 422
        assert "Zu viele Fehlversuche. Bitte versuchen Sie es ab 09:02 Uhr wieder." in refused.text
        clock.shift(61)
        if known:
            assert try_to_sign_in(client, email, PASSWORD).status_code == 302
        else:
            assert REFUSAL in try_to_sign_in(client, email, PASSWORD).text
            assert "ab 09:04 Uhr" in try_to_sign_in(client, email, PASSWORD).text


def test_a_success_forgives_earlier_failures(client: FlaskClient, administrator: factories.User) -> None:
    for _round in range(2):
        for _guess in range(4):
            try_to_sign_in(client, administrator.email, "falsch")
        factories.sign_in(client, administrator)
        client.post("/sign-out")


def test_tries_older_than_a_day_are_forgotten(
    app: Flask, client: FlaskClient, administrator: factories.User
) -> None:
    with time_machine.travel("2025-03-03T08:00:00Z", tick=False) as clock:
        try_to_sign_in(client, "niemand@musterstadt.example", "falsch")
        clock.shift(timedelta(days=2))
        try_to_sign_in(client, administrator.email, PASSWORD)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SignInAttempt)) == 1


def test_each_sign_in_has_a_token_of_its_own_and_the_database_keeps_only_its_hash(
    app: Flask, client: FlaskClient, administrator: factories.User
) -> None:
    tokens = []
    for _time in range(2):
        factories.sign_in(client, administrator)
        with client.session_transaction() as cookie:
            tokens.append(cookie["_user_id"])
        client.post("/sign-out")
    assert len(set(tokens)) == 2
    with app.app_context():
        hashes = set(db.session.scalars(select(UserSession.token_hash)))
        assert len(hashes) == 2
        assert not any(token.encode() in kept for token in tokens for kept in hashes)


def test_signing_out_clears_the_cookie_and_ends_the_session(
    client: FlaskClient, administrator: factories.User
) -> None:
    factories.sign_in(client, administrator)
    stolen = client.get_cookie("session").value
    answer = client.post("/sign-out")
    assert answer.location == "/sign-in"
    assert client.get_cookie("session") is None
    client.set_cookie("session", stolen)
    assert client.get("/account").status_code == 302
    assert "Ihre Sitzung ist beendet" in client.get("/sign-in").text


def test_signing_out_is_no_link(client: FlaskClient, administrator: factories.User) -> None:
    factories.sign_in(client, administrator)
    assert client.get("/sign-out").status_code == 405


def test_an_idle_session_ends_and_a_used_one_goes_on(
    client: FlaskClient, administrator: factories.User
) -> None:
    with time_machine.travel("2025-03-03T08:00:00Z", tick=False) as clock:
        factories.sign_in(client, administrator)
        for _look in range(3):
            clock.shift(timedelta(minutes=90))
            assert client.get("/account").status_code == 200
        clock.shift(timedelta(minutes=121))
        assert client.get("/account").status_code == 302


def test_text_sent_after_the_session_ended_is_given_back(
    app: Flask, client: FlaskClient, administrator: factories.User
) -> None:
    factories.sign_in(client, administrator)
    with app.app_context():
        db.session.execute(db.update(UserSession).values(ended_at=now()))
        db.session.commit()
    answer = client.post("/account", data={"content": "Ein langer Text über die Wohnungssuche."})
    assert answer.status_code == 403
    assert "Sie sind nicht mehr angemeldet" in answer.text
    assert "Ein langer Text über die Wohnungssuche." in answer.text


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
    assert "Das Konto für Sascha Entwurf ist angelegt." in page
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


def test_a_stale_form_is_refused_and_keeps_what_was_typed(
    client: FlaskClient, administrator: factories.User, colleague: factories.User
) -> None:
    factories.sign_in(client, administrator)
    assert edit(client, colleague, name="Kim Neu").status_code == 302
    answer = edit(client, colleague, name="Kim Ganz Anders", version="1")
    assert answer.status_code == 409
    assert "Jemand anderes hat dieses Konto inzwischen geändert" in answer.text
    assert 'value="Kim Ganz Anders"' in answer.text


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


def test_the_trail_knows_who_came_and_who_was_refused(
    app: Flask, client: FlaskClient, administrator: factories.User
) -> None:
    try_to_sign_in(client, administrator.email, "falsch")
    try_to_sign_in(client, "niemand@musterstadt.example", "falsch")
    factories.sign_in(client, administrator)
    client.post("/sign-out")
    with app.app_context():
        entries = db.session.scalars(
            select(TrailEntry)
            .where(TrailEntry.action.startswith("accounts:session"))
            .order_by(TrailEntry.sequence)
        ).all()
        town = administrator.municipality.id
        assert [(e.action.rsplit(":", 1)[1], e.actor_id, e.municipality_id, e.about_id) for e in entries] == [
            ("refused", None, town, administrator.id),
            ("refused", None, None, None),
            ("began", administrator.id, town, administrator.id),
            ("ended", administrator.id, town, None),
        ]


def test_a_password_kept_at_another_cost_is_kept_anew(
    app: Flask, client: FlaskClient, administrator: factories.User
) -> None:
    from casework.accounts import passwords

    with app.app_context():
        passwords.keep_at(db.engine, passwords.Cost(memory_kib=16, passes=1))
    factories.sign_in(client, administrator)
    with app.app_context():
        assert "m=16," in db.session.get_one(User, administrator.id).password_hash
    client.post("/sign-out")
    factories.sign_in(client, administrator)
