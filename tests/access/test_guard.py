"""Deny unless declared: every page, for every role and for nobody, answers exactly as it declares."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.guard import PUBLIC, declared_access
from casework.access.permissions import Permission
from casework.access.roles import MATRIX, PERMISSION_LABELS, ROLE_LABELS, Role
from tests import factories
from tests.access.addresses import addresses

pytestmark = pytest.mark.engine_independent

REFUSED = 403
NOT_ALLOWED_SENTENCE = "Dafür reichen Ihre Rechte nicht aus."
TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')


@pytest.fixture
def visitors(app: Flask) -> dict[Role, FlaskClient]:
    """A signed-in browser for each role."""
    found = {}
    with app.app_context():
        town = factories.municipality()
        users = {role: factories.user(town, role) for role in Role}
    for role, user in users.items():
        found[role] = app.test_client()
        factories.sign_in(found[role], user)
    return found


def test_every_page_declares_who_may_open_it(app: Flask) -> None:
    with app.app_context():
        silent = [name for name in app.view_functions if declared_access(name) is None]
    assert not silent, f"@requires(Permission.…) or @public, please: {silent}"


def test_only_the_door_the_feed_the_links_and_what_lets_words_in_are_public(app: Flask) -> None:
    with app.app_context():
        public = {name for name in app.view_functions if declared_access(name) == PUBLIC}
    by_link = {"referrals.answer", "referrals.send_answer", "referrals.answered"}
    assert public == {"static", "accounts.sign_in", "appointments.subscribed", "drafts.keep", *by_link}


def test_every_page_answers_each_role_as_declared(app: Flask, visitors: dict[Role, FlaskClient]) -> None:
    wrong = []
    for rule, method, address in addresses(app):
        with app.app_context():
            declared = declared_access(rule.endpoint)
        if rule.endpoint == "accounts.sign_out":
            continue  # would end the tour; its own tests are in accounts
        for role, client in visitors.items():
            answer = client.open(address, method=method)
            refused = answer.status_code == REFUSED and NOT_ALLOWED_SENTENCE.encode() in answer.data
            allowed = declared == PUBLIC or declared in MATRIX[role]
            if refused == allowed or answer.status_code >= 500:
                wrong.append(f"{method} {address} ({declared}) answers {role} with {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_nobody_is_led_to_the_door(app: Flask, client: FlaskClient) -> None:
    wrong = []
    for rule, method, address in addresses(app):
        with app.app_context():
            if declared_access(rule.endpoint) == PUBLIC:
                continue
        answer = client.open(address, method=method)
        at_the_door = answer.status_code == 302 and answer.location.startswith("/sign-in?next=")
        if not (at_the_door if method == "GET" else answer.status_code == REFUSED):
            wrong.append(f"{method} {address} answers nobody with {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_a_page_that_forgot_to_declare_is_closed_to_all(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "open")
    with app.app_context():
        lead = factories.user(factories.municipality())
    client = app.test_client()
    assert client.get("/forgotten").status_code == 302
    factories.sign_in(client, lead)
    answer = client.get("/forgotten")
    assert answer.status_code == REFUSED
    assert NOT_ALLOWED_SENTENCE in answer.text


def test_no_form_is_taken_from_another_site(app: Flask, visitors: dict[Role, FlaskClient]) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    open_to_forgery = [
        address
        for _rule, method, address in addresses(app)
        if method == "POST" and visitors[Role.TEAM_LEAD].post(address).status_code != 400
    ]
    assert not open_to_forgery


def test_every_form_that_sends_carries_its_token(app: Flask, visitors: dict[Role, FlaskClient]) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    for _rule, method, address in addresses(app):
        if method != "GET":
            continue
        for client in visitors.values():
            page = client.get(address)
            if page.mimetype != "text/html":
                continue
            for form in re.findall(r'<form[^>]*method="post".*?</form>', page.text, re.DOTALL):
                assert TOKEN.search(form) or 'name="csrf_token"' in form, f"{address}: {form[:200]}"


def test_every_permission_has_words_and_somebody_who_holds_it() -> None:
    assert set(PERMISSION_LABELS) == set(Permission)
    assert set().union(*MATRIX.values()) == set(Permission)
    assert set(MATRIX) == set(ROLE_LABELS) == set(Role)


def test_permissions_are_in_order() -> None:
    values = [permission.value.split(":")[0] for permission in Permission]
    assert values == sorted(values)
