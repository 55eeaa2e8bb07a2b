"""The Jour-Fixe report: the facts of one town, day, period and moment of knowledge, and the paper made of them."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any

from markupsafe import Markup

from casework.database.episodes import ONE_DAY
from casework.database.moments import BERLIN
from casework.errors import Refused
from casework.people.cards import Card, by_record
from casework.statistics import flow
from casework.statistics.answers import answer_from
from casework.statistics.facts import facts_of
from casework.statistics.question import Question
from casework.statistics.sentence import sentence
from casework.statistics.stock import by_stage
from casework.vocabulary.counselling import CLOSED_REFERRAL_STATES, REFERRAL_STATES
from reports import headline
from reports.definitions import definitions
from reports.events import Event, events
from reports.houses import Row, charts, house_rows, together
from reports.numbers import Part, parts_of
from reports.open_referrals import OpenReferral, open_referrals
from reports.paper import check_code, paper
from reports.persons import Edition

MOST_EVENTS, MOST_EVENTS_WITH_A_ROW, MOST_REFERRALS = 1500, 100, 100


@dataclass(frozen=True)
class JourFixe:
    """All that the paper says; equal facts make equal papers."""

    question: Question
    first: date
    edition: Edition
    figures: Mapping[str, Any]
    stages_before: Mapping[str, int]
    houses: Sequence[Row]
    houses_together: Row
    all_events: Sequence[Event]
    all_referrals: Sequence[OpenReferral]
    numbers: Sequence[Part]

    @cached_property
    def check_code(self) -> str:
        """The same for two papers that rest on the same facts."""
        told = (
            self.edition,
            self.figures,
            self.stages_before,
            repr(self.all_events),
            repr(self.all_referrals),
        )
        return check_code(told)

    @property
    def evening_before(self) -> date:
        """The evening of the opening stock."""
        return self.first - ONE_DAY

    @property
    def sentence(self) -> str:
        return sentence(self.question.municipality_name, self.question.on, self.figures["stock"]["by_stage"])

    @property
    def total_before(self) -> int:
        return sum(self.stages_before.values())

    @property
    def change(self) -> int:
        change: int = self.figures["stock"]["total"] - self.total_before
        return change

    @cached_property
    def stages(self) -> list[headline.StageLine]:
        return headline.stage_lines(self.figures["stock"], self.stages_before)

    @property
    def shares_together(self) -> Decimal | None:
        shares = [line.share for line in self.stages if line.share is not None]
        return sum(shares, Decimal(0)) if shares else None

    @property
    def has_rounding_differences(self) -> bool:
        return self.shares_together not in (None, headline.HUNDRED)

    @property
    def flow(self) -> list[headline.Step]:
        return headline.flow(self.figures["movement"], self.evening_before, self.question.on)

    @property
    def difference(self) -> int:
        return headline.difference(self.figures["movement"])

    @property
    def charts(self) -> list[Markup]:
        return charts(self.houses)

    @property
    def glance(self) -> list[headline.Glance]:
        return headline.glance(
            self.figures, self.houses_together, sum(count for _, count in self.referral_states)
        )

    @property
    def attention(self) -> list[str]:
        overdue = sum(referral.is_overdue for referral in self.all_referrals)
        return headline.attention(self.figures["stock"], self.houses, overdue)

    @property
    def topics(self) -> list[headline.TopicLine]:
        return headline.topic_lines(self.figures["counselling"])

    @property
    def mentions(self) -> int:
        return sum(self.figures["counselling"]["topic_mentions"].values())

    @property
    def plans(self) -> list[tuple[str, str]]:
        return headline.plan_lines(self.figures)

    @property
    def referral_states(self) -> list[tuple[str, int]]:
        """How many referrals are in which open state, in the usual order of the states."""
        counted = self.figures["referrals"]["by_state"]
        return [
            (label, counted[code])
            for code, label in REFERRAL_STATES.choices()
            if counted.get(code) and code not in CLOSED_REFERRAL_STATES
        ]

    @property
    def referrals(self) -> Sequence[OpenReferral]:
        return self.all_referrals[:MOST_REFERRALS]

    @property
    def events(self) -> Sequence[Event]:
        return self.all_events[:MOST_EVENTS]

    @property
    def has_a_row_per_event(self) -> bool:
        """Whether each event gets a row; in a long list those of a day and kind share one."""
        return len(self.all_events) <= MOST_EVENTS_WITH_A_ROW

    @property
    def events_by_day(self) -> list[tuple[date, str, list[Event]]]:
        """The same events, those of a day and kind together."""
        grouped = groupby(self.events, lambda event: (event.day, event.kind))
        return [(day, kind, list(found)) for (day, kind), found in grouped]

    @property
    def imprint(self) -> dict[str, Any]:
        """What the trail keeps of a paper: which it was, not what it said."""
        return {
            "on": self.question.on.isoformat(),
            "from": self.first.isoformat(),
            "as_known_at": self.question.known_at.astimezone(BERLIN).isoformat(),
            "edition": self.edition.value,
            "check_code": self.check_code,
        }

    @property
    def file_name(self) -> str:
        return f"jour-fixe-{self.question.on:%Y-%m-%d}-{self.edition}.pdf"

    @staticmethod
    def definitions(table: str) -> list[tuple[str, str]]:
        """What the words of a table mean."""
        return definitions(table)

    def html(self) -> str:
        """The paper, ready to be set."""
        return paper("jour_fixe.html", report=self, question=self.question, figures=self.figures)


def report_of(question: Question, edition: Edition, visible: Collection[uuid.UUID] | None = None) -> JourFixe:
    """The report of the question's period.

    In the internal edition only the people in `visible` are named in the lists; None means all of the municipality.
    Raises Refused without a period.
    """
    since = _since(question)
    facts = facts_of(question)
    before = facts_of(
        Question(question.municipality_id, question.municipality_name, since - ONE_DAY, question.known_at)
    )
    cards = _nameable(facts.cards.values(), edition, visible)
    return JourFixe(
        question,
        since,
        edition,
        answer_from(facts),
        by_stage(before),
        house_rows(facts),
        together(facts.houses),
        events(facts, since, edition, cards),
        open_referrals(question, edition, cards),
        parts_of(facts),
    )


def preview_of(question: Question) -> tuple[str, list[headline.Step]]:
    """The sentence and the sum of the first page, before the paper is made."""
    facts, since = facts_of(question), _since(question)
    movement = {
        "opening": flow.opening(facts),
        "correction": flow.correction(facts),
        "corrected_opening": flow.corrected_opening(facts),
        "arrivals": flow.arrivals(facts),
        "departures": flow.departures(facts),
        "closing": flow.closing(facts),
    }
    said = sentence(question.municipality_name, question.on, by_stage(facts))
    return said, headline.flow(movement, since - ONE_DAY, question.on)


def _since(question: Question) -> date:
    if question.since is None:
        raise Refused("Der Bericht braucht einen Zeitraum.")
    return question.since


def _nameable(
    cards: Iterable[Card], edition: Edition, visible: Collection[uuid.UUID] | None
) -> dict[uuid.UUID, Card]:
    """Whose card may appear in the lists; a case number alone names nobody."""
    everybody = edition is Edition.PSEUDONYMOUS or visible is None
    return by_record(card for card in cards if everybody or card.person_id in (visible or ()))
