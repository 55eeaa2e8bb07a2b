"""What an act brings about that is possible but worth a second look; each is said once and never in the way."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import ngettext

from casework.database.base import db
from casework.database.bulk import Key
from casework.database.moments import now
from casework.errors import Doubt
from casework.housing.evenings import Evening
from casework.housing.hearings import MONTHS_IN_ONE_PLACE, hearing_due
from casework.housing.models import Accommodation
from casework.housing.occupancy import TownPlaces
from casework.housing.operations import Destination
from casework.housing.places import HouseOccupancy, RoomOccupancy, rate
from casework.housing.queries import dwelling_places_on
from casework.people.cards import Card
from casework.people.entries import card_in_hand
from casework.people.models import Person
from casework.people.register import cards_of
from casework.people.scope import sharing
from casework.vocabulary.floor_area import area_rule_on
from casework.vocabulary.housing import FAMILY, MEN, SINGLE_HOUSEHOLD, WOMEN
from casework.web.components import number, percent

NOT_FOR = {WOMEN: "m", MEN: "w"}
FOR_ONE_HOUSEHOLD = frozenset({FAMILY, SINGLE_HOUSEHOLD})


@dataclass(frozen=True, slots=True)
class _Arrival:
    """Who arrived where, and who else is there on that evening."""

    people: Sequence[Card]
    together: Sequence[Card]
    house: HouseOccupancy
    room: RoomOccupancy | None


def after_move(
    people: Sequence[Person], destination: Destination | None, day: date, *, is_hearing_answered: bool
) -> list[Doubt]:
    """What to look at after a move, on its evening: room, house, household, and whether somebody was not heard."""
    if destination is None:
        return []
    found = [*_about_place(people, destination, day), *_about_household(people, day)]
    due = hearing_due([person.id for person in people], day, destination.accommodation_id)
    if due and not is_hearing_answered:
        found.append(
            Doubt(
                "Anhörung (§ 60 Abs. 2 AsylG): Wer als Asylsuchender länger als %(months)s Monate am selben Ort gelebt "
                "hat, ist vor einer Verlegung anzuhören, mit zwei Wochen zur Äußerung. Dazu ist nichts festgehalten "
                "(betroffene Personen: %(people)s).",
                people=len(due),
                months=MONTHS_IN_ONE_PLACE,
            )
        )
    return found


def after_leaving(people: Sequence[Person], day: date) -> list[Doubt]:
    """What to look at after people left: whether some of their household stay behind."""
    return list(_about_household(people, day))


def _about_place(people: Sequence[Person], destination: Destination, day: date) -> Iterator[Doubt]:
    if destination.accommodation_id is None:
        return
    accommodation = db.session.get_one(Accommodation, destination.accommodation_id)
    evening = Evening.of(accommodation.municipality_id, day, now())
    (plan,) = TownPlaces(evening).of_houses(Accommodation.id == accommodation.id)
    room = next((room for room in plan.rooms if room.room_id == destination.room_id), None)
    cards = _cards_with(people)
    together = destination.room_id.hex if destination.room_id else None
    residents = evening.rooms_of(evening.in_house(accommodation.id))
    arrival = _Arrival(
        [cards[person.id.hex] for person in people if person.id.hex in cards],
        [cards[person] for person, room_key in residents if room_key == together and person in cards],
        plan,
        room,
    )
    yield from _overfull(arrival)
    yield from _not_meant_for(arrival)
    yield from _too_small(arrival, day)


def _cards_with(people: Sequence[Person]) -> Mapping[Key, Card]:
    """The cards of a town, and of these people also if nobody else knows of them yet."""
    cards = cards_of(people[0].municipality_id)
    fresh = [card_in_hand(person) for person in people if person.id.hex not in cards]
    return {**cards, **{card.key: card for card in fresh if card is not None}} if fresh else cards


def _overfull(arrival: _Arrival) -> Iterator[Doubt]:
    room, house = arrival.room, arrival.house
    if room is not None and room.over_occupied:
        yield Doubt(
            "Zimmer %(room)s ist überbelegt: %(people)s Personen auf %(places)s%(facts)s.",
            room=room.name or house.name,
            people=room.occupied,
            places=_places(room.assignable_places),
            facts=_facts(rate(room.occupied, room.assignable_places), room.area_per_person),
        )
    if house.occupied > house.assignable_places:
        yield Doubt(
            "%(house)s ist überbelegt: %(people)s Personen auf %(places)s%(facts)s.",
            house=house.name,
            people=house.occupied,
            places=_places(house.assignable_places),
            facts=_facts(house.occupancy_rate, house.area_per_person),
        )


def _places(count: int) -> str:
    return str(ngettext("%(num)s belegbarem Platz", "%(num)s belegbaren Plätzen", count))


def _facts(share: Decimal | None, area: Decimal | None) -> str:
    words = []
    if share is not None:
        words.append(percent(share))
    if area is not None:
        words.append(f"{number(area, 1)} m² je Person")
    return f" ({', '.join(words)})" if words else ""


def _not_meant_for(arrival: _Arrival) -> Iterator[Doubt]:
    room = arrival.room
    if room is None:
        return
    wrong = sum(card.sex == NOT_FOR.get(room.constraint) for card in arrival.people if card.sex)
    if wrong and room.constraint == WOMEN:
        yield Doubt(
            "Zimmer %(room)s ist für Frauen bestimmt; eingezogene Männer: %(count)s.",
            room=room.name,
            count=wrong,
        )
    elif wrong:
        yield Doubt(
            "Zimmer %(room)s ist für Männer bestimmt; eingezogene Frauen: %(count)s.",
            room=room.name,
            count=wrong,
        )
    if room.constraint in FOR_ONE_HOUSEHOLD and _are_of_several_households(arrival):
        yield Doubt(
            "Zimmer %(room)s ist für eine Familie oder einen Haushalt bestimmt; jetzt teilen es mehrere Haushalte.",
            room=room.name,
        )


def _are_of_several_households(arrival: _Arrival) -> bool:
    """Whether somebody who arrived shares the room with somebody of another household."""
    return any(
        _households(one).isdisjoint(_households(other))
        for one in arrival.people
        for other in arrival.together
    )


def _households(card: Card) -> set[uuid.UUID]:
    return {record.household_id for record in card.records}


def _too_small(arrival: _Arrival, day: date) -> Iterator[Doubt]:
    """In the VU, the average over the measured rooms of the house: so many m² per provided place."""
    measured = [room for room in arrival.house.rooms if room.operates and room.area_m2 is not None]
    places = sum(room.places_total for room in measured)
    if arrival.house.kind != "VU" or not places:
        return
    area = sum((room.area_m2 for room in measured if room.area_m2 is not None), Decimal(0))
    rule = area_rule_on(day)
    if area / places < rule.m2_per_place:
        yield Doubt(
            "%(house)s bietet im Durchschnitt %(area)s m² je Platz; am %(day)s gelten in der vorläufigen Unterbringung "
            "mindestens %(least)s m² (%(source)s).",
            house=arrival.house.name,
            area=number(area / places, 1),
            day=f"{day:%d.%m.%Y}",
            least=number(rule.m2_per_place, 1),
            source=rule.source,
        )


def _about_household(people: Sequence[Person], day: date) -> Iterator[Doubt]:
    """Members of the same households who live elsewhere on the evening than those the act was about."""
    cards = _cards_with(people)
    acted = {person.id for person in people}
    households = {
        household_id
        for person in people
        if person.id.hex in cards
        for household_id in _households(cards[person.id.hex])
    }
    members = set(db.session.scalars(sharing(people[0].municipality_id, households)))
    there = dwelling_places_on(acted | members, day)
    places_of_those = {there.get(person_id) for person_id in acted}
    elsewhere = sum(there[one] not in places_of_those for one in members - acted if one in there)
    if elsewhere:
        yield Doubt(
            "Der Haushalt wohnt an diesem Abend nicht zusammen; anderswo wohnhafte Angehörige: %(count)s.",
            count=elsewhere,
        )
