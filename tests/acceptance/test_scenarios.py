"""The acceptance scenarios of the domain brief (§9): lists in, every figure written there out.

Scenario 7 is walked through in tests/people/test_merging.py, 11 in tests/statistics/test_work.py; clocks, tasks and
papers belong elsewhere.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML

from casework.housing.places import rate
from tests import factories
from tests.acceptance.conftest import Office


def stages(found: dict[str, Any]) -> dict[str, int]:
    """The stages anybody is in."""
    return {stage: people for stage, people in found["stock"]["by_stage"].items() if people}


def test_1_family_haddad(office: Office) -> None:
    office.people("1;H", "2;H", "3;H", "4;H")
    office.at("2025-03-03T12:00")
    office.stays(*(f"{n};VU;GU Nord;N2;03.03.2025" for n in "1234"))
    office.at("2025-06-20T12:00")
    office.bring(
        "aufenthaltstitel",
        "Aktenzeichen;Titel;Von;Bis;Zustellung;Unanfechtbar\n"
        + "\n".join(f"{n};AE_25_2_FLU;20.06.2025;19.06.2028;30.04.2025;15.05.2025" for n in "1234"),
    )
    office.at("2025-07-01T12:00")
    office.stays(*(f"{n};AU;AU West;W2;01.07.2025" for n in "1234"))
    office.at("2026-01-02T12:00")

    for on, in_nord, in_west in (("2025-06-30", 4, 0), ("2025-07-01", 0, 4)):
        assert office.house("GU Nord", on)["occupied"] == in_nord
        assert office.house("AU West", on)["occupied"] == in_west
        assert office.figures(on)["stock"]["total"] == 4
    assert office.house("GU Nord", "2025-12-31", "2025-01-01")["person_days"] == 480
    assert office.house("GU Nord", "2025-06-30", "2025-06-01")["person_days"] == 120
    assert office.house("AU West", "2025-07-31", "2025-07-01")["person_days"] == 124
    quarter = office.figures("2025-09-30", "2025-07-01")["movement"]
    assert (quarter["arrivals"], quarter["departures"], quarter["transfers"]) == (0, 0, 4)
    assert quarter["stage_changes"] == [{"from": "VU", "to": "AU", "persons": 4}]
    assert office.house("AU West", "2025-07-01")["households"] == 1

    misplaced = [
        office.figures(on.isoformat())["stock"]["misplaced"] for on in every("2025-05-01", "2025-07-31")
    ]
    assert sum(misplaced) == 46 * 4 == 184
    assert misplaced[14:16] == [0, 4]  # 15.05. is the last day of the VU
    assert office.figures("2025-06-30", known="2025-06-19")["stock"]["misplaced"] == 0


def every(first: str, last: str) -> list[date]:
    start = date.fromisoformat(first)
    return [start + timedelta(days=more) for more in range((date.fromisoformat(last) - start).days + 1)]


def test_1_without_an_event_the_vu_ends_after_24_months(office: Office) -> None:
    office.people("1;")
    office.stays("1;VU;GU Nord;N2;03.03.2025")
    assert office.figures("2027-03-03")["stock"]["misplaced"] == 0
    assert office.figures("2027-03-04")["stock"]["misplaced"] == 1


def test_2_a_minor_comes_of_age(office: Office) -> None:
    office.people("Amir;14.09.2007", columns="Geburtsdatum")
    office.at("2025-02-10T12:00")
    office.stays("Amir;UMA;Haus Linde;;10.02.2025")
    office.at("2025-09-13T12:00")
    assert office.figures("2025-09-14")["stock"]["uma_of_age"] == 1  # nothing changes by itself
    assert stages(office.figures("2025-09-14")) == {"UMA": 1}
    office.at("2025-09-15T12:00")
    office.stays("Amir;JV;14.09.2025", columns="Aktenzeichen;Stufe;Von")

    assert stages(office.figures("2025-09-13")) == {"UMA": 1}
    assert stages(office.figures("2025-09-14")) == {"JV": 1}
    assert office.figures("2025-09-14")["stock"]["uma_of_age"] == 0
    assert office.house("Haus Linde", "2025-09-14")["occupied"] == 1
    assert office.house("Haus Linde", "2025-09-13", "2025-02-10")["person_days"] == 216
    september = office.figures("2025-09-30", "2025-09-01")["movement"]
    assert (september["arrivals"], september["departures"], september["transfers"]) == (0, 0, 0)
    assert september["stage_changes"] == [{"from": "UMA", "to": "JV", "persons": 1}]


@pytest.mark.parametrize(
    ("born", "last_day_as_a_minor", "first_day_of_age"),
    [
        ("14.09.2007;nein", "2025-09-13", "2025-09-14"),
        ("01.01.2008;ja", "2025-12-31", "2026-01-01"),
        ("29.02.2008;nein", "2026-02-28", "2026-03-01"),
    ],
)
def test_2_when_somebody_is_of_age(
    office: Office, born: str, last_day_as_a_minor: str, first_day_of_age: str
) -> None:
    office.people(f"1;{born}", columns="Geburtsdatum;Geburtsdatum fiktiv")
    office.stays("1;UMA;Haus Linde;;10.02.2025")
    assert office.figures(last_day_as_a_minor)["stock"]["uma_of_age"] == 0
    assert office.house("Haus Linde", last_day_as_a_minor)["minors"] == 1
    assert office.figures(first_day_of_age)["stock"]["uma_of_age"] == 1
    assert office.house("Haus Linde", first_day_of_age)["minors"] == 0


def test_3_a_departure_is_learnt_of_late(office: Office) -> None:
    office.people("1;", "2;", "3;")
    office.at("2025-02-01T12:00")
    office.stays(*(f"{n};AU;AU West;W1;01.02.2025" for n in "123"))
    office.at("2025-04-09T12:00")
    office.stays("1;AU;AU West;W1;01.02.2025;25.03.2025")
    office.at("2025-05-02T12:00")

    march = ("2025-03-31", "2025-03-01")
    assert office.house("AU West", *march, known="2025-04-02T10:00")["occupied"] == 3
    assert office.house("AU West", *march, known="2025-04-02T10:00")["person_days"] == 93
    assert office.house("AU West", *march)["occupied"] == 2
    assert office.house("AU West", *march)["person_days"] == 62 + 24
    assert (str(rate(93, 3 * 31)), str(rate(86, 3 * 31))) == ("100.0", "92.5")
    now = office.figures("2025-04-30", "2025-04-01")["movement"]
    assert now["opening"] + now["correction"] == now["corrected_opening"] == now["closing"] == 2
    then = office.figures("2025-04-30", "2025-04-01", known="2025-04-02T10:00")["movement"]
    assert (then["opening"], then["closing"]) == (3, 3)


def test_4_the_day_of_a_move_in_ludwigsburgs_figures(office: Office) -> None:
    everybody = ["VU"] * 141 + ["AU"] * 820 + ["UMA"] * 53
    office.people(*(f"P{number};" for number in range(len(everybody))))
    columns = "Aktenzeichen;Stufe;Von"
    office.stays(*(f"P{n};{stage};01.01.2020" for n, stage in enumerate(everybody)), columns=columns)
    office.stays("P0;AU;17.06.2020", columns=columns)
    assert stages(office.figures("2020-06-16")) == {"VU": 141, "AU": 820, "UMA": 53}
    found = office.figures("2020-06-17", "2020-06-17")
    assert stages(found) == {"VU": 140, "AU": 821, "UMA": 53}
    assert found["stock"]["total"] == 1014
    assert found["movement"] == found["movement"] | {
        "opening": 1014,
        "arrivals": 0,
        "departures": 0,
        "stage_changes": [{"from": "VU", "to": "AU", "persons": 1}],
        "closing": 1014,
    }


def test_5_an_overfull_room(office: Office) -> None:
    office.people("1;A", "2;A", "3;A", "4;B", "5;B")
    office.stays(
        *(f"{n};AU;AU West;W1;01.02.2025" for n in "123"), *(f"{n};AU;AU West;W2;01.02.2025" for n in "45")
    )
    office.at("2025-05-12T09:00")
    office.people("Baby;A;10.05.2025", columns="Haushalt;Geburtsdatum")
    said = office.stays(
        "Baby;AU;AU West;W1;10.05.2025;;Geburt", columns="Aktenzeichen;Stufe;Unterkunft;Zimmer;Von;Bis;Grund"
    )
    assert [warning["column"] for warning in said["warnings"]] == ["Zimmer"]  # said, and stored all the same
    found = office.house("AU West", "2025-05-10")
    assert found == found | {
        "places_total": 8,
        "occupied": 6,
        "free_gross": 3,
        "free_not_assignable": 3,
        "free_net": 0,
        "over_occupied": 1,
        "occupancy_rate": 75.0,
        "area_per_person": 5.5,
        "households": 2,
    }
    assert str(rate(4, 3)) == "133.3"
    assert office.figures("2025-05-10", "2025-05-01")["movement"]["arrivals"] == 1


def test_6_unknown_birth_dates(office: Office, app: Flask, client: FlaskClient) -> None:
    office.people("a;00.00.1990;nein", "b;00.00.2007;nein", columns="Geburtsdatum;Geburtsdatum fiktiv")
    office.stays("a;AU;AU West;W1;01.02.2025", "b;UMA;Haus Linde;;01.02.2025")
    office.at("2025-07-01T09:00")
    before = office.figures("2025-06-30")
    assert {group: people for group, people in before["demography"]["by_age_group"].items() if people} == {
        "27-64": 1,
        "unknown": 1,
    }
    assert before["stock"]["uma_of_age"] == 0
    assert office.house("Haus Linde", "2025-06-30")["minors"] == 0
    with app.app_context():
        lead = factories.user(factories.municipality())
    factories.sign_in(client, lead)
    page = JustHTML(client.get("/occupancy/people?on=30.06.2025").text, sanitize=False).to_text()
    assert {"34–35", "17–18"} <= set(page.split())

    office.at("2025-07-10T09:00")
    office.people("b;01.01.2007;ja", columns="Geburtsdatum;Geburtsdatum fiktiv")
    known, then = office.figures("2025-06-30"), office.figures("2025-06-30", known="2025-07-01")
    assert (known["stock"]["uma_of_age"], then["stock"]["uma_of_age"]) == (1, 0)
    assert (known["demography"]["by_age_group"]["18-26"], then["demography"]["by_age_group"]["18-26"]) == (
        1,
        0,
    )
    assert then["demography"]["by_age_group"]["unknown"] == 1
    assert office.figures("2024-12-31")["stock"]["total"] == 0


def test_8_gone_and_back(office: Office) -> None:
    office.people("1;")
    office.at("2025-06-01T12:00")
    office.stays("1;VU;GU Nord;N1;01.06.2025")
    office.at("2025-08-20T12:00")
    office.stays("1;VU;GU Nord;N1;01.06.2025;20.08.2025")
    office.at("2025-08-25T12:00")
    office.stays("1;VU;GU Nord;N1;25.08.2025")
    assert office.house("GU Nord", "2025-08-31", "2025-08-01")["person_days"] == 19 + 7
    assert office.house("GU Nord", "2025-08-24", "2025-06-01")["person_days"] == 80
    august = office.figures("2025-08-31", "2025-08-01")["movement"]
    assert (august["opening"], august["departures"], august["arrivals"], august["closing"]) == (1, 1, 1, 1)
    assert [office.figures(f"2025-08-{day}")["stock"]["total"] for day in (19, 20, 24, 25)] == [1, 0, 0, 1]


def test_9_a_household_from_ukraine(office: Office) -> None:
    office.people("1;U", "2;U", "3;U")
    office.at("2025-03-06T12:00")
    office.stays(*(f"{n};VU;GU Nord;N2;06.03.2025" for n in "123"))
    office.bring(
        "aufenthaltstitel",
        "Aktenzeichen;Titel;Von;Bis\n" + "\n".join(f"{n};AE_24;06.03.2025;04.03.2026" for n in "123"),
    )
    assert office.figures("2025-09-06")["stock"]["misplaced"] == 0  # the last day of six months
    assert office.figures("2025-09-07")["stock"]["misplaced"] == 3
    office.at("2025-05-15T12:00")
    office.stays(
        *(f"{n};AU;Privatwohnung;15.05.2025" for n in "123"), columns="Aktenzeichen;Stufe;Wohnform;Von"
    )
    office.at("2025-10-01T12:00")
    assert office.house("GU Nord", "2025-12-31", "2025-01-01")["person_days"] == 70 * 3
    for on, private in (("2025-05-14", 0), ("2025-05-15", 3)):
        found = office.figures(on)
        assert found["stock"]["total"] == 3
        assert found["stock"]["privately_housed"] == private
    assert stages(office.figures("2025-05-15")) == {"AU": 3}
    assert sum(house["occupied"] for house in office.figures("2025-05-15")["accommodations"]) == 0
    assert office.house("GU Nord", "2025-05-15")["free_gross"] == 10
    assert office.figures("2025-09-07")["stock"]["misplaced"] == 0


def test_10_the_true_table(office: Office) -> None:
    office.bring("unterkuenfte", "Unterkunft;Art;Plätze;Betrieb ab\nFrauenhaus;Schutz;4;01.01.2024")
    where = ["GU Nord"] * 41 + ["AU West"] * 19
    office.people(*(f"P{number};" for number in range(60)))
    columns = "Aktenzeichen;Stufe;Unterkunft;Von"
    office.stays(*(f"P{n};AU;{house};01.02.2025" for n, house in enumerate(where)), columns=columns)
    office.at("2025-10-12T12:00")
    office.stays("P41;AU;Frauenhaus;12.10.2025", "P42;AU;Frauenhaus;12.10.2025", columns=columns)
    found = office.figures("2025-10-12", "2025-10-12")
    occupied = {house["name"]: house["occupied"] for house in found["accommodations"]}
    assert occupied == {"GU Nord": 41, "AU West": 17, "Frauenhaus": 2, "Haus Linde": 0}
    assert found["stock"]["total"] == sum(occupied.values()) == 60
    assert found["movement"]["transfers"] == 2


def test_12_misplaced_people_and_the_rate_without_them(office: Office) -> None:
    office.bring("unterkuenfte", "Unterkunft;Art;Plätze;Betrieb ab\nKreis;VU;2200;01.01.2017")
    office.people(*(f"P{number};" for number in range(1338)))
    office.stays(
        *(f"P{n};{'AU' if n < 753 else 'VU'};Kreis;01.10.2018" for n in range(1338)),
        columns="Aktenzeichen;Stufe;Unterkunft;Von",
    )
    found = office.house("Kreis", "2018-11-01")
    assert (found["assignable_places"], found["occupied"], found["misplaced"]) == (2200, 1338, 753)
    assert found["occupancy_rate"] == 60.8
    assert rate(found["occupied"] - found["misplaced"], found["assignable_places"]) == Decimal("26.6")
