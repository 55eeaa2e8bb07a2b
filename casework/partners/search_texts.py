"""The words a partner is found by, kept beside it so that a search reads one column."""

from collections.abc import Iterator

from casework.partners.models import Partner
from casework.vocabulary.counselling import FIELDS_OF_ACTION, PARTNER_KINDS
from casework.vocabulary.languages import language_name
from casework.vocabulary.spelling import folded


def note_search_text(partner: Partner) -> None:
    """Keep what a partner is sorted and found by, after it or one of its offers was changed."""
    partner.sort_name = folded(partner.name)
    partner.search_text = folded("\n".join(filter(None, _words(partner))))


def _words(partner: Partner) -> Iterator[str | None]:
    yield partner.name
    yield PARTNER_KINDS.label(partner.kind)
    yield from (partner.address, partner.district, *partner.serves)
    yield from (partner.phone, partner.email, partner.website, partner.remark)
    yield from map(language_name, partner.languages)
    for offer in partner.current_offers:
        yield from (offer.title, offer.audience, offer.remark)
        yield from map(FIELDS_OF_ACTION.label, offer.needs)
        yield from map(language_name, offer.languages)
