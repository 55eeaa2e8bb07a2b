"""Funding evidence of a tiny town: the numbers exactly, in all three forms, for whom it may concern."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from casework.access.roles import Role
from casework.web.components import number
from reports.funding.figures import ALL
from reports.funding.periods import last_completed, name_of
from reports.funding.topics import folded
from reports.headline import TopicLine
from tests import factories
from tests.reports.by_hand import ByHand
from tests.reports.funded_town import (
    FIGURES,
    FIRST,
    OF_KIM,
    OF_LOU,
    OF_MIKA,
    ON,
    Town,
    build,
    evidence,
    sheets_of,
    told,
)
from tests.reports.reading import opened, printed, tables_of, text_of
from tests.templates import Template, Templates

QUARTER = "period=2025-Q2"
EVERYTHING = "&".join(["topics=exact", *(f"figures={name}" for name in ALL)])


@pytest.fixture(scope="module")
def template(templates: Templates) -> Template:
    return templates.holding(build)


@pytest.fixture
def town(template: Template) -> Town:
    return template.holds


def test_the_numbers_are_those_one_counts_on_ones_fingers(app: Flask, town: Town) -> None:
    made = evidence(app, town, withholds_small=False)
    assert {name: made.figures[name] for name in FIGURES} == FIGURES
    assert [(line.label, line.consultations, line.mentions) for line in made.topics] == [
        ("Wohnen und Wohnungssuche", 2, 2),
        ("Arbeit", 2, 2),
        ("Kinderbetreuung", 0, 1),
    ]
    with app.app_context():
        by_hand = ByHand(town.municipality.id, FIRST, ON)
        counted = by_hand.figures()
        assert {name: counted[name] for name in FIGURES} == FIGURES
        for user, expected in ((town.kim, OF_KIM), (town.lou, OF_LOU), (town.mika, OF_MIKA)):
            own = by_hand.figures(by_hand.of_worker(user.id))
            assert {name: own[name] for name in expected} == expected


def test_who_waits_is_known_whatever_else_is_asked(app: Flask, town: Town) -> None:
    made = evidence(app, town, names=["waiting.followup_begun"])
    assert made.figures == {"waiting.followup_begun": 3}


def test_page_pdf_and_excel_say_the_same(app: Flask, client: FlaskClient, town: Town) -> None:
    factories.sign_in(client, town.lead)
    page = client.get(f"/funding?{QUARTER}&{EVERYTHING}")
    paper = client.get(f"/funding.pdf?{QUARTER}&{EVERYTHING}")
    book = client.get(f"/funding.xlsx?{QUARTER}&{EVERYTHING}")
    assert (page.status_code, paper.mimetype) == (200, "application/pdf")
    names = [answer.headers["Content-Disposition"].split("=")[1] for answer in (paper, book)]
    assert names == [f"verwendungsnachweis-2025-04-01-2025-06-30.{ending}" for ending in ("pdf", "xlsx")]
    sheets, words = sheets_of(book.data), text_of(paper.data)
    values = {row[4]: row[2] for row in sheets["Nachweis"] if row[4] in FIGURES}
    assert values == {name: float(value) for name, value in FIGURES.items()}
    made = evidence(app, town, withholds_small=False)
    shown = tables_of(page.text)["Zahlen im Zeitraum"][1:]
    assert [[line.part, line.figure.label, line.written, line.figure.unit] for line in made.lines] == shown
    on_paper = tables_of(made.html())["Zahlen im Zeitraum"][1:]
    assert [row[-3:] for row in on_paper] == [row[1:] for row in shown]
    for line in made.lines:
        assert f"{line.figure.label} " in words
    assert [row[0] for row in sheets["Themen"][1:]] == [
        "Wohnen und Wohnungssuche",
        "Arbeit",
        "Kinderbetreuung",
        "Zusammen",
    ]
    assert sheets["Themen"][-1][1:] == (4, None, 5)
    head = {row[0]: row[1] for row in sheets["Nachweis"][:8]}
    assert head["Zeitraum ab"] == datetime(2025, 4, 1)  # noqa: DTZ001  # as Excel keeps a day
    assert head["Zeitraum bis (Stichtag)"] == datetime(2025, 6, 30)  # noqa: DTZ001
    assert isinstance(head["Wissensstand"], datetime)
    assert head["Prüfzeichen"] in page.text


def test_each_number_has_its_definition_and_what_is_not_verified_is_said(app: Flask, town: Town) -> None:
    made = evidence(app, town)
    words = text_of(printed(made.html()))
    assert "2. Quartal 2025" in words
    assert "Seite 1 von" in words
    assert made.check_code in words
    assert "Nicht geprüfte Formularfelder" in words
    assert "dieser Nachweis ersetzt das Muster nicht" in words
    assert "Fachkonzept" not in words
    assert "Quelle: Definition des Programms, Fassung" in words
    assert "ein Vergleich, kein Ziel" in words
    assert len(made.definitions) == len(made.lines) + 2 - 3, "four figures per post mean the same"
    assert "Ludwigsburg" not in evidence(app, town, names=["plans.new"]).html()


def test_the_paper_can_be_read_aloud_and_filed(app: Flask, town: Town) -> None:
    paper = opened(printed(evidence(app, town).html()))
    assert paper.Root.MarkInfo.Marked
    assert str(paper.Root.Lang) == "de"
    metadata = bytes(paper.Root.Metadata.read_bytes())
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert b"pdfaid" in metadata


def test_only_the_chosen_figures_are_told(client: FlaskClient, town: Town) -> None:
    factories.sign_in(client, town.lead)
    chosen = f"{QUARTER}&figures=plans.new&figures=counselling.minutes"
    sheets = sheets_of(client.get(f"/funding.xlsx?{chosen}").data)
    assert [row[4] for row in sheets["Nachweis"][10:]] == ["counselling.minutes", "plans.new"]
    assert "Themen" not in sheets
    none = client.get(f"/funding?{QUARTER}")
    assert none.status_code == 422
    assert "Bitte wenigstens eine Zahl auswählen." in none.text


def test_rare_topics_stand_together_unless_asked_otherwise(app: Flask, town: Town) -> None:
    made = evidence(app, town)
    assert [(line.label, line.consultations) for line in made.topics] == [("Weitere Themen zusammen (3)", 4)]
    lines = [
        TopicLine(*line)
        for line in (("WOH", 9, None, 9), ("ARB", 4, None, 4), ("GES", 2, None, 2), ("SPR", 0, None, 3))
    ]
    together = folded(lines, 15)
    assert [(line.label, line.consultations, line.mentions) for line in together] == [
        ("WOH", 9, 9),
        ("Weitere Themen zusammen (3)", 6, 9),
    ]
    assert folded(lines[:2], 13) == lines[:2]


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2026, 1, 1), date(2026, 3, 31), "1. Quartal 2026"),
        (date(2024, 7, 1), date(2024, 12, 31), "2. Halbjahr 2024"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2024, 1, 2), date(2024, 3, 31), ""),
    ],
)
def test_a_period_has_a_name(first: date, last: date, name: str) -> None:
    assert name_of(first, last) == name


def test_the_last_completed_quarter_is_asked_first() -> None:
    assert last_completed(date(2026, 2, 1)).code == "2025-Q4"
    assert last_completed(date(2026, 4, 1)).code == "2026-Q1"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("period=own&from=01.04.2025", "Bitte angeben, oder oben ein Quartal oder Jahr wählen."),
        ("period=own&from=01.07.2025&on=30.06.2025", "Der Zeitraum endet (30.06.2025), bevor er beginnt"),
        ("period=2025-Q5", "Bitte etwas aus der Liste wählen."),
        ("period=own&from=31.02.2025&on=30.06.2025", "31.02.2025 gibt es nicht."),
    ],
)
def test_a_wrong_question_gets_a_sentence(client: FlaskClient, town: Town, asked: str, sentence: str) -> None:
    factories.sign_in(client, town.lead)
    for path in ("/funding", "/funding.pdf"):
        page = client.get(f"{path}?{asked}&{EVERYTHING}", follow_redirects=True)
        assert page.status_code == 422
        assert sentence in page.text


def test_leads_and_administrators_may_and_nobody_else(app: Flask, client: FlaskClient, town: Town) -> None:
    with app.app_context():
        others = [factories.user(town.municipality, role) for role in (Role.CONTROLLER, Role.HOUSE_DESK)]
    for user in (town.kim, *others):
        other = app.test_client()
        factories.sign_in(other, user)
        assert [other.get(f"/funding{end}").status_code for end in ("", ".pdf", ".xlsx")] == [403] * 3
    assert client.get("/funding.pdf").status_code == 302
    factories.sign_in(client, town.administrator)
    assert client.get("/funding.xlsx").status_code == 200
    assert "Verwendungsnachweis" in client.get("/funding").text


def test_looks_and_files_stand_in_the_trail(app: Flask, client: FlaskClient, town: Town) -> None:
    factories.sign_in(client, town.lead)
    client.get(f"/funding?{QUARTER}&{EVERYTHING}")
    client.get(f"/funding.xlsx?{QUARTER}&{EVERYTHING}")
    (looked, look), (took, file) = (told(app, f"reports:funding:{act}") for act in ("previewed", "exported"))
    assert looked == took == town.lead.id
    said = {"form": "xlsx", "from": "2025-04-01", "on": "2025-06-30", "left_out": []}
    assert said.items() <= file.items()
    assert look["left_out"] == []


def test_another_town_sees_nothing_of_this_one(app: Flask, client: FlaskClient, town: Town) -> None:
    with app.app_context():
        lead = factories.user(factories.municipality("Nachbarstadt"), Role.TEAM_LEAD)
    factories.sign_in(client, lead)
    sheets = sheets_of(client.get(f"/funding.xlsx?{QUARTER}&{EVERYTHING}").data)
    values = {row[4]: row[2] for row in sheets["Nachweis"] if row[4] in FIGURES}
    assert {name for name, value in values.items() if value not in (0, "–")} == set()
    assert sheets["Nachweis"][0][1] == "Nachbarstadt"


def test_the_command_writes_what_figures_says(runner: FlaskCliRunner, town: Town, tmp_path: Path) -> None:
    period = ("--from", "2025-04-01", "--on", "30.06.2025")
    for form in ("pdf", "xlsx"):
        target = tmp_path / f"nachweis.{form}"
        done = runner.invoke(
            args=["report", "funding", *period, "--output", str(target), "--json", "--exact-topics"]
        )
        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout)["bytes"] == len(target.read_bytes())
    asked = runner.invoke(args=["figures", *period, "--json"])
    parts = json.loads(asked.stdout)
    sheets = sheets_of((tmp_path / "nachweis.xlsx").read_bytes())
    for row in sheets["Nachweis"]:
        part, _dot, name = (row[4] or "").rpartition(".")
        if row[4] in FIGURES and (part in parts or not part):
            assert row[2] == (parts[part] if part else parts)[name]
    shown = runner.invoke(args=["report", "funding", *period, "--output", str(tmp_path / "n.PDF")])
    (minutes,) = (line for line in shown.stdout.splitlines() if line.startswith("Beratung: Beratungszeit"))
    assert minutes.split()[-1] == number(85)
    wrong = runner.invoke(args=["report", "funding", *period, "--output", str(tmp_path / "n.docx")])
    assert wrong.exit_code == 2
    assert "endet" in wrong.stderr
