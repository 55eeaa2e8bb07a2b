"""Deadlines stay open in memory for a while; what was done to their rows or their key shows all the same."""

import pytest
from sqlalchemy import delete, update

from casework.database.base import db
from casework.database.transaction import transaction
from casework.deadlines.models import Deadline
from casework.deadlines.queries import opened
from casework.vault.errors import KeyMissing
from casework.vault.keys import ServicePurpose
from casework.vault.models import ServiceKey
from casework.vault.unreadable import is_unreadable
from casework.vocabulary.deadlines import TITLE_EXPIRY
from tests.deadlines.conftest import ENDS, Known


def open_twice(known: Known) -> None:
    """From then on everything is in memory."""
    known.state(ENDS)
    for _time in range(2):
        assert TITLE_EXPIRY in {what.clock for _row, _person, what in opened()}


def test_a_damaged_deadline_does_not_open_from_memory(known: Known) -> None:
    open_twice(known)
    with transaction():
        db.session.execute(update(Deadline).values(_what=b"\1\0\1" + bytes(60)))
    db.session.remove()
    assert all(is_unreadable(what) for _row, _person, what in opened())


def test_a_deleted_deadline_is_gone(known: Known) -> None:
    open_twice(known)
    with transaction():
        db.session.execute(delete(Deadline))
    assert list(opened()) == []


def test_without_its_key_nothing_opens_from_memory(known: Known) -> None:
    open_twice(known)
    with transaction():
        db.session.execute(delete(ServiceKey).where(ServiceKey.purpose == ServicePurpose.STATISTICS))
    db.session.remove()
    with pytest.raises(KeyMissing):
        list(opened())
