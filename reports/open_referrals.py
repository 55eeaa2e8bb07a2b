"""The referrals of which something is still expected."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casework.people.cards import Card
from casework.referrals import queries as referrals
from casework.statistics.question import Question
from casework.vocabulary.counselling import REFERRAL_STATES
from reports.persons import Edition, Shown, shown


@dataclass(frozen=True, slots=True)
class OpenReferral:
    """Somebody sent to a partner; `is_overdue` when the answer should have come before the reference day."""

    referred_on: date
    persons: tuple[Shown, ...]
    partner: str
    state: str
    feedback_due_on: date | None
    is_overdue: bool


def open_referrals(
    question: Question, edition: Edition, cards: Mapping[uuid.UUID, Card]
) -> list[OpenReferral]:
    """Those not closed on the day, as known at the moment, the oldest first."""
    found = referrals.open_referrals(question.municipality_id, question.on, question.known_at)
    rows = [
        OpenReferral(
            referral.referred_on,
            shown(edition, cards, [referral.person_id]),
            referral.partner.name,
            REFERRAL_STATES.label(state.state),
            due_on := referral.feedback_due_then(question.on, question.known_at),
            due_on is not None and due_on < question.on,
        )
        for referral, state in found
    ]
    return sorted(rows, key=lambda row: (row.referred_on, row.partner, row.persons))
