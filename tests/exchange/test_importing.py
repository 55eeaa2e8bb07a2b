"""What holds for every list, and a real list of houses."""

import csv
import json
import stat
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from casework.audit.models import TrailEntry
from casework.audit.trail import broken_links
from casework.database.base import db
from casework.people.models import Person
from tests.exchange.conftest import Town, counts, remarks

REAL_LIST = (
    Path(__file__).parents[3] / "shared" / "data" / "mv_unterkuenfte_kapazitaet_belegung_2016-03-31.csv"
)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "Das ist eine PDF-Datei"),
        (b"", "Die Datei ist leer"),
        (b"Familienname;Vorname\nX;Y", None),
        (
            b"Aktenzeichen;Vornamen\n1;Y",
            "Der Liste fehlt die Spalte „Familienname“. Gefunden wurden: „Aktenzeichen“",
        ),
        ("Familienname;Straße;STRASSE\nX;;".encode(), "Die Spalte „Straße“ steht mehrfach in der Liste"),
        ("Familienname;Familien Name\nX;Y".encode("cp1252"), "steht mehrfach"),
    ],
)
def test_what_is_not_this_list_is_said_in_one_sentence(
    town: Town, content: bytes, sentence: str | None
) -> None:
    answer = town.bring("personen", content)
    if sentence is None:
        assert (answer["exit"], answer["ignored_columns"]) == (0, ["Vorname"])
        return
    assert answer["exit"] == 2
    assert remarks(answer) == [(None, None)]
    assert sentence in answer["errors"][0]["reason"]


def test_the_answer_in_json_is_complete(town: Town) -> None:
    answer = town.bring("personen", "Familienname;Farbe\nHaddad;rot", "--dry-run")
    assert answer == {
        "list": "personen",
        "file": str(town.file("liste.csv")),
        "municipality": "Musterstadt",
        "dry_run": True,
        "rows": 1,
        "new": 1,
        "corrected": 0,
        "unchanged": 0,
        "retracted": 0,
        "rejected": 0,
        "errors": [],
        "warnings": [],
        "ignored_columns": ["Farbe"],
        "exit": 0,
    }


def test_one_bad_row_keeps_everything_out_and_a_dry_run_stores_nothing(town: Town, app: Flask) -> None:
    content = "Aktenzeichen;Familienname;Geburtsdatum\n1;Haddad;1990\n2;Okafor;31.02.1990\n3;;"
    assert remarks(town.bring("personen", content)) == [(3, "Geburtsdatum"), (4, "Familienname")]
    assert town.bring("personen", content, "--dry-run")["exit"] == 2
    dry = town.bring("personen", content, "--dry-run", "--skip-bad")
    assert (dry["exit"], *counts(dry)) == (0, 1, 0, 0, 0, 2)
    assert not town.file("liste.csv.rejected.csv").exists()
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Person)) == 0
        assert not db.session.scalars(
            select(TrailEntry).where(TrailEntry.action.startswith("exchange"))
        ).all()


def test_rejected_rows_are_for_nobody_else_and_a_stale_file_of_them_goes(town: Town) -> None:
    rejected = town.file("liste.csv.rejected.csv")
    rejected.write_text("von gestern")
    rejected.chmod(0o644)
    content = "Aktenzeichen;Familienname;Geburtsdatum\n1;Haddad;1990\n2;Okafor;31.02.1990"
    assert counts(town.bring("personen", content, "--skip-bad")) == (1, 0, 0, 0, 1)
    assert "Okafor" in rejected.read_text("utf-8-sig")
    assert "Haddad" not in rejected.read_text("utf-8-sig")
    assert stat.S_IMODE(rejected.stat().st_mode) == 0o600
    assert counts(town.bring("personen", content, "--skip-bad", "--dry-run")) == (0, 0, 1, 0, 1)
    assert rejected.exists()
    town.brought("personen", content.replace("31.02.", "28.02."))
    assert not rejected.exists()


def test_nothing_is_stored_where_the_rejected_rows_cannot_be_written(town: Town, app: Flask) -> None:
    (town.file("liste.csv.rejected.csv") / "voll").mkdir(parents=True)
    content = "Aktenzeichen;Familienname;Geburtsdatum\n1;Haddad;1990\n2;Okafor;31.02.1990"
    answer = town.bring("personen", content, "--skip-bad")
    assert answer["exit"] == 2
    assert "lässt sich nicht schreiben" in answer["error"]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Person)) == 0


def test_a_row_with_too_many_cells_is_refused(town: Town) -> None:
    answer = town.bring("personen", "Aktenzeichen;Familienname\n1;Haddad;Layla\n2;Okafor;")
    assert remarks(answer) == [(2, None)]


