"""Reading where people live: of one person for ever, of many on one day, and the rooms there are."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import aliased

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.bulk import Key, key_of
from casework.database.episodes import find_holding
from casework.database.moments import now
from casework.database.recorded import find_latest, known
from casework.errors import Conflict, NotThere
from casework.housing.evenings import Evening
from casework.housing.ledger import Axis
from casework.housing.models import Accommodation, Room, RoomOperation
from casework.housing.stays import DwellingSpan, Episode, StageSpan
from casework.people.cards import Card
from casework.people.models import Person
from casework.people.scope import visible_cards
from casework.vocabulary.spelling import folded


def holds(span: type[StageSpan] | type[DwellingSpan], day: date) -> ColumnElement[bool]:
    """The spans that cover the evening of a day, as known now."""
    begun, not_over = span.starts_on <= day, or_(span.ends_on.is_(None), span.ends_on > day)
    return span.known_until.is_(None) & begun & not_over


def stages_of(person: Person) -> list[StageSpan]:
    """The stages of a person in order, as known now."""
    return list(
        db.session.scalars(
            select(StageSpan)
            .where(StageSpan.person_id == person.id, StageSpan.known_until.is_(None))
            .order_by(StageSpan.starts_on)
        )
    )


def dwellings_of(person: Person) -> list[tuple[DwellingSpan, Accommodation | None, Room | None]]:
    """The dwellings of a person in order, each with its house and room, as known now."""
    rows = db.session.execute(
        select(DwellingSpan, Accommodation, Room)
        .outerjoin(Accommodation, Accommodation.id == DwellingSpan.accommodation_id)
        .outerjoin(Room, Room.id == DwellingSpan.room_id)
        .where(DwellingSpan.person_id == person.id, DwellingSpan.known_until.is_(None))
        .order_by(DwellingSpan.starts_on)
    )
    return [(span, house, room) for span, house, room in rows]


def stages_on(person_ids: Sequence[uuid.UUID], day: date) -> dict[uuid.UUID, str]:
    """The stage of each of these people on a day."""
    rows = db.session.execute(
        select(StageSpan.person_id, StageSpan.stage).where(
            StageSpan.person_id.in_(person_ids), holds(StageSpan, day)
        )
    )
    return {row.person_id: row.stage for row in rows}


def dwellings_on(
    person_ids: Sequence[uuid.UUID], day: date
) -> dict[uuid.UUID, tuple[str, str | None, str | None]]:
    """Form, house and room of each of these people on a day."""
    rows = db.session.execute(
        select(DwellingSpan.person_id, DwellingSpan.form, Accommodation.name, Room.name)
        .outerjoin(Accommodation, Accommodation.id == DwellingSpan.accommodation_id)
        .outerjoin(Room, Room.id == DwellingSpan.room_id)
        .where(DwellingSpan.person_id.in_(person_ids), holds(DwellingSpan, day))
    )
    return {person_id: (form, house, room) for person_id, form, house, room in rows}


def dwelling_places_on(
    person_ids: Collection[uuid.UUID], day: date
) -> dict[uuid.UUID, tuple[str, uuid.UUID | None]]:
    """The form and the house of each of these people on a day, whatever the room."""
    rows = db.session.execute(
        select(DwellingSpan.person_id, DwellingSpan.form, DwellingSpan.accommodation_id).where(
            DwellingSpan.person_id.in_(person_ids), holds(DwellingSpan, day)
        )
    )
    return {person_id: (form, house) for person_id, form, house in rows}


def houses_of(person_ids: Collection[uuid.UUID], day: date) -> set[uuid.UUID]:
    """The houses in which these people live on a day."""
    return {house for _form, house in dwelling_places_on(person_ids, day).values() if house is not None}


def people_in_stage(municipality_id: uuid.UUID, stage: str, day: date) -> set[uuid.UUID]:
    """Who is in a stage on a day."""
    return set(
        db.session.scalars(
            select(StageSpan.person_id).where(
                StageSpan.municipality_id == municipality_id, StageSpan.stage == stage, holds(StageSpan, day)
            )
        )
    )


def people_in_house(municipality_id: uuid.UUID, accommodation_id: uuid.UUID, day: date) -> set[uuid.UUID]:
    """Who lives in a house on a day."""
    return set(
        db.session.scalars(
            select(DwellingSpan.person_id).where(
                DwellingSpan.municipality_id == municipality_id,
                DwellingSpan.accommodation_id == accommodation_id,
                holds(DwellingSpan, day),
            )
        )
    )


def people_by_word(municipality_id: uuid.UUID, word: str, day: date) -> set[uuid.UUID]:
    """Who lives on a day in a house or room whose name has this word (folded) in it."""
    in_town = Accommodation.municipality_id == municipality_id
    houses = _named(select(Accommodation.id, Accommodation.name).where(in_town), word)
    rooms = _named(select(Room.id, Room.name).join(Room.accommodation).where(in_town), word)
    if not rooms and not houses:
        return set()
    return set(
        db.session.scalars(
            select(DwellingSpan.person_id).where(
                DwellingSpan.municipality_id == municipality_id,
                DwellingSpan.accommodation_id.in_(houses) | DwellingSpan.room_id.in_(rooms),
                holds(DwellingSpan, day),
            )
        )
    )


@lru_cache(maxsize=10_000)
def _place_words(name: str) -> str:
    """A house's or room's name as it is searched; there are few, and they are nobody's."""
    return folded(name)


