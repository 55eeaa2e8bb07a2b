"""Looking for a partner: what is asked, what there is to choose from, and the few that a form shows to be picked."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from sqlalchemy import Select

from casework.database.base import db
from casework.partners.districts import Spelling
from casework.partners.models import Partner, PartnerOffer
from casework.partners.queries import get_partner, languages_spoken, search
from casework.vocabulary.counselling import FIELDS_OF_ACTION, PARTNER_KINDS
from casework.vocabulary.languages import language_name
from casework.vocabulary.spelling import folded
from casework.web.paging import Page, page_of_rows

SHOWN_TO_PICK = 12
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Asked:
    """What somebody looks for in the directory of a municipality, as it stands in the address of a page."""

    municipality_id: uuid.UUID
    words: str = ""
    need: str = ""
    language: str = ""
    district: str = ""
    kind: str = ""

    @classmethod
    def of(cls, municipality_id: uuid.UUID, query: Mapping[str, str]) -> Self:
        """What an address asks for; a code that is none asks for nothing."""
        need, kind = query.get("need", ""), query.get("kind", "")
        return cls(
            municipality_id,
            words=query.get("q", "").strip(),
            need=need if need in FIELDS_OF_ACTION else "",
            language=query.get("language", ""),
            district=query.get("district", ""),
            kind=kind if kind in PARTNER_KINDS else "",
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is asked for at all."""
        return any((self.words, self.need, self.language, self.district, self.kind))

    def statement(self, *, with_retired: bool = False) -> Select[Partner]:
        """The partners it finds, the best first."""
        return search(
            self.municipality_id,
            need=self.need,
            language=self.language,
            district=self.district,
            words=self.words,
            kind=self.kind,
            with_retired=with_retired,
        )

    def offers_of(self, partner: Partner) -> list[PartnerOffer]:
        """What a partner offers now, what is asked for first."""
        return sorted(partner.current_offers, key=lambda offer: self.need not in offer.needs)

    @property
    def needs(self) -> Choices:
        """The needs there are."""
        return FIELDS_OF_ACTION.choices()

    @property
    def kinds(self) -> Choices:
        """The kinds of partners there are."""
        return PARTNER_KINDS.choices()

    @cached_property
    def languages(self) -> Choices:
        """The languages in which anything is offered, and the one asked for."""
        codes = languages_spoken(self.municipality_id) | ({self.language} - {""})
        return sorted(((code, language_name(code)) for code in codes), key=lambda choice: folded(choice[1]))

    @cached_property
    def districts(self) -> Choices:
        """The districts there are, and the one asked for."""
        spelling = Spelling(self.municipality_id)
        if self.district:
            spelling.of(self.district)
        return [(name, name) for name in spelling.names()]


@dataclass(frozen=True, slots=True)
class Picker:
    """The partners a form shows to be picked: the first that were found, and before them the one picked already."""

    asked: Asked
    found: Page[Partner]
    picked: Partner | None

    @property
    def partners(self) -> list[Partner]:
        """All that can be picked here."""
        others = [partner for partner in self.found.items if partner is not self.picked]
        return [self.picked, *others] if self.picked else others

    @property
    def more(self) -> int:
        """How many were found beyond those shown."""
        return self.found.total - len(self.found.items)

    def choices(self) -> list[tuple[str, str]]:
        """What a field of a form offers: (id, name)."""
        return [(str(partner.id), partner.name) for partner in self.partners]

    def get(self, partner_id: str) -> Partner:
        """One of these, by its id as the form sends it."""
        return next(partner for partner in self.partners if str(partner.id) == partner_id)


def picker(municipality_id: uuid.UUID, query: Mapping[str, str], picked: str | None = None) -> Picker:
    """What a form shows for the address it was opened with; `picked` is the id that was sent or linked to.

    Raises NotThere for an id of another municipality or of nobody; what is no id at all picks nothing.
    """
    asked = Asked.of(municipality_id, query)
    found = page_of_rows(asked.statement(), 1, SHOWN_TO_PICK)
    return Picker(asked, found, _picked(municipality_id, picked))


def _picked(municipality_id: uuid.UUID, picked: str | None) -> Partner | None:
    try:
        partner_id = uuid.UUID(picked or "")
    except ValueError:
        return None
    with db.session.no_autoflush:
        return get_partner(municipality_id, partner_id)
