"""The form on which somebody consents: which data may go to whom and what for; in German and their language."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from casework.organisation.models import Letterhead
from casework.vocabulary.consents import DATA_CATEGORIES, PURPOSES
from casework.vocabulary.terms import CodeList
from reports.bilingual import Sheet


@dataclass(frozen=True)
class Signing:
    """Who signs before whom; what is empty is a line to be filled by hand."""

    letterhead: Letterhead
    person: str
    writer: str
    valid_until: date | None


@dataclass(frozen=True)
class ConsentPaper:
    """What the form says; nothing chosen prints every purpose and kind of data with a box to tick."""

    sheet: Sheet
    signing: Signing
    partner: str
    address: str
    purpose: str
    categories: Collection[str]

    @property
    def purposes(self) -> list[tuple[str, bool]]:
        """Words of the catalogue, each with whether it is ticked."""
        return _choice(PURPOSES, [self.purpose] if self.purpose else [])

    @property
    def kinds_of_data(self) -> list[tuple[str, bool]]:
        """The same for the kinds of data."""
        return _choice(DATA_CATEGORIES, self.categories)

    def html(self) -> str:
        """The form, ready to be set."""
        return self.sheet.html("consent_form.html", form=self, to=self.signing, head=self.signing.letterhead)


def _choice(codes: CodeList, chosen: Collection[str]) -> list[tuple[str, bool]]:
    return [(term.label, term.code in chosen) for term in codes if not chosen or term.code in chosen]
