"""The trail as the auditor reads it: one municipality's entries, newest first, without what they say of people."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select

from casework.audit.actions import ALARMS
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import end_of

ABOUT_KEYS = "vault:"
"""How actions begin that concern the installation and with it every municipality."""
Names = Callable[[uuid.UUID], Mapping[uuid.UUID, str]]
_actor_names: list[Names] = []


def actors_named_by(names: Names) -> None:
    """Declare who knows the names behind a municipality's actors (what lies above the trail knows accounts)."""
    if names not in _actor_names:
        _actor_names.append(names)


def actors_of(municipality_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """The names of all who may stand as actors in a municipality's trail, by id, in the order of names."""
    found = {actor_id: name for names in _actor_names for actor_id, name in names(municipality_id).items()}
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))


def entries(
    municipality_id: uuid.UUID,
    *,
    day: date | None = None,
    actor_id: uuid.UUID | None = None,
    alarms_only: bool = False,
) -> Select[TrailEntry]:
    """A municipality's entries, and those about everybody's keys, newest first; of a day, an actor, or alarms only."""
    of_keys = TrailEntry.municipality_id.is_(None) & TrailEntry.action.startswith(ABOUT_KEYS)
    wanted = select(TrailEntry).where((TrailEntry.municipality_id == municipality_id) | of_keys)
    if day is not None:
        wanted = wanted.where(
            TrailEntry.happened_at > end_of(day - timedelta(days=1)), TrailEntry.happened_at <= end_of(day)
        )
    if actor_id is not None:
        wanted = wanted.where(TrailEntry.actor_id == actor_id)
    if alarms_only:
        wanted = wanted.where(TrailEntry.action.in_(ALARMS))
    return wanted.order_by(TrailEntry.sequence.desc())


def alarms_since(municipality_id: uuid.UUID, moment: datetime) -> int:
    """How many alarms a municipality's trail has since a moment."""
    counted = select(func.count()).where(
        TrailEntry.municipality_id == municipality_id,
        TrailEntry.happened_at >= moment,
        TrailEntry.action.in_(ALARMS),
    )
    return db.session.scalar(counted) or 0