def test_an_empty_list_is_a_warning(town: Town) -> None:
    answer = town.brought("personen", "Aktenzeichen;Familienname")
    assert [warning["reason"] for warning in answer["warnings"]] == ["Die Liste enthält keine Zeilen."]


def test_in_german_the_reasons_go_to_standard_error(town: Town, runner: FlaskCliRunner) -> None:
    path = town.file("p.csv")
    path.write_text("Familienname;Geburtsdatum\nHaddad;31.02.1990\n", "utf-8")
    refused = runner.invoke(args=["import", "personen", str(path)])
    assert refused.exit_code == 2
    assert "Fehler: Zeile 2, Spalte „Geburtsdatum“: Den Tag „31.02.1990“ gibt es nicht" in refused.stderr
    assert refused.stdout == ""
    path.write_text("Familienname\nHaddad\n", "utf-8")
    done = runner.invoke(args=["import", "personen", str(path)])
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "1 Zeilen: 1 neu, 0 berichtigt, 0 unverändert, 0 zurückgenommen, 0 abgewiesen.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["bewohner", "{file}"], "Die Liste „bewohner“ gibt es nicht. Möglich sind: unterkuenfte, personen"),
        (["personen", "{file}", "--municipality", "Nirgends"], "Die Kommune „Nirgends“ gibt es nicht"),
        (["personen", "{file}.fehlt"], "lässt sich nicht lesen"),
    ],
)
def test_wrong_words_are_refused_in_german(
    town: Town, runner: FlaskCliRunner, arguments: list[str], sentence: str
) -> None:
    path = town.file("p.csv")
    path.write_text("Familienname\nHaddad\n", "utf-8")
    arguments = [argument.format(file=path) for argument in arguments]
    result = runner.invoke(args=["import", *arguments, "--json"])
    assert result.exit_code == 2
    assert sentence in json.loads(result.stdout)["error"]
    assert sentence in result.stderr


def test_the_trail_holds_after_imports(town: Town, app: Flask) -> None:
    town.brought("personen", "Aktenzeichen;Familienname\n1;Haddad\n2;Okafor")
    with app.app_context():
        assert list(broken_links()) == []


def test_a_real_list_of_houses_reproduces_its_occupancy(town: Town, runner: FlaskCliRunner) -> None:
    """Houses of a Land on 31.03.2016: one row per person of the published occupancy gives the published rates."""
    if not REAL_LIST.exists():
        pytest.skip(f"Die echte Liste fehlt: {REAL_LIST.name}")
    with REAL_LIST.open(encoding="utf-8") as file:
        published = {
            f"{row['typ']} {row['gebietskoerperschaft']} {row['lfd_nr']}": row for row in csv.DictReader(file)
        }
    known = {name: row for name, row in published.items() if row["belegung"]}
    assert set(published) - set(known) == {
        "GU Landkreis Mecklenburgische Seenplatte 3"
    }  # published without a figure
    kinds = {"GU": "VU", "Notunterkunft": "NOT"}
    houses = [f"{name};{kinds[row['typ']]};{row['kapazitaet']};01.01.2016" for name, row in published.items()]
    residents = [name for name, row in known.items() for _person in range(int(row["belegung"]))]
    stays = [f"P{n};VU;{name};01.01.2016" for n, name in enumerate(residents)]
    town.brought("unterkuenfte", "Unterkunft;Art;Plätze;Betrieb ab\n" + "\n".join(houses))
    town.brought(
        "personen",
        "Aktenzeichen;Familienname\n" + "\n".join(f"P{n};Person {n}" for n in range(len(residents))),
    )
    answer = town.brought("aufenthalte", "Aktenzeichen;Stufe;Unterkunft;Von\n" + "\n".join(stays))
    assert len(answer["warnings"]) == 7  # the houses with more people than places

    result = runner.invoke(args=["figures", "--on", "2016-03-31", "--json"])
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    shown = {house["name"]: house for house in figures["accommodations"]}
    assert set(shown) == set(published)
    assert Counter(residents) == Counter({name: house["occupied"] for name, house in shown.items()})
    assert {name: house["places_total"] for name, house in shown.items()} == {
        name: int(row["kapazitaet"]) for name, row in published.items()
    }
    assert sorted(house["occupancy_rate"] for house in shown.values() if house["occupancy_rate"] > 100) == [
        101.0,
        103.9,
        104.2,
        106.7,
        112.1,
        112.8,
        117.0,
    ]
    assert figures["stock"]["total"] == len(residents)
