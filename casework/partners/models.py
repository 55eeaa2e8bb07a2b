"""A partner organisation: its public contact, what it offers, and whom to ask for."""

import uuid

from sqlalchemy import Boolean, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.database.base import Keyed, Model, refers_to
from casework.database.retention import Kept, Retention
from casework.database.several import Several
from casework.organisation.models import Municipality
from casework.partners.opening_hours import OpeningHours
from casework.vault.columns import clear
from casework.vault.sealed import Sealed

DIRECTORY = "Partnerverzeichnis; öffentliche Angaben von Stellen"
CONTACT = "Ansprechpersonen der Partner"


class Partner(Keyed, Model):
    """An organisation people are referred to; without districts it is there for the whole town."""

    __tablename__ = "partner"
    kept = Kept("Partner", Retention.PUBLIC)
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    name: Mapped[str] = clear("Name der Stelle", String(200), purpose=DIRECTORY)
    kind: Mapped[str] = clear("Art der Stelle", String(30), purpose=DIRECTORY)
    phone: Mapped[str | None] = clear("Telefon der Stelle", String(60), purpose=DIRECTORY)
    email: Mapped[str | None] = clear("E-Mail der Stelle", String(200), purpose=DIRECTORY)
    website: Mapped[str | None] = clear("Website der Stelle", String(300), purpose=DIRECTORY)
    street: Mapped[str | None] = clear("Straße der Stelle", String(300), purpose=DIRECTORY)
    postcode: Mapped[str | None] = clear("PLZ der Stelle", String(10), purpose=DIRECTORY)
    town: Mapped[str | None] = clear("Ort der Stelle", String(200), purpose=DIRECTORY)
    district: Mapped[str | None] = clear("Ortsteil der Stelle", String(200), purpose=DIRECTORY)
    serves: Mapped[list[str]] = clear("zuständig für Ortsteile", Several(2000), purpose=DIRECTORY)
    languages: Mapped[list[str]] = clear("Sprachen der Stelle", Several(500), purpose=DIRECTORY)
    opening_hours: Mapped[str | None] = clear("Öffnungszeiten", String(1000), purpose=DIRECTORY)
    accessibility: Mapped[list[str]] = clear("Barrierefreiheit", Several(200), purpose=DIRECTORY)
    remark: Mapped[str | None] = clear("Hinweis zur Stelle", String(2000), purpose=DIRECTORY)
    sort_name: Mapped[str] = clear("Name zum Sortieren", String(400), purpose=DIRECTORY)
    search_text: Mapped[str] = clear("Text zum Suchen", Text, purpose=DIRECTORY)
    is_active: Mapped[bool] = clear("in Gebrauch", Boolean, default=True, purpose=DIRECTORY)
    version: Mapped[int] = mapped_column(Integer)

    offers: Mapped[list["PartnerOffer"]] = relationship(
        back_populates="partner", order_by="(PartnerOffer.is_active.desc(), PartnerOffer.title)"
    )
    contacts: Mapped[list["PartnerContact"]] = relationship(back_populates="partner")

    __mapper_args__ = {"version_id_col": version}

    @property
    def address(self) -> str | None:
        """The address in one line, without the district."""
        town = " ".join(part for part in (self.postcode, self.town) if part)
        return ", ".join(part for part in (self.street, town) if part) or None

    @property
    def hours(self) -> OpeningHours:
        """When it is open."""
        return OpeningHours.read(self.opening_hours or "")

    @property
    def current_offers(self) -> list["PartnerOffer"]:
        """What it offers now."""
        return [offer for offer in self.offers if offer.is_active]

    @property
    def spoken(self) -> list[str]:
        """The languages in which it offers anything."""
        own = (code for offer in self.current_offers for code in offer.languages)
        return list(dict.fromkeys((*self.languages, *own)))


class PartnerOffer(Keyed, Model):
    """Something a partner offers: for which needs, whom and in which languages, and what it takes to get it."""

    __tablename__ = "partner_offer"
    kept = Kept("Angebote der Partner", Retention.PUBLIC)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    partner_id: Mapped[uuid.UUID] = mapped_column(refers_to(Partner.id), index=True)
    title: Mapped[str] = clear("Angebot", String(200), purpose=DIRECTORY)
    needs: Mapped[list[str]] = clear("Handlungsfelder des Angebots", Several(200), purpose=DIRECTORY)
    languages: Mapped[list[str]] = clear("Sprachen des Angebots", Several(500), purpose=DIRECTORY)
    audience: Mapped[str | None] = clear("Zielgruppe", String(300), purpose=DIRECTORY)
    cost: Mapped[str | None] = clear("Kosten des Angebots", String(200), purpose=DIRECTORY)
    needs_registration: Mapped[bool] = clear("Anmeldung nötig", Boolean, default=False, purpose=DIRECTORY)
    needs_appointment: Mapped[bool] = clear("Termin nötig", Boolean, default=False, purpose=DIRECTORY)
    remark: Mapped[str | None] = clear("Hinweis zum Angebot", String(2000), purpose=DIRECTORY)
    is_active: Mapped[bool] = clear("wird angeboten", Boolean, default=True, purpose=DIRECTORY)
    version: Mapped[int] = mapped_column(Integer)

    partner: Mapped[Partner] = relationship(back_populates="offers")

    __mapper_args__ = {"version_id_col": version}


class PartnerContact(Keyed, Model):
    """Somebody to ask for at a partner, closed under a key of their own that goes with them."""

    __tablename__ = "partner_contact"
    kept = Kept("Ansprechpersonen der Partner", Retention.CONTACT)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    partner_id: Mapped[uuid.UUID] = mapped_column(refers_to(Partner.id), index=True)
    name: Sealed[str] = Sealed("Ansprechperson", purpose=CONTACT)
    function: Sealed[str | None] = Sealed("Funktion der Ansprechperson", purpose=CONTACT)
    phone: Sealed[str | None] = Sealed("Telefon der Ansprechperson", purpose=CONTACT)
    email: Sealed[str | None] = Sealed("E-Mail der Ansprechperson", purpose=CONTACT)
    version: Mapped[int] = mapped_column(Integer)

    partner: Mapped[Partner] = relationship(back_populates="contacts")

    __mapper_args__ = {"version_id_col": version}

    @property
    def subject_id(self) -> uuid.UUID:
        return self.id
