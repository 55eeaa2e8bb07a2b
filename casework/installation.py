"""Bringing an instance into being or up to date: folders, key file, tables, service keys. Safe to repeat."""

from flask import Flask
from flask_migrate import upgrade

from casework.audit import trail
from casework.database.base import db
from casework.database.transaction import transaction
from casework.database.turns import first_turn
from casework.exchange.uploads import throw_away_expired
from casework.organisation.queries import municipalities
from casework.people.register_models import RegisterClock
from casework.vault.keyring import create_key_file
from casework.vault.keys import ServicePurpose, keys
from casework.vault.rowseal import seal_everything
from config import Config


def prepare(app: Flask) -> None:
    """Make the instance of an application ready to work; needs an application context."""
    config: Config = app.extensions["casework config"]
    config.instance.mkdir(parents=True, exist_ok=True)
    create_key_file(config.key_file)
    upgrade()
    with transaction(in_turn=False):
        first_turn()
        is_older = ServicePurpose.USER_ROWS not in keys().services()
        keys().create_services()
        if is_older:
            _seal_rows()
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


def _throw_away_expired_lists() -> None:
    town_ids = [town.id for town in db.session.scalars(municipalities())]
    for town_id in town_ids:
        trail.act_as(trail.Actor(None, town_id))
        throw_away_expired(town_id)
    trail.act_as(trail.Actor(None, None))
