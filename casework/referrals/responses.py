"""How soon partners answer: for each referral that sent data, the days from sending to the first answer."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, select, true

from casework.database.base import db
from casework.database.recorded import known
from casework.partners.models import Partner
from casework.partners.queries import partners_of
from casework.people.models import Person
from casework.referrals.models import Inquiry, Referral, ReferralState
from casework.vocabulary.counselling import CLOSED_REFERRAL_STATES
from casework.vocabulary.referrals import ANSWERS, SENT, WITH_DATA
from casework.vocabulary.spelling import folded


@dataclass(frozen=True, slots=True)
class Response:
    """A referral that was sent: when the partner first answered, or by when they should and whether one still waits."""

    partner_id: uuid.UUID
    sent_on: date
    answered_on: date | None
    due_on: date | None
    is_open: bool

    @property
    def days(self) -> int | None:
        """From sending to the first answer."""
        return None if self.answered_on is None else (self.answered_on - self.sent_on).days

    @property
    def is_waiting(self) -> bool:
        return self.answered_on is None and self.is_open

    def is_overdue(self, day: date) -> bool:
        """Whether the answer should have come before a day."""
        return self.is_waiting and self.due_on is not None and self.due_on < day


@dataclass(frozen=True, slots=True)
class ResponseTimes:
    """How many answered, after how many days (median, to one decimal), how many are waited for, and since too long."""

    answered: int
    median_days: Decimal | None
    waiting: int
    overdue: int

    @classmethod
    def of(cls, responses: Iterable[Response], day: date) -> "ResponseTimes":
        """Of these referrals, on a day."""
        found = list(responses)
        days = [response.days for response in found if response.days is not None]
        return cls(
            len(days),
            Decimal(median(days)).quantize(Decimal("0.1")) if days else None,
            sum(response.is_waiting for response in found),
            sum(response.is_overdue(day) for response in found),
        )


def responses(
    municipality_id: uuid.UUID,
    on: date,
    moment: datetime | None = None,
    whose: ColumnElement[bool] | None = None,
    partner_id: uuid.UUID | None = None,
) -> list[Response]:
    """The referrals of a municipality sent by a day, as known at a moment; `whose` is a condition on `Person`.

    Ordered by partner and day of sending.
    """
    wanted = (
        true() if partner_id is None else Referral.partner_id == partner_id,
        Referral.municipality_id == municipality_id,
        Referral.way == WITH_DATA,
        Referral.referred_on <= on,
        known(Referral, moment),
    )
    states = (
        select(
            ReferralState.referral_id,
            Referral.partner_id,
            ReferralState.state,
            ReferralState.state_on,
            ReferralState.recorded_at,
            ReferralState.feedback_due_on,
        )
        .join(Referral, Referral.id == ReferralState.referral_id)
        .where(*wanted, ReferralState.state_on <= on, known(ReferralState, moment))
        .order_by(ReferralState.referral_id, ReferralState.state_on, ReferralState.recorded_at)
    )
    asked = (
        select(Inquiry.referral_id, Inquiry.recorded_at, Inquiry.feedback_due_on)
        .join(Referral, Referral.id == Inquiry.referral_id)
        .where(*wanted, Inquiry.asked_on <= on, known(Inquiry, moment))
        .order_by(Inquiry.recorded_at)
    )
    if whose is not None:
        states = states.join(Person, Person.id == Referral.person_id).where(whose)
    last_asked = {row.referral_id: row for row in db.session.execute(asked)}
    by_referral = groupby(db.session.execute(states), key=lambda row: row.referral_id)
    found = [_response(list(rows), last_asked.get(referral_id)) for referral_id, rows in by_referral]
    return sorted(
        (response for response in found if response is not None),
        key=lambda response: (str(response.partner_id), response.sent_on),
    )


@dataclass(frozen=True, slots=True)
class PartnerTimes:
    """A partner, and how soon they answer."""

    partner: Partner
    times: ResponseTimes


def by_partner(municipality_id: uuid.UUID, found: Iterable[Response], day: date) -> list[PartnerTimes]:
    """How soon each partner answers, on a day; whoever keeps most waiting too long comes first."""
    partners = {partner.id: partner for partner in partners_of(municipality_id, with_retired=True)}
    grouped: dict[uuid.UUID, list[Response]] = defaultdict(list)
    for response in found:
        grouped[response.partner_id].append(response)
    rows = [PartnerTimes(partners[key], ResponseTimes.of(of_one, day)) for key, of_one in grouped.items()]
    return sorted(rows, key=lambda row: (-row.times.overdue, -row.times.waiting, folded(row.partner.name)))


def _response(states: Sequence[Any], asked: Any) -> Response | None:
    """What came of a referral with these states, in the order of their days; None for one that was never sent."""
    sent = next((place for place, row in enumerate(states) if row.state == SENT), None)
    if sent is None:
        return None
    answer = next((row.state_on for row in states[sent:] if row.state in ANSWERS), None)
    told = max(reversed(states), key=lambda row: row.recorded_at)
    last = asked if asked is not None and asked.recorded_at >= told.recorded_at else told
    return Response(
        states[0].partner_id,
        states[sent].state_on,
        answer,
        last.feedback_due_on,
        states[-1].state not in CLOSED_REFERRAL_STATES,
    )
