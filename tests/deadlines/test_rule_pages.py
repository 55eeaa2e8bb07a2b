"""„Fristenregeln“: a municipality says from which day on it goes by another rule."""

import re
import uuid
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from casework.access.roles import Role
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import now, today
from casework.database.transaction import transaction
from casework.deadlines.rule_models import OwnRule
from casework.deadlines.rule_operations import RuleChanged, correct_rule, enter_rule, take_back_rule
from casework.deadlines.rules import rules_of
from casework.deadlines.versions import Rules
from casework.vocabulary.deadlines import CLOCKS, COURSE_CLAIM, TITLE_EXPIRY, UMA_REPORT
from casework.vocabulary.periods import months_later
from tests import factories

RULES = "/deadlines/rules"
SOON = today() + timedelta(days=40)
SAID = {
    "applies_from": f"{SOON:%d.%m.%Y}",
    "amount": "18",
    "unit": "MONTHS",
    "warn_before": "6, 3 Monate und 14 Tage",
    "paragraph": "§ 44 (2) AufenthG n. F.",
    "note": "BGBl. 2027 I Nr. 1",
}


@pytest.fixture
def lead(app: Flask) -> factories.User:
    with app.app_context():
        return factories.user(factories.municipality(), Role.TEAM_LEAD)


@pytest.fixture
def signed_in(client: FlaskClient, lead: factories.User) -> FlaskClient:
    factories.sign_in(client, lead)
    return client


def until(months: int) -> str:
    return f"{months_later(SOON, months):%d.%m.%Y}"


def entered(app: Flask) -> list[uuid.UUID]:
    with app.app_context():
        return list(db.session.scalars(select(OwnRule.id).where(OwnRule.superseded_at.is_(None))))


def rules(app: Flask, user: factories.User, known_at: datetime | None = None) -> Rules:
    with app.app_context():
        return rules_of(user.municipality.id, known_at)


def test_every_clock_stands_on_the_page_with_its_paragraph(signed_in: FlaskClient) -> None:
    page = signed_in.get(RULES).text
    for term in CLOCKS:
        assert term.label in page
        assert signed_in.get(f"{RULES}/{term.code}").status_code == 200
    assert "§ 9 (3) FlüAG" in page
    assert signed_in.get(f"{RULES}/NO_CLOCK").status_code == 404


def test_the_page_of_a_clock_shows_the_dated_rows_of_the_law(signed_in: FlaskClient) -> None:
    page = signed_in.get(f"{RULES}/{TITLE_EXPIRY}").text
    for word in ("von Anfang an", "01.02.2026", "gilt fort bis 04.03.2027", "BGBl. 2025 I Nr. 252"):
        assert word in page


