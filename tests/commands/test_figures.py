"""The command `figures`: the contract of scripts."""

import json
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from tests import factories

STOCK = {"EA": 0, "VU": 1, "AU": 0, "UMA": 0, "JV": 0, "SO": 0}


@pytest.fixture
def town(app: Flask) -> Any:
    with app.app_context():
        town = factories.municipality()
        house = factories.house(town, "Haus Beispiel", rooms={"N1": 4})
        person = factories.person(town, sex="w", birth_date="1990", nationalities=["475"])
        factories.stay(person, stage="VU", house=house, room="N1", starts_on=date(2025, 6, 1))
        factories.municipality("Nebenan")
        return town


def test_json_has_the_shape_of_the_contract(runner: FlaskCliRunner, town: Any) -> None:
    done = runner.invoke(args=["figures", "--on", "2025-06-30", "--from", "2025-06-01", "--json"])
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    known_at = found.pop("as_known_at")
    assert known_at[-6:] in ("+01:00", "+02:00")
    more = {
        part: found.pop(part)
        for part in (
            "rates",
            "period",
            "length_of_stay",
            "waiting",
            "segregation",
            "quota",
            "talks",
            "goals",
            "situation",
            "responses",
        )
    }
    assert found == {
        "municipality": "Musterstadt",
        "on": "2025-06-30",
        "definitions": "2",
        "stock": {
            "total": 1,
            "by_stage": STOCK,
            "reported": dict.fromkeys(STOCK, 0),
            "privately_housed": 0,
            "without_dwelling": 0,
            "present": 1,
            "misplaced": 0,
            "uma_of_age": 0,
        },
        "accommodations": [
            {
                "name": "Haus Beispiel",
                "kind": "VU",
                "places_total": 4,
                "places_blocked": 0,
                "assignable_places": 4,
                "occupied": 1,
                "misplaced": 0,
                "over_occupied": 0,
                "free_gross": 3,
                "free_not_assignable": 0,
                "reserved": 0,
                "free_net": 3,
                "occupancy_rate": 25.0,
                "area_per_person": None,
                "households": 1,
                "minors": 0,
                "person_days": 30,
            }
        ],
        "movement": {
            "from": "2025-06-01",
            "opening": 0,
            "correction": 0,
            "corrected_opening": 0,
            "arrivals": 1,
            "departures": 0,
            "reported": 0,
            "transfers": 0,
            "stage_changes": [],
            "closing": 1,
        },
        "demography": {
            "by_sex": {"m": 0, "w": 1, "d": 0, "x": 0, "unknown": 0},
            "by_age_group": {
                "0-2": 0,
                "3-5": 0,
                "6-14": 0,
                "15-17": 0,
                "18-26": 0,
                "27-64": 1,
                "65+": 0,
                "unknown": 0,
            },
            "by_nationality": {"475": 1},
        },
        "counselling": {
            "consultations": 0,
            "persons": 0,
            "minutes": 0,
            "by_main_topic": {},
            "topic_mentions": {},
        },
        "plans": {
            "new": 0,
            "continued": 0,
            "active": 0,
            "ended": 0,
            "goal_attainment_strict": None,
            "goal_attainment_weighted": None,
        },
        "referrals": {"by_state": {}},
        "caseload_per_fte": None,
    }
    assert more == {
        "rates": {
            "by_stage": {"EA": 0.0, "VU": 100.0, "AU": 0.0, "UMA": 0.0, "JV": 0.0, "SO": 0.0},
            "occupancy": 25.0,
            "occupancy_without_misplaced": 25.0,
            "vacancy": 75.0,
        },
        "period": {
            "days": 30,
            "person_days": 30,
            "present_days": 30,
            "average_stock": 1.0,
            "lodged_days": 30,
            "place_days": 120,
            "occupancy_rate": 25.0,
            "births": 0,
            "deaths": 0,
            "houses": [
                {"name": "Haus Beispiel", "person_days": 30, "place_days": 120, "occupancy_rate": 25.0}
            ],
        },
        "length_of_stay": {
            "completed_stays": 0,
            "completed_mean": None,
            "completed_median": None,
            "completed_median_by_stage": {},
            "completed_mean_by_stage": {},
            "running_stays": 1,
            "running_mean": 29.0,
            "running_median": 29.0,
            "running_median_by_stage": {"VU": 29.0},
            "running_mean_by_stage": {"VU": 29.0},
        },
        "waiting": {
            "followup_begun": 0,
            "first_talks": 0,
            "still_waiting": 0,
            "days_mean": None,
            "days_median": None,
        },
        "talks": {
            "by_form": {"TALK": 0, "SHORT": 0, "GROUP": 0},
            "without_person": 0,
            "participants": 0,
            "first": 0,
            "follow_up": 0,
            "by_contact_kind": {},
            "with_interpreter": 0,
            "minutes_by_topic": {},
        },
        "goals": {"achieved_with_due_date": 0, "achieved_on_time": None},
        "quota": {"share": None, "target": None, "actual": None, "balance": None},
        "segregation": {
            "persons": 0,
            "districts": 0,
            "dissimilarity": None,
            "segregation": None,
            "isolation": None,
            "eta_squared": None,
        },
        "situation": {
            "in_courses": 0,
            "waiting_for_courses": 0,
            "in_childcare": 0,
            "in_school": 0,
            "working": 0,
            "german_level": {},
            "course_states": {},
            "courses_attended": {},
            "childcare": {},
            "school": {},
            "work": {},
            "work_permission": {},
            "recognition": {},
            "benefit_regime": {},
        },
        "responses": {
            "answered": 0,
            "days_median": None,
            "waiting": 0,
            "overdue": 0,
            "answered_by_partner": {},
            "waiting_by_partner": {},
        },
    }


