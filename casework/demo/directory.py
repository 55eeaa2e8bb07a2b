"""The partners of a town, all invented; numbers are of the range reserved for films and books."""

from collections.abc import Iterator
from typing import Any

from casework.demo.towns import Town

ENTRIES = (
    ("Jobcenter {town}", "JOBCENTER", "Leistungen nach SGB II, Eingliederung, Kursverpflichtung"),
    ("Agentur für Arbeit {town}", "EMPLOYMENT_AGENCY", "Berufsberatung, Arbeitserlaubnis"),
    ("Ausländerbehörde {town}", "IMMIGRATION_OFFICE", "Titel, Wohnsitzregelung, Familiennachzug"),
    ("Volkshochschule {town}", "ADULT_EDUCATION", "Integrationskurse, Alphabetisierung, Prüfungen"),
    ("Migrationsberatung der Caritas", "COUNSELLING", "Beratung nach Ende des Integrationsmanagements"),
    ("Schuldnerberatung der Diakonie", "COUNSELLING", "Schulden, Pfändung, Insolvenz"),
    ("DRK-Kreisverband", "CARRIER", "Suchdienst, Kleiderkammer, Familienzusammenführung"),
    ("AWO Familienhilfe", "CARRIER", "Beratung für Familien, Hebammen"),
    ("Evangelische Kirchengemeinde Nord", "CHURCH", "Begegnungscafé am Donnerstag"),
    ("Arbeitskreis Asyl {town}", "VOLUNTEERS", "Lernpaten, Begleitung, Fahrradwerkstatt"),
    ("Kita Regenbogen", "DAYCARE", "Plätze ab einem Jahr"),
    ("Kita Am Bach", "DAYCARE", "Plätze ab drei Jahren"),
    ("Grundschule am Park", "SCHOOL", "Vorbereitungsklasse"),
    ("Berufliche Schule {town}", "SCHOOL", "VABO, Berufsfachschule"),
    ("Pädagogische Hochschule", "UNIVERSITY", "Studienberatung für Geflüchtete, Sprachtandem"),
    ("Stadtbibliothek {town}", "LIBRARY", "Medien in vielen Sprachen, Lernraum"),
    ("IHK Bezirkskammer", "CHAMBER_IHK", "Anerkennung, Ausbildung"),
    ("Handwerkskammer Region", "CHAMBER_HWK", "Anerkennung, Ausbildungsbegleitung"),
    ("Turn- und Sportverein {town}", "CLUB", "Fußball, Schwimmen, Frauengymnastik"),
    ("Bäckerei Lindner", "COMPANY", "Praktikum und Ausbildung"),
    ("Logistikzentrum Süd", "COMPANY", "Lager, Früh- und Spätschicht"),
    ("Gesundheitsamt", "HEALTH_OFFICE", "Impfungen, Beratung"),
    ("Psychosoziales Zentrum", "PSYCHOSOCIAL", "Traumatherapie mit Dolmetschern; Warteliste"),
    ("Jugendamt", "YOUTH_OFFICE", "Vormundschaft, Hilfe für junge Volljährige"),
    ("Frauenhaus", "SHELTER", "Aufnahme rund um die Uhr"),
    ("Kanzlei Berger und Frey", "LAWYER", "Asyl- und Aufenthaltsrecht"),
    ("Wohnbau {town}", "LANDLORD", "Sozialwohnungen, Warteliste"),
)


def directory_of(town: Town) -> Iterator[dict[str, Any]]:
    """The entries as `partners.operations.DETAILS`."""
    for number, (name, kind, offers) in enumerate(ENTRIES):
        yield {
            "name": name.format(town=town.name),
            "kind": kind,
            "offers": offers,
            "phone": f"07000 555{number:03d}",
            "email": f"kontakt{number + 1}@partner.{town.domain}",
            "address": f"Musterweg {number + 1}, {town.postcode} {town.name}",
        }
