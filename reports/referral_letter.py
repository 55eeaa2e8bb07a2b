"""The letter to a partner about a referral: who writes, what is asked, and how to answer."""

from dataclasses import dataclass
from datetime import date

from casework.organisation.models import Letterhead
from casework.referrals.models import Referral
from casework.referrals.reference import reference_of
from reports.paper import paper


@dataclass(frozen=True)
class WayToAnswer:
    """A one-time link as it stands on paper, and until when it holds."""

    address: str
    code: str
    until: date


@dataclass(frozen=True)
class ReferralLetter:
    """All that the letter says; of the person, nothing."""

    referral: Referral
    letterhead: Letterhead
    written_on: date
    writer: str
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
    def answer_until(self) -> date | None:
        """By when one wants to hear."""
        return self.referral.feedback_due_on

    @property
    def file_name(self) -> str:
        return f"brief-{self.reference}.pdf"

    def html(self) -> str:
        """The letter, ready to be set."""
        return paper("referral_letter.html", letter=self, head=self.letterhead, partner=self.referral.partner)
