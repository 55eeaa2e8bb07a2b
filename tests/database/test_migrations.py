"""The steps of the database up and down again, with rows in it."""

from datetime import date

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from casework.database.base import db
from casework.database.transaction import transaction
from casework.people.merging import merge, undo_merge
from casework.people.models import Person
from casework.people.not_duplicates import mark_not_duplicate
from casework.people.register import cards_of
from tests import factories

BEFORE_MERGING = "0003-1"


def tables(app: Flask) -> set[str]:
    with app.app_context():
        return set(inspect(db.engine).get_table_names())


def test_merging_goes_down_and_up_with_rows_in_it(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with app.app_context():
        town = factories.municipality()
        ids = [factories.person(town, name).id for name in ("Haddad", "Hadad", "Okafor")]
        house = factories.house(town)
        factories.stay(
            factories.Person(ids[1], town, ids[1], ""), stage="VU", house=house, starts_on=date(2025, 1, 1)
        )
        with transaction():
            one, two, three = (db.session.get_one(Person, person_id) for person_id in ids)
            merge(two, one)
            mark_not_duplicate(one, three)
        db.session.remove()
        with pytest.raises(SystemExit):
            downgrade(revision=BEFORE_MERGING)
    assert "Part them first" in caplog.text
    assert {"person_merge", "not_duplicate"} <= tables(app)
    with app.app_context():
        upgrade()
        with transaction():
            undo_merge(db.session.get_one(Person, ids[1]))
        db.session.remove()
        downgrade(revision=BEFORE_MERGING)
    assert not {"person_merge", "not_duplicate"} & tables(app)
    with app.app_context():
        upgrade()
        assert {card.person_id for card in cards_of(town.id).values()} == set(ids)
        with transaction():
            one, two = (db.session.get_one(Person, person_id) for person_id in ids[:2])
            merge(two, one)
        assert {card.person_id for card in cards_of(town.id).values()} == {ids[0], ids[2]}
