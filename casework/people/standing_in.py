"""Whom a viewer may know of only because they stand in for somebody, and for whom."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from sqlalchemy import select

from casework.access.guard import find_viewer
from casework.access.viewer import Absent, Viewer
from casework.audit.trail import act_as, actor
from casework.database.base import db
from casework.people.models import Person
from casework.people.scope import of_led_by

Reasons = dict[uuid.UUID, Absent]


def seen_for_others(viewer: Viewer) -> Reasons:
    """By record: the absent colleague without whom this viewer would know nothing of a person."""
    if not viewer.stands_in_for or not viewer.sees_own_cases_only:
        return {}
    with db.session.no_autoflush:
        own = set(_records_of(viewer.alone))
        return {
            record_id: absent
            for absent in viewer.stands_in_for
            for record_id in _records_of(viewer.in_place_of(absent))
            if record_id not in own
        }


def say_for_whom() -> None:
    """From here on the trail says of every act of a substitute for whom it was done."""
    viewer = find_viewer()
    if viewer is not None and viewer.stands_in_for:
        act_as(replace(actor(), in_place_of=_reason(viewer)))


def _reason(viewer: Viewer) -> Callable[[uuid.UUID], uuid.UUID | None]:
    reasons = cache(lambda: seen_for_others(viewer))

    def reason(record_id: uuid.UUID) -> uuid.UUID | None:
        absent = reasons().get(record_id)
        return absent.user_id if absent else None

    return reason


def _records_of(viewer: Viewer) -> list[uuid.UUID]:
    return list(db.session.scalars(select(Person.id).where(of_led_by(viewer))))
