"""Tables that authorities published, reproduced from lists made of them: fictitious people, the real numbers.

Each table lives in one town on the evening of its reference date only: its houses operate and its people stay for that
day. A house of which no occupancy was published has not opened by then; it is missing, and not empty.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import Office

DATA = Path(__file__).parents[2].parent / "shared" / "data"
FIRST_OCCUPIED = date(2016, 4, 12)
"""Of the one house in Mecklenburg-Vorpommern without a figure, as the table's notes say."""
KINDS = {"GU": "VU", "Notunterkunft": "NOT", "Gemeinschaftsunterkünfte": "VU"}

pytestmark = pytest.mark.skipif(
    not DATA.exists(), reason="the published tables are not here: ../shared/data from the project's root"
)


@dataclass
class Lists:
    """Rows of „unterkuenfte“ and „aufenthalte“ that make a table of one evening."""

    on: date
    houses: list[str] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def house(self, name: str, kind: str, places: int, people: int | None, opens: date | None = None) -> None:
        day = opens or self.on
        self.houses.append(f"{name};{kind};{places};{day};{day + timedelta(days=1)}")
        self.stay(people or 0, "AU" if kind == "AU" else "VU", house=name)

    def stay(self, people: int, stage: str, house: str = "", form: str = "", district: str = "") -> None:
        span = f"{self.on};{self.on + timedelta(days=1)}"
        self.stays += [
            f"P{next(self.numbers)};{stage};{form};{house};{district};{span}" for _ in range(people)
        ]


def tables() -> dict[str, dict[str, Any]]:
    if not DATA.exists():
        return {}
    found = json.loads((DATA / "dev_tables.json").read_text(encoding="utf-8"))["tables"]
    return {table["id"]: table for table in found}


