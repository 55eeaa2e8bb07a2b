"""Blocked places."""

from datetime import date

import pytest
from flask import Flask

from casework.database.base import db
from casework.errors import Refused
from casework.housing.houses import block_places
from casework.housing.models import Room
from tests import factories


def test_no_more_places_are_blocked_than_the_room_has(app: Flask) -> None:
    with app.app_context():
        house = factories.house(factories.municipality(), rooms={"N1": 2})
        room = db.session.get_one(Room, house.rooms["N1"])
        with pytest.raises(Refused, match="nur 2 Plätze"):
            block_places(room, places=3, starts_on=date(2025, 1, 1), ends_on=None, reason="DEFECT")
        block_places(room, places=2, starts_on=date(2025, 1, 1), ends_on=None, reason="DEFECT")
