"""The door, through the front door."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from casework.accounts import passwords
from casework.accounts.models import SignInAttempt, User, UserSession
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import now
from tests import factories
from tests.factories import PASSWORD

REFUSAL = "E-Mail-Adresse oder Passwort stimmen nicht"


def try_to_sign_in(client: FlaskClient, email: str, password: str, next_page: str = "") -> TestResponse:
    address = "/sign-in" + (f"?next={next_page}" if next_page else "")
    return client.post(address, data={"email": email, "password": password})


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


def test_a_session_in_constant_use_ends_after_its_longest_time(
    app: Flask, client: FlaskClient, administrator: factories.User
) -> None:
    longest: timedelta = app.extensions["casework config"].session_longest
    step = timedelta(minutes=60)
    with time_machine.travel("2025-03-03T08:00:00Z", tick=False) as clock:
        factories.sign_in(client, administrator)
        with client.session_transaction() as cookie:
            shown = dict(cookie)
        for _look in range(longest // step - 1):
            clock.shift(step)
            assert client.get("/account").status_code == 200
        clock.shift(step)
        with client.session_transaction() as cookie:
            cookie.update(shown)  # a browser that does not forget the cookie when it is told to
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
    with app.app_context():
        passwords.keep_at(db.engine, passwords.Cost(memory_kib=16, passes=1))
    factories.sign_in(client, administrator)
    with app.app_context():
        assert "m=16," in db.session.get_one(User, administrator.id).password_hash
    client.post("/sign-out")
    factories.sign_in(client, administrator)


def test_a_page_is_not_held_up_while_somebody_writes(
    app: Flask, client: FlaskClient, administrator: factories.User
) -> None:
    factories.sign_in(client, administrator)
    with app.app_context():
        seen_at = db.session.scalars(select(UserSession.seen_at)).one()
        db.session.rollback()
        with time_machine.travel(now() + timedelta(minutes=10)), db.engine.connect() as writer:
            writer.execute(update(UserSession).values(seen_at=seen_at))
            started = time.perf_counter()
            with ThreadPoolExecutor() as elsewhere:
                assert elsewhere.submit(client.get, "/account").result().status_code == 200
            assert time.perf_counter() - started < 5
            writer.rollback()
            assert db.session.scalars(select(UserSession.seen_at)).one() == seen_at
            db.session.rollback()
            with ThreadPoolExecutor() as elsewhere:
                assert elsewhere.submit(client.get, "/account").result().status_code == 200
            assert db.session.scalars(select(UserSession.seen_at)).one() > seen_at
