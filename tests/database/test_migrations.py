"""The steps of the database up and down again, with rows in it."""

from datetime import date

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select

from casework.database.base import db
from casework.database.transaction import transaction
from casework.housing.ledger import STAGE, Ledger
from casework.housing.stage_changes import StageChange, stock_everywhere
from casework.partners.offers import add_offer
from casework.partners.operations import enter_partner
from casework.partners.queries import find_partner, partners_of, search
from casework.people.merging import merge, undo_merge
from casework.people.models import Person
from casework.people.not_duplicates import mark_not_duplicate
from casework.people.register import cards_of
from tests import factories
from tests.vault.filled_town import filled

BEFORE_MERGING = "0003-1"
BEFORE_STAGE_CHANGES = "0008-1"
BEFORE_THE_DAY = "0012"
BEFORE_THE_DIRECTORY = "0024-1"


def tables(app: Flask) -> set[str]:
    with app.app_context():
        return set(inspect(db.engine).get_table_names())


def rows(app: Flask) -> dict[str, int]:
    """How many rows each table has."""
    with db.engine.connect() as connection:
        return {
            table: connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()  # noqa: S608
            for table in tables(app)
        }


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


def test_a_town_in_use_goes_down_and_up_and_keeps_its_rows(app: Flask) -> None:
    """Tables that others refer to are built anew on SQLite; nothing gets lost on the way."""
    filled(app)
    with app.app_context():
        downgrade(revision=BEFORE_THE_DAY)
        before = rows(app)
        upgrade()
        after = rows(app)
    assert sum(before.values()) > 100
    assert {table: after[table] for table in before} == before


def test_the_ledger_of_stage_changes_is_filled_from_the_stages_there_are(app: Flask) -> None:
    with app.app_context():
        town = factories.municipality()
        people = [factories.person(town, name) for name in ("Haddad", "Okafor")]
        for person in people:
            factories.stay(person, stage="VU", starts_on=date(2025, 1, 1))
        with transaction():
            ledger = Ledger(STAGE, town.id, [people[0].id])
            ledger.restate_end(people[0].id, date(2025, 1, 1), date(2025, 2, 1))
            ledger.close()
        kept = ledger_rows()
        assert len(kept) == 2
        db.session.remove()
        downgrade(revision=BEFORE_STAGE_CHANGES)
    assert "stage_change" not in tables(app)
    with app.app_context():
        upgrade()
        assert ledger_rows() == kept
        assert stock_everywhere(date(2025, 3, 1))["VU"] == 1


def ledger_rows() -> set[tuple[date, str, date, int]]:
    rows = db.session.scalars(select(StageChange))
    return {(row.starts_on, row.stage, row.known_on, row.people) for row in rows}


def test_what_stood_in_the_directory_as_text_stands_in_rows_and_again_as_text(app: Flask) -> None:
    long = "Beratung, " * 50 + "Kurse"
    with app.app_context():
        town = factories.municipality()
        with transaction():
            caritas = enter_partner(town.id, {"name": "Caritas Łódź", "kind": "CARRIER", "street": "Weg 1"})
            add_offer(caritas, {"title": "Suchdienst", "remark": "nur dienstags"})
            enter_partner(town.id, {"name": "AWO", "kind": "CARRIER"})
        db.session.remove()
        downgrade(revision=BEFORE_THE_DIRECTORY)
        with db.engine.begin() as connection:
            said = connection.exec_driver_sql("SELECT name, address, offers FROM partner ORDER BY name").all()
            assert [tuple(row) for row in said] == [
                ("AWO", None, None),
                ("Caritas Łódź", "Weg 1", "Suchdienst: nur dienstags"),
            ]
            connection.exec_driver_sql(
                f"UPDATE partner SET offers = '{long}', address = 'Am Bach 3, 71638 Bad Muster'"  # noqa: S608
                " WHERE name = 'AWO'"
            )
        upgrade()
        awo, caritas = partners_of(town.id)
        assert (awo.street, awo.postcode, awo.town) == ("Am Bach 3", "71638", "Bad Muster")
        assert [(offer.title, offer.remark) for offer in awo.offers] == [("Angebote", long)]
        assert [offer.title for offer in caritas.offers] == ["Suchdienst: nur dienstags"]
        assert find_partner(town.id, "caritas lodz") is not None
        assert db.session.scalars(search(town.id, words="bach kurse")).one() is awo
