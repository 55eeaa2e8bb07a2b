"""The two towns: their houses, districts, staff, and how many people each had when.

The first town has the published stock of Ludwigsburg: 140/821/53 on 17.06.2020 and 93/790/45 on 15.02.2021;
August 2017 had 584/257/128, of which 2018 is a point on the way. What lies between and after is invented.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from casework.access.roles import Role
from casework.demo.houses import Block, House

PUBLISHED_ON = date(2020, 6, 17)
PUBLISHED_TOTAL = 1014
FEWEST_PERSONS = 3


@dataclass(frozen=True, slots=True)
class Stock:
    """How many people were in each stage on the evening of a day."""

    on: date
    vu: int
    au: int
    uma: int

    def scaled(self, share: float) -> "Stock":
        """The same in proportion, the whole kept exact and nobody left out (largest remainder)."""
        exact = [count * share for count in (self.vu, self.au, self.uma)]
        counts = [max(1, int(value)) for value in exact]
        short = max(FEWEST_PERSONS, round(sum(exact))) - sum(counts)
        by_need = sorted(range(3), key=lambda place: counts[place] - exact[place])
        while short:
            place = by_need[0] if short > 0 else max(range(3), key=lambda place: counts[place])
            counts[place] += 1 if short > 0 else -1
            short += -1 if short > 0 else 1
            by_need.sort(key=lambda place: counts[place] - exact[place])
        return Stock(self.on, *counts)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The share of a post that somebody held until a day."""

    share: Decimal
    until: date


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the office, perhaps in a team, perhaps with houses to look after."""

    name: str
    mailbox: str
    role: Role
    share: Decimal | None = None
    houses: tuple[str, ...] = ()
    team: str | None = None
    earlier: Earlier | None = None


@dataclass(frozen=True, slots=True)
class Town:
    """Everything about a town that is not left to chance."""

    name: str
    domain: str
    postcode: str
    districts: tuple[str, ...]
    houses: tuple[House, ...]
    stocks: tuple[Stock, ...]
    staff: tuple[Member, ...]
    teams: tuple[tuple[str, str | None], ...] = ()
    """By name, each with its carrier if that is not the town."""

    @property
    def begins_on(self) -> date:
        return self.stocks[0].on

    def stocks_for(self, persons: int) -> Sequence[Stock]:
        """The stocks in proportion, if the first town is to have so many people on the published day."""
        share = persons / PUBLISHED_TOTAL
        return [stock if share == 1 else stock.scaled(share) for stock in self.stocks]


_M = Role.CASE_MANAGER
NORTH, SOUTH = "Team Nord", "Team Süd"

MUSTERSTADT = Town(
    "Musterstadt",
    "musterstadt.example",
    "70999",
    ("Innenstadt", "Nordstadt", "Oststadt", "Weststadt", "Südstadt", "Talwiesen", "Höhenweg", "Neckarau"),
    (
        House(
            "Gemeinschaftsunterkunft Schlachthof",
            "VU",
            190,
            "Landratsamt",
            "Schlachthofstraße 14",
            "Nordstadt",
            closed_on=date(2019, 4, 1),
        ),
        House(
            "Gemeinschaftsunterkunft Güterbahnhof",
            "VU",
            150,
            "Landratsamt",
            "Am Güterbahnhof 3",
            "Oststadt",
            closed_on=date(2020, 2, 1),
        ),
        House(
            "Gemeinschaftsunterkunft Talwiesen",
            "VU",
            116,
            "Landratsamt",
            "Talwiesenweg 22",
            "Talwiesen",
            lease_ends_on=date(2028, 6, 30),
            blocks=(
                Block("004", date(2020, 6, 2), date(2020, 8, 15), "VERMIN"),
                Block("103", date(2026, 9, 28), None, "RENOVATION"),
            ),
        ),
        House("Wohnheim Riedgarten", "VU", 96, "Landratsamt", "Riedgartenstraße 5", "Weststadt"),
        House(
            "Wohnanlage Festplatz",
            "NOT",
            60,
            "Landratsamt",
            "Festplatz 1",
            "Südstadt",
            opened_on=date(2022, 4, 1),
            closed_on=date(2024, 10, 1),
        ),
        House(
            "Haus Lerchenweg",
            "AU",
            46,
            "Stadt Musterstadt",
            "Lerchenweg 8",
            "Weststadt",
            blocks=(Block("003", date(2026, 10, 12), date(2027, 1, 31), "DEFECT"),),
        ),
        House(
            "Haus Mühlstraße",
            "AU",
            38,
            "Stadt Musterstadt",
            "Mühlstraße 31",
            "Innenstadt",
            lease_ends_on=date(2027, 3, 31),
        ),
        House("Haus Kastanienallee", "AU", 62, "Stadt Musterstadt", "Kastanienallee 2", "Nordstadt"),
        House("Haus Nordkreuz", "AU", 52, "Stadt Musterstadt", "Nordkreuzstraße 17", "Nordstadt"),
        House("Haus Brunnengasse", "AU", 24, "Stadt Musterstadt", "Brunnengasse 4", "Innenstadt"),
        House(
            "Haus Steinbruch",
            "AU",
            44,
            "Stadt Musterstadt",
            "Am Steinbruch 11",
            "Höhenweg",
            opened_on=date(2018, 10, 1),
        ),
        House(
            "Haus Weinsteige",
            "AU",
            36,
            "Diakonie",
            "Weinsteige 40",
            "Südstadt",
            opened_on=date(2019, 2, 15),
        ),
        House(
            "Haus Obere Mühle",
            "AU",
            30,
            "Caritas",
            "Obere Mühle 1",
            "Neckarau",
            opened_on=date(2019, 5, 1),
        ),
        House(
            "Haus Am Wasen",
            "AU",
            40,
            "Stadt Musterstadt",
            "Am Wasen 9",
            "Neckarau",
            opened_on=date(2019, 11, 15),
        ),
        House("Haus Gartenstraße", "AU", 28, "Stadt Musterstadt", "Gartenstraße 63", "Oststadt"),
        House("Jugendwohngruppe Linde", "SGBVIII", 36, "Jugendhilfe Linde", "Lindenplatz 2", "Südstadt"),
        House("Haus Morgenstern", "Schutz", 10, "Frauen helfen Frauen", "Postfach 12", "Innenstadt"),
    ),
    (
        Stock(date(2018, 6, 1), 448, 422, 106),
        Stock(date(2019, 3, 31), 300, 605, 82),
        Stock(date(2020, 1, 31), 188, 752, 60),
        Stock(date(2020, 6, 16), 141, 820, 53),
        Stock(PUBLISHED_ON, 140, 821, 53),
        Stock(date(2021, 2, 15), 93, 790, 45),
        Stock(date(2022, 2, 28), 88, 768, 40),
        Stock(date(2022, 10, 31), 148, 790, 41),
        Stock(date(2023, 12, 31), 150, 812, 47),
        Stock(date(2025, 6, 30), 118, 806, 42),
        Stock(date(2026, 10, 31), 104, 798, 38),
    ),
    (
        Member("Miriam Albrecht", "leitung", Role.TEAM_LEAD, Decimal("1.00")),
        Member("Jens Obermüller", "verwaltung", Role.ADMINISTRATOR),
        Member("Katrin Sommer", "integration", _M, Decimal("1.00"), team=NORTH),
        Member("Deniz Arıkan", "deniz.arikan", _M, Decimal("1.00"), team=NORTH),
        Member(
            "Franziska Holl",
            "franziska.holl",
            _M,
            Decimal("0.75"),
            team=SOUTH,
            earlier=Earlier(Decimal("0.50"), date(2024, 9, 1)),
        ),
        Member("Tobias Reinhardt", "tobias.reinhardt", _M, Decimal("0.80"), team=SOUTH),
        Member("Samira Wolff", "samira.wolff", _M, Decimal("1.00"), team=NORTH),
        Member("Ulrike Brandt", "ulrike.brandt", _M, Decimal("0.50"), team=SOUTH),
        Member("Harald Knapp", "pforte", Role.HOUSE_DESK, houses=("Haus Nordkreuz",)),
        Member("Ines Lauterbach", "statistik", Role.CONTROLLER),
    ),
    ((NORTH, None), (SOUTH, "Diakonie")),
)

BEISPIELINGEN = Town(
    "Beispielingen",
    "beispielingen.example",
    "71999",
    ("Ortsmitte", "Unterdorf", "Hardt", "Bergäcker"),
    (
        House("Unterkunft Alte Post", "VU", 34, "Landratsamt", "Poststraße 1", "Ortsmitte"),
        House("Haus Hardtwald", "AU", 40, "Gemeinde Beispielingen", "Hardtwaldweg 12", "Hardt"),
        House("Haus Unterdorf", "AU", 24, "Gemeinde Beispielingen", "Unterdorfstraße 7", "Unterdorf"),
        House("Wohngruppe Bergäcker", "SGBVIII", 6, "Jugendhilfe Linde", "Bergäcker 3", "Bergäcker"),
    ),
    (
        Stock(date(2018, 6, 1), 46, 88, 8),
        Stock(date(2020, 6, 16), 24, 112, 6),
        Stock(PUBLISHED_ON, 24, 112, 6),
        Stock(date(2021, 2, 15), 18, 109, 5),
        Stock(date(2022, 10, 31), 30, 118, 5),
        Stock(date(2026, 10, 31), 22, 116, 5),
    ),
    (
        Member("Gerd Pfister", "leitung", Role.TEAM_LEAD, Decimal("0.50")),
        Member("Annette Kübler", "verwaltung", Role.ADMINISTRATOR),
        Member("Lena Vogt", "integration", _M, Decimal("0.80")),
        Member("Paul Zimmermann", "paul.zimmermann", _M, Decimal("0.60")),
    ),
)

TOWNS = (MUSTERSTADT, BEISPIELINGEN)