def rows_of(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def lists_of(table: dict[str, Any]) -> Lists:
    made = Lists(date.fromisoformat(table["stand"]))
    for row in table["rows"]:
        match table["id"], row:
            case "T01", [name, people] if name != "GESAMT":
                made.stay(people, {"v": "VU", "A": "AU", "U": "UMA"}[name[0]])
            case "T03", [name, places, people]:
                made.house(name, "VU", places, people)
            case "T07", [kind, region, number, places, people]:
                opens = FIRST_OCCUPIED if people is None else None
                made.house(f"{kind} {region} {number}", KINDS[kind], places, people, opens)
            case "T12", ["GU", place, _street, places, _people]:
                made.house(f"GU {place}", "VU", places, None)
            case "T12", [_flats, place, street, _places, people]:
                made.stay(people, "AU", form="Privatwohnung", district=f"{place} {street}".strip())
            case "T13", ["Wohnungen", _place, people]:
                made.stay(people, "AU", form="Privatwohnung")
            case "T13", [kind, place, people] if kind in KINDS:
                made.house(f"{kind} {place}", KINDS[kind], people, people)
    return made


@pytest.mark.slow
def test_every_published_table_comes_out_of_its_lists(empty_office: Office) -> None:
    published = tables()
    made = {name: lists_of(table) for name, table in published.items()}
    bring(empty_office, list(made.values()))
    found = {name: empty_office.figures(lists.on.isoformat()) for name, lists in made.items()}

    ludwigsburg(found["T01"], published["T01"])
    saxony(found["T03"], published["T03"])
    mecklenburg(found["T07"], published["T07"])
    opened = {house["name"]: house for house in empty_office.figures(f"{FIRST_OCCUPIED}")["accommodations"]}
    assert [house["places_total"] for house in opened.values()] == [232]
    rhein_neckar_2014(found["T12"], published["T12"])
    rhein_neckar_2016(found["T13"], published["T13"])


def bring(office: Office, made: list[Lists]) -> None:
    office.at("2020-07-01T09:00")
    people = max(len(lists.stays) for lists in made)
    office.people(*(f"P{number};" for number in range(people)))
    houses = [row for lists in made for row in lists.houses]
    office.bring("unterkuenfte", "\n".join(["Unterkunft;Art;Plätze;Betrieb ab;Betrieb bis", *houses]))
    stays = [row for lists in made for row in lists.stays]
    office.bring(
        "aufenthalte", "\n".join(["Aktenzeichen;Stufe;Wohnform;Unterkunft;Ortsteil;Von;Bis", *stays])
    )


def sums(houses: list[dict[str, Any]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for house in houses:
        total.update(
            {name: house[name] for name in ("places_total", "occupied", "free_gross", "over_occupied")}
        )
    return total


def percent(part: int, base: int) -> float:
    """One decimal, half up, in whole numbers."""
    return (2000 * part + base) // (2 * base) / 10


def ludwigsburg(found: dict[str, Any], table: dict[str, Any]) -> None:
    said = dict(table["rows"])
    assert found["stock"]["total"] == said["GESAMT"] == 1014
    stages = (said["vorläufige Unterbringung"], said["Anschlussunterbringung"], said["UMA"])
    assert (
        tuple(found["stock"]["by_stage"][stage] for stage in ("VU", "AU", "UMA")) == stages == (140, 821, 53)
    )
    assert found["stock"]["without_dwelling"] == 1014


def saxony(found: dict[str, Any], table: dict[str, Any]) -> None:
    homes = {house["name"]: house for house in found["accommodations"]}
    assert {name: (house["places_total"], house["occupied"]) for name, house in homes.items()} == {
        name: (places, people) for name, places, people in table["rows"]
    }
    assert all(
        homes[name]["occupancy_rate"] == percent(people, places) for name, places, people in table["rows"]
    )
    total = sums(found["accommodations"])
    assert (total["places_total"], total["occupied"]) == (4280, 2173)
    assert percent(total["occupied"], total["places_total"]) == 50.8
    assert total["free_gross"] == 4280 - 2173
    assert found["stock"]["total"] == 2173


def mecklenburg(found: dict[str, Any], table: dict[str, Any]) -> None:
    said = {f"{kind} {where} {number}": figures for kind, where, number, *figures in table["rows"]}
    homes = {house["name"]: house for house in found["accommodations"]}
    unknown = [name for name, (_places, people) in said.items() if people is None]
    assert unknown == ["GU Landkreis Mecklenburgische Seenplatte 3"]
    assert set(homes) == set(said) - set(unknown)
    for name, house in homes.items():
        places, people = said[name]
        assert (house["places_total"], house["occupied"]) == (places, people)
        assert house["occupancy_rate"] == percent(people, places)
        assert house["over_occupied"] == max(0, people - places)
        assert house["free_gross"] == max(0, places - people)
    assert sum(house["over_occupied"] > 0 for house in homes.values()) == 7
    shared = [house for house in homes.values() if house["kind"] == "VU"]
    assert sums(shared)["places_total"] + said[unknown[0]][0] == 4696
    assert sums(shared)["occupied"] == 3993
    empty = [house["occupancy_rate"] for house in homes.values() if house["occupied"] == 0]
    assert empty == [0.0, 0.0]  # published as 0: empty, which is not unknown


def rhein_neckar_2014(found: dict[str, Any], table: dict[str, Any]) -> None:
    said = {f"GU {row[1]}": row[3] for row in table["rows"] if row[0] == "GU"}
    assert {house["name"]: house["places_total"] for house in found["accommodations"]} == said
    assert sums(found["accommodations"])["places_total"] == 903
    assert found["stock"]["privately_housed"] == found["stock"]["total"] == 357


def rhein_neckar_2016(found: dict[str, Any], table: dict[str, Any]) -> None:
    homes = {house["name"]: house for house in found["accommodations"]}
    for kind, place, people in table["rows"][:5]:
        assert homes[f"{kind} {place}"]["occupied"] == people
    emergency = [house for house in homes.values() if house["kind"] == "NOT"]
    shared = [house for house in homes.values() if house["kind"] == "VU"]
    assert sums(emergency)["occupied"] == 1712
    assert sums(shared)["occupied"] == 4410
    assert found["stock"]["privately_housed"] == 958
    assert found["stock"]["total"] == 1712 + 4410 + 958 == 7080


def test_the_lists_of_houses_say_what_the_tables_say() -> None:
    """So that what is reproduced of the tables is reproduced of the three lists."""
    published = tables()
    saxony = rows_of("sachsen_aufnahmeeinrichtungen_2019-01-28.csv")
    assert [
        [row["einrichtung"], int(row["kapazitaet"]), int(row["belegung"])] for row in saxony
    ] == published["T03"]["rows"]
    mecklenburg = rows_of("mv_unterkuenfte_kapazitaet_belegung_2016-03-31.csv")
    assert [
        [
            row["typ"],
            row["gebietskoerperschaft"],
            int(row["lfd_nr"]),
            int(row["kapazitaet"]),
            int(row["belegung"]) if row["belegung"] else None,
        ]
        for row in mecklenburg
    ] == published["T07"]["rows"]
    county = rows_of("rhein_neckar_kreis_2014-07-31.csv")
    assert [
        [
            row["typ"],
            row["ort"],
            row["strasse"],
            *(int(row[name]) if row[name] else "" for name in ("plaetze", "personen")),
        ]
        for row in county
        if row["typ"] != "GU geplant"
    ] == published["T12"]["rows"]


def test_planned_houses_of_the_county_open_when_they_were_to(empty_office: Office) -> None:
    """The third list has houses that were planned only: none counts before its first day."""
    opening = {"ab 2014-09": "2014-09-01", "ab Anfang 2015": "2015-01-01", "ab Herbst 2015": "2015-09-23"}
    opening["ab Anfang 2016"] = "2016-01-01"
    rows = [row for row in rows_of("rhein_neckar_kreis_2014-07-31.csv") if row["typ"].startswith("GU")]
    houses = [
        f"GU {row['ort']} {row['strasse']};VU;{row['plaetze']};"
        + opening.get(row["inbetriebnahme"], row["inbetriebnahme"][:10])
        for row in rows
    ]
    empty_office.bring("unterkuenfte", "\n".join(["Unterkunft;Art;Plätze;Betrieb ab", *houses]))
    places = {
        on: sum(house["places_total"] for house in empty_office.figures(on)["accommodations"])
        for on in ("2014-07-31", "2014-08-01", "2014-09-01", "2015-01-01", "2015-09-23", "2016-01-01")
    }
    assert list(places.values()) == [903 - 30, 903, 1023, 1263, 1363, 1463]
