"""What happened to whom in a period: arrivals, departures, moves and changes of stage, a household to a line."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from casework.database.bulk import Key
from casework.housing.changes import Kind
from casework.housing.evenings import Evening
from casework.housing.queries import accommodations
from casework.housing.spans import NOTHING
from casework.people.cards import Card
from casework.statistics.facts import Facts
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


def events(facts: Facts, first: date, edition: Edition, cards: Mapping[uuid.UUID, Card]) -> list[Event]:
    """Everything that changed in [first, on] for people who have a card, by day."""
    evening, by_key = facts.evening, {person_id.hex: card for person_id, card in cards.items()}
    changed = evening.timeline.changes(evening.moment).between(first.toordinal(), evening.day)
    houses = _house_names(facts.question.municipality_id)
    kinds: dict[tuple[Key, int], set[int]] = defaultdict(set)
    for person, day, kind in zip(
        evening.timeline.person_keys(changed.person), changed.day.tolist(), changed.kind.tolist(), strict=True
    ):
        kinds[person, day].add(kind)
    alike: dict[tuple[Any, ...], list[uuid.UUID]] = defaultdict(list)
    for (person, day), happened in kinds.items():
        if person not in by_key:
            continue
        before, after = (_place(evening, person, on, houses) for on in (day - 1, day))
        what = " und ".join(words for kind, words in WORDS.items() if kind in happened)
        household_id = by_key[person].household_id
        alike[date.fromordinal(day), what, before, after, household_id].append(uuid.UUID(person))
    found = [
        Event(day, what, shown(edition, cards, person_ids), before, after)
        for (day, what, before, after, _household), person_ids in alike.items()
    ]
    return sorted(found, key=lambda event: (event.day, event.kind, event.persons))


def _place(evening: Evening, person: Key, day: int, houses: Mapping[Key, str]) -> str:
    """Where somebody was on an evening, with the stage: „AU West (AU)“."""
    codes = evening.timeline.codes
    who, on = np.array([codes["people"].find(person)]), np.array([day])
    stage = evening.stages.said("stage", evening.stages.covering(who, on))[0]
    dwelling = evening.dwellings.covering(who, on)
    if stage == NOTHING:
        return NOWHERE
    in_stage = codes["stages"].words[stage]
    form, house = (evening.dwellings.said(fact, dwelling)[0] for fact in ("form", "house"))
    if form == NOTHING:
        return f"ohne Wohnung ({in_stage})"
    if house == NOTHING:
        return f"{DWELLING_FORMS.label(codes['forms'].words[form])} ({in_stage})"
    return f"{houses.get(codes['houses'].words[house], SOMEWHERE_ELSE)} ({in_stage})"


def _house_names(municipality_id: uuid.UUID) -> dict[Key, str]:
    """The houses that may be named; a protected one never is (domain brief §5.3)."""
    return {
        house.id.hex: house.name
        for house in accommodations(municipality_id)
        if house.kind != PROTECTION_HOUSE
    }
