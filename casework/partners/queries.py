"""Reading the directory of partners."""

import uuid
from collections.abc import Iterable

from sqlalchemy import select

from casework.database.base import db
from casework.errors import NotThere
from casework.partners.models import Partner
from casework.vocabulary.counselling import PARTNER_KINDS
from casework.vocabulary.spelling import folded


def partners_of(municipality_id: uuid.UUID, *, with_retired: bool = False) -> list[Partner]:
    """The partners of a municipality by name, as Germans sort; retired ones only if asked for."""
    statement = select(Partner).where(Partner.municipality_id == municipality_id)
    if not with_retired:
        statement = statement.where(Partner.is_active)
    return sorted(db.session.scalars(statement), key=lambda partner: folded(partner.name))


def directory(municipality_id: uuid.UUID, kind: str = "", words: str = "") -> list[Partner]:
    """The partners of a kind whose entry holds all these words, accents and case aside; retired ones last."""
    wanted = folded(words).split()
    found = [
        partner
        for partner in partners_of(municipality_id, with_retired=True)
        if (not kind or partner.kind == kind) and all(word in _search_text(partner) for word in wanted)
    ]
    return sorted(found, key=lambda partner: not partner.is_active)


def _search_text(partner: Partner) -> str:
    return folded(
        " ".join(
            text
            for text in (
                partner.name,
                PARTNER_KINDS.label(partner.kind),
                partner.address,
                partner.offers,
                partner.phone,
                partner.email,
            )
            if text
        )
    )


def by_kind(partners: Iterable[Partner]) -> dict[str, list[tuple[str, str]]]:
    """What a form offers: (id, name) under the wording of each kind, in the usual order of the kinds."""
    partners = list(partners)
    groups = {
        label: [(str(partner.id), partner.name) for partner in partners if partner.kind == code]
        for code, label in PARTNER_KINDS.choices()
    }
    return {label: group for label, group in groups.items() if group}


def get_partner(municipality_id: uuid.UUID, partner_id: uuid.UUID) -> Partner:
    """A partner of this municipality; NotThere for an unknown one and for another's."""
    partner = db.session.get(Partner, partner_id)
    if partner is None or partner.municipality_id != municipality_id:
        raise NotThere("Diese Stelle gibt es im Partnerverzeichnis nicht.")
    return partner


def find_partner(municipality_id: uuid.UUID, name: str) -> Partner | None:
    """The partner of this name, accents and case aside."""
    wanted = folded(name)
    return next(
        (
            partner
            for partner in partners_of(municipality_id, with_retired=True)
            if folded(partner.name) == wanted
        ),
        None,
    )
