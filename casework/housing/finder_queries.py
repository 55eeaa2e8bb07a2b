"""What the place finder weighs: who is sought, and every room in operation with who lives there."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import select

from casework.database.base import db
from casework.database.bulk import Key, key_of
from casework.database.moments import now
from casework.database.recorded import known
from casework.housing.evenings import Evening
from casework.housing.finder import Candidate, Heads, House, Sought, Suggestion
from casework.housing.finder_rules import suggestions
from casework.housing.house_list import HouseFacts, house_facts
from casework.housing.models import Accommodation, PlaceBlock, Room, RoomOperation
from casework.housing.occupancy import TownPlaces, shown_houses
from casework.housing.places import HouseOccupancy
from casework.housing.queries import holds, stages_on
from casework.housing.spans import NOTHING
from casework.housing.stays import DwellingSpan
from casework.people.cards import Card
from casework.people.register import cards_of

Ends = dict[Key, date]
Lodgers = Mapping[Key | None, Collection[Key]]


def heads_of(cards: Iterable[Card], day: date) -> Heads:
    """These people counted as rooms ask for them; who may be of age counts as an adult."""
    counted = Counter(_kind(card, day) for card in cards)
    return Heads(counted["women"], counted["men"], counted["children"], counted["unknown"])


def _kind(card: Card, day: date) -> str:
    if card.birth_date is not None and card.birth_date.is_minor_on(day):
        return "children"
    return {"w": "women", "m": "men"}.get(card.sex or "", "unknown")


def sought_people(
    cards: Sequence[Card], day: date, *, stage: str | None, barrier_free: bool, protection: bool
) -> Sought:
    """These people of one household, with the stage they are in unless told, and where they live."""
    ids = [card.person_id for card in cards]
    stages = set(stages_on(ids, day).values())
    homes = _homes(ids, day)
    return Sought(
        heads_of(cards, day),
        stage or (stages.pop() if len(stages) == 1 else None),
        barrier_free=barrier_free,
        protection=protection,
        districts=frozenset(district for _house, district in homes if district),
        houses=frozenset(house.hex for house, _district in homes if house),
    )


def _homes(person_ids: Sequence[uuid.UUID], day: date) -> list[tuple[uuid.UUID | None, str | None]]:
    rows = db.session.execute(
        select(DwellingSpan.accommodation_id, DwellingSpan.district, Accommodation.district)
        .outerjoin(Accommodation, Accommodation.id == DwellingSpan.accommodation_id)
        .where(DwellingSpan.person_id.in_(person_ids), holds(DwellingSpan, day))
    )
    return [(house, of_flat or of_house) for house, of_flat, of_house in rows]


def find_places(
    municipality_id: uuid.UUID, sought: Sought, day: date, people: Sequence[Card] = ()
) -> list[Suggestion]:
    """Rooms with a free place on an evening, best first; rooms in which these people live already are no proposal."""
    evening = Evening.of(municipality_id, day, now())
    lodgers: dict[Key | None, dict[Key | None, list[Key]]] = defaultdict(lambda: defaultdict(list))
    for person, home, room in evening.homes(evening.house != NOTHING):
        lodgers[home][room].append(person)
    found = suggestions(sought, _candidates(evening, lodgers, people), day)
    moving = {card.key for card in people}
    at_home = {room for rooms in lodgers.values() for room, living in rooms.items() if moving & set(living)}
    return [one for one in found if not {room.key for room in one.rooms} <= at_home]


def _candidates(
    evening: Evening, lodgers: Mapping[Key | None, Lodgers], people: Sequence[Card]
) -> list[Candidate]:
    look = _Look(evening.timeline.municipality_id, evening.on, people)
    return [
        candidate
        for house in shown_houses(TownPlaces(evening))
        for candidate in look.rooms_of(house, lodgers.get(house.key, {}))
    ]


class _Look:
    """One look at a town's houses for some people."""

    def __init__(self, municipality_id: uuid.UUID, day: date, people: Sequence[Card]) -> None:
        self._day = day
        self._cards = cards_of(municipality_id)
        self._moving = {card.key for card in people}
        self._households = {card.household_id for card in people}
        self._facts = house_facts(municipality_id)
        self._closings = _closings(municipality_id, day)
        self._blocks = _blocks(municipality_id, day)

    def rooms_of(self, occupied: HouseOccupancy, lodgers: Lodgers) -> Iterable[Candidate]:
        facts = self._facts.get(occupied.key, HouseFacts())
        house = House(
            occupied.key,
            occupied.name,
            occupied.kind,
            facts.district,
            facts.lease_ends_on,
            occupied.reserved,
            occupied.free_net,
            occupied.without_room,
        )
        operating = [room for room in occupied.rooms if room.operates]
        for place, room in enumerate(operating):
            living = set(lodgers.get(room.key, ()))
            if not room.name and not occupied.without_room:
                living |= set(lodgers.get(None, ()))
            others = [self._cards.get(key) for key in living - self._moving]
            seen = [card for card in others if card is not None]
            kin = [card for card in seen if card.household_id in self._households]
            unseen = Heads(unknown=len(others) - len(seen))
            yield Candidate(
                house=house,
                key=room.key,
                name=room.name,
                place=place,
                assignable=room.assignable_places,
                constraint=room.constraint,
                others=_sum(heads_of(seen, self._day), unseen),
                kin=heads_of(kin, self._day),
                area_m2=room.area_m2,
                closes_on=self._closings.get(room.key),
                freed=tuple(self._blocks.get(room.key, ())),
            )


def _sum(one: Heads, other: Heads) -> Heads:
    return Heads(*(a + b for a, b in zip(one, other, strict=True)))


def _closings(municipality_id: uuid.UUID, day: date) -> Ends:
    """The first day on which each room, in operation on a day, no longer is, as far as that is stated."""
    rows = db.session.execute(
        select(key_of(RoomOperation.room_id), RoomOperation.starts_on, RoomOperation.ends_on)
        .join(Room, Room.id == RoomOperation.room_id)
        .join(Room.accommodation)
        .where(Accommodation.municipality_id == municipality_id, known(RoomOperation))
        .order_by(RoomOperation.starts_on)
    )
    ends: dict[Key, date | None] = {}
    for room, starts_on, ends_on in rows:
        if starts_on <= day or ends.get(room) == starts_on:
            ends[room] = ends_on
    return {room: ends_on for room, ends_on in ends.items() if ends_on is not None}


def _blocks(municipality_id: uuid.UUID, day: date) -> dict[Key, list[tuple[int, date]]]:
    rows = db.session.execute(
        select(key_of(PlaceBlock.room_id), PlaceBlock.places, PlaceBlock.ends_on)
        .join(Room, Room.id == PlaceBlock.room_id)
        .join(Room.accommodation)
        .where(
            Accommodation.municipality_id == municipality_id,
            known(PlaceBlock),
            PlaceBlock.starts_on <= day,
            PlaceBlock.ends_on > day,
        )
    )
    blocks: dict[Key, list[tuple[int, date]]] = defaultdict(list)
    for room, places, ends_on in rows:
        if ends_on is not None:
            blocks[room].append((places, ends_on))
    return blocks
