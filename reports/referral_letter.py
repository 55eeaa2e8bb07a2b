"""The letter to a partner about a referral: who writes, which data go along, what is asked, and how to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.organisation.models import Letterhead
from casework.referrals.models import Referral
from casework.referrals.reference import reference_of
from casework.referrals.transmission_models import Part
from reports.paper import paper


@dataclass(frozen=True)
class WayToAnswer:
    """A one-time link as it stands on paper, and until when it holds."""

    address: str
    code: str
    until: date


@dataclass(frozen=True)
class ReferralLetter:
    """All that the letter says; `parts` are the very words that go out or went out, and nothing else of the person."""

    referral: Referral
    letterhead: Letterhead
    written_on: date
    writer: str
    parts: Sequence[Part]
    is_sent: bool
    way_to_answer: WayToAnswer | None = None

    @property
    def reference(self) -> str:
        return reference_of(self.referral.id)

    @property
    def recipient(self) -> list[str]:
        """The partner's address, line by line."""
        partner = self.referral.partner
        return [partner.name, *(part.strip() for part in (partner.address or "").split(",") if part.strip())]

    @property
    def is_draft(self) -> bool:
        """Whether data would go out with it that have not gone out yet."""
        return self.referral.sends_data and not self.is_sent

    @property
    def answer_until(self) -> date | None:
        """By when one wants to hear."""
        return self.referral.feedback_due_on

    @property
    def file_name(self) -> str:
        return f"brief-{self.reference}.pdf"

    def html(self) -> str:
        """The letter, ready to be set."""
        return paper("referral_letter.html", letter=self, head=self.letterhead, partner=self.referral.partner)
