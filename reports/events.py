"""What happened to whom in a period: arrivals, departures, moves and changes of stage, a household to a line."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.database.episodes import ONE_DAY
from casework.housing.histories import History, histories, value_on
from casework.housing.queries import accommodations
from casework.people.cards import Card
from casework.statistics.movement import Kind, movements
from casework.statistics.question import Question
from casework.vocabulary.housing import DWELLING_FORMS, PROTECTION_HOUSE
from reports.persons import Edition, Shown, shown

WORDS = {
    Kind.ARRIVAL: "Zugang",
    Kind.DEPARTURE: "Abgang",
    Kind.TRANSFER: "Umzug",
    Kind.STAGE_CHANGE: "Stufenwechsel",
}
SOMEWHERE_ELSE = "sonstige Einrichtung"
NOWHERE = "–"


@dataclass(frozen=True, slots=True)
class Event:
    """What happened on a day to a household, or to those of it to whom the same happened."""

    day: date
    kind: str
    persons: tuple[Shown, ...]
    before: str
    after: str

    @property
    def size(self) -> int:
        """How many people it concerned."""
        return len(self.persons)


def events(question: Question, first: date, edition: Edition, cards: Mapping[uuid.UUID, Card]) -> list[Event]:
    """Everything that changed in [first, on] for people who have a card, by day."""
    known = histories(question.municipality_id, first, question.on, question.known_at)
    houses = _house_names(question.municipality_id)
    alike: dict[tuple[Any, ...], list[uuid.UUID]] = defaultdict(list)
    for (person_id, day), kinds in _by_person_and_day(known, first, question.on).items():
        if person_id not in cards:
            continue
        before, after = (_place(known[person_id], evening, houses) for evening in (day - ONE_DAY, day))
        what = " und ".join(WORDS[kind] for kind in Kind if kind in kinds)
        alike[day, what, before, after, cards[person_id].household_id].append(person_id)
    found = [
        Event(day, what, shown(edition, cards, person_ids), before, after)
        for (day, what, before, after, _household), person_ids in alike.items()
    ]
    return sorted(found, key=lambda event: (event.day, event.kind, event.persons))


def _by_person_and_day(
    known: Mapping[uuid.UUID, History], first: date, last: date
) -> dict[tuple[uuid.UUID, date], set[Kind]]:
    found: dict[tuple[uuid.UUID, date], set[Kind]] = defaultdict(set)
    for movement in movements(known, first, last):
        found[movement.person_id, movement.day].add(movement.kind)
    return found


def _place(history: History, evening: date, houses: Mapping[uuid.UUID, str]) -> str:
    """Where somebody was on an evening, with the stage: „AU West (AU)“."""
    stage, dwelling = value_on(history.stages, evening), value_on(history.dwellings, evening)
    if stage is None:
        return NOWHERE
    if dwelling is None:
        return f"ohne Wohnung ({stage})"
    form, house = dwelling
    return f"{houses.get(house, SOMEWHERE_ELSE) if house else DWELLING_FORMS.label(form)} ({stage})"


def _house_names(municipality_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """The houses that may be named; a protected one never is (domain brief §5.3)."""
    return {
        house.id: house.name for house in accommodations(municipality_id) if house.kind != PROTECTION_HOUSE
    }
