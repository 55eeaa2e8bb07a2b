"""An installation from before row seals gets them once, when it is brought up to date, and never again."""

import uuid
from datetime import date
from decimal import Decimal

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Column, MetaData, Numeric, Table, delete, inspect, select, update

from casework.access.roles import Role
from casework.accounts import operations as accounts
from casework.accounts.models import User
from casework.accounts.post_models import FROM_THE_START
from casework.accounts.posts import full_time_on, posts_of
from casework.accounts.shares_before_posts import seal_accounts_anew
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import read_moment
from casework.database.transaction import transaction
from casework.installation import prepare
from casework.vault.keys import ServicePurpose, keys
from casework.vault.models import RowSeal, ServiceKey
from casework.vault.rows import seal_over
from casework.vault.rowseal import check_everything
from tests import factories

BEFORE_POSTS = "0031-1"


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


def before_posts() -> Table:
    """The accounts as they were stored when each had one share."""
    table = User.__table__.to_metadata(MetaData())
    table.append_column(Column("full_time_share", Numeric(3, 2)))
    return table


def with_share(user: factories.User, share: str, *, sealed_as: str) -> None:
    """Give an account a share as it was once kept, and the seal it had then over another or the same one."""
    table, key = before_posts(), keys().of_service(ServicePurpose.USER_ROWS)
    with db.engine.begin() as connection:
        connection.execute(update(table).where(table.c.id == user.id).values(full_time_share=Decimal(share)))
        row = connection.execute(select(table).where(table.c.id == user.id)).one()._asdict()
        seal = seal_over(table, row | {"full_time_share": Decimal(sealed_as)}, key)
        connection.execute(update(RowSeal).where(RowSeal.row_id == user.id).values(seal=seal))


def of_an_older_town(app: Flask) -> dict[str, factories.User]:
    """Accounts of an installation in which each has one share, sealed with its row; brought up to date without keys."""
    with app.app_context():
        town = factories.municipality()
        names = ("Kim", "Lou", "Mio", "Noa")
        users = {name: factories.user(town, Role.CASE_MANAGER, name=name) for name in names}
        with transaction():
            accounts.deactivate(db.session.get_one(User, users["Lou"].id))
        db.session.remove()
        downgrade(revision=BEFORE_POSTS)
        with_share(users["Kim"], "0.75", sealed_as="0.75")
        with_share(users["Lou"], "0.50", sealed_as="0.50")
        with_share(users["Mio"], "1.00", sealed_as="0.10")
        upgrade()
    return users


def test_a_share_becomes_a_post_from_the_start_and_its_account_stays_sealed(app: Flask) -> None:
    users = of_an_older_town(app)
    town_id = users["Kim"].municipality.id
    with app.app_context():
        prepare(app)
        assert check_everything().broken == [("user_account", users["Mio"].id)]
        assert db.session.scalar(select(TrailEntry.id).where(TrailEntry.action == "installation:rows:sealed"))
        assert seal_accounts_anew() == 0
        for day in (FROM_THE_START, date(2019, 7, 1), date(2030, 1, 1)):
            assert full_time_on(town_id, day) == Decimal("1.75")
            assert full_time_on(town_id, day, read_moment("2018-01-01")) == Decimal("1.75")
        assert posts_of(users["Lou"].id) == [], "a closed account did not count before either"


def test_a_share_goes_back_into_the_account(app: Flask) -> None:
    users = of_an_older_town(app)
    table = before_posts()
    with app.app_context():
        prepare(app)
        db.session.remove()
        downgrade(revision=BEFORE_POSTS)
        shares: dict[uuid.UUID, Decimal | None] = dict(
            db.session.execute(select(table.c.id, table.c.full_time_share)).all()
        )
        assert {name: shares[user.id] for name, user in users.items()} == {
            "Kim": Decimal("0.75"),
            "Lou": Decimal("0.50"),
            "Mio": Decimal("1.00"),
            "Noa": None,
        }
        db.session.remove()
        prepare(app)
        assert check_everything().broken == [("user_account", users["Mio"].id)]
        assert full_time_on(users["Kim"].municipality.id, date(2025, 1, 1)) == Decimal("1.75")


def test_accounts_wait_for_the_keys_with_their_seals_as_they_were(app: Flask) -> None:
    users = of_an_older_town(app)
    with app.app_context():
        assert len(check_everything().broken) == 3
        db.session.remove()
        downgrade(revision=BEFORE_POSTS)
        upgrade()
        with transaction(in_turn=False):
            assert seal_accounts_anew() == 2
        assert check_everything().broken == [("user_account", users["Mio"].id)]
