"""An installation from before row seals gets them once, when it is brought up to date, and never again."""

from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import delete, inspect, select, update

from casework.accounts.models import User
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.installation import prepare
from casework.vault.keys import ServicePurpose
from casework.vault.models import RowSeal, ServiceKey
from casework.vault.rowseal import check_everything
from tests import factories


def made_older(app: Flask) -> None:
    """As it was before the migration: no table, no key."""
    with app.app_context():
        db.session.remove()
        downgrade(revision="0001")
        assert not inspect(db.engine).has_table("row_seal")
        with db.engine.begin() as connection:
            connection.execute(delete(ServiceKey).where(ServiceKey.purpose == ServicePurpose.USER_ROWS))


def test_what_is_there_is_sealed_once(app: Flask) -> None:
    with app.app_context():
        town = factories.municipality()
        lead = factories.user(town)
        for number in range(3):
            factories.person(town, f"Person {number}")
    made_older(app)
    with app.app_context():
        prepare(app)
        checked = check_everything()
        assert (checked.checked, checked.broken) == (4, [])
        actions = db.session.scalars(select(TrailEntry.action)).all()
        assert actions.count("installation:rows:sealed") == 1
        with db.engine.begin() as connection:
            connection.execute(delete(RowSeal).where(RowSeal.row_id == lead.id))
        prepare(app)
        assert check_everything().broken == [("user_account", lead.id)]


def test_a_new_installation_seals_nothing_afterwards(app: Flask) -> None:
    with app.app_context():
        lead = factories.user(factories.municipality())
        with db.engine.begin() as connection:
            connection.execute(update(User).where(User.id == lead.id).values(is_active=False))
        prepare(app)
        assert check_everything().broken == [("user_account", lead.id)]
