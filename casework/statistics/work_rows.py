"""The rows behind a number of the work: talks, plans, goals or people, as far as a viewer may know of them."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import or_, select

from casework.access.viewer import Viewer
from casework.counselling.models import Consultation
from casework.counselling.queries import of_author, of_readable
from casework.counselling.sequence import Place
from casework.database.base import db
from casework.database.bulk import Key, key_of
from casework.database.recorded import known
from casework.errors import NotThere
from casework.housing.spans import NO_END
from casework.people.cards import Card
from casework.people.scope import visible_cards
from casework.plans.models import IntegrationPlan
from casework.statistics.facts import Facts
from casework.statistics.work import ACTIVE, CONTINUED, ENDED, NEW
from casework.statistics.work_facts import WorkFacts
from casework.statistics.work_figures import title_of
from casework.vocabulary.counselling import CONTACT_KINDS, FIELDS_OF_ACTION, GOAL_STATES


@dataclass(frozen=True, slots=True)
class Row:
    """A talk, a plan, a goal, or nothing but a person; whose it is, by leading record."""

    id: Key
    people: tuple[Key, ...]
    on: date | None = None
    what: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """What stands behind a number: where a row of it opens, how the rows are found, and what their day is."""

    endpoint: str
    argument: str
    read: Callable[[Facts, str], Iterable[Row]]
    day: str = "Datum"


def _talks(wanted: Callable[[WorkFacts, Any, str], bool]) -> Callable[[Facts, str], Iterable[Row]]:
    def read(facts: Facts, topic: str) -> Iterable[Row]:
        work = facts.work
        for row in work.held.rows if work.held else ():
            if wanted(work, row, topic):
                people = tuple(dict.fromkeys(work.attended.get(row.id.hex, ())))
                yield Row(row.id.hex, people, row.held_on, CONTACT_KINDS.label(row.contact_kind))

    return read


def _is(place: Place) -> Callable[[WorkFacts, Any, str], bool]:
    return lambda work, row, _topic: (work.places or {}).get(row.talk_id) is place


def _names_nobody(_work: WorkFacts, talk: Any, _topic: str) -> bool:
    return not talk.named


def _named(work: WorkFacts, talk: Any) -> Sequence[str]:
    topics = work.held.topics.get(talk.id) if work.held else None
    return topics.named if topics else ()


def _plans(kind: str) -> Callable[[Facts, str], Iterable[Row]]:
    return lambda facts, _topic: (Row(one.id, (one.person,)) for one in facts.work.plans(kind) or ())


def _settled(facts: Facts, _topic: str) -> Iterable[Row]:
    for goal in facts.work.settled or ():
        yield Row(goal.id, (goal.person,), None, GOAL_STATES.label(goal.state))


def _achieved(facts: Facts, _topic: str) -> Iterable[Row]:
    for goal in facts.work.achieved or ():
        yield Row(
            goal.id, (goal.person,), None, "rechtzeitig erreicht" if goal.in_time else "später erreicht"
        )


def _waits(wanted: Callable[[int], bool]) -> Callable[[Facts, str], Iterable[Row]]:
    def read(facts: Facts, _topic: str) -> Iterable[Row]:
        found = facts.work.wait
        if found is None:
            return
        keys = facts.evening.timeline.person_keys(found.person)
        for key, begun, days in zip(keys, found.starts_on.tolist(), found.days.tolist(), strict=True):
            if wanted(days):
                yield Row(key, (key,), date.fromordinal(begun), _waited(days))

    return read


def _waited(days: int) -> str:
    if days >= NO_END:
        return "noch kein Gespräch"
    return "erstes Gespräch nach einem Tag" if days == 1 else f"erstes Gespräch nach {days} Tagen"


def _cases(facts: Facts, _topic: str) -> Iterable[Row]:
    for key in facts.work.cases:
        led = facts.work.leaders.get(key)
        yield Row(key, (key,), led.since if led else None, "Fall")


def _talked_with(facts: Facts, _topic: str) -> Iterable[Row]:
    work = facts.work
    held = work.held.rows if work.held else ()
    people = {key for row in held for key in work.attended.get(row.id.hex, ())}
    return (Row(key, (key,)) for key in people)


TALK = ("counselling.edit", "consultation_id")
PLAN, GOAL = ("plans.plan", "plan_id"), ("plans.edit_goal", "goal_id")
PERSON = ("people.person", "person_id")
ALL_TALKS = Kind(*TALK, _talks(lambda _work, _talk, _topic: True))
AGREED, FOLLOWUP_BEGUN = "Vereinbart am", "Beginn der AU"
KINDS: dict[str, Kind] = {
    "talks": ALL_TALKS,
    "first": Kind(*TALK, _talks(_is(Place.FIRST))),
    "follow_up": Kind(*TALK, _talks(_is(Place.FOLLOW_UP))),
    "without_person": Kind(*TALK, _talks(_names_nobody)),
    "minutes": ALL_TALKS,
    "main_topic": Kind(*TALK, _talks(lambda work, talk, topic: topic in _named(work, talk)[:1])),
    "mentioned": Kind(*TALK, _talks(lambda work, talk, topic: topic in _named(work, talk))),
    "persons": Kind(*PERSON, _talked_with),
    "plans_new": Kind(*PLAN, _plans(NEW), AGREED),
    "plans_continued": Kind(*PLAN, _plans(CONTINUED), AGREED),
    "plans_active": Kind(*PLAN, _plans(ACTIVE), AGREED),
    "plans_ended": Kind(*PLAN, _plans(ENDED), AGREED),
    "goals": Kind(*GOAL, _settled),
    "goals_with_a_day": Kind(*GOAL, _achieved),
    "followup_begun": Kind(*PERSON, _waits(lambda _days: True), FOLLOWUP_BEGUN),
    "first_talk": Kind(*PERSON, _waits(lambda days: days < NO_END), FOLLOWUP_BEGUN),
    "still_waiting": Kind(*PERSON, _waits(lambda days: days >= NO_END), FOLLOWUP_BEGUN),
    "cases": Kind(*PERSON, _cases, "Fall seit"),
}
"""What can be asked for, by its name in the address."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is shown: where it opens, whom it names, and how many more it does not."""

    id: uuid.UUID
    cards: Sequence[Card]
    others: int
    on: date | None
    what: str


