"""The list „partner“: a row per partner with what it offers, when, and whom to ask for."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from casework.database.base import db
from casework.exchange.cells import code, email, line, one, postcode, several, text, yes
from casework.exchange.lists import Column, Outcome, Row, TownList, good, need, refuse_contradicting
from casework.exchange.offers import Told, fields_of_action, titles, told_of
from casework.partners.contacts import add_contact, change_contact
from casework.partners.districts import Spelling
from casework.partners.models import Partner, PartnerContact
from casework.partners.offers import add_offer, change_offer
from casework.partners.opening_hours import OpeningHours
from casework.partners.operations import change_partner, enter_partner, website
from casework.partners.queries import contacts_of
from casework.vault.keys import keys
from casework.vocabulary.counselling import FIELDS_OF_ACTION, PARTNER_KINDS
from casework.vocabulary.languages import read_language
from casework.vocabulary.partners import ACCESSIBILITY
from casework.vocabulary.spelling import folded

DETAILS = {
    "Art": "kind",
    "Telefon": "phone",
    "E-Mail": "email",
    "Website": "website",
    "Straße": "street",
    "PLZ": "postcode",
    "Ort": "town",
    "Ortsteil": "district",
    "Zuständig für": "serves",
    "Sprachen": "languages",
    "Öffnungszeiten": "opening_hours",
    "Barrierefreiheit": "accessibility",
    "Hinweis": "remark",
}
LISTS = frozenset({"serves", "languages", "accessibility"})
CONTACT = {
    "Ansprechperson": "name",
    "Funktion": "function",
    "Telefon der Ansprechperson": "phone",
    "E-Mail der Ansprechperson": "email",
}


def _hours(words: str) -> str | None:
    return str(OpeningHours.read(words)) or None


class Partners(TownList):
    """The directory of partners. Key: `Name`; who is to be asked for is added or corrected by name, never removed."""

    name = "partner"
    title = "Partner"
    explanation = (
        "Eine Zeile je Stelle; eine leere Zelle lässt stehen, was bekannt ist. Nennt eine Zeile Angebote, gelten "
        "andere der Stelle als eingestellt; Ansprechpersonen kommen hinzu und werden nur auf deren Seite entfernt."
    )
    columns = (
        Column("Name", line(200), "der Stelle", "Beratungsstelle Beispiel", needed=True),
        Column(
            "Art", code(PARTNER_KINDS), ", ".join(term.label for term in PARTNER_KINDS), "Beratungsstelle"
        ),
        Column("Telefon", line(60), "", "07000 555000"),
        Column("E-Mail", email, "", "info@beispiel.example"),
        Column("Website", one(website), "", "www.beispiel.example"),
        Column("Straße", line(300), "mit Hausnummer", "Musterweg 1"),
        Column("PLZ", postcode, "fünf Ziffern", "71638"),
        Column("Ort", line(200), "", "Musterstadt"),
        Column("Ortsteil", line(200), "in dem die Stelle liegt", "Mitte"),
        Column(
            "Zuständig für",
            several(line(100)),
            "Ortsteile, mehrere mit |; leer: ganze Stadt",
            "Mitte|Oststadt",
        ),
        Column("Angebote", titles, "mehrere mit |", "Sprachcafé|Schuldnerberatung"),
        Column(
            "Handlungsfelder",
            fields_of_action,
            "Codes oder Namen: gleich viele wie Angebote gehören der Reihe nach zu ihnen (mehrere je Angebot mit "
            "Komma), sonst alle zu jedem; Codes: " + ", ".join(FIELDS_OF_ACTION.codes()),
            "SPR,TEI|REC",
        ),
        Column("Zielgruppe", line(300), "der Angebote", "Erwachsene"),
        Column("Sprachen", several(read_language), "Namen oder ISO-Codes, mehrere mit |", "Deutsch|Arabisch"),
        Column("Öffnungszeiten", one(_hours), "wie an der Tür", "Mo–Fr 8:00–12:00, Do 14:00–18:00"),
        Column(
            "Barrierefreiheit",
            several(ACCESSIBILITY.read),
            "mehrere mit |: " + ", ".join(term.label for term in ACCESSIBILITY),
            "stufenlos|Aufzug",
        ),
        Column("Ansprechperson", line(200), "", "Kim Muster"),
        Column("Funktion", line(200), "der Ansprechperson", "Beratung"),
        Column("Telefon der Ansprechperson", line(60), "", "07000 555001"),
        Column("E-Mail der Ansprechperson", email, "", "kim.muster@beispiel.example"),
        Column("Hinweis", text(2000), "", ""),
        Column("Storno", yes, "ja: die Stelle steht nicht mehr zur Wahl"),
    )

    def __init__(self, municipality_id: uuid.UUID) -> None:
        super().__init__(municipality_id)
        self._spelling = Spelling(municipality_id)
        known = db.session.scalars(
            select(Partner)
            .where(Partner.municipality_id == municipality_id)
            .options(selectinload(Partner.offers), selectinload(Partner.contacts))
        ).all()
        self._known = {partner.sort_name: partner for partner in known}

    def decide(self, rows: Sequence[Row]) -> None:
        keys().prefetch(contact.id for partner in self._known.values() for contact in partner.contacts)
        for row in good(rows):
            need(row, "Name")
        refuse_contradicting(good(rows), lambda row: folded(row["Name"]), lambda row: row.values, "Name")
        for row in good(rows):
            self._weigh(row)

    def _weigh(self, row: Row) -> None:
        stored = self._stored(row)
        if stored is None and row["Art"] is None and not row["Storno"]:
            row.refuse("Art", "Die Stelle ist neu; bitte „Art“ angeben.")
        row.weigh(stored, self._details(row, stored))
        if stored is None:
            return
        if row["Storno"]:
            row.outcome = Outcome.RETRACTED if stored.is_active else Outcome.UNCHANGED
        elif (told := told_of(row, stored)).changes or self._contact(row, stored):
            row.outcome = Outcome.CORRECTED
            if told.gone:
                ended = ", ".join(f"„{offer.title}“" for offer in told.gone)
                row.warn("Angebote", f"Nicht mehr genannt und damit eingestellt: {ended}.")

    def _stored(self, row: Row) -> Partner | None:
        return self._known.get(folded(row["Name"]))

    def _details(self, row: Row, stored: Partner | None) -> dict[str, Any]:
        """What the row says of the partner itself; an empty cell says nothing of one that is known."""
        said = {
            name: row[column]
            for column, name in DETAILS.items()
            if row.tells(column) and (row[column] or (stored is None and name != "kind"))
        }
        said |= {name: said[name] or [] for name in LISTS & said.keys()}
        if "serves" in said:
            said["serves"] = list(dict.fromkeys(map(self._spelling.of, said["serves"])))
        if said.get("district"):
            said["district"] = self._spelling.of(said["district"])
        if "accessibility" in said:
            said["accessibility"] = sorted(said["accessibility"], key=ACCESSIBILITY.codes().index)
        return said | {"name": stored.name if stored else row["Name"], "is_active": True}

    def write(self, rows: Sequence[Row]) -> None:
        for row in rows:
            if row.outcome is not Outcome.UNCHANGED:
                self._write(row, self._stored(row))

    def _write(self, row: Row, stored: Partner | None) -> None:
        if stored is not None and row.outcome is Outcome.RETRACTED:
            change_partner(stored, {"is_active": False})
            return
        details = self._details(row, stored)
        if stored is None:
            stored = enter_partner(self.municipality_id, details, self._spelling)
        else:
            change_partner(stored, details, self._spelling)
        _tell_offers(stored, told_of(row, stored))
        self._tell_contact(stored, self._contact(row, stored))

    @staticmethod
    def _contact(row: Row, stored: Partner) -> tuple[PartnerContact | None, Mapping[str, Any]] | None:
        """Whom the row names, known or not, with what it says of them; None where nothing of that is new."""
        if not row["Ansprechperson"]:
            return None
        said = {name: row[column] for column, name in CONTACT.items() if row.tells(column)}
        for contact in contacts_of(stored):
            if folded(contact.name) == folded(said["name"]):
                whole = {name: said.get(name, getattr(contact, name)) for name in CONTACT.values()}
                return (
                    (contact, whole) if any(getattr(contact, name) != whole[name] for name in whole) else None
                )
        return None, said

    @staticmethod
    def _tell_contact(stored: Partner, told: tuple[PartnerContact | None, Mapping[str, Any]] | None) -> None:
        if told is None:
            return
        contact, said = told
        if contact is None:
            add_contact(stored, said)
        else:
            change_contact(contact, said)


def _tell_offers(partner: Partner, told: Told) -> None:
    for offer in told.gone:
        change_offer(offer, {"is_active": False})
    for offer, said in told.changed:
        change_offer(offer, said)
    for said in told.new:
        add_offer(partner, said)