def test_without_a_period_what_needs_one_is_null(runner: FlaskCliRunner, town: Any) -> None:
    found = json.loads(runner.invoke(args=["figures", "--on", "30.06.2025", "--json"]).stdout)
    assert found["movement"] is None
    assert found["counselling"] is None
    assert found["accommodations"][0]["person_days"] is None
    assert found["plans"]["active"] == 0
    assert found["plans"]["new"] is None


def test_a_bare_day_of_knowledge_means_its_end_in_berlin(runner: FlaskCliRunner, town: Any) -> None:
    asked = ["figures", "--on", "2025-06-30", "--as-known-at", "2025-07-02", "--json"]
    found = json.loads(runner.invoke(args=asked).stdout)
    assert found["as_known_at"] == "2025-07-02T23:59:59.999999+02:00"
    assert found["stock"]["total"] == 0, "nothing was recorded by then"


def test_another_municipality_by_name(runner: FlaskCliRunner, town: Any) -> None:
    asked = ["figures", "--on", "2025-06-30", "--municipality", "Nebenan", "--json"]
    assert json.loads(runner.invoke(args=asked).stdout)["stock"]["total"] == 0


def test_german_by_default(runner: FlaskCliRunner, town: Any) -> None:
    done = runner.invoke(args=["figures", "--on", "2025-06-30", "--from", "2025-06-01"])
    assert done.exit_code == 0
    assert "Am 30.06.2025 lebte 1 geflüchtete Person in Musterstadt" in done.stdout
    assert "Haus Beispiel (VU)" in done.stdout
    assert "25,0" in done.stdout
    assert "01.06.2025" in done.stdout
    assert "Syrien 1" in done.stdout
    assert "weiblich 1" in done.stdout


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["--on", "31.02.2025"], "31.02.2025 gibt es nicht"),
        (["--on", "2025-06-30", "--as-known-at", "gestern"], "„gestern“ ist kein Zeitpunkt"),
        (["--on", "2025-06-30", "--from", "2025-07-01"], "bevor er beginnt"),
        (["--on", "2025-06-30", "--municipality", "Anderswo"], "„Anderswo“ gibt es nicht"),
        ([], "--on"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_exit_2(
    runner: FlaskCliRunner, town: Any, asked: list[str], sentence: str
) -> None:
    done = runner.invoke(args=["figures", *asked])
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert done.stdout == ""


def test_the_stock_of_all_municipalities_together(runner: FlaskCliRunner, app: Flask, town: Any) -> None:
    with app.app_context():
        neighbour = factories.municipality("Hinterstadt")
        factories.stay(factories.person(neighbour), stage="AU", starts_on=date(2025, 6, 10))
    done = runner.invoke(args=["stock", "--on", "2025-06-30", "--json"])
    assert json.loads(done.stdout)["by_stage"] == STOCK | {"AU": 1}
    assert json.loads(done.stdout)["total"] == 2
    earlier = runner.invoke(args=["stock", "--on", "2025-06-30", "--as-known-at", "2025-06-01", "--json"])
    assert json.loads(earlier.stdout)["total"] == 0
    shown = runner.invoke(args=["stock", "--on", "30.06.2025"])
    assert "Am 30.06.2025 lebten 2 Geflüchtete in allen Kommunen zusammen" in shown.output
