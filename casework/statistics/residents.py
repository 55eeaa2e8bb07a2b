"""The people behind a number: exactly those it counts, of whom a viewer sees whom they may."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from casework.access.viewer import Viewer
from casework.database.bulk import Key
from casework.errors import NotThere, Refused
from casework.housing.changes import NO_CHANGES, Changes, Kind
from casework.housing.spans import NOTHING, Flags, Ints
from casework.people.cards import Card
from casework.people.scope import visible_cards
from casework.statistics.address import groups_in
from casework.statistics.cross import Chosen, people_in, words_of_groups
from casework.statistics.facts import Facts
from casework.statistics.life_figures import (
    at_work,
    attending_courses,
    attending_school,
    waiting_for_courses,
    with_childcare,
)
from casework.statistics.stock import homeless, in_private_flats, living_elsewhere, minors_of_age
from casework.statistics.waiting import came_into_followup, had_first_talk, still_waiting_people
from casework.vocabulary.housing import DWELLING_FORMS, STAGES

MOVEMENTS = {
    "arrivals": Kind.ARRIVAL,
    "departures": Kind.DEPARTURE,
    "transfers": Kind.TRANSFER,
    "stage_changes": Kind.STAGE_CHANGE,
}
MOVEMENT_WORDS = {
    Kind.ARRIVAL: "Zugänge",
    Kind.DEPARTURE: "Abgänge",
    Kind.TRANSFER: "Umzüge",
    Kind.STAGE_CHANGE: "Stufenwechsel",
}


def _housed(facts: Facts) -> Flags:
    return facts.evening.house != NOTHING


def _flagged(facts: Facts, people: Ints) -> Flags:
    found = np.zeros(facts.evening.timeline.people, np.bool_)
    found[people] = True
    return found


MARKS: dict[str, tuple[str, Callable[[Facts], Flags]]] = {
    "born": ("durch Geburt", lambda facts: _flagged(facts, facts.births.person)),
    "deceased": ("durch Tod", lambda facts: _flagged(facts, facts.deaths.person)),
    "elsewhere": ("in anderer Wohnform", living_elsewhere),
    "first_talk": ("AU begonnen, mit Gespräch", had_first_talk),
    "followup_begun": ("AU begonnen", came_into_followup),
    "in_childcare": ("mit Kita-Platz", with_childcare),
    "in_course": ("in einem Kurs", attending_courses),
    "in_school": ("in der Schule", attending_school),
    "housed": ("in einer Unterkunft", _housed),
    "minors": ("Minderjährige", lambda facts: facts.minors),
    "misplaced": ("Fehlbeleger", lambda facts: facts.misplaced),
    "privately": ("in einer Privatwohnung", in_private_flats),
    "still_waiting": ("AU begonnen, noch ohne Gespräch", still_waiting_people),
    "uma_of_age": ("als UMA erfasst, aber volljährig", minors_of_age),
    "waiting_for_course": ("wartet auf einen Kurs", waiting_for_courses),
    "working": ("in Arbeit oder Ausbildung", at_work),
    "without_dwelling": ("ohne bekannte Wohnung", homeless),
}
"""What can be asked of the people of an evening besides stage and house: words, and who they are."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which number it is: everything chosen must hold. `before` and `after` narrow a change of stage, `groups` are
    those of the cross table."""

    stage: str | None = None
    house: uuid.UUID | None = None
    marks: tuple[str, ...] = ()
    reserved: bool = False
    movement: Kind | None = None
    before: str | None = None
    after: str | None = None
    groups: Chosen = ()

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Choice":
        """The choice in an address; Refused for what does not exist."""
        try:
            return cls(
                stage=STAGES.read(asked["stage"]) if asked.get("stage") else None,
                house=uuid.UUID(asked["house"]) if asked.get("house") else None,
                marks=tuple(mark for mark in MARKS if asked.get(mark)),
                reserved=bool(asked.get("reserved")),
                movement=MOVEMENTS[asked["movement"]] if asked.get("movement") else None,
                before=asked.get("before") or None,
                after=asked.get("after") or None,
                groups=groups_in(asked),
            )
        except (KeyError, ValueError):
            raise Refused(
                "Diese Zahl gibt es nicht. Bitte wählen Sie sie auf der Seite „Statistik“."
            ) from None


@dataclass(frozen=True, slots=True)
class Line:
    """A person of the list, as of the evening; `days` on which what was asked for happened."""

    card: Card
    stage: str | None
    place: str
    days: tuple[date, ...]


class People:
    """Everybody behind one number, and those of them a viewer may see."""

    def __init__(self, facts: Facts, choice: Choice, viewer: Viewer) -> None:
        self.facts, self._choice, self._viewer = facts, choice, viewer
        self._houses = {house.key: house for house in facts.occupancies}
        if choice.house is not None and choice.house.hex not in self._houses:
            raise NotThere("Diese Unterkunft gibt es nicht.")

    @cached_property
    def keys(self) -> set[Key]:
        """Everybody whom the number counts."""
        facts, choice, evening = self.facts, self._choice, self.facts.evening
        chosen = [MARKS[mark][1](facts) for mark in choice.marks]
        if choice.groups:
            chosen.append(people_in(facts, choice.groups))
        if choice.stage is not None:
            chosen.append(evening.in_stage(choice.stage))
        if choice.house is not None:
            chosen.append(self._coming(choice.house) if choice.reserved else evening.in_house(choice.house))
        if choice.movement is not None:
            changed = np.zeros(evening.timeline.people, np.bool_)
            changed[self._changes.person] = True
            chosen.append(changed)
        return set(evening.keys(np.logical_and.reduce(chosen or [facts.in_care])))

    @cached_property
    def _changes(self) -> Changes:
        """The changes that were asked for."""
        choice, evening = self._choice, self.facts.evening
        found = self.facts.changes
        if found is None or choice.movement is None:
            return NO_CHANGES
        found = found.of(choice.movement)
        words = evening.timeline.codes["stages"]
        for stage, rows in ((choice.before, found.before), (choice.after, found.after)):
            if stage is not None:
                found = found.only(evening.stages.said("stage", rows) == words.find(stage))
        return found

    @property
    def movements(self) -> Changes:
        """The changes that were asked for: somebody may have several."""
        return self._changes

    @property
    def over_a_period(self) -> bool:
        """Whether the number counts what happened, and not who was there on an evening."""
        return self._choice.movement is not None

    def _coming(self, accommodation_id: uuid.UUID) -> Flags:
        """Who is announced for a house."""
        evening, (house, person) = self.facts.evening, self.facts.town_places.coming
        found = np.zeros(evening.timeline.people, np.bool_)
        found[person[house == evening.timeline.codes["houses"].find(accommodation_id.hex)]] = True
        return found

    @cached_property
    def visible(self) -> list[Card]:
        """Whom the viewer may see of them, by name."""
        people = visible_cards(self._viewer)
        cards = [record for card in people for record in card.records if record.key in self.keys]
        return sorted(cards, key=lambda card: card.sort_key)

    @property
    def words(self) -> list[str]:
        """What was chosen, for the heading."""
        choice = self._choice
        return [
            *([MOVEMENT_WORDS[choice.movement]] if choice.movement else []),
            *([f"{choice.before or '…'} → {choice.after or '…'}"] if choice.before or choice.after else []),
            *([STAGES.label(choice.stage)] if choice.stage else []),
            *([self._houses[choice.house.hex].name] if choice.house else []),
            *(["reserviert"] if choice.reserved else []),
            *(MARKS[mark][0] for mark in choice.marks),
            *(f"{dimension}: {group}" for dimension, group in words_of_groups(self.facts, choice.groups)),
        ]

    def lines(self, cards: Sequence[Card]) -> list[Line]:
        """What the list says of these people."""
        return [self._line(card) for card in cards]

    def _line(self, card: Card) -> Line:
        evening = self.facts.evening
        codes = evening.timeline.codes
        person = codes["people"].find(card.key)
        if person is None:
            return Line(card, None, "", ())
        stage = evening.stage[person]
        days = self._changes.day[self._changes.person == person]
        return Line(
            card,
            None if stage == NOTHING else codes["stages"].words[stage],
            self._place(person),
            tuple(map(date.fromordinal, days.tolist())),
        )

    def _place(self, person: int) -> str:
        evening = self.facts.evening
        codes, form, house = evening.timeline.codes, evening.form[person], evening.house[person]
        if form == NOTHING:
            return ""
        if house == NOTHING:
            return DWELLING_FORMS.label(codes["forms"].words[form])
        name = self._houses[codes["houses"].words[house]].name
        room = evening.room[person]
        room_name = "" if room == NOTHING else evening.timeline.rooms.names[room]
        return f"{name}, {room_name}" if room_name else name
