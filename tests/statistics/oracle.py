"""What the figures must be, counted evening by evening in plain Python: no SQL, and nothing of the product.

A `Count` walks through the calendar of what is believed: each morning the latest statement replaces what held, each
evening it is asked whether that is over.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.statistics.believed import ONE_DAY, Believed, Offer, Place, Statements, announced

STAGES = ("EA", "VU", "AU", "UMA", "JV", "SO")
AGES = {"0-2": 3, "3-5": 6, "6-14": 15, "15-17": 18, "18-26": 27, "27-64": 65, "65+": 200}
MOVES = ("arrivals", "departures", "transfers")


def evenings(stated: Statements, days: Iterable[date]) -> dict[date, Any]:
    """What holds on each evening: what was said last, until it is over."""
    found, current = {}, None
    for day in days:
        current = stated.get(day, current)
        if current is not None and (current.ends_on is None or day < current.ends_on):
            found[day] = current.value
    return found


def months_later(day: date, months: int) -> date:
    """The day of the same number, or the last of a month that has none."""
    last = (day.replace(day=1) + timedelta(days=31 * months + 20)).replace(day=1)
    while (last.year - day.year) * 12 + last.month - day.month > months:
        last = (last - ONE_DAY).replace(day=1)
    following = (last + timedelta(days=31)).replace(day=1)
    return min(last + timedelta(days=day.day - 1), following - ONE_DAY)


def years_old(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def one_decimal(value: Decimal) -> float:
    return float(value.quantize(Decimal("0.1"), ROUND_HALF_UP))


class Count:
    """The figures of a town in which one thing is believed, from a day long ago to another."""

    def __init__(self, believed: Believed, first: date, last: date) -> None:
        self.believed = believed
        self.days = [first + timedelta(days=more) for more in range((last - first).days + 1)]
        of_person, people = believed.of_person, believed.people()
        self.stated_stages = {person: of_person(believed.stages, person) for person in people}
        self.stated_dwellings = {person: of_person(believed.dwellings, person) for person in people}
        self.stages = {person: evenings(said, self.days) for person, said in self.stated_stages.items()}
        self.homes = {person: evenings(said, self.days) for person, said in self.stated_dwellings.items()}
        self.offers = {room: evenings(said, self.days) for room, said in believed.offers.items()}

    def in_care(self, on: date) -> list[int]:
        return [person for person in self.believed.people() if on in self.stages[person]]

    def home(self, person: int, on: date) -> Place | None:
        return self.homes[person].get(on)

    def lives_in(self, house: str, on: date) -> list[int]:
        """Who lives in a house, whatever the stage."""
        return [
            person
            for person in self.believed.people()
            if (home := self.home(person, on)) and home.house == house
        ]

    def by_form(self, on: date) -> Counter[str | None]:
        """How those in care live: in a house of ours, in another form, or nowhere (None)."""
        homes = (self.home(person, on) for person in self.in_care(on))
        return Counter("house" if home and home.house else home and home.form for home in homes)

    def misplaced(self, house: str, on: date) -> int:
        if self.believed.kinds[house] != "VU":
            return 0
        return sum(
            self.stages[person].get(on) == "AU"
            or (self.stages[person].get(on) == "VU" and self.vu_ended_on(person, on) < on)
            for person in self.lives_in(house, on)
        )

    def vu_ended_on(self, person: int, on: date) -> date:
        """The legal end of the stay in the VU that goes on (domain brief §1.2)."""
        admitted = on
        while self.stages[person].get(admitted - ONE_DAY) == "VU":
            admitted -= ONE_DAY
        titles = {
            (code, starts_on): final_on
            for record in self.believed.records(person)
            for (code, starts_on), final_on in self.believed.titles.get(record, {}).items()
        }
        admitted_group = any(code == "AE_24" for code, _starts_on in titles)
        ends = [final_on for final_on in titles.values() if final_on]
        ends += [starts_on for code, starts_on in titles if code.startswith("AE_25")]
        return min([*ends, months_later(admitted, 6 if admitted_group else 24)])

    def stock(self, on: date) -> dict[str, Any]:
        stages = Counter(self.stages[person][on] for person in self.in_care(on))
        forms = self.by_form(on)
        born = [
            self.believed.descriptions[person].born
            for person in self.in_care(on)
            if self.stages[person][on] == "UMA"
        ]
        return {
            "total": len(self.in_care(on)),
            "by_stage": {stage: stages[stage] for stage in STAGES},
            "reported": dict.fromkeys(STAGES, 0),
            "present": len(self.in_care(on)),
            "privately_housed": forms["PRIVATE"],
            "without_dwelling": forms[None],
            "misplaced": sum(self.misplaced(house, on) for house in self.believed.kinds),
            "uma_of_age": sum(bool(span) and years_old(span[1], on) >= 18 for span in born),
        }

    def demography(self, on: date) -> dict[str, Any]:
        about = [self.believed.descriptions[person] for person in self.in_care(on)]
        sexes, ages = Counter(one.sex for one in about), Counter(age_group(one.born, on) for one in about)
        return {
            "by_sex": {sex: sexes[sex] for sex in ("m", "w", "d", "x", "unknown")},
            "by_age_group": {group: ages[group] for group in (*AGES, "unknown")},
            "by_nationality": dict(sorted(Counter(one.nationality for one in about).items())),
        }

    def moves(self, on: date) -> Counter[str]:
        """What changed since the evening before, of the town and of each stage and house."""
        found: Counter[Any] = Counter()
        for person in self.believed.people():
            before, after = self.stages[person].get(on - ONE_DAY), self.stages[person].get(on)
            came_from, went_to = self.home(person, on - ONE_DAY), self.home(person, on)
            if came_from != went_to:
                found["left", came_from and came_from.house] += 1
                found["came", went_to and went_to.house] += 1
            if before is None and after is None:
                said = self.stated_stages[person].get(on)
                both = bool(said) and said.ends_on == on
                found.update(arrivals=both, departures=both)
            elif before is None:
                found["arrivals"] += 1
                found["into", after] += 1
            elif after is None:
                found["departures"] += 1
                found["out of", before] += 1
            else:
                found["transfers"] += (came_from and came_from[:2]) != (went_to and went_to[:2])
                found["stage", before, after] += before != after
        return found

    def movement(self, since: date, on: date) -> dict[str, Any]:
        total: Counter[Any] = Counter()
        day = since
        while day <= on:
            total.update(self.moves(day))
            day += ONE_DAY
        opening = len(self.in_care(since - ONE_DAY))
        changes = sorted(key[1:] for key, people in total.items() if key[0] == "stage" and people)
        return {
            "from": since.isoformat(),
            "opening": opening,
            "correction": 0,
            "corrected_opening": opening,
            **{kind: total[kind] for kind in MOVES},
            "reported": 0,
            "stage_changes": [{"from": a, "to": b, "persons": total["stage", a, b]} for a, b in changes],
            "closing": len(self.in_care(on)),
        }

    def reserved(self, house: str, on: date, then: Believed) -> int:
        """Who will move in, as was known on the evening itself (`then`) and is still believed."""
        told = {self.believed.leading(person) for person in announced(then, house, on)}
        return len((told & announced(self.believed, house, on)) - set(self.lives_in(house, on)))

    def house(self, name: str, since: date | None, on: date, reserved: int) -> dict[str, Any] | None:
        """The figures of a house; None where it neither operates nor is lived in."""
        people = self.lives_in(name, on)
        rooms, without_room = self._rooms(name, on)
        if not people and not any(room.offer for room in rooms):
            return None
        gross = max(0, sum(room.free for room in rooms) - without_room)
        closed = min(gross, sum(room.free for room in rooms if room.is_closed))
        total, blocked = sum(room.places for room in rooms), sum(room.blocked for room in rooms)
        measured = [room for room in rooms if room.offer and room.offer.area is not None]
        heads = sum(room.heads for room in measured)
        about = [self.believed.descriptions[person] for person in people]
        return {
            "name": name,
            "kind": self.believed.kinds[name],
            "places_total": total,
            "places_blocked": blocked,
            "assignable_places": total - blocked,
            "occupied": len(people),
            "misplaced": self.misplaced(name, on),
            "over_occupied": sum(max(0, room.heads - room.places + room.blocked) for room in rooms),
            "free_gross": gross,
            "free_not_assignable": closed,
            "reserved": reserved,
            "free_net": max(0, gross - closed - reserved),
            "occupancy_rate": share(len(people), total - blocked),
            "area_per_person": one_decimal(Decimal(sum(room.offer.area for room in measured)) / heads)
            if heads
            else None,
            "households": len({one.household for one in about}),
            "minors": sum(bool(one.born) and years_old(one.born[0], on) < 18 for one in about),
            "person_days": since
            and sum(len(self.lives_in(name, day)) for day in self.days if since <= day <= on),
        }

    def _rooms(self, house: str, on: date) -> tuple[list["RoomCount"], int]:
        """The rooms with who lives in them; the one without a name stands in for the house, unless it is closed and
        named ones took its place."""
        heads = Counter(self.home(person, on).room for person in self.lives_in(house, on))
        offers = {room: held.get(on) for (of_house, room), held in self.offers.items() if of_house == house}
        if "" in offers and (offers[""] or not any(offers.values())):
            heads[""] += heads.pop(None, 0)
        blocked = Counter()
        for block in self.believed.blocks:
            if block.starts_on <= on and (block.ends_on is None or on < block.ends_on):
                blocked[block.room] += block.places
        return [RoomCount(offer, heads[room], blocked[house, room]) for room, offer in offers.items()], heads[
            None
        ]


class RoomCount:
    """A room on an evening."""

    def __init__(self, offer: Offer | None, heads: int, blocked: int) -> None:
        self.offer, self.heads = offer, heads
        self.places = offer.places if offer else 0
        self.blocked = min(self.places, blocked)
        self.free = max(0, self.places - self.blocked - heads)

    @property
    def is_closed(self) -> bool:
        """Whether what is free stays empty in this constellation."""
        constraint = self.offer.constraint if self.offer else "NONE"
        return constraint in ("WOMEN", "PROTECTION") or (
            constraint in ("FAMILY", "SINGLE_HOUSEHOLD") and self.heads > 0
        )


def share(part: int, base: int) -> float | None:
    """Percent, or nothing without a base."""
    return one_decimal(Decimal(100 * part) / base) if base else None


def age_group(born: tuple[date, date] | None, on: date) -> str:
    """The group, where it is one for every day that can be meant."""
    if born is None:
        return "unknown"
    ages = {next(group for group, end in AGES.items() if years_old(day, on) < end) for day in born}
    return ages.pop() if len(ages) == 1 else "unknown"