def _named(places: Select[uuid.UUID, str], word: str) -> list[uuid.UUID]:
    return [place_id for place_id, name in db.session.execute(places) if word in _place_words(name)]


def houses_and_rooms(municipality_id: uuid.UUID) -> list[tuple[Accommodation, Room | None]]:
    """Every house of a municipality with each of its rooms, by name."""
    rows = db.session.execute(
        select(Accommodation, Room)
        .outerjoin(Room, Room.accommodation_id == Accommodation.id)
        .where(Accommodation.municipality_id == municipality_id)
        .order_by(Accommodation.name, Room.name)
    )
    return [(house, room) for house, room in rows]


def house_names(municipality_id: uuid.UUID) -> dict[Key, str]:
    """The names of all houses of a municipality, by key."""
    rows = db.session.execute(
        select(key_of(Accommodation.id), Accommodation.name).where(
            Accommodation.municipality_id == municipality_id
        )
    )
    return dict(rows.all())


def accommodations(municipality_id: uuid.UUID) -> list[Accommodation]:
    """The houses of a municipality by name."""
    return list(
        db.session.scalars(
            select(Accommodation)
            .where(Accommodation.municipality_id == municipality_id)
            .order_by(Accommodation.name)
        )
    )


def get_accommodation(viewer: Viewer, accommodation_id: uuid.UUID) -> Accommodation:
    """A house of the viewer's municipality; raises NotThere."""
    house = db.session.scalar(
        select(Accommodation).where(
            Accommodation.id == accommodation_id, Accommodation.municipality_id == viewer.municipality_id
        )
    )
    if house is None:
        raise NotThere("Diese Unterkunft gibt es nicht.")
    return house


def find_offer(house: Accommodation, name: str, day: date) -> RoomOperation | None:
    """What the room of this name offers on a day."""
    stated = db.session.scalars(
        select(RoomOperation)
        .join(Room, Room.id == RoomOperation.room_id)
        .where(Room.accommodation_id == house.id, Room.name == name, known(RoomOperation))
    )
    return find_holding(stated, day)


def get_room(viewer: Viewer, room_id: uuid.UUID) -> Room:
    """A room of a house of the viewer's municipality; raises NotThere."""
    house = aliased(Accommodation)
    room = db.session.scalar(
        select(Room)
        .join(house, house.id == Room.accommodation_id)
        .where(Room.id == room_id, house.municipality_id == viewer.municipality_id)
    )
    if room is None:
        raise NotThere("Dieses Zimmer gibt es nicht.")
    return room


def find_place(
    viewer: Viewer, accommodation_id: uuid.UUID, room_id: uuid.UUID | None
) -> tuple[Accommodation, Room | None] | None:
    """A house of the viewer's municipality and one of its rooms, if there are such."""
    found = db.session.execute(
        select(Accommodation, Room)
        .outerjoin(Room, (Room.accommodation_id == Accommodation.id) & (Room.id == room_id))
        .where(Accommodation.id == accommodation_id, Accommodation.municipality_id == viewer.municipality_id)
    ).first()
    return None if found is None or (room_id and found.Room is None) else (found.Accommodation, found.Room)


def find_latest_stated(axis: Axis, person: Person, episode_id: uuid.UUID) -> Episode:
    """An entry of a person as it was stated last; raises Conflict once it was taken back."""
    row = db.session.get(axis.episode, episode_id)
    latest = row and find_latest(row, ("person_id", "starts_on"), ("person_id",))
    return find_stated(axis, person, latest.id if latest else episode_id)


def find_stated(axis: Axis, person: Person, episode_id: uuid.UUID) -> Episode:
    """The believed entry of a person; raises Conflict when somebody else corrected it meanwhile."""
    episode = db.session.scalar(
        select(axis.episode).where(
            axis.episode.person_id.in_(person.record_ids),
            axis.episode.id == episode_id,
            axis.episode.superseded_at.is_(None),
        )
    )
    if episode is None:
        raise Conflict(
            "Diesen Eintrag hat inzwischen jemand berichtigt. Bitte öffnen Sie die Person noch einmal."
        )
    return episode


def stated_of(axis: Axis, person: Person) -> dict[date, uuid.UUID]:
    """The believed entries of a person by the day they begin; of two on one day the leading record's, which holds."""
    record_ids = person.record_ids
    rows = db.session.execute(
        select(axis.episode.person_id, axis.episode.starts_on, axis.episode.id).where(
            axis.episode.person_id.in_(record_ids), axis.episode.superseded_at.is_(None)
        )
    ).all()
    ranked = sorted(rows, key=lambda row: record_ids.index(row.person_id), reverse=True)
    return {row.starts_on: row.id for row in ranked}


def residents_by_room(viewer: Viewer, house: Accommodation, day: date) -> dict[uuid.UUID | None, list[Card]]:
    """The people in each room on a day whom this viewer may see, by name; None for those without a room."""
    if not viewer.may(Permission.HOUSING_RESIDENTS_READ):
        return {}
    visible = {card.key: card for card in visible_cards(viewer)}
    by_room: dict[uuid.UUID | None, list[Card]] = defaultdict(list)
    evening = Evening.of(house.municipality_id, day, now())
    for person, room in evening.rooms_of(evening.in_house(house.id)):
        if person in visible:
            by_room[uuid.UUID(room) if room else None].append(visible[person])
    return {room_id: sorted(cards, key=lambda card: card.sort_key) for room_id, cards in by_room.items()}
