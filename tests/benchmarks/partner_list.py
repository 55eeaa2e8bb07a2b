"""A made-up directory of partners as a list to bring in; the same for a size every time."""

import random

from tests.benchmarks.lists import Rows, as_csv

FIELDS = (
    "AUF",
    "EXI",
    "WOH",
    "SPR",
    "BIL",
    "KIT",
    "AUS",
    "ARB",
    "GES",
    "PSY",
    "FAM",
    "REC",
    "ALL",
    "TEI",
    "SCH",
)
LANGUAGES = (
    "Deutsch",
    "Englisch",
    "Arabisch",
    "Ukrainisch",
    "Türkisch",
    "Tigrinya",
    "Dari",
    "Russisch",
    "Französisch",
)
DISTRICTS = ("Mitte", "Oststadt", "Weststadt", "Nordstadt", "Südstadt", "Am Bach", "Bergheim", "Neudorf")
KINDS = (
    "Beratungsstelle",
    "freier Träger",
    "Verein",
    "Kita",
    "Schule",
    "Unternehmen",
    "Kirche",
    "Ehrenamt, AK Asyl",
)
WHAT = ("Beratung", "Kurs", "Treff", "Gruppe", "Begleitung", "Werkstatt", "Sprechstunde", "Café")
FOR = ("Familien", "Frauen", "Jugendliche", "Eltern", "Arbeitsuchende", "Schwangere", "Ältere", "alle")
HOURS = ("Mo–Fr 8:00–12:00", "Mo, Mi 9–12, 14–16, Do 14–18", "nach Vereinbarung", "")


def partner_list(size: int) -> bytes:
    """The list as German Excel writes it."""
    return as_csv(_rows(size))


def _rows(size: int) -> Rows:
    chance = random.Random(size)
    yield (
        *("Name", "Art", "Telefon", "E-Mail", "Website", "Straße", "PLZ", "Ort", "Ortsteil", "Zuständig für"),
        *("Angebote", "Handlungsfelder", "Zielgruppe", "Sprachen", "Öffnungszeiten", "Barrierefreiheit"),
        *("Ansprechperson", "Funktion", "Hinweis"),
    )
    for number in range(size):
        offers = [f"{what} für {chance.choice(FOR)}" for what in chance.sample(WHAT, chance.randint(1, 4))]
        serves = chance.sample(DISTRICTS, chance.randint(1, 3)) if chance.random() < 0.5 else []
        yield (
            f"{chance.choice(WHAT)} {chance.choice(DISTRICTS)} {number:04d}",
            chance.choice(KINDS),
            f"07000 {number:06d}",
            f"stelle{number}@partner.example",
            f"www.stelle{number}.example",
            f"Musterweg {number}",
            "71638",
            "Musterstadt",
            chance.choice(DISTRICTS),
            "|".join(serves),
            "|".join(offers),
            "|".join(",".join(chance.sample(FIELDS, chance.randint(1, 2))) for _offer in offers),
            chance.choice(FOR),
            "|".join(chance.sample(LANGUAGES, chance.randint(1, 5))),
            chance.choice(HOURS),
            chance.choice(("", "stufenlos", "stufenlos|Aufzug", "Kinderbetreuung")),
            f"Kim Muster {number}" if chance.random() < 0.5 else "",
            "Beratung",
            "Bitte klingeln, der Eingang liegt im Hof." if chance.random() < 0.3 else "",
        )
