"""Figures of each house on the evening (domain brief §1.7; definitions stand under every table)."""

from decimal import Decimal

import numpy as np

from casework.housing.places import area_per_person as area_over
from casework.housing.places import rate
from casework.statistics.figures import DAYS, PEOPLE, PERCENT, PLACES, SQUARE_METRES, house_figure
from casework.statistics.house_people import HouseFacts

VOCABULARY = "domain brief §1.7"
_NOBODY = np.empty(0, np.int64)


@house_figure(
    "places_total",
    "Soll",
    unit=PLACES,
    source=VOCABULARY,
    definition="Planmäßige Plätze der Zimmer, die am Stichtag in Betrieb sind.",
)
def places_total(house: HouseFacts) -> int:
    return house.places.places_total


@house_figure(
    "places_blocked",
    "gesperrt",
    unit=PLACES,
    source=VOCABULARY,
    definition="Davon am Stichtag nicht benutzbar (Defekt, Schädlinge, Quarantäne, Renovierung).",
)
def places_blocked(house: HouseFacts) -> int:
    return house.places.places_blocked


@house_figure(
    "assignable_places",
    "belegbar",
    unit=PLACES,
    source=VOCABULARY,
    definition="Soll abzüglich gesperrter Plätze.",
)
def assignable_places(house: HouseFacts) -> int:
    return house.places.assignable_places


@house_figure(
    "occupied",
    "belegt",
    unit=PEOPLE,
    source=VOCABULARY,
    definition="Personen, die am Abend des Stichtags in der Unterkunft leben, gleich in welcher Stufe.",
)
def occupied(house: HouseFacts) -> int:
    return house.places.occupied


@house_figure(
    "misplaced",
    "Fehlbeleger",
    unit=PEOPLE,
    source="domain brief §7.8",
    definition="Von den Belegten jene in einer VU-Unterkunft, deren vorläufige Unterbringung nach Stufe oder "
    "Recht beendet ist.",
    about_people=True,
)
def misplaced(house: HouseFacts) -> int:
    return house.misplaced


@house_figure(
    "over_occupied",
    "überbelegt",
    unit=PEOPLE,
    source=VOCABULARY,
    definition="Personen über die belegbaren Plätze ihres Zimmers hinaus, über alle Zimmer summiert.",
)
def over_occupied(house: HouseFacts) -> int:
    return house.places.over_occupied


@house_figure(
    "free_gross",
    "frei brutto",
    unit=PLACES,
    source="domain brief §1.7, §0.11",
    definition="Freie belegbare Plätze, Zimmer für Zimmer gezählt und nie unter null; Personen ohne Zimmer "
    "mindern sie.",
)
def free_gross(house: HouseFacts) -> int:
    return house.places.free_gross


@house_figure(
    "free_not_assignable",
    "nicht belegbar",
    unit=PLACES,
    source=VOCABULARY,
    definition="Freie Plätze, die wegen der Konstellation leer bleiben: in Frauen- und Schutzzimmern, in "
    "belegten Familien- und Einzelhaushaltszimmern.",
)
def free_not_assignable(house: HouseFacts) -> int:
    return house.places.free_not_assignable


@house_figure(
    "reserved",
    "reserviert",
    unit=PEOPLE,
    source=VOCABULARY,
    definition="Personen, deren Einzug nach dem Stichtag bis zu dessen Abend erfasst war und die noch nicht "
    "dort leben; auch ohne Namen Angekündigte, für die dort Plätze freigehalten werden, bis sie da oder abgesagt "
    "sind.",
)
def reserved(house: HouseFacts) -> int:
    return house.places.reserved


@house_figure(
    "free_net",
    "frei netto",
    unit=PLACES,
    source=VOCABULARY,
    definition="Frei brutto abzüglich nicht belegbarer und reservierter Plätze, nie unter null.",
)
def free_net(house: HouseFacts) -> int:
    return house.places.free_net


@house_figure(
    "occupancy_rate",
    "Quote",
    unit=PERCENT,
    source="domain brief §1.7, §7.16",
    definition="Belegt durch belegbar, in Prozent mit einer Nachkommastelle; kann über 100 liegen, „–“ ohne "
    "belegbare Plätze.",
    total=lambda houses: rate(sum(map(occupied, houses)), sum(map(assignable_places, houses))),
)
def occupancy_rate(house: HouseFacts) -> Decimal | None:
    return house.places.occupancy_rate


@house_figure(
    "area_per_person",
    "m² je Person",
    unit=SQUARE_METRES,
    source="domain brief §1.3",
    definition="Fläche der Zimmer, deren Fläche bekannt ist, durch die Personen in diesen Zimmern.",
    total=lambda houses: area_over(
        sum(house.places.area for house in houses), sum(house.places.people_measured for house in houses)
    ),
    about_people=True,
)
def area_per_person(house: HouseFacts) -> Decimal | None:
    return house.places.area_per_person


@house_figure(
    "households",
    "Haushalte",
    unit="Haushalte",
    source="domain brief §6",
    definition="Haushalte, von denen wenigstens eine Person in der Unterkunft lebt.",
    total=lambda houses: len(np.unique(np.concatenate([_NOBODY, *(house.households for house in houses)]))),
    about_people=True,
)
def households(house: HouseFacts) -> int:
    return len(house.households)


@house_figure(
    "minors",
    "Minderjährige",
    unit=PEOPLE,
    source="domain brief §6",
    definition="Personen in der Unterkunft, die am Stichtag sicher unter 18 sind.",
    about_people=True,
)
def minors(house: HouseFacts) -> int:
    return house.minors


@house_figure(
    "person_days",
    "Personentage",
    unit=DAYS,
    source="domain brief §7.4",
    definition="Summe der Personen an jedem Abend des Zeitraums, beide Tage eingeschlossen; ohne Zeitraum "
    "leer.",
    about_people=True,
)
def person_days(house: HouseFacts) -> int | None:
    return house.person_days
