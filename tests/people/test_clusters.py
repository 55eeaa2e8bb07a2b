"""Merging and parting in any order: what was known earlier never changes, and after parting all is as before."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count, pairwise
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.access.roles import Role
from casework.counselling.operations import document
from casework.counselling.queries import talks_of
from casework.database.base import db
from casework.database.recorded import running
from casework.database.transaction import rollback, transaction
from casework.errors import CaseworkError
from casework.housing.ledger import DWELLING, STAGE, Contradiction, Ledger
from casework.people.merge_models import PersonMerge
from casework.people.merging import merge, undo_merge
from casework.people.models import Person
from casework.people.operations import household_with_mark, register_person
from casework.people.queries import cases_of, household_members
from casework.people.register import cards_of
from casework.people.search import find_people, search
from casework.statistics.answers import answer
from casework.statistics.question import Question
from tests import factories

FIRST, DAYS, PEOPLE = date(2025, 3, 1), 12, 5
START = datetime(2025, 3, 20, 12, tzinfo=UTC)
NUMBERS = count(1)
Stay = tuple[int, str, int, int | None, str]

stays = st.lists(
    st.tuples(
        st.integers(0, PEOPLE - 1),
        st.sampled_from(["stage", "dwelling"]),
        st.integers(0, DAYS - 1),
        st.one_of(st.none(), st.integers(0, 5)),
        st.sampled_from(["VU", "AU"]),
    ),
    max_size=14,
)
acts = st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)), min_size=1, max_size=8)


@dataclass
class Town:
    """Five people with random stays and a talk each, in two households; `told` is what was answered at each moment."""

    town: factories.Municipality
    lead: factories.User
    people: list[Any] = field(default_factory=list)
    moment: datetime = START
    told: list[tuple[datetime, list[Any]]] = field(default_factory=list)

    @classmethod
    def of(cls, stated: list[Stay]) -> "Town":
        municipality = factories.municipality(f"Zufall {next(NUMBERS)}")
        here = cls(municipality, factories.user(municipality, Role.TEAM_LEAD))
        houses = {kind: factories.house(municipality, kind, kind, rooms={"1": 2}) for kind in ("VU", "AU")}
        with transaction():
            running()["moment"] = START - timedelta(days=1)
            for number in range(PEOPLE):
                mark = f"H{number % 2}"
                household = household_with_mark(municipality.id, mark)
                person = register_person(municipality.id, {"family_name": f"P{number}"}, household=household)
                here.people.append(person.id)
                document(
                    municipality_id=municipality.id,
                    people=[person],
                    held_on=FIRST,
                    minutes=10,
                    contact_kind="OFFICE",
                    topics=["WOH"],
                )
                db.session.flush()
        for stay in stated:
            here.state(houses, *stay)
        return here

    def state(
        self,
        houses: dict[str, factories.House],
        who: int,
        axis: str,
        starts: int,
        lasts: int | None,
        what: str,
    ) -> None:
        starts_on = FIRST + timedelta(days=starts)
        facts = (
            {"stage": what}
            if axis == "stage"
            else {"form": "ACCOMMODATION", "accommodation_id": houses[what].id}
        )
        try:
            with transaction():
                running()["moment"] = START
                ledger = Ledger(STAGE if axis == "stage" else DWELLING, self.town.id, [self.people[who]])
                ends_on = None if lasts is None else starts_on + timedelta(days=lasts)
                ledger.state(self.people[who], starts_on=starts_on, ends_on=ends_on, **facts)
                ledger.close()
        except Contradiction:
            rollback()

    def figures(self, moment: datetime) -> list[Any]:
        """Everything about three days, as known at a moment."""
        return [
            answer(Question(self.town.id, self.town.name, FIRST + timedelta(days=last), moment, FIRST))
            for last in (0, DAYS // 2, DAYS)
        ]

    def lists(self) -> list[Any]:
        """What pages show of the people, whichever way their records belong together."""
        shown = []
        for card in sorted(find_people(self.lead.viewer, ""), key=lambda card: card.case_number):
            person = db.session.get_one(Person, card.person_id)
            household = [member.case_number for member in household_members(self.lead.viewer, person)]
            assert len(household) == len(set(household))
            talks = [talk.id for talk in talks_of(person.record_ids)]
            shown.append((card, sorted(household), talks, [case.id for case in cases_of(person)]))
        return shown

    def act(self, record: int, into: int) -> None:
        """Merge a record into another one, or part it if it is merged already; what is impossible is refused."""
        self.moment += timedelta(hours=1)
        try:
            with transaction():
                running()["moment"] = self.moment
                one, other = (db.session.get_one(Person, self.people[number]) for number in (record, into))
                if one.merged_into is not None:
                    undo_merge(one)
                else:
                    merge(one, other)
        except CaseworkError:
            rollback()
        self.told.append((self.moment, self.figures(self.moment)))
        self.check()

    def check(self) -> None:
        """The rules that hold whatever was merged: flat pointers, one card a person, spans that do not overlap."""
        pointers = {row.person_id: row.into_id for row in self._pointers()}
        leading = set(self.people) - pointers.keys()
        assert set(pointers.values()) <= leading
        cards = cards_of(self.town.id).values()
        assert {card.person_id for card in cards} == leading
        assert {record.person_id: card.person_id for card in cards for record in card.merged} == pointers
        for card in cards:
            for case_number in card.case_numbers:
                assert search(self.town.id, case_number)[0].card == card
        for axis in (STAGE, DWELLING):
            believed = (axis.span.municipality_id == self.town.id, axis.span.known_until.is_(None))
            by_person: dict[Any, list[Any]] = {}
            for span in db.session.scalars(
                db.select(axis.span).where(*believed).order_by(axis.span.starts_on)
            ):
                by_person.setdefault(span.person_id, []).append(span)
            assert by_person.keys() <= leading
            for earlier, later in (pair for spans in by_person.values() for pair in pairwise(spans)):
                assert earlier.ends_on is not None
                assert earlier.ends_on <= later.starts_on
        for found in self.figures(self.moment):
            movement = found["movement"]
            assert movement["opening"] + movement["arrivals"] - movement["departures"] == movement["closing"]
            assert found["counselling"]["persons"] == len(leading)
        db.session.rollback()

    def _pointers(self) -> Iterator[PersonMerge]:
        wanted = db.select(PersonMerge).where(PersonMerge.superseded_at.is_(None))
        yield from db.session.scalars(wanted.where(PersonMerge.person_id.in_(self.people)))


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stated=stays, told=acts, order=st.permutations(range(PEOPLE)))
def test_merging_and_parting_in_any_order(
    app: Flask, stated: list[Stay], told: list[tuple[int, int]], order: list[int]
) -> None:
    with app.app_context():
        town = Town.of(stated)
        before, lists = town.figures(START), town.lists()
        for record, into in told:
            town.act(record, into)
        for moment, answers in town.told:
            assert town.figures(moment) == answers
        for record in order:
            person = db.session.get_one(Person, town.people[record])
            if person.merged_into is not None:
                db.session.rollback()
                town.act(record, record)
        assert town.lists() == lists
        now = [found | {"as_known_at": None} for found in town.figures(town.moment)]
        assert now == [found | {"as_known_at": None} for found in before]
        assert town.figures(START) == before
