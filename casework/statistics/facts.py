"""What is known for one question; each part is read once, when a figure first asks for it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from sqlalchemy.engine import Engine

from casework.database.base import db
from casework.database.bulk import Key
from casework.database.episodes import ONE_DAY
from casework.database.turns import turns_taken
from casework.housing.changes import NO_CHANGES, Changes, Kind
from casework.housing.departures import departures_for
from casework.housing.evenings import Evening
from casework.housing.occupancy import TownPlaces, shown_houses
from casework.housing.place_days import person_days_in_care
from casework.housing.places import HouseOccupancy
from casework.housing.reception import vu_ends
from casework.housing.spans import NO_END, Flags, Ints
from casework.people.birth_dates import ADULT_AGE
from casework.people.cards import Card
from casework.people.register import cards_known_at
from casework.planning.quota import Quota, find_quota, worked_out
from casework.referrals.responses import Response, ResponseTimes, by_partner, responses
from casework.statistics.ages import last_birth_for
from casework.statistics.districts import Districts, districts
from casework.statistics.house_people import HouseFacts, HousePeople
from casework.statistics.life import LifeEvening, Lives, lives_of
from casework.statistics.place_use import PlaceUse
from casework.statistics.question import Question
from casework.statistics.reported import Reported
from casework.statistics.roster import Roster, roster_of
from casework.statistics.stay_lengths import LengthsOfStay
from casework.statistics.work_facts import WorkFacts
from casework.vocabulary.housing import DECEASED, FOLLOWUP

VU_HOUSE = "VU"


class Facts:
    """The answer in the making; `facts_of` remembers it. Who is meant is flagged per person of the town's timeline."""

    def __init__(
        self, question: Question, like: "Facts | None" = None, town: WorkFacts | None = None
    ) -> None:
        self.question, self._like, self._town = question, like, town

    def narrowed(self, question: Question) -> "Facts":
        """The facts of the work of a team or a worker, for a question that is the same but for that."""
        return Facts(question, self, self.work)

    def of_another_day(self, on: date, since: date | None) -> "Facts":
        """The facts of another day or period of the same town and knowledge; what is the same is read once."""
        return Facts(replace(self.question, on=on, since=since), self)

    @cached_property
    def evening(self) -> Evening:
        """Where everybody is on the evening."""
        return self._evening_of(self.question.on)

    @cached_property
    def evening_before(self) -> Evening | None:
        """Where everybody was on the evening before the period."""
        since = self.question.since
        return None if since is None else self._evening_of(since - ONE_DAY)

    def _evening_of(self, day: date) -> Evening:
        if self._like is not None:
            return replace(self._like.evening, on=day)
        return Evening.of(self.question.municipality_id, day, self.question.known_at)

    @property
    def in_care(self) -> Flags:
        """Everybody in the town's care on the evening: its universe."""
        return self.evening.in_care

    @cached_property
    def cards(self) -> Mapping[Key, Card]:
        """The municipality's register as it stood at the moment of knowledge."""
        if self._like is not None:
            return self._like.cards
        return cards_known_at(self.question.municipality_id, self.question.known_at)

    @cached_property
    def roster(self) -> Roster:
        """What the register says of everybody."""
        return roster_of(self.evening.timeline, self.cards)

    @cached_property
    def minors(self) -> Flags:
        """Who is under 18 on the evening for certain."""
        return self._people(self.roster.born_after(last_birth_for(ADULT_AGE, self.question.on).toordinal()))

    @cached_property
    def of_age(self) -> Flags:
        """Who is 18 or older on the evening for certain."""
        return self._people(self.roster.born_by(last_birth_for(ADULT_AGE, self.question.on).toordinal()))

    def said(self, fact: str) -> Ints:
        """What the register says of each person of the evening."""
        return self.roster[fact][: self.evening.timeline.people]

    def _people(self, flags: Flags) -> Flags:
        return flags[: self.evening.timeline.people]

    @cached_property
    def town_places(self) -> TownPlaces:
        return TownPlaces(self.evening)

    @cached_property
    def occupancies(self) -> Sequence[HouseOccupancy]:
        """Every house that operates or is lived in, by name; who is reported for one lives there without a room."""
        return shown_houses(self.town_places)

    @cached_property
    def reported(self) -> Reported:
        """Who is counted without a name."""
        if self._like is not None:
            return replace(self._like.reported, on=self.question.on, since=self.question.since)
        return Reported.of(self.question)

    @property
    def stock(self) -> int:
        """Everybody in the town's care on the evening, by name or without."""
        return int(self.in_care.sum()) + self.reported.total

    @cached_property
    def misplaced(self) -> Flags:
        """Who lives in a VU house while the VU is over, by stage or by law (domain brief §7.8)."""
        houses = self.evening.timeline.codes["houses"]
        vu_houses = [houses.find(house.key) for house in self.occupancies if house.kind == VU_HOUSE]
        lodged = np.isin(self.evening.house, [code for code in vu_houses if code is not None])
        over = vu_ends(self.evening) < self.evening.day
        return lodged & (self.evening.in_stage(FOLLOWUP) | over)

    @cached_property
    def houses(self) -> Sequence[HouseFacts]:
        """Every house that operates or is lived in, by name, with its people."""
        people = HousePeople(self)
        return [HouseFacts(places, people) for places in self.occupancies]

    @property
    def opening(self) -> int | None:
        """How many were in care on the evening before the period."""
        before = self.evening_before
        return None if before is None else int(before.in_care.sum()) + self.reported.before

    @cached_property
    def changes(self) -> Changes | None:
        """Everything that changed from one evening of the period to the next."""
        since = self.question.since
        if since is None:
            return None
        all_days = self.evening.timeline.changes(self.evening.moment)
        return all_days.between(since.toordinal(), self.question.on.toordinal())

    def changes_of(self, kind: Kind) -> Changes:
        """The changes of one kind in the period; none without a period."""
        return NO_CHANGES if self.changes is None else self.changes.of(kind)

    @cached_property
    def births(self) -> Changes:
        """The arrivals of the period on the day of one's own birth."""
        arrivals = self.changes_of(Kind.ARRIVAL)
        born_first, born_last = (self.said(edge)[arrivals.person] for edge in ("born_first", "born_last"))
        return arrivals.only((born_first == arrivals.day) & (born_last == arrivals.day))

    @cached_property
    def deaths(self) -> Changes:
        """The departures of the period of which it was stated that somebody died."""
        departures = self.changes_of(Kind.DEPARTURE)
        if not len(departures) or self.question.since is None:
            return NO_CHANGES
        stated = departures_for(self.evening, DECEASED, self.question.since)
        return departures.only(np.isin(departures.person * NO_END + departures.day, stated))

    @cached_property
    def lengths(self) -> LengthsOfStay:
        """How long people have stayed, and did."""
        since = self.question.since
        return LengthsOfStay(self.evening, None if since is None else since.toordinal())

    @cached_property
    def place_use(self) -> PlaceUse | None:
        """How the places of the houses were used over the period."""
        since = self.question.since
        return None if since is None else PlaceUse(self.evening, since.toordinal(), self.reported)

    @cached_property
    def days_in_care(self) -> int | None:
        """The person-days of the period in the town's care; None without one."""
        since = self.question.since
        if since is None:
            return None
        by_name = person_days_in_care(self.evening.stages, since.toordinal(), self.evening.day)
        return by_name + self.reported.all_person_days

    @cached_property
    def work(self) -> WorkFacts:
        """What was done for people: talks, plans, goals, and by how many."""
        return WorkFacts(self.question, self.evening, self._town)

    @cached_property
    def districts(self) -> Districts:
        """Where in the town people live on the evening, and how many live there altogether."""
        return districts(self.evening, self.occupancies)

    @cached_property
    def quota(self) -> Quota | None:
        """The quota of the day's year, if it was stated."""
        asked = self.question
        stated = find_quota(asked.municipality_id, asked.on.year, asked.known_at)
        return None if stated is None else worked_out(stated, asked.on, asked.known_at)

    @cached_property
    def lives(self) -> Lives:
        """What was stated of everybody's life, whenever it holds."""
        if self._like is not None:
            return self._like.lives
        return lives_of(self.question.municipality_id, self.question.known_at)

    @cached_property
    def life(self) -> LifeEvening:
        """What of that holds on the evening."""
        return LifeEvening(self.lives, self.evening)

    @cached_property
    def responses(self) -> Sequence[Response]:
        """The referrals that were sent to partners, and what they answered."""
        asked = self.question
        return responses(asked.municipality_id, asked.on, asked.known_at)

    @cached_property
    def response_times(self) -> ResponseTimes:
        """How soon the partners answer, all together."""
        return ResponseTimes.of(self.responses, self.question.on)

    @cached_property
    def responses_by_partner(self) -> Mapping[str, ResponseTimes]:
        """How soon each of them does, by name; a row of the database would not outlast the page that read it."""
        asked = self.question
        found = by_partner(asked.municipality_id, self.responses, asked.on)
        return {row.partner.name: row.times for row in found}


REMEMBERED = 12


@lru_cache(maxsize=REMEMBERED)
def _remembered(_engine: Engine, _turn: int, question: Question) -> Facts:
    return Facts(question)


def facts_of(question: Question) -> Facts:
    """What is known for a question: read again only after something was recorded in between.

    What was known at a past moment does not change; the count of writers' turns stands in the key all the same,
    because names of houses have no history. The work of a team or a worker is a part of what is remembered of the town.
    """
    town = _remembered(db.engine, turns_taken(), question.of_town)
    return town.narrowed(question) if question.is_narrowed else town
