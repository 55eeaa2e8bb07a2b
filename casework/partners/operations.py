"""Keeping the directory of partners."""

import re
import uuid
from collections.abc import Mapping
from typing import Any

from casework.audit.trail import note
from casework.database.base import db
from casework.errors import Refused
from casework.partners.districts import Spelling
from casework.partners.models import Partner
from casework.partners.opening_hours import OpeningHours
from casework.partners.queries import find_partner
from casework.partners.search_texts import note_search_text
from casework.vocabulary.counselling import PARTNER_KINDS
from casework.vocabulary.partners import ACCESSIBILITY

DETAILS = (
    "name",
    "kind",
    "phone",
    "email",
    "website",
    "street",
    "postcode",
    "town",
    "district",
    "serves",
    "languages",
    "opening_hours",
    "accessibility",
    "remark",
    "is_active",
)
"""What can be said of a partner itself; all of it is public."""

_LISTS = frozenset({"serves", "languages", "accessibility"})
_WEBSITE = re.compile(r"https?://[^\s/.]+(?:\.[^\s/.]+)+(?:[/?#]\S*)?", re.IGNORECASE)


def enter_partner(
    municipality_id: uuid.UUID, details: Mapping[str, Any], spelling: Spelling | None = None
) -> Partner:
    """Put an organisation into the directory; `details` holds any of DETAILS, `name` and `kind` at least.

    Raises Refused without a name, for an unknown kind, and when the name is already there.
    """
    partner = Partner(municipality_id=municipality_id, is_active=True, offers=[], contacts=[])
    _describe(partner, details, spelling)
    db.session.add(partner)
    note("partners:partner:entered", about=partner.id)
    return partner


def change_partner(partner: Partner, details: Mapping[str, Any], spelling: Spelling | None = None) -> None:
    """Correct an entry of the directory; `details` as for a new one."""
    changed = _describe(partner, details, spelling)
    if changed:
        db.session.flush()
        note("partners:partner:changed", about=partner.id, fields=changed)


def _describe(partner: Partner, details: Mapping[str, Any], spelling: Spelling | None) -> list[str]:
    said: dict[str, Any] = {name: details.get(name, getattr(partner, name)) or None for name in DETAILS}
    said |= {name: said[name] or [] for name in _LISTS}
    said |= {"kind": PARTNER_KINDS.read(said["kind"] or ""), "is_active": bool(said["is_active"])}
    said["accessibility"] = sorted(
        map(ACCESSIBILITY.read, said["accessibility"]), key=ACCESSIBILITY.codes().index
    )
    said["opening_hours"] = str(OpeningHours.read(said["opening_hours"] or "")) or None
    said["website"] = website(said["website"])
    if said["serves"] or said["district"]:
        spelling = spelling or Spelling(partner.municipality_id)
        said["serves"] = list(dict.fromkeys(map(spelling.of, said["serves"])))
        said["district"] = said["district"] and spelling.of(said["district"])
    _check_name(partner, said["name"])
    changed = [name for name, value in said.items() if getattr(partner, name) != value]
    for name in changed:
        setattr(partner, name, said[name])
    if changed:
        note_search_text(partner)
    return changed


def website(typed: str | None) -> str | None:
    """An address on the web, whole; raises Refused for what is none."""
    if not typed:
        return None
    whole = typed if "://" in typed else f"https://{typed}"
    if not _WEBSITE.fullmatch(whole):
        raise Refused("„%(text)s“ ist keine Adresse im Netz; zum Beispiel www.beispiel.de.", text=typed)
    return whole


def _check_name(partner: Partner, name: str | None) -> None:
    if not name:
        raise Refused("Bitte geben Sie den Namen der Stelle an.")
    if name == partner.name:
        return
    namesake = find_partner(partner.municipality_id, name)
    if namesake is not None and namesake.id != partner.id:
        raise Refused("„%(name)s“ steht schon im Partnerverzeichnis.", name=namesake.name)
