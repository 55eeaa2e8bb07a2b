"""Two at work on records that mean one person: nobody's act is lost, and nothing is merged twice."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from casework.database.base import db
from casework.database.transaction import transaction
from casework.people.merge_models import PersonMerge
from casework.people.merging import merge, undo_merge
from casework.people.models import Person
from casework.people.queries import titles_of
from tests import factories
from tests.access.shown_forms import shown_forms
from tests.concurrency.together import at_once, inside


@pytest.fixture
def two(app: Flask) -> tuple[factories.Person, factories.Person]:
    with app.app_context():
        town = factories.municipality()
        return (
            factories.person(town, "Al-Hussein", given_names="Mohammad"),
            factories.person(town, "Alhusain", given_names="Muhamed"),
        )


@pytest.fixture
def clients(app: Flask, two: tuple[factories.Person, factories.Person]) -> list[FlaskClient]:
    """Two team leads."""
    with app.app_context():
        leads = [factories.user(two[0].municipality) for _ in range(2)]
    found = [app.test_client() for _ in leads]
    for client, lead in zip(found, leads, strict=True):
        factories.sign_in(client, lead)
    return found


def merging(client: FlaskClient, person: factories.Person, into: factories.Person) -> Callable[[], int]:
    """Merge on the page of the person, and follow where that leads."""
    address = f"/people/{person.id}/merge/{into.id}"
    return lambda: client.post(address, data={"leading_id": str(into.id)}).status_code


def opened(client: FlaskClient, address: str, **typed: str) -> dict[str, object]:
    """The form of a page as opened, with what was typed into it."""
    (form,) = (
        form for form in shown_forms(client.get(address).text) if any(form.filled().get("edition", ()))
    )
    return {**form.filled(), **typed}


def pointers(app: Flask) -> int:
    with app.app_context():
        return db.session.query(PersonMerge).filter(PersonMerge.superseded_at.is_(None)).count()


def test_two_merge_the_same_pair_at_once(
    app: Flask, two: tuple[factories.Person, factories.Person], clients: list[FlaskClient]
) -> None:
    a, b = two
    found = at_once(merging(clients[0], b, a), merging(clients[1], b, a))
    assert sorted(found, key=str) == [302, 307], "the second is led to the person and told there"
    told = clients[1].post(
        f"/people/{b.id}/merge/{a.id}", data={"leading_id": str(a.id)}, follow_redirects=True
    )
    assert told.status_code == 409
    assert "ein und dieselbe Person" in told.text
    assert pointers(app) == 1


def test_two_merge_the_same_pair_at_once_each_the_other_way(
    app: Flask, two: tuple[factories.Person, factories.Person], clients: list[FlaskClient]
) -> None:
    a, b = two
    found = at_once(merging(clients[0], b, a), merging(clients[1], a, b))
    assert sorted(found, key=str) == [302, 307]
    assert pointers(app) == 1


def test_two_part_the_same_records_at_once(
    app: Flask, two: tuple[factories.Person, factories.Person], clients: list[FlaskClient]
) -> None:
    a, b = two
    merging(clients[0], b, a)()
    part = f"/people/{a.id}/records/{b.id}/part"
    found = at_once(*(lambda client=client: client.post(part).status_code for client in clients))
    assert sorted(found, key=str) == [302, 404]
    assert pointers(app) == 0


def test_what_was_typed_for_the_merged_record_reaches_the_leading_one_and_leaves_its_name(
    app: Flask, two: tuple[factories.Person, factories.Person], clients: list[FlaskClient]
) -> None:
    a, b = two
    typed = opened(clients[1], f"/people/{b.id}/edit", phone="0151 2345")
    merging(clients[0], b, a)()
    sent = clients[1].post(f"/people/{b.id}/edit", data=typed)
    assert (sent.status_code, sent.location) == (307, f"/people/{a.id}/edit")
    assert clients[1].post(sent.location, data=typed).status_code == 302
    with app.app_context():
        stored = db.session.get_one(Person, a.id)
        assert (stored.given_names, stored.phone) == ("Mohammad", "0151 2345")
        assert db.session.get_one(Person, b.id).phone is None


def test_a_title_stated_for_the_merged_record_reaches_the_leading_one(
    app: Flask, two: tuple[factories.Person, factories.Person], clients: list[FlaskClient]
) -> None:
    a, b = two
    merging(clients[0], b, a)()
    typed = {"title": "AKN", "starts_on": "01.02.2025"}
    led = clients[1].post(f"/people/{b.id}/titles/new", data=typed)
    assert led.status_code == 307
    assert clients[1].post(led.location, data=typed).status_code == 302
    with app.app_context():
        (title,) = titles_of(db.session.get_one(Person, a.id))
        assert (title.title, title.starts_on) == ("AKN", date(2025, 2, 1))


def test_an_edit_and_a_merge_at_once(
    app: Flask, two: tuple[factories.Person, factories.Person], clients: list[FlaskClient]
) -> None:
    a, b = two
    typed = opened(clients[1], f"/people/{b.id}/edit", phone="0151 2345")

    def edit() -> int:
        return clients[1].post(f"/people/{b.id}/edit", data=typed).status_code

    found = at_once(merging(clients[0], b, a), edit)
    assert found in ([302, 302], [302, 307])
    assert pointers(app) == 1
    page = clients[0].get(f"/people?q={'0151' if found[1] == 302 else b.case_number}").text
    assert str(a.id) in page


def test_a_record_that_is_taken_apart_while_its_page_is_looked_up_is_found(
    app: Flask, two: tuple[factories.Person, factories.Person], clients: list[FlaskClient]
) -> None:
    person_id, into_id = (one.id for one in two)

    def joined() -> None:
        with transaction():
            merge(db.session.get_one(Person, person_id), db.session.get_one(Person, into_id))

    def parted() -> None:
        with transaction():
            undo_merge(db.session.get_one(Person, person_id))

    inside(app, joined)()
    looks: list[str] = []

    def after_the_first_look(_connection, _cursor, statement: str, *_more: object) -> None:
        if "WHERE person.id = " in statement and not looks:
            looks.append(statement)
            at_once(inside(app, parted))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "after_cursor_execute", after_the_first_look)
    try:
        answer = clients[0].get(f"/people/{person_id}")
    finally:
        event.remove(engine, "after_cursor_execute", after_the_first_look)
    assert looks
    assert answer.status_code == 200, answer.text
