"""What a partner offers, and when it no longer does."""

from collections.abc import Mapping
from typing import Any

from casework.audit.trail import note
from casework.database.base import db
from casework.errors import Refused
from casework.partners.models import Partner, PartnerOffer
from casework.partners.search_texts import note_search_text
from casework.vocabulary.counselling import FIELDS_OF_ACTION

OFFER_DETAILS = (
    "title",
    "needs",
    "languages",
    "audience",
    "cost",
    "needs_registration",
    "needs_appointment",
    "remark",
    "is_active",
)
"""What can be said of an offer; all of it is public."""

_LISTS = ("needs", "languages")
_FLAGS = ("needs_registration", "needs_appointment", "is_active")


def add_offer(partner: Partner, details: Mapping[str, Any]) -> PartnerOffer:
    """Say what else a partner offers; `details` holds any of OFFER_DETAILS, `title` at least.

    The first of its needs is the one it is meant for. Raises Refused without a title and for an unknown need.
    """
    offer = PartnerOffer(
        municipality_id=partner.municipality_id,
        partner_id=partner.id,
        is_active=True,
        needs_registration=False,
        needs_appointment=False,
    )
    _describe(offer, details)
    db.session.add(offer)
    partner.offers.append(offer)
    note_search_text(partner)
    note("partners:offer:added", about=partner.id, offer=str(offer.id))
    return offer


def change_offer(offer: PartnerOffer, details: Mapping[str, Any]) -> None:
    """Correct an offer, or say that it is none any more; `details` as for a new one."""
    changed = _describe(offer, details)
    if changed:
        note_search_text(offer.partner)
        db.session.flush()
        note("partners:offer:changed", about=offer.partner_id, offer=str(offer.id), fields=changed)


def _describe(offer: PartnerOffer, details: Mapping[str, Any]) -> list[str]:
    said: dict[str, Any] = {name: details.get(name, getattr(offer, name)) or None for name in OFFER_DETAILS}
    said |= {name: list(said[name] or []) for name in _LISTS} | {name: bool(said[name]) for name in _FLAGS}
    said["needs"] = [FIELDS_OF_ACTION.read(need) for need in said["needs"]]
    if not said["title"]:
        raise Refused("Bitte sagen Sie, was die Stelle anbietet.")
    changed = [name for name, value in said.items() if getattr(offer, name) != value]
    for name in changed:
        setattr(offer, name, said[name])
    return changed
