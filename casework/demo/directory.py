"""The partners of a town, all invented; numbers are of the range reserved for films and books."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from casework.demo.towns import Town

OFFICE = "Mo–Mi 8:00–12:00; Do 8:00–12:00, 14:00–18:00; Fr 8:00–12:00"
ALL_DAY = "Mo–Fr 7:00–16:30"
SHOP = "Mo–Fr 8:00–18:00; Sa 8:00–13:00"
APPOINTMENT = "nach Vereinbarung"
BY_APPOINTMENT = {"needs_appointment": True, "cost": "kostenlos"}
REGISTERED = {"needs_registration": True}
FREE = {"cost": "kostenlos"}
WORK = {"audience": "mit Arbeitserlaubnis"}
Offer = tuple[str, str, dict[str, Any]]
"""Title, needs (the main one first, with blanks) and what else there is to say."""


@dataclass(frozen=True)
class Entry:
    """A partner as it stands in the directory; `serves` are places in the town's list of districts."""

    name: str
    kind: str
    offers: tuple[Offer, ...]
    hours: str = OFFICE
    languages: str = "de en"
    contact: tuple[str, str] | None = None
    accessibility: tuple[str, ...] = ("STEP_FREE",)
    serves: tuple[int, ...] = field(default=())


ENTRIES = (
    Entry(
        "Jobcenter {town}",
        "JOBCENTER",
        (
            ("Leistungen nach SGB II", "EXI", BY_APPOINTMENT),
            ("Eingliederung und Kursverpflichtung", "ARB SPR", BY_APPOINTMENT),
        ),
        contact=("Heike Sommer", "Eingangszone"),
        accessibility=("STEP_FREE", "LIFT", "TOILET"),
    ),
    Entry(
        "Agentur für Arbeit {town}",
        "EMPLOYMENT_AGENCY",
        (("Berufsberatung", "AUS ARB", BY_APPOINTMENT), ("Zustimmung zur Beschäftigung", "ARB", FREE)),
        languages="de en fr",
        contact=("Bernd Falke", "Berufsberatung U25"),
    ),
    Entry(
        "Ausländerbehörde {town}",
        "IMMIGRATION_OFFICE",
        (
            ("Aufenthaltstitel und Wohnsitzregelung", "AUF", {"needs_appointment": True, "cost": "Gebühr"}),
            ("Familiennachzug", "FAM AUF", {"needs_appointment": True}),
        ),
    ),
    Entry(
        "Volkshochschule {town}",
        "ADULT_EDUCATION",
        (
            ("Integrationskurse", "SPR", REGISTERED | {"cost": "mit Verpflichtung kostenlos"}),
            ("Alphabetisierung", "SPR", REGISTERED | {"languages": ["de", "ar", "prs"]}),
            ("Prüfungen DTZ und B1", "SPR AUS", REGISTERED | {"cost": "120 €"}),
        ),
        hours="Mo–Do 9:00–12:00, 14:00–19:00; Fr 9:00–12:00",
        languages="de en fr ar tr",
        contact=("Mira Stein", "Kursberatung"),
        accessibility=("STEP_FREE", "LIFT", "HEARING_LOOP", "CHILDCARE"),
    ),
    Entry(
        "Migrationsberatung der Caritas",
        "COUNSELLING",
        (
            ("Beratung nach Ende des Integrationsmanagements", "ALL AUF EXI", BY_APPOINTMENT),
            ("Offene Sprechstunde Behördenpost", "ALL", FREE | {"remark": "Donnerstag 14 bis 17 Uhr"}),
        ),
        languages="de en ar ti uk",
        contact=("Jonas Linde", "Beratung"),
    ),
    Entry(
        "Schuldnerberatung der Diakonie",
        "COUNSELLING",
        (
            (
                "Schulden, Pfändung, Insolvenz",
                "REC",
                BY_APPOINTMENT | {"remark": "Wartezeit etwa vier Wochen"},
            ),
        ),
        hours=APPOINTMENT,
        contact=("Petra Wolke", "Erstgespräche"),
    ),
    Entry(
        "DRK-Kreisverband",
        "CARRIER",
        (
            ("Suchdienst und Familienzusammenführung", "FAM", BY_APPOINTMENT),
            ("Kleiderkammer", "EXI ALL", FREE | {"remark": "Ausgabe dienstags"}),
        ),
        languages="de en ar",
    ),
    Entry(
        "AWO Familienhilfe",
        "CARRIER",
        (
            ("Beratung für Familien", "FAM", BY_APPOINTMENT | {"languages": ["de", "ar", "kmr", "tr"]}),
            ("Hebammen", "GES FAM", FREE | {"audience": "Schwangere und Mütter mit Neugeborenen"}),
        ),
        contact=("Selma Acker", "Familienhilfe"),
        accessibility=("STEP_FREE", "PRAM", "CHILDCARE"),
    ),
    Entry(
        "Evangelische Kirchengemeinde Nord",
        "CHURCH",
        (("Begegnungscafé", "TEI SPR", FREE | {"languages": ["de", "fa", "ar"]}),),
        hours="Do 15:00–18:00",
        serves=(0,),
    ),
    Entry(
        "Arbeitskreis Asyl {town}",
        "VOLUNTEERS",
        (
            ("Lernpaten", "BIL SPR", FREE | {"audience": "Kinder und Jugendliche"}),
            ("Begleitung zu Behörden und Ärzten", "ALL GES", FREE | REGISTERED),
            ("Fahrradwerkstatt", "TEI", {"cost": "Ersatzteile"}),
        ),
        hours="Sa 10:00–13:00; " + APPOINTMENT,
        languages="de en fr ar ti",
    ),
    Entry(
        "Kita Regenbogen",
        "DAYCARE",
        (("Plätze ab einem Jahr", "KIT", REGISTERED),),
        hours=ALL_DAY,
        serves=(0, 1),
        accessibility=("STEP_FREE", "PRAM"),
    ),
    Entry(
        "Kita Am Bach", "DAYCARE", (("Plätze ab drei Jahren", "KIT", REGISTERED),), hours=ALL_DAY, serves=(2,)
    ),
    Entry("Grundschule am Park", "SCHOOL", (("Vorbereitungsklasse", "BIL", REGISTERED),), serves=(0, 1)),
    Entry(
        "Berufliche Schule {town}",
        "SCHOOL",
        (
            ("VABO", "BIL SPR", REGISTERED | {"audience": "16 bis 20 Jahre"}),
            ("Berufsfachschule", "AUS", REGISTERED),
        ),
    ),
    Entry(
        "Pädagogische Hochschule",
        "UNIVERSITY",
        (("Studienberatung für Geflüchtete", "AUS", BY_APPOINTMENT), ("Sprachtandem", "SPR TEI", FREE)),
        languages="de en fr ar ru",
    ),
    Entry(
        "Stadtbibliothek {town}",
        "LIBRARY",
        (("Medien in vielen Sprachen", "TEI BIL", FREE), ("Lernraum", "SPR BIL", FREE)),
        hours="Di–Fr 10:00–18:00; Sa 10:00–14:00",
        accessibility=("STEP_FREE", "LIFT", "TOILET", "PRAM"),
    ),
    Entry("IHK Bezirkskammer", "CHAMBER_IHK", (("Anerkennung und Ausbildung", "AUS ARB", BY_APPOINTMENT),)),
    Entry(
        "Handwerkskammer Region",
        "CHAMBER_HWK",
        (("Anerkennung", "AUS", BY_APPOINTMENT), ("Ausbildungsbegleitung", "AUS ARB", BY_APPOINTMENT)),
        contact=("Rolf Zimmer", "Kümmerer"),
    ),
    Entry(
        "Turn- und Sportverein {town}",
        "CLUB",
        (
            ("Fußball und Schwimmen", "TEI", {"cost": "8 € im Monat, sonst Teilhabepaket"}),
            ("Frauengymnastik", "TEI GES", {"audience": "Frauen", "cost": "8 € im Monat"}),
        ),
        hours="Mo–Fr 16:00–21:00",
    ),
    Entry("Bäckerei Lindner", "COMPANY", (("Praktikum und Ausbildung", "ARB AUS", WORK),), hours=SHOP),
    Entry(
        "Logistikzentrum Süd", "COMPANY", (("Lager, Früh- und Spätschicht", "ARB", WORK),), hours=APPOINTMENT
    ),
    Entry(
        "Gesundheitsamt",
        "HEALTH_OFFICE",
        (("Impfungen", "GES", FREE), ("Beratung", "GES PSY", BY_APPOINTMENT)),
    ),
    Entry(
        "Psychosoziales Zentrum",
        "PSYCHOSOCIAL",
        (("Traumatherapie mit Dolmetschern", "PSY GES", BY_APPOINTMENT | {"remark": "Warteliste"}),),
        hours="Mo–Do 9:00–16:00; " + APPOINTMENT,
        languages="de en ar fa prs ti uk ru kmr",
        contact=("Nora Winter", "Anmeldung"),
    ),
    Entry(
        "Jugendamt",
        "YOUTH_OFFICE",
        (("Vormundschaft", "FAM SCH", FREE), ("Hilfe für junge Volljährige", "FAM WOH", BY_APPOINTMENT)),
    ),
    Entry(
        "Frauenhaus",
        "SHELTER",
        (("Aufnahme rund um die Uhr", "SCH", FREE | {"audience": "Frauen mit und ohne Kinder"}),),
        hours="Mo–So 0:00–24:00; Anschrift nur am Telefon",
        languages="de en ar tr uk",
    ),
    Entry(
        "Kanzlei Berger und Frey",
        "LAWYER",
        (
            (
                "Asyl- und Aufenthaltsrecht",
                "AUF REC",
                {"needs_appointment": True, "cost": "Beratungsschein möglich"},
            ),
        ),
        hours=APPOINTMENT,
        languages="de en fr",
        contact=("Aylin Frey", "Rechtsanwältin"),
    ),
    Entry("Wohnbau {town}", "LANDLORD", (("Sozialwohnungen", "WOH", REGISTERED | {"remark": "Warteliste"}),)),
)


