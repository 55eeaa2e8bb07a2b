"""Bringing an instance into being or up to date: folders, master key, tables, service keys. Safe to repeat."""

from flask import Flask
from flask_migrate import upgrade

from casework.accounts.shares_before_posts import seal_accounts_anew
from casework.audit import trail
from casework.database.base import db
from casework.database.transaction import transaction
from casework.database.turns import first_turn
from casework.exchange.uploads import throw_away_expired
from casework.organisation.queries import municipalities
from casework.people.register_models import RegisterClock
from casework.vault.inventory import check_nothing_is_missing
from casework.vault.keys import ServicePurpose, keys
from casework.vault.keysource import KeySource
from casework.vault.rowseal import seal_everything
from casework.vault.sources import unlock_from_file
from casework.web.locked import when_unlocked
from config import Config


def prepare(app: Flask) -> None:
    """Make the instance of an application ready to work; needs an application context.

    While the master keys are locked only the tables are brought up to date. Raises KeyMissing when a row needs a
    master key that is not there.
    """
    config: Config = app.extensions["casework config"]
    source: KeySource = app.extensions["casework key source"]
    config.instance.mkdir(parents=True, exist_ok=True)
    source.create()
    upgrade()
    with transaction(in_turn=False):
        first_turn()
    if source.is_locked:
        return
    check_nothing_is_missing(source.keyring)
    with transaction(in_turn=False):
        is_older = ServicePurpose.USER_ROWS not in keys().services()
        keys().create_services()
        if is_older:
            _seal_rows()
        _seal_accounts()
        trail.begin()
        if db.session.get(RegisterClock, 1) is None:
            db.session.add(RegisterClock(id=1, change_seq=0))
    _throw_away_expired_lists()


def _seal_rows() -> None:
    """Once, together with the making of their key: later a missing seal is an alarm."""
    db.session.flush()
    count = seal_everything()
    if count:
        trail.note("installation:rows:sealed", rows=count)


def _seal_accounts() -> None:
    count = seal_accounts_anew()
    if count:
        trail.note("installation:rows:sealed", rows=count)


@when_unlocked
def _seal_accounts_that_waited(_failures: int) -> None:
    """An installation that was brought up to date while it was locked had no keys for their seals."""
    with transaction(in_turn=False):
        _seal_accounts()


def _throw_away_expired_lists() -> None:
    town_ids = [town.id for town in db.session.scalars(municipalities())]
    for town_id in town_ids:
        trail.act_as(trail.Actor(None, town_id))
        throw_away_expired(town_id)
    trail.act_as(trail.Actor(None, None))


def open_for_serving(app: Flask) -> None:
    """What a server does before its first request: open the keys if it is told how, and refuse to start without one."""
    config: Config = app.extensions["casework config"]
    source: KeySource = app.extensions["casework key source"]
    unlock_from_file(source, config)
    if not source.is_locked:
        with app.app_context():
            check_nothing_is_missing(source.keyring)
            db.engine.dispose()  # a server that splits into workers afterwards must not share connections
