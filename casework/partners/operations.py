"""Keeping the directory of partners."""

import uuid
from collections.abc import Mapping
from typing import Any

from casework.audit.trail import note
from casework.database.base import db
from casework.errors import Refused
from casework.partners.models import Partner
from casework.partners.queries import find_partner
from casework.vocabulary.counselling import PARTNER_KINDS

DETAILS = ("name", "kind", "phone", "email", "address", "offers", "is_active")
"""What can be said of a partner; all of it is public."""


def enter_partner(municipality_id: uuid.UUID, details: Mapping[str, Any]) -> Partner:
    """Put an organisation into the directory; `details` holds any of DETAILS, `name` and `kind` at least.

    Raises Refused without a name, for an unknown kind, and when the name is already there.
    """
    partner = Partner(municipality_id=municipality_id, is_active=True)
    _describe(partner, details)
    db.session.add(partner)
    db.session.flush()
    note("partners:partner:entered", about=partner.id)
    return partner


def change_partner(partner: Partner, details: Mapping[str, Any]) -> None:
    """Correct an entry of the directory; `details` as for a new one."""
    changed = _describe(partner, details)
    if changed:
        db.session.flush()
        note("partners:partner:changed", about=partner.id, fields=changed)


def _describe(partner: Partner, details: Mapping[str, Any]) -> list[str]:
    said = {name: details.get(name, getattr(partner, name)) or None for name in DETAILS}
    said |= {"kind": PARTNER_KINDS.read(said["kind"] or ""), "is_active": bool(said["is_active"])}
    _check_name(partner, said["name"])
    changed = [name for name, value in said.items() if getattr(partner, name) != value]
    for name in changed:
        setattr(partner, name, said[name])
    return changed


def _check_name(partner: Partner, name: str | None) -> None:
    if not name:
        raise Refused("Bitte geben Sie den Namen der Stelle an.")
    namesake = find_partner(partner.municipality_id, name)
    if namesake is not None and namesake.id != partner.id:
        raise Refused("„%(name)s“ steht schon im Partnerverzeichnis.", name=namesake.name)
