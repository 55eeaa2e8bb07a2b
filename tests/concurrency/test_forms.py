"""Two people save the same form: the second is told, and loses nothing."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.database.base import db
from casework.people.models import Person
from tests import factories
from tests.access.shown_forms import shown_forms
from tests.concurrency.together import at_once


@pytest.fixture
def layla(app: Flask) -> factories.Person:
    with app.app_context():
        return factories.person(factories.municipality(), "Haddad", given_names="Layla")


@pytest.fixture
def clients(app: Flask, layla: factories.Person) -> tuple[FlaskClient, FlaskClient]:
    """Two people of her town."""
    with app.app_context():
        users = [factories.user(layla.municipality, name=name) for name in ("Toni Muster", "Robin Anders")]
    first, second = app.test_client(), app.test_client()
    for client, user in zip((first, second), users, strict=True):
        factories.sign_in(client, user)
    return first, second


def opened(client: FlaskClient, layla: factories.Person, **typed: str) -> dict[str, list[str]]:
    """Her form as it is open in a browser, with something typed into it."""
    address = f"/people/{layla.id}/edit"
    form = next(form for form in shown_forms(client.get(address).text) if form.is_sent_to(address))
    return form.filled() | {name: [text] for name, text in typed.items()}


def test_who_saves_second_is_told_and_keeps_what_was_typed(
    app: Flask, layla: factories.Person, clients: tuple[FlaskClient, FlaskClient]
) -> None:
    first, second = clients
    by_first = opened(first, layla, given_names="Leila")
    by_second = opened(second, layla, phone="0151 2345")
    assert first.post(f"/people/{layla.id}/edit", data=by_first).status_code == 302
    told = second.post(f"/people/{layla.id}/edit", data=by_second)
    assert told.status_code == 409
    assert "0151 2345" in told.text
    assert "Leila" in told.text
    with app.app_context():
        stored = db.session.get_one(Person, layla.id)
        assert (stored.given_names, stored.phone) == ("Leila", None)


def test_of_two_who_save_at_once_one_is_told(
    app: Flask, layla: factories.Person, clients: tuple[FlaskClient, FlaskClient]
) -> None:
    forms = [opened(client, layla, given_names=name) for client, name in zip(clients, "AB", strict=True)]

    def save(place: int) -> Callable[[], int]:
        return lambda: clients[place].post(f"/people/{layla.id}/edit", data=forms[place]).status_code

    found = at_once(save(0), save(1))
    assert sorted(found, key=str) == [302, 409]
    with app.app_context():
        assert db.session.get_one(Person, layla.id).given_names == "AB"[found.index(302)]
