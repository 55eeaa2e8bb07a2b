"""What of partners is shown as it was before."""

from flask import url_for

from casework.access.permissions import Permission
from casework.history.kinds import Fact, record_kind
from casework.partners.models import Partner
from casework.partners.queries import get_partner
from casework.vocabulary.counselling import PARTNER_KINDS


def declare() -> None:
    """Enter it; once, at the start."""
    record_kind(
        key="partner",
        place="partner_id",
        model=Partner,
        permission=Permission.PARTNERS_PARTNER_READ,
        find=lambda viewer, row_id: get_partner(viewer.municipality_id, row_id),
        title=lambda partner: partner.name,
        back=lambda partner: url_for("partners.directory", q=partner.name),
        facts=(
            Fact("name", "Name der Stelle"),
            Fact("kind", "Art", PARTNER_KINDS.label),
            Fact("phone", "Telefon"),
            Fact("email", "E-Mail"),
            Fact("address", "Anschrift"),
            Fact("offers", "Angebote"),
            Fact("is_active", "steht bei Vermittlungen zur Wahl"),
        ),
    )
