"""Data keys of a session: master keys may change under it at any moment, and one damaged key spoils no list."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, update

from casework.database.base import db
from casework.database.transaction import transaction
from casework.people.models import Person
from casework.vault.errors import KeyMissing, Unreadable
from casework.vault.filesource import FileSource
from casework.vault.keys import ServicePurpose, keys
from casework.vault.models import ServiceKey, SubjectKey
from casework.vault.rotation import Rotation
from config import Config
from tests import factories
from tests.keyfiles import put

OCTETS = "5a" * 32


@pytest.fixture
def people(app: Flask) -> list[factories.Person]:
    with app.app_context():
        town = factories.municipality()
        return [factories.person(town, name) for name in ("Haddad", "Tesfay", "Okafor")]


def rotate(config: Config) -> None:
    """From beginning to end, over a source of its own as another process has it."""
    rotation = Rotation(FileSource(config.key_file))
    for _ in rotation.rewrap():
        pass
    rotation.finish()


def names_of(people: list[factories.Person]) -> list[str]:
    keys().prefetch(person.id for person in people)
    return [db.session.get_one(Person, person.id).family_name for person in people]


@contextmanager
def once_after_reading(table: str, act: Callable[[], object]) -> Iterator[list[str]]:
    """Do something at the moment when a session has read keys and has not opened them yet."""
    done: list[str] = []

    def look(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("SELECT") and f"FROM {table}" in statement and not done:
            done.append(statement)
            act()

    event.listen(db.engine, "after_cursor_execute", look)
    try:
        yield done
    finally:
        event.remove(db.engine, "after_cursor_execute", look)


def test_a_key_is_wrapped_by_what_is_primary_at_that_moment(app: Flask, config: Config) -> None:
    with app.app_context(), transaction():
        opened_before = keys()
        first = opened_before.create_subject()
        other_process = FileSource(config.key_file)
        other_process.add(2)
        second = opened_before.create_subject()
        other_process.promote(2)
        third = opened_before.create_subject()
        db.session.flush()
        found = {row.id: row.kek_id for row in db.session.scalars(select(SubjectKey))}
    assert [found[subject] for subject in (first, second, third)] == [1, 1, 2]


def test_keys_rewrapped_and_retired_after_they_were_read_open_all_the_same(
    app: Flask, config: Config, people: list[factories.Person]
) -> None:
    with app.app_context():
        with once_after_reading("subject_key", lambda: rotate(config)) as asked:
            assert names_of(people) == ["Haddad", "Tesfay", "Okafor"]
        assert len(asked) == 1
        with once_after_reading("service_key", lambda: rotate(config)):
            keys().of_service(ServicePurpose.REGISTER)
        assert app.extensions["casework key source"].keyring().kek_ids == (3,)
        db.session.remove()


def test_who_was_erased_in_that_moment_is_unreadable_and_the_others_are_not(
    app: Flask, config: Config, people: list[factories.Person]
) -> None:
    def erase_one_and_rotate() -> None:
        with db.engine.begin() as connection:
            connection.execute(db.delete(SubjectKey).where(SubjectKey.id == people[1].id))
        rotate(config)

    with app.app_context():
        with once_after_reading("subject_key", erase_one_and_rotate):
            keys().prefetch(person.id for person in people)
        assert names_of([people[0], people[2]]) == ["Haddad", "Okafor"]
        with pytest.raises(Unreadable):
            keys().of_subject(people[1].id)
        db.session.remove()


def test_one_damaged_key_is_unreadable_when_it_is_asked_for_and_spoils_no_list(
    app: Flask, people: list[factories.Person]
) -> None:
    with app.app_context():
        with transaction():
            db.session.execute(
                update(SubjectKey).where(SubjectKey.id == people[1].id).values(wrapped=b"\0" * 60)
            )
        db.session.remove()
        keys().prefetch(person.id for person in people)
        assert names_of([people[0], people[2]]) == ["Haddad", "Okafor"]
        for _ in range(2):
            with pytest.raises(Unreadable):
                keys().of_subject(people[1].id)
        db.session.remove()


def test_a_damaged_service_key_is_a_fault_of_the_installation(app: Flask) -> None:
    with app.app_context():
        with transaction():
            db.session.execute(update(ServiceKey).values(wrapped=b"\0" * 60))
        db.session.remove()
        with pytest.raises(KeyMissing, match="beschädigt"):
            keys().of_service(ServicePurpose.REGISTER)
        db.session.remove()


def test_a_wrapped_key_swapped_between_two_people_opens_for_neither(
    app: Flask, people: list[factories.Person]
) -> None:
    with app.app_context():
        with transaction():
            first, second = (db.session.get_one(SubjectKey, person.id) for person in people[:2])
            first.wrapped, second.wrapped = second.wrapped, first.wrapped
        db.session.remove()
        for person in people[:2]:
            with pytest.raises(Unreadable):
                keys().of_subject(person.id)
        db.session.remove()


@pytest.mark.parametrize("kind", [SubjectKey, ServiceKey])
def test_an_unknown_master_key_is_refused_and_no_other_is_tried(
    app: Flask, people: list[factories.Person], kind: type[SubjectKey] | type[ServiceKey]
) -> None:
    with app.app_context():
        with transaction():
            db.session.execute(update(kind).values(kek_id=7))
        db.session.remove()
        of_it = keys().of_subject if kind is SubjectKey else keys().of_service
        with pytest.raises(KeyMissing, match=r"Nr\. 7"):
            of_it(people[0].id if kind is SubjectKey else ServicePurpose.REGISTER)  # type: ignore[arg-type]
        db.session.remove()


def test_no_key_shows_in_pages_or_logs_when_a_master_key_is_missing(
    app: Flask,
    client: FlaskClient,
    config: Config,
    people: list[factories.Person],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with app.app_context():
        lead = factories.user(people[0].municipality)
    factories.sign_in(client, lead)
    own = FileSource(config.key_file).keyring()[1].secret.hex()  # type: ignore[attr-defined]
    put(config.key_file, f"casework-kek 2 {OCTETS}\n")
    with caplog.at_level(logging.DEBUG):
        answer = client.get(f"/people/{people[0].id}")
    assert answer.status_code == 500
    assert "Hauptschlüssel Nr. 1 fehlt" in answer.text
    printed = capfd.readouterr()
    for said in (answer.text, caplog.text, printed.out, printed.err):
        for octets in (own, OCTETS):
            assert octets not in said
            assert repr(bytes.fromhex(octets))[2:-1] not in said
    put(config.key_file, f"casework-kek 1 {own}\n")
    assert client.get(f"/people/{people[0].id}").status_code == 200
