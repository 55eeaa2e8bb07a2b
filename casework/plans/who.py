"""Who takes care of a goal or of a step: the client, the office, or a partner of the directory."""

import uuid
from collections.abc import Mapping
from typing import Any

from casework.errors import Refused
from casework.partners.models import Partner
from casework.partners.queries import partners_of
from casework.vocabulary.counselling import RESPONSIBLE
from casework.vocabulary.spelling import folded

PARTNER = "PARTNER"
WHO = ("responsible", "partner_id")
NAMED = 4
"""Partners that a question names at most."""


def who_is_responsible(details: Mapping[str, Any]) -> dict[str, Any]:
    """What of the details says who: a partner is named only where one is responsible. Refused for an unknown code."""
    code = RESPONSIBLE.read(details["responsible"])
    return {"responsible": code, "partner_id": details.get("partner_id") if code == PARTNER else None}


def partner_meant(municipality_id: uuid.UUID, said: str) -> Partner:
    """The partner in use that is called so, else the only one whose name has words that begin so.

    Raises Refused for none, and for several, naming some of them.
    """
    wanted = folded(said).split()
    partners = partners_of(municipality_id)
    alike = [one for one in partners if folded(one.name).split() == wanted] or [
        one for one in partners if all(_begins(one, word) for word in wanted)
    ]
    if len(alike) == 1:
        return alike[0]
    if not alike:
        raise Refused("„%(said)s“ steht nicht im Partnerverzeichnis.", said=said)
    names = ", ".join(f"„{one.name}“" for one in alike[:NAMED])
    raise Refused("Welche Stelle ist gemeint: %(names)s?", names=names + (" …" if len(alike) > NAMED else ""))


def _begins(partner: Partner, word: str) -> bool:
    return any(part.startswith(word) for part in folded(partner.name).replace("-", " ").split())
