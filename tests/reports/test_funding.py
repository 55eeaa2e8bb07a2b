"""Funding evidence of a tiny town: the numbers exactly, in all three forms, for whom it may concern."""

import io
import json
import uuid
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from openpyxl import load_workbook

from casework.access.roles import Role
from casework.accounts.employing import hold_post
from casework.accounts.models import User
from casework.audit.models import TrailEntry
from casework.counselling.operations import document
from casework.database.base import db
from casework.database.moments import now
from casework.database.transaction import transaction
from casework.people.models import Person
from casework.statistics.question import Question
from casework.web.components import number
from reports.funding.asked import Asked
from reports.funding.evidence import Evidence, evidence_of
from reports.funding.figures import ALL
from reports.funding.periods import last_completed, name_of
from reports.funding.topics import folded
from reports.headline import TopicLine
from tests import factories
from tests.reports.by_hand import ByHand
from tests.reports.funded_town import FIGURES, FIRST, OF_KIM, OF_LOU, OF_MIKA, ON, Town, build, show_workers
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


def evidence(app: Flask, town: Town, **asked: Any) -> Evidence:
    question = Question(town.municipality.id, town.municipality.name, ON, now(), FIRST)
    with app.app_context():
        return evidence_of(Asked(question, **asked))


def sheets_of(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def told(app: Flask, action: str) -> tuple[uuid.UUID, dict[str, Any]]:
    """By whom, and what, of the only entry of this kind."""
    with app.app_context():
        entry = db.session.scalars(db.select(TrailEntry).where(TrailEntry.action == action)).one()
        return entry.actor_id, entry.detail


def test_the_numbers_are_those_one_counts_on_ones_fingers(app: Flask, town: Town) -> None:
    made = evidence(app, town, folds_topics=False)
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
    made = evidence(app, town, folds_topics=False)
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
    assert "Quelle: Fachkonzept §7.12." in words
    assert "ein Vergleich, kein Ziel" in words
    assert len(made.definitions) == len(made.lines) + 2
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


def values_of(made: Evidence, label: str) -> dict[str, Any]:
    """The line of a post or a team."""
    assert made.table
    (share,) = (share for share in made.table.shares if share.label == label)
    assert not share.is_withheld
    return dict(share.values)


def test_each_post_has_its_line_once_that_is_switched_on(app: Flask, town: Town) -> None:
    with app.app_context():
        show_workers(town.municipality)
    made = evidence(app, town, names_workers=True)
    assert made.table
    assert [share.label for share in made.table.shares] == ["Kim Beispiel", "Lou Vorbild", "Mika Modell"]
    for label, expected in (("Kim Beispiel", OF_KIM), ("Lou Vorbild", OF_LOU), ("Mika Modell", OF_MIKA)):
        told = values_of(made, label)
        assert {name: told[name] for name in expected} == expected, label
    unnamed = evidence(app, town)
    assert unnamed.table
    assert [share.label for share in unnamed.table.shares] == ["Stelle 1", "Stelle 2", "Stelle 3"]
    assert [share.values for share in unnamed.table.shares] == [share.values for share in made.table.shares]
    assert unnamed.check_code != made.check_code
    words = text_of(printed(unnamed.html()))
    assert "Je Stelle: Beratung" in words
    assert "Kim Beispiel" not in words


def test_chosen_posts_are_counted_together(app: Flask, client: FlaskClient, town: Town) -> None:
    with app.app_context():
        show_workers(town.municipality)
    factories.sign_in(client, town.lead)
    first_visit = client.get("/funding")
    assert first_visit.status_code == 200
    assert "Kim Beispiel" in first_visit.text, "to be chosen"
    both = f"{QUARTER}&{EVERYTHING}&called=names&posts={town.kim.id}&posts={town.mika.id}"
    sheets = sheets_of(client.get(f"/funding.xlsx?{both}").data)
    values = {row[4]: row[2] for row in sheets["Nachweis"] if row[4] in FIGURES}
    assert (values["counselling.consultations"], values["counselling.persons"]) == (4, 3)
    assert (values["work.cases"], values["waiting.followup_begun"], values["work.full_time_on"]) == (
        3,
        2,
        1.5,
    )
    assert [row[0] for row in sheets["Je Stelle"]] == ["Stelle", "Kim Beispiel", "Mika Modell", "Zusammen"]
    assert sheets["Nachweis"][1][:2] == ("Wessen Arbeit", "Kim Beispiel, Mika Modell")
    actor, detail = told(app, "reports:funding:exported")
    assert actor == town.lead.id
    assert detail["workers"] == sorted([str(town.kim.id), str(town.mika.id)])
    of_team = sheets_of(client.get(f"/funding.xlsx?{QUARTER}&{EVERYTHING}&team={town.north}").data)
    assert [row[0] for row in of_team["Je Stelle"]] == ["Stelle", "Stelle 1", "Stelle 2", "Zusammen"]
    assert of_team["Nachweis"][1][1] == "Nord"


def test_what_nobody_with_a_post_did_is_a_line_of_its_own(app: Flask, town: Town) -> None:
    with app.app_context():
        show_workers(town.municipality)
        with transaction():
            selam = db.session.get_one(Person, town.persons["Selam"].id)
            document(
                municipality_id=town.municipality.id,
                people=[selam],
                held_on=date(2025, 6, 6),
                minutes=5,
                contact_kind="PHONE",
                topics=["ARB"],
                case_manager_id=town.lead.id,
            )
    rest = values_of(evidence(app, town), "Ohne Stelle")
    assert (rest["counselling.consultations"], rest["counselling.minutes"], rest["plans.active"]) == (1, 5, 0)
    assert rest["counselling.persons"] is None
    assert rest["caseload_per_fte"] is None


def test_without_the_switch_no_line_tells_of_one_person(app: Flask, client: FlaskClient, town: Town) -> None:
    made = evidence(app, town)
    assert made.table
    lines = [(share.label, share.is_withheld) for share in made.table.shares]
    assert lines == [("Nord", True), ("Süd", True), ("Ohne Team", False)], "Süd is Mika, the rest is Nord"
    words = text_of(printed(made.html()))
    assert "Zahlen je Mitarbeiter/in sind in dieser Kommune nicht eingeschaltet" in words
    factories.sign_in(client, town.lead)
    page = client.get(f"/funding?{QUARTER}&{EVERYTHING}")
    assert "Mika Modell" not in page.text
    for asked in (f"team={town.south}", f"team={town.north}", f"posts={town.kim.id}"):
        refused = client.get(f"/funding.xlsx?{QUARTER}&{EVERYTHING}&{asked}", follow_redirects=True)
        assert refused.status_code == 422, asked


def test_a_team_of_several_has_its_line(app: Flask, town: Town) -> None:
    with app.app_context(), transaction():
        mika = db.session.get_one(User, town.mika.id)
        hold_post(mika, share=Decimal("0.5"), starts_on=date(2025, 5, 16), team_id=town.north)
    made = evidence(app, town)
    north = values_of(made, "Nord")
    assert {name: north[name] for name in FIGURES} == FIGURES
    assert values_of(made, "Ohne Team")["counselling.consultations"] == 0
    question = Question(town.municipality.id, town.municipality.name, ON, now(), FIRST, team_id=town.north)
    with app.app_context():
        alone = evidence_of(Asked(question))
    assert {name: alone.figures[name] for name in FIGURES} == FIGURES
    assert alone.whose == "Nord"


def test_an_administrator_learns_no_names_of_posts(app: Flask, client: FlaskClient, town: Town) -> None:
    with app.app_context():
        show_workers(town.municipality)
    factories.sign_in(client, town.administrator)
    page = client.get(f"/funding?{QUARTER}&{EVERYTHING}")
    assert "Stelle 3" in page.text
    assert "Mika Modell" not in page.text
    assert client.get(f"/funding?{QUARTER}&{EVERYTHING}&called=names").status_code == 422


def test_posts_and_teams_of_others_are_refused(app: Flask, client: FlaskClient, town: Town) -> None:
    with app.app_context():
        show_workers(town.municipality)
        elsewhere = factories.municipality("Nachbarstadt")
        show_workers(elsewhere)
        lead = factories.user(elsewhere, Role.TEAM_LEAD)
    factories.sign_in(client, lead)
    for foreign in (f"posts={town.kim.id}", f"team={town.north}", "posts=nobody"):
        page = client.get(f"/funding?{QUARTER}&{EVERYTHING}&{foreign}")
        assert page.status_code == 422
        assert "Vorschau" not in page.text


def test_the_command_writes_what_figures_says(runner: FlaskCliRunner, town: Town, tmp_path: Path) -> None:
    period = ("--from", "2025-04-01", "--on", "30.06.2025")
    for form in ("pdf", "xlsx"):
        target = tmp_path / f"nachweis.{form}"
        done = runner.invoke(args=["report", "funding", *period, "--output", str(target), "--json"])
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
    assert f"Beratungszeit{' ' * 38}{number(85)}"[-5:] in shown.stdout
    wrong = runner.invoke(args=["report", "funding", *period, "--output", str(tmp_path / "n.docx")])
    assert wrong.exit_code == 2
    assert "endet" in wrong.stderr
