"""Reading the directory of partners."""

import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select, union
from sqlalchemy.orm import selectinload

from casework.database.base import db
from casework.database.several import begins_with, holds, is_empty
from casework.errors import NotThere
from casework.partners.models import Partner, PartnerContact, PartnerOffer
from casework.vault.keys import keys
from casework.vocabulary.counselling import PARTNER_KINDS
from casework.vocabulary.spelling import folded


def search(
    municipality_id: uuid.UUID,
    *,
    need: str | None = None,
    language: str | None = None,
    district: str | None = None,
    words: str = "",
    kind: str | None = None,
    with_retired: bool = False,
) -> Select[Partner]:
    """The partners that offer something for a need, in a language, for a district, whose entry holds all these words.

    What is meant for exactly this need comes first, then what is offered in the language, then who is there for the
    district before who is there for the whole town, then a name that begins with the words. `need` is a field of
    action, `language` a code, accents and case of `words` count for nothing. Retired partners come last, if asked for.
    """
    offer = PartnerOffer
    offered = [offer.partner_id == Partner.id, offer.is_active]
    statement = select(Partner).where(Partner.municipality_id == municipality_id)
    order: list[ColumnElement[int]] = []
    if with_retired:
        order.append(_first(Partner.is_active.is_(True)))
    else:
        statement = statement.where(Partner.is_active)
    if kind:
        statement = statement.where(Partner.kind == kind)
    if need:
        offered.append(holds(offer.needs, need))
        order.append(_first(exists().where(*offered, begins_with(offer.needs, need))))
    if language:
        in_language = exists().where(*offered, holds(offer.languages, language))
        spoken = holds(Partner.languages, language)
        by_all = exists().where(*offered, is_empty(offer.languages)) if need else None
        statement = statement.where(or_(in_language, spoken if by_all is None else and_(spoken, by_all)))
        order.append(_first(in_language))
    elif need:
        statement = statement.where(exists().where(*offered))
    if district:
        there = or_(holds(Partner.serves, district), Partner.district == district)
        statement = statement.where(or_(there, is_empty(Partner.serves)))
        order.append(_first(there))
    wanted = folded(words).split()
    statement = statement.where(*(Partner.search_text.contains(word, autoescape=True) for word in wanted))
    if wanted:
        order.append(_first(Partner.sort_name.startswith(wanted[0], autoescape=True)))
        order.append(_first(Partner.sort_name.contains(wanted[0], autoescape=True)))
    return statement.order_by(*order, Partner.sort_name, Partner.id).options(selectinload(Partner.offers))


def _first(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 0), else_=1)


def partners_of(municipality_id: uuid.UUID, *, with_retired: bool = False) -> Sequence[Partner]:
    """The partners of a municipality by name, as Germans sort; retired ones only if asked for."""
    statement = select(Partner).where(Partner.municipality_id == municipality_id)
    if not with_retired:
        statement = statement.where(Partner.is_active)
    return db.session.scalars(statement.order_by(Partner.sort_name, Partner.id)).all()


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


def get_offer(municipality_id: uuid.UUID, offer_id: uuid.UUID) -> PartnerOffer:
    """An offer of a partner of this municipality; raises NotThere."""
    offer = db.session.get(PartnerOffer, offer_id)
    if offer is None or offer.municipality_id != municipality_id:
        raise NotThere("Dieses Angebot gibt es nicht.")
    return offer


def get_contact(municipality_id: uuid.UUID, contact_id: uuid.UUID) -> PartnerContact:
    """A contact person of a partner of this municipality; raises NotThere, also once they are removed."""
    contact = db.session.get(PartnerContact, contact_id)
    if contact is None or contact.municipality_id != municipality_id:
        raise NotThere("Diese Ansprechperson gibt es nicht mehr.")
    return contact


def contacts_of(partner: Partner) -> list[PartnerContact]:
    """Whom to ask for at a partner, by name, ready to be read."""
    keys().prefetch(contact.subject_id for contact in partner.contacts)
    return sorted(partner.contacts, key=lambda contact: folded(contact.name or ""))


def find_partner(municipality_id: uuid.UUID, name: str) -> Partner | None:
    """The partner of this name, accents and case aside."""
    wanted = select(Partner).where(
        Partner.municipality_id == municipality_id, Partner.sort_name == folded(name)
    )
    return db.session.scalars(wanted.order_by(Partner.id).limit(1)).first()


def languages_spoken(municipality_id: uuid.UUID) -> set[str]:
    """The languages in which anything is offered, by code."""
    spoken = union(
        *(
            select(row.languages).where(row.municipality_id == municipality_id, row.is_active)
            for row in (Partner, PartnerOffer)
        )
    )
    return {code for codes in db.session.scalars(spoken) for code in codes}


def districts_served(municipality_id: uuid.UUID) -> set[str]:
    """The districts partners are in or there for, as they are spelt."""
    rows = db.session.execute(
        select(Partner.district, Partner.serves)
        .where(Partner.municipality_id == municipality_id, Partner.is_active)
        .distinct()
    )
    return {name for district, serves in rows for name in (district, *serves) if name}