def directory_of(town: Town) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]], dict[str, str] | None]]:
    """Each partner as `partners.operations.DETAILS`, what it offers, and whom to ask for."""
    for number, entry in enumerate(ENTRIES):
        name = entry.name.format(town=town.name)
        districts = town.districts
        details = {
            "name": name,
            "kind": entry.kind,
            "phone": f"07000 555{number:03d}",
            "email": f"kontakt{number + 1}@partner.{town.domain}",
            "website": f"https://partner{number + 1}.{town.domain}",
            "street": None if entry.kind == "SHELTER" else f"Musterweg {number + 1}",
            "postcode": town.postcode,
            "town": town.name,
            "district": None if entry.kind == "SHELTER" else districts[number % len(districts)],
            "serves": [districts[place % len(districts)] for place in entry.serves],
            "languages": entry.languages.split(),
            "opening_hours": entry.hours,
            "accessibility": list(entry.accessibility),
        }
        offers = [{"title": title, "needs": needs.split()} | more for title, needs, more in entry.offers]
        yield details, offers, _contact(town, number, entry)


def _contact(town: Town, number: int, entry: Entry) -> dict[str, str] | None:
    if entry.contact is None:
        return None
    name, function = entry.contact
    address = f"{name.split()[-1].casefold()}@partner.{town.domain}"
    return {"name": name, "function": function, "phone": f"07000 5559{number:02d}", "email": address}
