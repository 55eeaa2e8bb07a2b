"""The clocks of the acceptance scenarios (domain brief §9): lists in, dates out at the days they are looked at."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.people.register import cards_of
from tests import factories
from tests.acceptance.conftest import Office

Ends = dict[str, str]
"""The last day of each clock that runs, by its code."""


def ends(office: Office, case_number: str, on: str) -> Ends:
    """What runs for a person, looked at on a day."""
    return {found["clock"]: found["due_on"] for found in office.deadlines(on, case_number)}


def one(office: Office, case_number: str, on: str, clock: str) -> dict[str, Any]:
    """The one of a clock."""
    (found,) = (found for found in office.deadlines(on, case_number) if found["clock"] == clock)
    return found


def fill_in(app: Flask, client: FlaskClient, address: str, number: str = "", **said: str) -> None:
    """Fill in a form as whoever leads the team does; the address may name the person of a number."""
    with app.app_context():
        town = factories.municipality()
        lead = factories.user(town)
        known = {card.case_number: card.person_id for card in cards_of(town.id).values()}
    factories.sign_in(client, lead)
    stated = client.post(address.format(person=known.get(number)), data=said)
    assert stated.status_code == 302, stated.text


def state_regime(app: Flask, client: FlaskClient, number: str, **said: str) -> None:
    """State the benefit regime of somebody."""
    fill_in(app, client, "/people/{person}/situation/regime/new", number, **said)


def test_1_family_haddad(office: Office, app: Flask, client: FlaskClient) -> None:
    numbers = "1234"
    office.people(*(f"{n};H;01.07.2025" for n in numbers), columns="Haushalt;Fall ab")
    office.at("2025-03-03T12:00")
    office.stays(*(f"{n};VU;GU Nord;N2;03.03.2025" for n in numbers))
    state_regime(app, client, "1", regime="ASYLBLG_3", starts_on="03.03.2025")
    assert ends(office, "1", "2025-03-04") == {
        "VU_END": "2027-03-03",  # the fallback without an event
        "ANALOGOUS_BENEFITS": "2028-03-03",
    }

    office.at("2025-06-20T12:00")
    office.bring(
        "aufenthaltstitel",
        "Aktenzeichen;Titel;Von;Bis;Zustellung;Unanfechtbar\n"
        + "\n".join(f"{n};AE_25_2_FLU;20.06.2025;19.06.2028;30.04.2025;15.05.2025" for n in numbers),
    )
    by_the_title = {
        "RESIDENCE_OBLIGATION": "2028-04-30",
        "COURSE_CLAIM": "2026-06-20",
        "TITLE_EXPIRY": "2028-06-19",
    }
    assert ends(office, "2", "2025-05-15") == by_the_title | {"VU_END": "2025-05-15"}
    for number in numbers[1:]:
        assert ends(office, number, "2025-06-20") == by_the_title | {"VU_CONTINUED": "2025-08-15"}
    assert ends(office, "1", "2025-06-20") == by_the_title | {
        "VU_CONTINUED": "2025-08-15",
        "ASYLBLG_END": "2025-05-31",
    }
    assert one(office, "1", "2025-06-20", "TITLE_EXPIRY")["warned_on"][0] == "2028-03-21"
    assert not office.shown("2028-03-20", "2", "TITLE_EXPIRY")
    assert office.shown("2028-03-21", "2", "TITLE_EXPIRY")

    office.at("2025-07-01T12:00")
    office.stays(*(f"{n};AU;AU West;W2;01.07.2025" for n in numbers))
    state_regime(app, client, "1", regime="SGB2", starts_on="01.06.2025")
    for number in numbers:
        assert ends(office, number, "2025-07-01") == by_the_title | {"COUNSELLING_LIMIT": "2028-07-01"}


def test_2_the_days_of_a_minor_taken_in(office: Office) -> None:
    office.people("Amir;14.09.2007", columns="Geburtsdatum")
    office.at("2025-02-10T12:00")
    office.stays("Amir;UMA;Haus Linde;;10.02.2025")
    found = ends(office, "Amir", "2025-02-10")
    assert {clock: found[clock] for clock in ("UMA_REPORT", "UMA_HEALTH", "UMA_DISTRIBUTION")} == {
        "UMA_REPORT": "2025-02-18",
        "UMA_HEALTH": "2025-02-26",
        "UMA_DISTRIBUTION": "2025-03-10",
    }


def test_2_working_days_without_saturdays(office: Office, app: Flask, client: FlaskClient) -> None:
    for clock, days in (("UMA_REPORT", "7"), ("UMA_HEALTH", "14")):
        fill_in(
            app,
            client,
            f"/deadlines/rules/{clock}/new",
            applies_from="01.02.2025",
            amount=days,
            unit="WORKING_DAYS",
            warn_before="3 Tage",
            paragraph="§ 42a (4), § 42b (4) SGB VIII",
            working_days="MON_FRI",
        )
    office.people("Amir;14.09.2007", columns="Geburtsdatum")
    office.at("2025-02-10T12:00")
    office.stays("Amir;UMA;Haus Linde;;10.02.2025")
    found = ends(office, "Amir", "2025-02-10")
    assert (found["UMA_REPORT"], found["UMA_HEALTH"]) == ("2025-02-19", "2025-02-28")


@pytest.mark.parametrize(
    ("born", "comes_of_age_on", "tasks"),
    [
        ("14.09.2007;nein", "2025-09-14", ["2024-09-14", "2025-03-14", "2025-06-14"]),
        ("01.01.2008;ja", "2026-01-01", ["2025-01-01", "2025-07-01", "2025-10-01"]),
        ("29.02.2008;nein", "2026-03-01", ["2025-03-01", "2025-09-01", "2025-12-01"]),
    ],
)
def test_2_tasks_before_somebody_comes_of_age(
    office: Office, born: str, comes_of_age_on: str, tasks: list[str]
) -> None:
    office.people(f"1;{born}", columns="Geburtsdatum;Geburtsdatum fiktiv")
    office.at("2025-02-10T12:00")
    office.stays("1;UMA;Haus Linde;;10.02.2025")
    running = one(office, "1", "2025-02-11", "UMA_ADULT")
    assert (running["due_on"], running["warned_on"]) == (comes_of_age_on, tasks)
    looked_at = [max(day, "2025-02-11") for day in tasks]
    assert [one(office, "1", day, "UMA_ADULT")["level"] for day in looked_at] == [1, 2, 3]

    office.at("2026-03-02T12:00")  # of age, and nobody has said what follows
    assert one(office, "1", "2026-03-02", "UMA_ADULT")["is_overdue"]
    assert office.figures("2026-03-02")["stock"]["by_stage"]["UMA"] == 1
    office.stays(f"1;JV;{'.'.join(reversed(comes_of_age_on.split('-')))}", columns="Aktenzeichen;Stufe;Von")
    assert "UMA_ADULT" not in ends(office, "1", "2026-03-02")


def test_5_the_title_of_a_baby(office: Office) -> None:
    office.at("2025-05-12T09:00")
    office.people("Baby;A;10.05.2025", columns="Haushalt;Geburtsdatum")
    office.stays("Baby;AU;AU West;W1;10.05.2025")
    running = one(office, "Baby", "2025-05-12", "CHILD_TITLE")
    assert (running["due_on"], running["is_uncertain"]) == ("2025-11-10", False)
    office.bring("aufenthaltstitel", "Aktenzeichen;Titel;Von;Bis\nBaby;AE_FAM;01.09.2025;31.08.2028")
    assert "CHILD_TITLE" not in ends(office, "Baby", "2025-09-01")


def test_6_nobody_comes_of_age_by_a_guess(office: Office) -> None:
    office.people("b;00.00.2007;nein", columns="Geburtsdatum;Geburtsdatum fiktiv")
    office.stays("b;UMA;Haus Linde;;01.02.2025")
    office.at("2025-07-01T09:00")
    guessed = one(office, "b", "2025-06-30", "UMA_ADULT")
    assert guessed["is_uncertain"], "between the first and the last day that can be meant somebody must look"
    assert office.figures("2025-06-30")["stock"]["by_stage"]["UMA"] == 1
    office.at("2025-07-10T09:00")
    office.people("b;01.01.2007;ja", columns="Geburtsdatum;Geburtsdatum fiktiv")
    stated = one(office, "b", "2025-07-10", "UMA_ADULT")
    assert (stated["due_on"], stated["is_uncertain"]) == ("2025-01-01", False)
    assert office.figures("2025-07-10")["stock"]["by_stage"]["UMA"] == 1, "a person says what follows"


def test_9_a_household_from_ukraine(office: Office) -> None:
    office.people("1;U;15.05.2025", "2;U;", "3;U;", columns="Haushalt;Fall ab")
    office.at("2025-03-06T12:00")
    office.stays(*(f"{n};VU;GU Nord;N2;06.03.2025" for n in "123"))
    office.bring(
        "aufenthaltstitel",
        "Aktenzeichen;Titel;Von;Bis\n" + "\n".join(f"{n};AE_24;06.03.2025;04.03.2026" for n in "123"),
    )
    assert ends(office, "1", "2025-03-07")["VU_END"] == "2025-09-06"
    office.at("2025-05-15T12:00")
    office.stays(
        *(f"{n};AU;Privatwohnung;15.05.2025" for n in "123"), columns="Aktenzeichen;Stufe;Wohnform;Von"
    )
    for number in "123":
        assert not {"VU_END", "VU_CONTINUED"} & set(ends(office, number, "2025-09-06"))
        title = one(office, number, "2026-03-05", "TITLE_EXPIRY")
        assert title["due_on"] == "2027-03-04"
        assert (title["level"], title["is_overdue"]) == (0, False), "no alarm the day after the printed one"
        assert "ASYLBLG_END" not in ends(office, number, "2026-03-05")
    assert ends(office, "1", "2026-03-05")["COUNSELLING_LIMIT"] == "2028-05-15"


def test_10_a_block_in_the_register(office: Office, app: Flask, client: FlaskClient) -> None:
    office.people("Frau;P", "Kind;P")
    office.stays("Frau;AU;AU West;W2;01.03.2025", "Kind;AU;AU West;W2;01.03.2025")
    office.at("2025-10-13T09:00")
    for number in ("Frau", "Kind"):
        fill_in(
            app,
            client,
            "/people/{person}/protections/new",
            number,
            kind="AUSKUNFTSSPERRE",
            starts_on="12.10.2025",
        )
        assert one(office, number, "2025-10-13", "REGISTER_BLOCK")["due_on"] == "2027-10-12"
