"""Two people save the same form at the same moment: what differs is kept, and nobody loses anything."""

from collections.abc import Callable, Sequence

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from casework.counselling.models import Consultation
from casework.counselling.operations import document
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
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


def test_of_two_who_save_different_fields_at_once_both_are_kept(
    app: Flask, layla: factories.Person, clients: tuple[FlaskClient, FlaskClient]
) -> None:
    forms = (opened(clients[0], layla, given_names="Leila"), opened(clients[1], layla, phone="0151 2345"))
    assert at_once(*saving(layla, clients, forms)) == [302, 302]
    with app.app_context():
        stored = db.session.get_one(Person, layla.id)
        assert (stored.given_names, stored.phone) == ("Leila", "0151 2345")


def test_of_two_who_save_the_same_field_at_once_one_is_asked(
    app: Flask, layla: factories.Person, clients: tuple[FlaskClient, FlaskClient]
) -> None:
    forms = [opened(client, layla, given_names=name) for client, name in zip(clients, "AB", strict=True)]
    found = at_once(*saving(layla, clients, forms))
    assert sorted(found, key=str) == [302, 409]
    with app.app_context():
        assert db.session.get_one(Person, layla.id).given_names == "AB"[found.index(302)]


def test_of_two_who_correct_one_talk_at_once_no_word_is_lost(
    app: Flask, layla: factories.Person, clients: tuple[FlaskClient, FlaskClient]
) -> None:
    """A talk is not changed but stated anew: the second finds what the first has stated."""
    with app.app_context(), transaction():
        person = db.session.get_one(Person, layla.id)
        talk_id = document(
            municipality_id=layla.municipality.id,
            people=[person],
            held_on=today(),
            minutes=20,
            contact_kind="OFFICE",
            topics=["KIT"],
            content="Erster Satz.",
        ).id
    address = f"/consultations/{talk_id}"
    form = next(form for form in shown_forms(clients[0].get(address).text) if "content" in form.fields)
    typed = ({"content": ["Von Toni."]}, {"content": ["Von Robin."]}, {"next_step": ["Anrufen"]})

    def save(client: FlaskClient, said: dict[str, list[str]]) -> Callable[[], TestResponse]:
        return lambda: client.post(address, data=form.filled() | said)

    found = at_once(save(clients[0], typed[0]), save(clients[1], typed[1]), save(clients[0], typed[2]))
    told = [answer for answer in found if isinstance(answer, TestResponse)]
    assert sorted(answer.status_code for answer in told) == [302, 302, 409]
    asked = next(answer for answer in told if answer.status_code == 409)
    assert "Von Toni." in asked.text
    assert "Von Robin." in asked.text
    with app.app_context():
        last = db.session.scalars(db.select(Consultation).where(Consultation.superseded_at.is_(None))).one()
        assert last.next_step == "Anrufen"
        assert last.content in {"Von Toni.", "Von Robin."}


def saving(
    layla: factories.Person,
    clients: Sequence[FlaskClient],
    forms: Sequence[dict[str, list[str]]],
) -> list[Callable[[], int]]:
    def save(client: FlaskClient, form: dict[str, list[str]]) -> Callable[[], int]:
        return lambda: client.post(f"/people/{layla.id}/edit", data=form).status_code

    return [save(client, form) for client, form in zip(clients, forms, strict=True)]
