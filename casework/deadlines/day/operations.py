"""Putting a row of Mein Tag off until a day, and taking that back; asking for people nobody talked to."""

import uuid
from datetime import date, timedelta

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.moments import today
from casework.deadlines.day.put_off import find_gap
from casework.deadlines.day.rows import Row
from casework.deadlines.snooze_models import Snooze, TalkGap
from casework.errors import Conflict, Refused
from casework.vault.keys import keys

LONGEST = timedelta(days=366)
FEWEST_MONTHS, MOST_MONTHS = 1, 24


def put_off(municipality_id: uuid.UUID, row: Row, until_on: date, reason: str) -> Snooze:
    """Let a row rest until a day, for everybody who sees it; raises Refused for a day it may not rest until.

    A deadline never rests beyond its last day, and nothing rests without a reason or for more than a year.
    """
    _check(row, until_on)
    if not reason.strip():
        raise Refused("Bitte geben Sie einen Grund an, damit andere verstehen, warum das warten kann.")
    if row.rested is not None:
        row.rested.give_up(
            Conflict("Diesen Eintrag hat eben jemand anders zurückgestellt oder zurückgeholt.")
        )
    person_id = row.entry.about[0] if row.entry.about else None
    snooze = Snooze(
        id=uuid.uuid4(),
        municipality_id=municipality_id,
        person_id=person_id,
        row_index=row.index,
        until_on=until_on,
        recorded_by_id=actor().user_id,
    )
    if person_id is None:
        keys().create_subject(snooze.id)
    snooze.reason = reason
    db.session.add(snooze)
    db.session.flush()
    note("deadlines:row:put-off", **_about(snooze), until_on=until_on.isoformat())
    return snooze


def _check(row: Row, until_on: date) -> None:
    if until_on <= today():
        raise Refused("Zurückstellen geht nur auf einen Tag nach heute.")
    if until_on > today() + LONGEST:
        raise Refused("Zurückstellen geht für höchstens ein Jahr.")
    if row.latest_on is not None and until_on > row.latest_on:
        if row.latest_on <= today():
            raise Refused("Diese Frist lässt sich nicht mehr zurückstellen: Ihr letzter Tag ist erreicht.")
        raise Refused(
            "Diese Frist endet am %(day)s; länger lässt sie sich nicht zurückstellen.",
            day=f"{row.latest_on:%d.%m.%Y}",
        )


def bring_back(row: Row) -> None:
    """Let a row that rests stand where it would stand otherwise; raises Conflict when somebody did so already."""
    if row.rested is None:
        raise Conflict("Dieser Eintrag ist nicht mehr zurückgestellt.")
    row.rested.give_up(Conflict("Diesen Eintrag hat eben jemand anders zurückgeholt."))
    note("deadlines:row:brought-back", **_about(row.rested))


def _about(snooze: Snooze) -> dict[str, uuid.UUID]:
    return {"subject": snooze.person_id} if snooze.person_id else {"about": snooze.id}


def ask_after(municipality_id: uuid.UUID, months: int) -> None:
    """From now on ask about people nobody talked to for so many months. Raises Refused for a number out of reason."""
    if not FEWEST_MONTHS <= months <= MOST_MONTHS:
        raise Refused(
            "Bitte eine Zahl von %(fewest)s bis %(most)s eingeben.", fewest=FEWEST_MONTHS, most=MOST_MONTHS
        )
    before = find_gap(municipality_id)
    if before is not None:
        before.supersede()
        db.session.flush()
    db.session.add(TalkGap(municipality_id=municipality_id, months=months, recorded_by_id=actor().user_id))
    note("deadlines:talk-gap:changed", about=municipality_id)
