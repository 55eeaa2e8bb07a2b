"""A made-up town as the lists an office would bring: houses, people, stays, talks; the same for a size every time."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

ON = date(2026, 6, 30)
FIRST = date(2022, 1, 1)
GIVEN = [
    "Amina",
    "Samir",
    "Layla",
    "Omar",
    "Selam",
    "Dawit",
    "Olena",
    "Andrij",
    "Zahra",
    "Reza",
    "Fatma",
    "Yusuf",
    "Hanan",
    "Ali",
    "Miriam",
    "Filmon",
]
FAMILY = [
    "Haddad",
    "Tesfay",
    "Bondar",
    "Karimi",
    "Yilmaz",
    "Hussein",
    "Ahmadi",
    "Kovalenko",
    "Demir",
    "Osman",
    "Sesay",
    "Rahimi",
    "Saleh",
    "Petros",
]
NATIONALITIES = ("Syrien", "Afghanistan", "Ukraine", "Türkei", "Irak", "Eritrea", "Somalia")
TOPICS = ("AUF", "WOH", "SPR", "ARB", "KIT", "GES", "EXI", "ALL")
PLACES, ROOMS_PER_HOUSE = 4, 25

Rows = Iterator[Sequence[str]]


def rooms(people: int) -> list[tuple[str, str, str]]:
    """House, kind and room of enough rooms for seven in ten people."""
    needed = people * 7 // 10 // PLACES + 1
    return [
        (f"Haus {number // ROOMS_PER_HOUSE + 1}", "VU" if number % 5 == 0 else "AU", f"Z{number}")
        for number in range(needed)
    ]


def accommodations(people: int) -> Rows:
    yield "Unterkunft", "Art", "Zimmer", "Plätze", "Fläche", "Bestimmung", "Betrieb ab"
    kinds: dict[str, str] = {}
    for house, kind, room in rooms(people):
        yield house, kinds.setdefault(house, kind), room, str(PLACES), "32,5", "keine", "01.01.2020"


def persons(people: int) -> Rows:
    chance = random.Random(people)
    yield (
        "Aktenzeichen",
        "Familienname",
        "Vornamen",
        "Geburtsdatum",
        "Geschlecht",
        "Staatsangehörigkeit",
        "Haushalt",
    )
    for number in range(people):
        yield (
            f"B-{number:06d}",
            f"{chance.choice(FAMILY)}-{chance.choice(FAMILY)}",
            chance.choice(GIVEN),
            chance.choice(
                [
                    f"{chance.randint(1, 28):02d}.{chance.randint(1, 12):02d}.{chance.randint(1955, 2025)}",
                    "1990",
                ]
            ),
            chance.choice("mw"),
            chance.choice(NATIONALITIES),
            f"H{number // 3}",
        )


def stays(people: int) -> Rows:
    """First a VU place, then AU in a house or a private flat; one in ten has left, some in the last month."""
    chance = random.Random(people + 1)
    available = rooms(people)
    yield "Aktenzeichen", "Stufe", "Wohnform", "Unterkunft", "Zimmer", "Von", "Bis"
    for number in range(people):
        arrived = FIRST + timedelta(chance.randrange((ON - FIRST).days))
        moved = arrived + timedelta(chance.randrange(30, 700))
        left = moved + timedelta(chance.randrange(1, 900)) if chance.random() < 0.2 else None
        house, _kind, room = available[number % len(available)]
        case_number, first_day, last_day = (
            f"B-{number:06d}",
            f"{moved:%d.%m.%Y}",
            f"{left:%d.%m.%Y}" if left else "",
        )
        yield case_number, "VU", "Unterkunft", house, room, f"{arrived:%d.%m.%Y}", ""
        if chance.random() < 0.3:
            yield case_number, "AU", "Privatwohnung", "", "", first_day, last_day
        else:
            yield case_number, "AU", "Unterkunft", house, room, first_day, last_day


def consultations(people: int) -> Rows:
    """One talk for every second person within the last year."""
    chance = random.Random(people + 2)
    yield "Aktenzeichen", "Datum", "Minuten", "Kontaktart", "Themen", "Sprache", "Inhalt"
    for number in range(0, people, 2):
        held = ON - timedelta(chance.randrange(365))
        topics = "|".join(chance.sample(TOPICS, chance.randint(1, 3)))
        yield (
            f"B-{number:06d}",
            f"{held:%d.%m.%Y}",
            str(chance.randrange(10, 90, 5)),
            "OFFICE",
            topics,
            "Arabisch",
            "Antrag gemeinsam ausgefüllt, fehlende Unterlagen benannt, nächster Termin vereinbart.",
        )


LISTS = {
    "unterkuenfte": accommodations,
    "personen": persons,
    "aufenthalte": stays,
    "beratungen": consultations,
}


def as_csv(rows: Rows) -> bytes:
    """The list as German Excel writes it."""
    return "\r\n".join(";".join(row) for row in rows).encode("utf-8-sig")
