"""Sealed attributes of real rows."""

import pytest
from flask import Flask
from sqlalchemy import event, select, text

from casework.database.base import db
from casework.people.models import Person
from casework.vault.errors import Unreadable
from casework.vault.keys import keys
from casework.vault.unreadable import is_unreadable
from tests import factories


def test_a_name_lies_sealed_and_opens_through_its_row(app: Flask) -> None:
    with app.app_context():
        layla = factories.person(factories.municipality(), "Haddad", given_names="Layla")
        stored = db.session.execute(text("SELECT family_name FROM person")).scalar_one()
        assert b"Haddad" not in bytes(stored)
        assert db.session.get_one(Person, layla.id).family_name == "Haddad"


def test_a_value_swapped_between_two_people_is_noticed(app: Flask) -> None:
    with app.app_context():
        town = factories.municipality()
        first, second = factories.person(town, "Haddad"), factories.person(town, "Tesfay")
        one, other = db.session.get_one(Person, first.id), db.session.get_one(Person, second.id)
        one._family_name, other._family_name = other._family_name, one._family_name
        for person in (one, other):
            assert is_unreadable(person.family_name)
            assert person.family_name == "nicht lesbar"
            with pytest.raises(Unreadable):
                Person.family_name.strictly(person)


def test_keys_for_a_list_come_in_one_query(app: Flask) -> None:
    with app.app_context():
        town = factories.municipality()
        for number in range(30):
            factories.person(town, f"Person {number}")
        db.session.remove()
        people = list(db.session.scalars(select(Person)))
        asked: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
        keys().prefetch(person.id for person in people)
        assert len({person.family_name for person in people}) == 30
        assert len(asked) == 1


def test_what_is_set_again_unchanged_is_not_written(app: Flask) -> None:
    with app.app_context():
        layla = factories.person(factories.municipality(), "Haddad")
        person = db.session.get_one(Person, layla.id)
        before = person._family_name
        person.family_name = "Haddad"
        assert person._family_name is before
        person.phone = ""
        assert person.phone is None