class WorkRows:
    """All rows of a number, and those of them a viewer may know of; raises NotThere for a number there is not."""

    def __init__(self, facts: Facts, name: str, topic: str, viewer: Viewer) -> None:
        if name not in KINDS or (topic and topic not in FIELDS_OF_ACTION):
            raise NotThere("Diese Zahl gibt es nicht. Bitte wählen Sie sie auf der Seite „Arbeit“.")
        self.facts, self.kind, self._viewer = facts, KINDS[name], viewer
        self.title = title_of(name, topic)
        self.all = list(self.kind.read(facts, topic))

    @property
    def are_of_own_cases(self) -> bool:
        """Whether the viewer may know of no others."""
        return self._viewer.sees_own_cases_only

    @property
    def is_about_talks(self) -> bool:
        return self.kind.argument == "consultation_id"

    @cached_property
    def _cards(self) -> Mapping[Key, Card]:
        """The cards of everybody whom the viewer may know of, by every record of theirs."""
        return {record.key: card for card in visible_cards(self._viewer) for record in card.records}

    @cached_property
    def visible(self) -> list[Row]:
        """What the viewer may know of: talks by day, the latest first, all else by name."""
        if self.is_about_talks:
            readable = self._readable()
            found = [row for row in self.all if row.id in readable]
            return sorted(found, key=lambda row: (row.on or date.min, row.id), reverse=True)
        named = [row for row in self.all if row.people[0] in self._cards]
        return sorted(named, key=lambda row: (self._cards[row.people[0]].sort_key, row.id))

    def _readable(self) -> set[Key]:
        asked, mine = self.facts.question, of_author(self._viewer.user_id)
        return set(
            db.session.scalars(
                select(key_of(Consultation.id)).where(
                    Consultation.municipality_id == asked.municipality_id,
                    Consultation.held_on.between(asked.first_day, asked.on),
                    known(Consultation, asked.known_at),
                    of_readable(self._viewer),
                    or_(Consultation.is_confidential.is_(False), mine),
                )
            )
        )

    def lines(self, rows: Sequence[Row]) -> list[Line]:
        """These rows as they are shown."""
        agreed = _agreed_on([row.id for row in rows]) if self.kind.argument == "plan_id" else {}
        return [self._line(row, agreed.get(row.id, row.on)) for row in rows]

    def _line(self, row: Row, on: date | None) -> Line:
        cards = [self._cards[key] for key in row.people if key in self._cards]
        return Line(uuid.UUID(row.id), cards, len(row.people) - len(cards), on, row.what)


def _agreed_on(plans: Sequence[Key]) -> dict[Key, date]:
    rows = db.session.execute(
        select(key_of(IntegrationPlan.id), IntegrationPlan.agreed_on).where(
            IntegrationPlan.id.in_(map(uuid.UUID, plans))
        )
    )
    return dict(rows.all())
