"""The rules of the place finder: what speaks for or against a room, and how much it weighs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from casework.housing.finder import OBSTACLE, Candidate, Reason, Sought, Suggestion, area_after, options
from casework.housing.room_rules import ROOM_RULES
from casework.vocabulary.floor_area import area_rule_on
from casework.vocabulary.housing import (
    ACCOMMODATION_KINDS,
    FOLLOWUP,
    MINOR,
    PROTECTION_HOUSE,
    PROVISIONAL,
    STAGES,
    YOUNG_ADULT,
)

Rooms = Sequence[Candidate]
EMERGENCY_HOUSE, YOUTH_HOUSE = "NOT", "SGBVIII"
SOON, THIS_YEAR = timedelta(days=90), timedelta(days=365)
BLOCK_ENDS_SOON = timedelta(days=30)
KIND_OF_STAGE = {
    PROVISIONAL: PROVISIONAL,
    FOLLOWUP: FOLLOWUP,
    MINOR: YOUTH_HOUSE,
    YOUNG_ADULT: YOUTH_HOUSE,
}


def enough_places(sought: Sought, rooms: Rooms, _day: date) -> Iterator[Reason]:
    """Free places are what it is about."""
    free, heads = sum(room.free for room in rooms), sought.heads.total
    if free < heads:
        yield Reason(
            -100 - 5 * (heads - free),
            "Es fehlen Plätze: %(free)s frei, gebraucht werden %(heads)s.",
            {"free": free, "heads": heads},
        )
    elif free == heads:
        yield Reason(46, "Die freien Plätze passen genau (%(free)s).", {"free": free})
    else:
        yield Reason(
            40,
            "Genug Platz: %(free)s frei, gebraucht werden %(heads)s.",
            {"free": free, "heads": heads},
        )


def stays_together(sought: Sought, rooms: Rooms, _day: date) -> Iterator[Reason]:
    """Family households are kept together (§ 5 DVO FlüAG)."""
    heads = sought.heads.total
    if heads < 2 or not sought.is_one_household or sum(room.free for room in rooms) < heads:
        return
    if len(rooms) == 1:
        if rooms[0].is_whole_house:
            yield Reason(10, "Alle wohnen in einem Haus zusammen.")
        else:
            yield Reason(20, "Alle wohnen in einem Zimmer zusammen.")
    elif rooms[-1].place - rooms[0].place == len(rooms) - 1:
        yield Reason(-10, "Der Haushalt verteilt sich auf %(count)s Zimmer nebeneinander.", _count(rooms))
    else:
        yield Reason(-20, "Der Haushalt verteilt sich auf %(count)s Zimmer desselben Hauses.", _count(rooms))


def _count(rooms: Rooms) -> dict[str, int]:
    return {"count": len(rooms)}


def not_reserved(sought: Sought, rooms: Rooms, _day: date) -> Iterator[Reason]:
    """Places of a house that somebody was promised."""
    house = rooms[0].house
    if house.reserved and house.free_net < sought.heads.total:
        yield Reason(
            -30,
            "Im Haus für Angekündigte reserviert: %(reserved)s; frei netto bleiben %(free)s.",
            {"reserved": house.reserved, "free": house.free_net},
        )
    if house.without_room and not rooms[0].is_whole_house:
        yield Reason(
            -10,
            "Im Haus noch keinem Zimmer zugeordnet: %(count)s.",
            {"count": house.without_room},
        )


def kind_fits_stage(sought: Sought, rooms: Rooms, _day: date) -> Iterator[Reason]:
    """A house is meant for a stage; protection and emergency houses are for nothing else."""
    kind = rooms[0].house.kind
    words = {"kind": ACCOMMODATION_KINDS.label(kind), "stage": STAGES.label(sought.stage)}
    if kind == PROTECTION_HOUSE:
        if sought.protection:
            yield Reason(25, "Schutzeinrichtung, und Schutz wird gebraucht.")
        else:
            yield Reason(-60, "Schutzeinrichtung: nur für Menschen, die Schutz brauchen.")
    elif kind == EMERGENCY_HOUSE:
        yield Reason(-20, "Notunterkunft: nur, wenn nichts anderes frei ist.")
    elif sought.stage in KIND_OF_STAGE:
        if KIND_OF_STAGE[sought.stage] == kind:
            yield Reason(15, "Die Art des Hauses passt zur Stufe: %(kind)s.", words)
        elif YOUTH_HOUSE in (kind, KIND_OF_STAGE[sought.stage]):
            yield Reason(-60, "Das Haus ist für %(kind)s gedacht, die Stufe ist %(stage)s.", words)
        else:
            yield Reason(-25, "Das Haus ist für %(kind)s gedacht, die Stufe ist %(stage)s.", words)


def near_where_they_live(sought: Sought, rooms: Rooms, _day: date) -> Iterator[Reason]:
    """School, Kita and doctor stay where the district stays."""
    house = rooms[0].house
    if house.key in sought.houses:
        yield Reason(14, "Bleibt im selben Haus; Schule, Kita und Wege bleiben.")
    elif house.district and house.district in sought.districts:
        yield Reason(
            12,
            "Bleibt im selben Ortsteil (%(district)s); Schule, Kita und Wege bleiben.",
            {"district": house.district},
        )


def lasts(_sought: Sought, rooms: Rooms, day: date) -> Iterator[Reason]:
    """Nobody wants to move twice."""
    lease = rooms[0].house.lease_ends_on
    if lease is not None:
        yield from _ending("Der Mietvertrag des Hauses endet am %(day)s.", lease, day)
    closing = [room.closes_on for room in rooms if room.closes_on]
    if closing and min(closing) != lease:
        yield from _ending("Ist nur bis %(day)s in Betrieb.", min(closing), day)


def _ending(sentence: str, ends_on: date, day: date) -> Iterator[Reason]:
    if ends_on <= day + THIS_YEAR:
        yield Reason(
            -25 if ends_on <= day + SOON else -8,
            sentence,
            {"day": f"{ends_on:%d.%m.%Y}"},
        )


def area_is_enough(sought: Sought, rooms: Rooms, day: date) -> Iterator[Reason]:
    """In the VU a place needs so much floor, on average (§ 8 (1) FlüAG)."""
    area, least = area_after(rooms, sought.heads.total), area_rule_on(day).m2_per_place
    if area is None or rooms[0].house.kind != PROVISIONAL:
        return
    words = {"area": f"{area:f}".replace(".", ","), "least": f"{least:f}".replace(".", ",")}
    if area < least:
        yield Reason(
            -15,
            "Nach dem Einzug %(area)s m² je Person; § 8 FlüAG sieht im Schnitt %(least)s m² vor.",
            words,
        )
    else:
        yield Reason(
            5,
            "Nach dem Einzug %(area)s m² je Person (§ 8 FlüAG: im Schnitt mindestens %(least)s m²).",
            words,
        )


def freed_soon(sought: Sought, rooms: Rooms, day: date) -> Iterator[Reason]:
    """Places that lack today may be unblocked before long."""
    coming = sorted(
        (ends_on, places)
        for room in rooms
        for places, ends_on in room.freed
        if ends_on <= day + BLOCK_ENDS_SOON
    )
    if coming and sum(room.free for room in rooms) < sought.heads.total:
        ends_on, places = coming[0]
        yield Reason(
            5,
            "Jetzt gesperrt, ab %(day)s wieder frei: %(places)s.",
            {"day": f"{ends_on:%d.%m.%Y}", "places": places},
        )


OPTION_RULES: tuple[Callable[[Sought, Rooms, date], Iterator[Reason]], ...] = (
    enough_places,
    stays_together,
    not_reserved,
    kind_fits_stage,
    near_where_they_live,
    lasts,
    area_is_enough,
    freed_soon,
)


def weigh(sought: Sought, rooms: Rooms, day: date) -> Suggestion:
    """A room, or a few of one house, with every reason that counts."""
    reasons = [reason for rule in OPTION_RULES for reason in rule(sought, rooms, day)]
    of_rooms = [reason for room in rooms for rule in ROOM_RULES for reason in rule(sought, room)]
    reasons += {reason.sentence: reason for reason in of_rooms}.values()
    return Suggestion(tuple(rooms), sought.heads.total, tuple(reasons))


def suggestions(sought: Sought, candidates: Iterable[Candidate], day: date) -> list[Suggestion]:
    """Everything that could be proposed, best first."""

    def suits(room: Candidate) -> bool:
        return all(reason.weight > OBSTACLE for rule in ROOM_RULES for reason in rule(sought, room))

    found = [weigh(sought, rooms, day) for rooms in options(sought, candidates, suits)]
    return sorted(found, key=lambda suggestion: suggestion.rank)
