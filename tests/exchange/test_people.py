"""The list „personen“: who is meant, what is known, which household, whose case."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from casework.access.roles import Role
from casework.database.base import db
from casework.people.models import Household, IntegrationCase, Person
from casework.people.register import cards
from casework.people.register_models import RegisterEntry
from tests import factories
from tests.exchange.conftest import Town, counts, remarks
from tests.exchange.test_files import workbook


def people(app: Flask) -> dict[str, Any]:
    """The register by case number."""
    with app.app_context():
        return {card.case_number: card for card in cards().values()}


def test_everything_that_can_be_said(town: Town, app: Flask) -> None:
    columns = {
        "Aktenzeichen": "A 1",
        "Familienname": "Haddad",
        "Vornamen": "Layla",
        "Weitere Schreibweisen": "Hadad|حداد",
        "Geburtsdatum": "01.01.1990",
        "Geburtsdatum fiktiv": "ja",
        "Geschlecht": "w",
        "Staatsangehörigkeit": "SYR|Staatenlos",
        "Haushalt": "H1",
        "Sprachen": "Arabisch|Bergdialekt",
        "Telefon": "+49 170 1",
        "E-Mail": "l@example.org",
        "AZR-Nummer": "250101000011",
        "BAMF-Aktenzeichen": "8123456-475",
    }
    town.brought("personen", f"{';'.join(columns)}\n{';'.join(columns.values())}\nA 2;Haddad;-;;1990;;;;H1")
    layla, other = people(app)["A 1"], people(app)["A 2"]
    assert (layla.name, layla.other_spellings, layla.sex) == ("Layla Haddad", ("Hadad", "حداد"), "w")
    assert (layla.birth_date.iso(), layla.birth_date.is_fictive) == ("1990-01-01", True)
    assert layla.nationalities == ("475", "997")
    assert layla.household_id == other.household_id
    assert (other.name, other.birth_date.iso(), other.birth_date.is_fictive) == ("Haddad", "1990", False)
    with app.app_context():
        person = db.session.get_one(Person, layla.person_id)
        assert person.languages == ["ar", "Bergdialekt"]
        assert (person.phone, person.azr_number) == ("+49 170 1", "250101000011")


def test_the_same_list_twice_changes_nothing_without_numbers_too(town: Town, app: Flask) -> None:
    content = """
        Familienname;Vornamen;Geburtsdatum;Haushalt
        Haddad;Layla;1990;H1
        Haddad;Amir;00.00.2015;h1
        Okafor;Chinedu;17.06.1991;
        Ahmadi;;;
    """
    assert counts(town.brought("personen", content)) == (4, 0, 0, 0, 0)
    known = people(app)
    assert len(known) == 4
    assert all(number[4] == "-" for number in known)
    assert counts(town.brought("personen", content)) == (0, 0, 4, 0, 0)
    assert people(app) == known
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Household)) == 3
        assert db.session.scalar(select(func.count()).select_from(RegisterEntry)) == 4


def test_a_number_given_in_the_list_is_not_given_to_somebody_else(town: Town, app: Flask) -> None:
    town.brought("personen", "Aktenzeichen;Familienname\n;Ahmadi")
    (first,) = people(app)
    year, number = first.split("-")
    taken = f"{year}-{int(number) + 1:04d}"
    town.brought("personen", f"Aktenzeichen;Familienname\n;Okafor\n{taken};Haddad")
    assert set(people(app)) == {first, taken, f"{year}-{int(number) + 2:04d}"}


def test_two_people_of_one_description_need_their_numbers(town: Town) -> None:
    head = "Aktenzeichen;Familienname;Vornamen;Geburtsdatum;Haushalt\n"
    twins = town.bring("personen", head + ";Ali;Mohammad;1990;\n;Ali;Mohammad;1990;\n;Ali;Mohammad;1991;")
    assert remarks(twins) == [(2, "Aktenzeichen"), (3, "Aktenzeichen")]
    town.brought("personen", head + "1;Ali;Mohammad;1990;\n2;Ali;Mohammad;1990;")
    unclear = town.bring("personen", head + ";Ali;Mohammad;1990;")
    assert remarks(unclear) == [(2, "Aktenzeichen")]
    assert "(1, 2)" in unclear["errors"][0]["reason"]
    assert counts(town.brought("personen", head + ";Ali;Mohammad;1990;H7")) == (1, 0, 0, 0, 0)


def test_a_correction_keeps_what_was_believed_and_absent_columns_say_nothing(town: Town, app: Flask) -> None:
    town.brought(
        "personen",
        "Aktenzeichen;Familienname;Vornamen;Geburtsdatum;Telefon;Haushalt\n1;Haddad;Layla;1990;123;H1",
    )
    assert counts(
        town.brought("personen", "Aktenzeichen;Familienname;Geburtsdatum\n1;Haddad;17.06.1990")
    ) == (0, 1, 0, 0, 0)
    card = people(app)["1"]
    assert (card.given_names, card.birth_date.iso(), card.numbers) == ("Layla", "1990-06-17", ("123",))
    assert counts(town.brought("personen", "Aktenzeichen;Familienname;Telefon\n1;Haddad;")) == (0, 1, 0, 0, 0)
    assert people(app)["1"].numbers == ()
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(RegisterEntry)) == 3


def test_households_are_joined_and_left(town: Town, app: Flask) -> None:
    head = "Aktenzeichen;Familienname;Haushalt\n"
    town.brought("personen", head + "1;Haddad;H1\n2;Haddad;H1\n3;Haddad;")
    assert counts(town.brought("personen", head + "1;Haddad;H1\n2;Haddad;\n3;Haddad;H2")) == (0, 2, 1, 0, 0)
    assert len({card.household_id for card in people(app).values()}) == 3
    assert counts(town.brought("personen", head + "1;Haddad;H1\n2;Haddad;\n3;Haddad;H2")) == (0, 0, 3, 0, 0)


def test_cases_and_who_leads_them(town: Town, app: Flask) -> None:
    with app.app_context():
        here = factories.user(factories.municipality(), Role.CASE_MANAGER, email="kim@example.org")
        factories.user(factories.municipality("Anderswo"), Role.CASE_MANAGER, email="else@example.org")
    head = "Aktenzeichen;Familienname;Zuständig;Fall ab;Fall bis\n"
    content = head + "1;Haddad;Kim@example.org;01.07.2025;\n2;Okafor;;01.01.2024;01.01.2025"
    town.brought("personen", content)
    assert counts(town.brought("personen", content)) == (0, 0, 2, 0, 0)
    assert counts(town.brought("personen", head + "1;Haddad;kim@example.org;01.07.2025;01.07.2026")) == (
        0,
        1,
        0,
        0,
        0,
    )
    assert counts(town.brought("personen", head + "1;Haddad;;01.08.2026;")) == (0, 1, 0, 0, 0)
    with app.app_context():
        believed = select(IntegrationCase).where(IntegrationCase.superseded_at.is_(None))
        cases = db.session.scalars(believed.order_by(IntegrationCase.starts_on)).all()
        assert [(str(case.starts_on), str(case.ends_on), case.case_manager_id) for case in cases] == [
            ("2024-01-01", "2025-01-01", None),
            ("2025-07-01", "2026-07-01", here.id),
            ("2026-08-01", "None", None),
        ]
    bad = (
        head + "1;Haddad;else@example.org;01.07.2025;\n2;Okafor;kim@example.org;;\n3;X;;01.02.2025;01.01.2025"
    )
    assert remarks(town.bring("personen", bad)) == [(2, "Zuständig"), (3, "Fall ab"), (4, "Fall bis")]
    overlapping = town.bring("personen", head + "1;Haddad;;01.07.2025;01.09.2026")
    assert remarks(overlapping) == [(2, "Fall bis")]
    inside = head + "1;Haddad;;01.03.2026;01.04.2026"
    for _again in range(2):
        assert remarks(town.bring("personen", inside)) == [(2, "Fall ab")]


@pytest.mark.parametrize(
    ("heading", "cell", "reason"),
    [
        ("Staatsangehörigkeit", "Syrein", "Meinten Sie „Syrien“?"),
        ("Geburtsdatum", "31.02.1990", "Den Tag „31.02.1990“ gibt es nicht"),
        ("Geburtsdatum", "01.01.2999", "liegt in der Zukunft"),
        ("Geschlecht", "q", "Möglich sind: m, w, d, x"),
        ("Geburtsdatum fiktiv", "vielleicht", "weder ja noch nein"),
        ("Storno", "ja", "nicht über Listen entfernt"),
    ],
)
def test_impossible_cells(town: Town, heading: str, cell: str, reason: str) -> None:
    answer = town.bring("personen", f"Familienname;{heading}\nHaddad;{cell}\nOkafor;")
    assert answer["exit"] == 2
    assert remarks(answer) == [(2, heading)]
    assert reason in answer["errors"][0]["reason"]


def test_without_any_name_a_row_is_refused(town: Town) -> None:
    assert remarks(town.bring("personen", "Familienname;Vornamen;Telefon\n-;xxx;123")) == [
        (2, "Familienname")
    ]


def test_formulas_long_names_and_turned_directions_are_text(town: Town, app: Flask) -> None:
    long = "Abd al-Rahman ibn Muhammad " * 12
    content = (
        f"Aktenzeichen;Familienname;Vornamen\n1;=cmd|' /C calc'!A0;{long}\n2;Had\u202edad;أحمد\n3;-;Ayşe"
    )
    answer = town.brought("personen", content)
    assert remarks(answer, "warnings") == [(3, "Familienname")]
    known = people(app)
    assert known["1"].family_name == "=cmd|' /C calc'!A0"
    assert known["1"].given_names == " ".join(long.split())
    assert (known["2"].family_name, known["2"].given_names) == ("Haddad", "أحمد")
    assert known["3"].name == "Ayşe"
    assert counts(town.brought("personen", content)) == (0, 0, 3, 0, 0)


def test_windows_1252_and_workbooks_say_the_same(town: Town) -> None:
    content = "Aktenzeichen;Familienname;Vornamen;Geburtsdatum\r\n1;Müller–Öz;Jürgen;1990\r\n"
    assert counts(town.bring("personen", content.encode("cp1252"))) == (1, 0, 0, 0, 0)
    assert counts(town.bring("personen", content.encode("utf-8-sig"))) == (0, 0, 1, 0, 0)
    book = workbook(
        ["Aktenzeichen", "Familienname", "Vornamen", "Geburtsdatum"], [1, "Müller–Öz", "Jürgen", 1990]
    )
    assert counts(town.bring("personen", book, file="liste.xlsx")) == (0, 0, 1, 0, 0)


def test_another_town_has_numbers_and_households_of_its_own(town: Town, app: Flask) -> None:
    with app.app_context():
        factories.municipality("Anderswo")
    content = "Aktenzeichen;Familienname;Haushalt\n1;Haddad;H1"
    town.brought("personen", content)
    town.name = "Anderswo"
    assert counts(town.brought("personen", content)) == (1, 0, 0, 0, 0)
    with app.app_context():
        assert len({person.household_id for person in db.session.scalars(select(Person))}) == 2
