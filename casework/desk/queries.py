"""Reading what the desk of a house wrote down."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, false, func, or_, select

from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.moments import today
from casework.database.recorded import chain_of, find_latest, known
from casework.desk.kinds import KINDS, Kind
from casework.desk.models import DeskEntry, HouseRulesHandover, KeyHandover, RoomDefect
from casework.desk.scope import Resident, of_known, residents_of
from casework.errors import NotThere
from casework.housing.models import Accommodation, Room
from casework.housing.places import in_order
from casework.people.cards import Card
from casework.people.merge_models import PersonMerge
from casework.people.models import Person
from casework.people.records import leading_id_of, pointer_of
from casework.people.register import card_of
from casework.people.scope import visible_cards
from casework.vault.keys import keys


class Line(NamedTuple):
    """An entry as a list shows it: whom it concerns, and their room (None: lives elsewhere) or the broken one."""

    entry: DeskEntry
    card: Card | None
    room: str | None


def is_open(model: type[DeskEntry], day: date) -> ColumnElement[bool]:
    """The entries of a kind that are not settled on a day; a kind that needs no settling has none."""
    if model.ends is None:
        return false()
    ends = getattr(model, model.ends)
    return or_(ends.is_(None), ends > day)


def entries_of(
    viewer: Viewer, house: Accommodation, kind: Kind, *, open_only: bool = False
) -> Select[DeskEntry]:
    """The believed entries of a house that this viewer may see, the latest first."""
    model: Any = kind.model
    wanted = [known(model), model.accommodation_id == house.id]
    lies_open = is_open(model, today())
    if open_only:
        wanted.append(lies_open)
    if hasattr(model, "person_id"):
        wanted.append(_is_shown(viewer, house, model.person_id, lies_open))
    return (
        select(model).where(*wanted).order_by(getattr(model, model.begins).desc(), model.recorded_at.desc())
    )


def _is_shown(
    viewer: Viewer, house: Accommodation, person_id: Any, lies_open: ColumnElement[bool]
) -> ColumnElement[bool]:
    shown = person_id.in_(select(Person.id).where(of_known(viewer, house)))
    if viewer.sees_own_houses_only:
        shown = or_(shown, lies_open)
    return or_(person_id.is_(None), shown)


def count_of(statement: Select[DeskEntry]) -> int:
    """How many entries a query finds."""
    return db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0


def lines_of(house: Accommodation, entries: Iterable[DeskEntry], residents: Iterable[Resident]) -> list[Line]:
    """The entries as a list shows them; the keys of all they concern are opened together."""
    entries = list(entries)
    keys().prefetch(entry.subject_id for entry in entries)
    names = {room.id: room.name or house.name for room in house.rooms}
    living = {resident.card.person_id: resident.room for resident in residents}
    return [_line(entry, names, living) for entry in entries]


def _line(entry: DeskEntry, names: Mapping[uuid.UUID, str], living: Mapping[uuid.UUID, str]) -> Line:
    if isinstance(entry, RoomDefect):
        return Line(entry, None, names.get(entry.room_id))
    card = card_of(entry.whom) if entry.whom else None
    return Line(entry, card, living.get(card.person_id) if card else None)


def get_latest_entry(viewer: Viewer, house: Accommodation, kind: Kind, entry_id: uuid.UUID) -> Any:
    """An entry as it was written last; raises NotThere once it was taken back."""
    row: Any = db.session.get(kind.model, entry_id)
    latest = row and find_latest(row, *_ways(row))
    return get_entry(viewer, house, kind, latest.id if latest else entry_id)


def chain_of_entry(entry: Any) -> Sequence[Any]:
    """An entry with all its corrections, the first one first."""
    return chain_of(entry, *_ways(entry))


def _ways(entry: Any) -> list[tuple[str, ...]]:
    """What an entry shares with what it corrects, the closest first."""
    whom = "person_id" if hasattr(entry, "person_id") else "room_id"
    return [("accommodation_id", whom), ("accommodation_id",)]


def get_entry(viewer: Viewer, house: Accommodation, kind: Kind, entry_id: uuid.UUID) -> Any:
    """An entry that this viewer may see and that is still believed; raises NotThere."""
    model: Any = kind.model
    entry = db.session.scalar(entries_of(viewer, house, kind).where(model.id == entry_id))
    if entry is None:
        raise NotThere("Diesen Eintrag gibt es nicht, oder er wurde inzwischen berichtigt.")
    return entry


class Standing(NamedTuple):
    """What a resident has of a house: how many keys, and since when its rules."""

    resident: Resident
    keys: int
    rules_on: date | None


def standing_of(house: Accommodation, residents: Sequence[Resident]) -> list[Standing]:
    """What each of these residents has of their house."""
    held = _by_person(house, KeyHandover, func.count(), is_open(KeyHandover, today()))
    rules = _by_person(house, HouseRulesHandover, func.max(HouseRulesHandover.handed_on))
    return [
        Standing(one, held.get(one.card.person_id, 0), rules.get(one.card.person_id)) for one in residents
    ]


def without_rules(standings: Iterable[Standing]) -> list[Standing]:
    """Those who have not got the rules of the house yet."""
    return [standing for standing in standings if standing.rules_on is None]


def _by_person(
    house: Accommodation,
    model: type[KeyHandover] | type[HouseRulesHandover],
    what: Any,
    *further: ColumnElement[bool],
) -> dict[uuid.UUID, Any]:
    leading = leading_id_of(model.person_id)
    rows = db.session.execute(
        select(leading, what)
        .select_from(model)
        .outerjoin(PersonMerge, pointer_of(model.person_id))
        .where(known(model), model.accommodation_id == house.id, *further)
        .group_by(leading)
    )
    return dict(rows.all())


class Overview(NamedTuple):
    """The desk of a house: by kind how many entries lie open and the latest; how many live there and lack the rules."""

    open: list[tuple[Kind, int, list[Line]]]
    residents: int
    without_rules: int

    @property
    def names_shown(self) -> int:
        return sum(line.card is not None for _kind, _count, lines in self.open for line in lines)


def overview(viewer: Viewer, house: Accommodation, most: int) -> Overview:
    """What lies open at a desk, at most so many entries of each kind."""
    residents = residents_of(viewer, house)
    lying = []
    for kind in KINDS.values():
        if kind.settling:
            found = entries_of(viewer, house, kind, open_only=True)
            lines = lines_of(house, db.session.scalars(found.limit(most)), residents)
            lying.append((kind, count_of(found), lines))
    return Overview(lying, len(residents), len(without_rules(standing_of(house, residents))))


def open_defects(houses: Iterable[Accommodation]) -> dict[uuid.UUID, int]:
    """How many defects of each house are not fixed."""
    rows = db.session.execute(
        select(RoomDefect.accommodation_id, func.count())
        .where(
            known(RoomDefect),
            is_open(RoomDefect, today()),
            RoomDefect.accommodation_id.in_([house.id for house in houses]),
        )
        .group_by(RoomDefect.accommodation_id)
    )
    return dict(rows.all())


def entries_about(record_ids: Collection[uuid.UUID], kind: Kind) -> list[tuple[Any, Accommodation]]:
    """The believed entries about a person in any house, each with the house, the latest first."""
    model: Any = kind.model
    rows = db.session.execute(
        select(model, Accommodation)
        .join(Accommodation, Accommodation.id == model.accommodation_id)
        .where(known(model), model.person_id.in_(record_ids))
        .order_by(getattr(model, model.begins).desc(), model.recorded_at.desc())
    )
    return [(entry, house) for entry, house in rows]


def room_of_house(house: Accommodation, room_id: uuid.UUID) -> Room:
    """A room of this house; raises NotThere."""
    room = next((room for room in house.rooms if room.id == room_id), None)
    if room is None:
        raise NotThere("Dieses Zimmer gibt es nicht.")
    return room


def room_names(house: Accommodation) -> list[tuple[str, str]]:
    """The rooms of a house in order, as a form offers them; the one without a name is the house as a whole."""
    rooms = sorted(house.rooms, key=lambda room: in_order(room.name))
    return [(str(room.id), room.name or house.name) for room in rooms]


def people_of(viewer: Viewer, house: Accommodation, asked: str) -> list[tuple[str, str]]:
    """The residents this viewer may know, as a form offers them; only the one asked for, if they may be known."""
    people = [
        (str(one.card.person_id), " · ".join(filter(None, (one.card.list_name, one.room))))
        for one in residents_of(viewer, house)
    ]
    chosen = [person for person in people if person[0] == asked]
    elsewhere = ((str(card.person_id), card.list_name) for card in visible_cards(viewer))
    return chosen or [person for person in elsewhere if person[0] == asked] or people
