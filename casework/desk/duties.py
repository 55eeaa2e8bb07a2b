"""Which houses an account looks after: asked, and assigned anew."""

import uuid
from collections.abc import Iterable

from sqlalchemy import select

from casework.accounts.models import User
from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.recorded import known
from casework.desk.duty_models import HouseDuty
from casework.desk.scope import house_ids_of
from casework.housing.models import Accommodation


def houses_looked_after(user: User) -> list[uuid.UUID]:
    """The houses an account looks after now."""
    return list(db.session.scalars(house_ids_of(user.id)))


def assign(user: User, houses: Iterable[Accommodation]) -> None:
    """From now on an account looks after these houses and no others."""
    wanted = {house.id for house in houses}
    current = db.session.scalars(select(HouseDuty).where(known(HouseDuty), HouseDuty.user_id == user.id))
    kept = set()
    for duty in current:
        if duty.accommodation_id in wanted:
            kept.add(duty.accommodation_id)
        else:
            duty.supersede()
    for house_id in sorted(wanted - kept):
        db.session.add(HouseDuty(user_id=user.id, accommodation_id=house_id, recorded_by_id=actor().user_id))
    note("desk:houses:assigned", about=user.id, houses=[str(house_id) for house_id in sorted(wanted)])
