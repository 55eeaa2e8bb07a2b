"""Writing at the desk of a house: an entry is made, corrected, settled or taken back; earlier words stay on record."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.moments import today
from casework.desk.kinds import Kind, kind_of
from casework.desk.models import DeskEntry, HouseBan, RoomDefect
from casework.desk.queries import room_of_house
from casework.errors import Refused
from casework.housing.houses import block_places, blocks_of, lift_block
from casework.housing.models import Accommodation
from casework.people.models import Person
from casework.vault.keys import keys

DEFECT = "DEFECT"


def make(house: Accommodation, kind: Kind, facts: Mapping[str, Any]) -> DeskEntry:
    """Write an entry down; `facts` are those the kind names. Raises Refused for days out of order or ahead."""
    entry = _added(house.id, kind.model, facts)
    _check(house, entry)
    note("desk:entry:made", **_about(entry))
    return entry


def correct(house: Accommodation, entry: DeskEntry, facts: Mapping[str, Any]) -> DeskEntry:
    """Say what is right instead; facts that are not given stay as they are. Raises Refused as `make` does."""
    before = {name: getattr(entry, name) for name in entry.facts}
    after = before | dict(facts)
    if after == before:
        return entry
    entry.supersede()
    db.session.flush()
    corrected = _added(house.id, type(entry), after)
    _check(house, corrected)
    note("desk:entry:corrected", **_about(corrected))
    return corrected


def settle(house: Accommodation, entry: DeskEntry, on: date) -> DeskEntry:
    """The key is back, the ban lifted, the defect fixed, from a day on; places blocked for a defect are free again."""
    if entry.ends is None or not entry.is_open_on(on):
        raise Refused("Dieser Eintrag ist schon erledigt.")
    _lift(house, entry, on)
    entry.supersede()
    db.session.flush()
    settled = _added(
        house.id, type(entry), {name: getattr(entry, name) for name in entry.facts} | {entry.ends: on}
    )
    _check(house, settled)
    note("desk:entry:settled", **_about(settled))
    return settled


def take_back(house: Accommodation, entry: DeskEntry) -> None:
    """This should never have been written down; places blocked for it were never to be blocked."""
    _lift(house, entry, entry.began_on)
    entry.supersede()
    note("desk:entry:retracted", **_about(entry))


def block_for(
    house: Accommodation, defect: RoomDefect, *, places: int, starts_on: date, ends_on: date | None
) -> RoomDefect:
    """Block places of the broken room until the defect is fixed. Raises Refused if some are blocked for it already."""
    if _block_of(house, defect, today()) is not None:
        raise Refused("Für diesen Mangel sind schon Plätze gesperrt.")
    room = room_of_house(house, defect.room_id)
    block = block_places(room, places=places, starts_on=starts_on, ends_on=ends_on, reason=DEFECT)
    blocked = correct(house, defect, {"block_id": block.id})
    return blocked if isinstance(blocked, RoomDefect) else defect


def _added(house_id: uuid.UUID, model: type[DeskEntry], facts: Mapping[str, Any]) -> DeskEntry:
    """A row with its words sealed under the person's key, or under one of its own."""
    entry_id = uuid.uuid4() if facts.get("person_id") else keys().create_subject()
    entry = model(
        id=entry_id,
        accommodation_id=house_id,
        recorded_by_id=actor().user_id,
        **{n: facts.get(n) for n in model.facts},
    )
    db.session.add(entry)
    return entry


def _check(house: Accommodation, entry: DeskEntry) -> None:
    began, ended = entry.began_on, entry.settled_on
    if ended is not None and ended < began:
        raise Refused(
            "Das Ende (%(end)s) liegt vor dem Beginn (%(begin)s).", end=_day(ended), begin=_day(began)
        )
    if isinstance(entry, HouseBan):
        if (entry.person_id is None) == (not entry.outsider):
            raise Refused(
                "Bitte wählen Sie eine Person oder nennen Sie jemanden von außerhalb, nicht beides."
            )
    elif max(began, ended or began) > today():
        raise Refused("Der %(day)s liegt in der Zukunft.", day=_day(max(began, ended or began)))
    if entry.whom is not None:
        person = db.session.get_one(Person, entry.whom)
        if person.municipality_id != house.municipality_id:
            raise Refused("Diese Person gehört zu einer anderen Kommune.")


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _block_of(house: Accommodation, entry: DeskEntry, on: date) -> uuid.UUID | None:
    """The places blocked for a defect that are not free again."""
    if not isinstance(entry, RoomDefect) or entry.block_id is None:
        return None
    return next((block.id for block, _room in blocks_of(house, on) if block.id == entry.block_id), None)


def _lift(house: Accommodation, entry: DeskEntry, on: date) -> None:
    block_id = _block_of(house, entry, on)
    if block_id is not None:
        lift_block(house, block_id, on)


def _about(entry: DeskEntry) -> dict[str, Any]:
    """What the trail says of every act: the person, or else the house, and which entry."""
    about = {"subject": entry.whom} if entry.whom else {"about": entry.accommodation_id}
    return {**about, "kind": kind_of(entry).key, "entry": str(entry.id)}
