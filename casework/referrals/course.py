"""The course of a referral in the order of its days: every state, and every time the partner was asked."""

from dataclasses import dataclass
from datetime import date

from casework.referrals.models import Inquiry, Referral, ReferralState
from casework.vocabulary.counselling import REFERRAL_STATES
from casework.vocabulary.referrals import ALONE, SENT

ASKED = "nachgefragt"
_WHEN_ALONE = {SENT: "vermittelt"}
"""Nothing is sent where the person goes alone."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the course; only a state can be corrected."""

    day: date
    words: str
    remark: str | None
    feedback_due_on: date | None
    state: ReferralState | None = None


def state_words(way: str, state: str) -> str:
    """How a state is called on a way."""
    return (
        _WHEN_ALONE.get(state, REFERRAL_STATES.label(state)) if way == ALONE else REFERRAL_STATES.label(state)
    )


def held_words(referral: Referral) -> str:
    """The state that holds, with its day; empty without one."""
    held = referral.state_then()
    return f"{state_words(referral.way, held.state)}, {held.state_on:%d.%m.%Y}" if held else ""


def course_of(referral: Referral) -> list[Step]:
    """From the beginning to what holds now; on one day in the order in which it was told."""
    told: list[ReferralState | Inquiry] = [*referral.believed_states(), *referral.believed_inquiries()]
    told.sort(key=lambda row: (_day_of(row), row.recorded_at))
    return [_step(referral, row) for row in told]


def _day_of(row: ReferralState | Inquiry) -> date:
    day: date = row.asked_on if isinstance(row, Inquiry) else row.state_on
    return day


def _step(referral: Referral, row: ReferralState | Inquiry) -> Step:
    if isinstance(row, Inquiry):
        return Step(row.asked_on, ASKED, row.remark, row.feedback_due_on)
    words = state_words(referral.way, row.state)
    return Step(row.state_on, words, row.remark, row.feedback_due_on, row)
