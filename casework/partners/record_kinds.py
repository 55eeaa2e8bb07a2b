"""What of partners, their offers and the people to ask for is shown as it was before."""

from collections.abc import Sequence

from flask import url_for

from casework.access.permissions import Permission
from casework.history.kinds import Fact, record_kind
from casework.partners.models import Partner, PartnerContact, PartnerOffer
from casework.partners.queries import get_contact, get_offer, get_partner
from casework.vocabulary.counselling import FIELDS_OF_ACTION, PARTNER_KINDS
from casework.vocabulary.languages import language_name
from casework.vocabulary.partners import ACCESSIBILITY


def declare() -> None:
    """Enter them; once, at the start."""
    _declare_partners()
    _declare_offers()
    record_kind(
        key="partner-contact",
        place="contact_id",
        model=PartnerContact,
        permission=Permission.PARTNERS_PARTNER_READ,
        find=lambda viewer, row_id: get_contact(viewer.municipality_id, row_id),
        title=lambda contact: contact.name,
        back=lambda contact: url_for("partners.edit_contact", contact_id=contact.id),
        facts=(
            Fact("name", "Name"),
            Fact("function", "Aufgabe"),
            Fact("phone", "Telefon"),
            Fact("email", "E-Mail"),
        ),
    )


def _declare_partners() -> None:
    record_kind(
        key="partner",
        place="partner_id",
        model=Partner,
        permission=Permission.PARTNERS_PARTNER_READ,
        find=lambda viewer, row_id: get_partner(viewer.municipality_id, row_id),
        title=lambda partner: partner.name,
        back=lambda partner: url_for("partners.partner", partner_id=partner.id),
        facts=(
            Fact("name", "Name der Stelle"),
            Fact("kind", "Art", PARTNER_KINDS.label),
            Fact("phone", "Telefon"),
            Fact("email", "E-Mail"),
            Fact("website", "Website"),
            Fact("street", "Straße und Hausnummer"),
            Fact("postcode", "PLZ"),
            Fact("town", "Ort"),
            Fact("district", "Ortsteil"),
            Fact("serves", "Zuständig für die Ortsteile"),
            Fact("languages", "Sprachen der Stelle", _languages),
            Fact("opening_hours", "Öffnungszeiten"),
            Fact(
                "accessibility", "Barrierefreiheit", lambda codes: ", ".join(map(ACCESSIBILITY.label, codes))
            ),
            Fact("remark", "Hinweis"),
            Fact("is_active", "steht bei Vermittlungen zur Wahl"),
        ),
    )


def _declare_offers() -> None:
    record_kind(
        key="partner-offer",
        place="offer_id",
        model=PartnerOffer,
        permission=Permission.PARTNERS_PARTNER_READ,
        find=lambda viewer, row_id: get_offer(viewer.municipality_id, row_id),
        title=lambda offer: offer.title,
        back=lambda offer: url_for("partners.edit_offer", offer_id=offer.id),
        facts=(
            Fact("title", "Angebot"),
            Fact("needs", "Handlungsfelder", lambda codes: ", ".join(map(FIELDS_OF_ACTION.label, codes))),
            Fact("languages", "Sprachen", _languages),
            Fact("audience", "Für wen"),
            Fact("cost", "Kosten"),
            Fact("needs_registration", "Anmeldung nötig"),
            Fact("needs_appointment", "Termin nötig"),
            Fact("remark", "Hinweis"),
            Fact("is_active", "wird angeboten"),
        ),
    )


def _languages(codes: Sequence[str]) -> str:
    return ", ".join(map(language_name, codes))