def test_a_new_version_holds_from_its_day_on(
    app: Flask, signed_in: FlaskClient, lead: factories.User
) -> None:
    form = signed_in.get(f"{RULES}/{COURSE_CLAIM}/new").text
    assert 'value="90, 30 und 7 Tage"' in form
    answer = signed_in.post(f"{RULES}/{COURSE_CLAIM}/new", data=SAID, follow_redirects=True)
    words = (
        "18 Monate",
        "6 und 3 Monate, 14 Tage vorher",
        "kommt",
        "eigene Regel",
        "nur für solche, die ab dann",
    )
    for word in (f"{SOON:%d.%m.%Y}", *words, f"bisher bis {until(12)}, neu bis {until(18)}"):
        assert word in answer.text
    (rule_id,) = entered(app)
    found = rules(app, lead)
    assert found.of(COURSE_CLAIM, SOON, SOON).key == str(rule_id)
    assert found.of(COURSE_CLAIM, SOON - timedelta(days=1), SOON).is_shipped
    assert found.of(COURSE_CLAIM, SOON, SOON).warned_on(SOON)[-1] == SOON - timedelta(days=14)
    with app.app_context():
        assert "deadlines:rule:entered" in db.session.scalars(select(TrailEntry.action)).all()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"applies_from": ""}, "ab welchem Tag"),
        ({"amount": "0"}, "1 bis 1.000"),
        ({"paragraph": ""}, "nennen Sie die Vorschrift"),
        ({"warn_before": "bald"}, "ist keine Dauer"),
        ({"warn_before": "1,2,3,4,5,6,7,8,9"}, "höchstens 8"),
    ],
)
def test_what_makes_no_rule_is_told(
    app: Flask, signed_in: FlaskClient, typed: dict[str, str], sentence: str
) -> None:
    answer = signed_in.post(f"{RULES}/{COURSE_CLAIM}/new", data=SAID | typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not entered(app)


def test_one_day_has_one_version(app: Flask, signed_in: FlaskClient) -> None:
    signed_in.post(f"{RULES}/{COURSE_CLAIM}/new", data=SAID)
    answer = signed_in.post(f"{RULES}/{COURSE_CLAIM}/new", data=SAID)
    assert "gilt schon eine eigene Regel" in answer.text
    assert len(entered(app)) == 1


def test_a_clock_is_asked_only_what_its_rule_can_say(signed_in: FlaskClient) -> None:
    fields = {
        code: {name for name in ("amount", "working_days", "continues_until") if f'name="{name}"' in page}
        for code in (COURSE_CLAIM, UMA_REPORT, TITLE_EXPIRY)
        if (page := signed_in.get(f"{RULES}/{code}/new").text)
    }
    assert fields == {
        COURSE_CLAIM: {"amount"},
        UMA_REPORT: {"amount", "working_days"},
        TITLE_EXPIRY: {"continues_until"},
    }


def test_a_regulation_is_entered_without_a_new_version_of_the_software(
    app: Flask, signed_in: FlaskClient, lead: factories.User
) -> None:
    said = {
        "applies_from": "01.02.2027",
        "warn_before": "90, 60, 30, 7",
        "paragraph": "§ 2 UkraineAufenthFGV n. F.",
        "continues_title": "AE_24",
        "continues_valid_on": "01.02.2027",
    }
    half = signed_in.post(f"{RULES}/{TITLE_EXPIRY}/new", data=said)
    assert "gehören Titel, Stichtag und Ende dazu" in half.text
    signed_in.post(f"{RULES}/{TITLE_EXPIRY}/new", data=said | {"continues_until": "04.03.2028"})
    last = rules(app, lead).continuations(TITLE_EXPIRY, date(2027, 2, 1))[-1]
    assert (last.title, f"{last.until:%d.%m.%Y}", last.paragraph) == (
        "AE_24",
        "04.03.2028",
        "§ 2 UkraineAufenthFGV n. F.",
    )


def test_a_correction_keeps_what_was_believed_before(
    app: Flask, signed_in: FlaskClient, lead: factories.User
) -> None:
    signed_in.post(f"{RULES}/{COURSE_CLAIM}/new", data=SAID)
    (rule_id,) = entered(app)
    known_at = now()
    page = f"/deadlines/own-rules/{rule_id}"
    answer = signed_in.post(page, data=SAID | {"amount": "24"}, follow_redirects=True)
    assert "24 Monate" in answer.text
    assert rules(app, lead).of(COURSE_CLAIM, SOON, SOON).length.amount == 24
    assert rules(app, lead, known_at).of(COURSE_CLAIM, SOON, SOON).length.amount == 18
    form = signed_in.get(page).text
    assert 'value="24"' in form, "the old address leads to what stands now"
    changes = signed_in.get(re.findall(r'href="([^"]+)"[^>]*>Verlauf der Änderungen', form)[0]).text
    assert "18 Monate" in changes
    assert "24 Monate" in changes


def test_taken_back_it_never_held(app: Flask, signed_in: FlaskClient, lead: factories.User) -> None:
    signed_in.post(f"{RULES}/{COURSE_CLAIM}/new", data=SAID)
    (rule_id,) = entered(app)
    signed_in.post(f"/deadlines/own-rules/{rule_id}/take-back")
    assert not entered(app)
    assert rules(app, lead).of(COURSE_CLAIM, SOON, SOON).is_shipped
    assert signed_in.post(f"/deadlines/own-rules/{rule_id}/take-back").status_code == 404


def test_who_corrects_what_somebody_else_corrected_is_told(app: Flask, lead: factories.User) -> None:
    said = {"applies_from": SOON, "amount": 18, "unit": "MONTHS", "paragraph": "§ 44"}
    with app.app_context():
        with transaction():
            row = enter_rule(lead.municipality.id, COURSE_CLAIM, said)
        with transaction():
            assert correct_rule(row, said) is row
            correct_rule(row, said | {"amount": 20})
        with pytest.raises(RuleChanged), transaction():
            correct_rule(row, said | {"amount": 22})
        with pytest.raises(RuleChanged), transaction():
            take_back_rule(row)


def test_another_town_goes_by_its_own_rules(app: Flask, signed_in: FlaskClient, lead: factories.User) -> None:
    signed_in.post(f"{RULES}/{COURSE_CLAIM}/new", data=SAID)
    with app.app_context():
        other = rules_of(factories.municipality("Beispielburg").id)
    assert rules(app, lead).of(COURSE_CLAIM, SOON, SOON).is_shipped is False
    assert other.of(COURSE_CLAIM, SOON, SOON).is_shipped


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.TEAM_LEAD, 200), (Role.ADMINISTRATOR, 200), (Role.CASE_MANAGER, 403), (Role.CONTROLLER, 403)],
)
def test_who_may_enter_rules(
    app: Flask, client: FlaskClient, lead: factories.User, role: Role, status: int
) -> None:
    with app.app_context():
        user = factories.user(lead.municipality, role)
    factories.sign_in(client, user)
    assert client.get(RULES).status_code == status
    assert client.get(f"{RULES}/{COURSE_CLAIM}/new").status_code == status
