"""Whom to ask for at a partner: people at work, whose names go when they do."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete

from casework.audit.trail import note
from casework.database.base import db
from casework.errors import Refused
from casework.history.models import EarlierVersion
from casework.partners.models import Partner, PartnerContact
from casework.vault.keys import keys

CONTACT_DETAILS = ("name", "function", "phone", "email")


def add_contact(partner: Partner, details: Mapping[str, Any]) -> PartnerContact:
    """Name somebody to ask for; `details` holds any of CONTACT_DETAILS, `name` at least. Raises Refused without."""
    _check(details)
    contact_id = keys().create_subject()
    contact = PartnerContact(
        id=contact_id,
        municipality_id=partner.municipality_id,
        partner_id=partner.id,
        **{name: details.get(name) or None for name in CONTACT_DETAILS},
    )
    db.session.add(contact)
    partner.contacts.append(contact)
    note("partners:contact:added", about=partner.id, contact=str(contact.id))
    return contact


def change_contact(contact: PartnerContact, details: Mapping[str, Any]) -> None:
    """Correct what is known of somebody to ask for; `details` as for somebody new."""
    _check(details)
    changed = [name for name in CONTACT_DETAILS if (details.get(name) or None) != getattr(contact, name)]
    for name in changed:
        setattr(contact, name, details.get(name) or None)
    if changed:
        db.session.flush()
        note("partners:contact:changed", about=contact.partner_id, contact=str(contact.id), fields=changed)


def remove_contact(contact: PartnerContact) -> None:
    """Forget somebody who is not to be asked for any more: the row, what it said before, and the key of both."""
    contact_id, partner = contact.id, contact.partner
    partner.contacts.remove(contact)
    db.session.delete(contact)
    db.session.flush()
    db.session.execute(delete(EarlierVersion).where(EarlierVersion.row_id == contact_id))
    keys().destroy([contact_id])
    note("partners:contact:removed", about=partner.id, contact=str(contact_id))


def _check(details: Mapping[str, Any]) -> None:
    if not details.get("name"):
        raise Refused("Bitte geben Sie den Namen der Ansprechperson an.")
