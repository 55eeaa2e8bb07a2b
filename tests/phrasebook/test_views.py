"""Translations are read, confirmed and corrected; papers say so until everything is confirmed."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.transaction import transaction
from casework.phrasebook.models import ConfirmedPhrase
from casework.phrasebook.queries import is_confirmed, wording_of
from casework.phrasebook.sheets import hash_of, key_of
from casework.vocabulary.phrases.catalogues import catalogue, phrase
from reports.bilingual import sheet_of
from tests import factories

GOALS, GERMAN_REVIEW = "Meine Ziele", "Am %(day)s sprechen wir wieder über diesen Plan."
SHEET, COMMON = "/phrases/plan/ar", "/phrases/common/ar"
GOALS_PAGE = f"{SHEET}/{key_of(GOALS)}"


@pytest.fixture
def town(app: Flask) -> factories.Municipality:
    with app.app_context():
        return factories.municipality()


@pytest.fixture
def lead(app: Flask, town: factories.Municipality) -> FlaskClient:
    return signed_in(app, town, Role.TEAM_LEAD)


def signed_in(app: Flask, town: factories.Municipality, role: Role) -> FlaskClient:
    with app.app_context():
        user = factories.user(town, role)
    client = app.test_client()
    factories.sign_in(client, user)
    return client


def hidden(client: FlaskClient, address: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', client.get(address).text)
    assert found
    return found[1]


def confirm_all(client: FlaskClient, address: str) -> None:
    assert client.post(address, data={"mark": hidden(client, address, "mark")}).status_code == 302


def word(client: FlaskClient, address: str, text: str) -> int:
    sent = {"wording": text, "edition": hidden(client, address, "edition")}
    return client.post(address, data=sent).status_code


def confirmed(app: Flask, town: factories.Municipality, language: str = "ar") -> bool:
    with app.app_context():
        return is_confirmed(town.id, "plan", language)


def mark_on(app: Flask, town: factories.Municipality, language: str = "ar") -> str:
    with app.app_context():
        return str(sheet_of(town.id, "plan", language).mark())


def test_a_paper_is_confirmed_once_all_it_says_is(
    app: Flask, town: factories.Municipality, lead: FlaskClient
) -> None:
    assert "Übersetzung nicht geprüft" in mark_on(app, town)
    assert phrase("common", "Übersetzung nicht geprüft", "ar") in mark_on(app, town)
    confirm_all(lead, SHEET)
    assert not confirmed(app, town), "the words of all papers belong to it"
    assert "geprüft" in lead.get("/phrases").text
    confirm_all(lead, COMMON)
    assert confirmed(app, town)
    assert not confirmed(app, town, "fa")
    assert confirmed(app, town, "de")
    assert mark_on(app, town) == ""
    assert "Alle Sätze bestätigen" not in lead.get(SHEET).text


def test_one_sentence_is_confirmed_and_taken_back(
    app: Flask, town: factories.Municipality, lead: FlaskClient
) -> None:
    one = f"{GOALS_PAGE}/confirm"
    assert lead.post(one, data={"mark": hidden(lead, SHEET, "mark")}).status_code == 302
    total = len(catalogue("plan", "ar"))
    assert f"{total - 1} Sätze ungeprüft" in lead.get("/phrases").text
    assert lead.post(f"{GOALS_PAGE}/reopen").status_code == 302
    assert "Sätze ungeprüft" not in lead.get("/phrases").text
    with app.app_context():
        noted = [entry.action for entry in db.session.query(TrailEntry).order_by(TrailEntry.sequence)]
    assert noted.count("phrasebook:phrase:confirmed") == 1
    assert noted.count("phrasebook:phrase:reopened") == 1


def test_an_own_wording_is_printed_here_and_nowhere_else(
    app: Flask, town: factories.Municipality, lead: FlaskClient
) -> None:
    assert word(lead, GOALS_PAGE, "أهدافنا") == 302
    with app.app_context():
        elsewhere = factories.municipality("Nebenan")
        assert wording_of(town.id, "ar")("plan", GOALS, "ar") == "أهدافنا"
        assert wording_of(elsewhere.id, "ar")("plan", GOALS, "ar") == "أهدافي"
        assert ">أهدافنا<" in sheet_of(town.id, "plan", "ar").both("plan", GOALS)
    assert "1 Satz geändert" in lead.get("/phrases").text
    assert "eigener Wortlaut" in lead.get(SHEET).text
    assert word(lead, GOALS_PAGE, "أهدافي") == 302
    assert "1 Satz geändert" not in lead.get("/phrases").text, "our own words are no words of theirs"


def test_a_place_for_the_day_is_not_lost(lead: FlaskClient) -> None:
    address = f"{SHEET}/{key_of(GERMAN_REVIEW)}"
    for text in ("نتحدث قريبًا.", "في %(day)s و %(day)s", "في %(day)s 100%", " "):
        assert word(lead, address, text) == 422, text
    assert "%(day)s" in lead.post(address, data={"wording": "نتحدث قريبًا."}).text
    assert word(lead, address, "في يوم %(day)s نتحدث عن الخطة.") == 302


def test_a_sentence_that_changed_with_the_software_is_unconfirmed_again(
    app: Flask, town: factories.Municipality, lead: FlaskClient
) -> None:
    for address in (SHEET, COMMON):
        confirm_all(lead, address)
    with app.app_context(), transaction():
        goals = db.session.query(ConfirmedPhrase).filter_by(german_hash=hash_of(GOALS)).one()
        goals.text_hash = hash_of("so stand es in der vorigen Version")
    assert not confirmed(app, town)
    assert "neu übersetzt, ungeprüft" in lead.get(SHEET).text
    confirm_all(lead, SHEET)
    assert confirmed(app, town)


def test_nobody_confirms_what_they_have_not_seen(
    app: Flask, town: factories.Municipality, lead: FlaskClient
) -> None:
    seen = hidden(lead, SHEET, "mark")
    other = signed_in(app, town, Role.ADMINISTRATOR)
    assert word(other, GOALS_PAGE, "أهدافنا") == 302
    for address in (SHEET, f"{GOALS_PAGE}/confirm"):
        late = lead.post(address, data={"mark": seen})
        assert late.status_code == 409
        assert "Inzwischen steht hier ein anderer Wortlaut." in late.text


def test_whoever_words_second_sees_the_first(
    app: Flask, town: factories.Municipality, lead: FlaskClient
) -> None:
    other = signed_in(app, town, Role.ADMINISTRATOR)
    opened = hidden(other, GOALS_PAGE, "edition")
    assert word(lead, GOALS_PAGE, "أهدافنا") == 302
    assert other.post(GOALS_PAGE, data={"wording": "غاياتي", "edition": opened}).status_code == 409


def test_only_those_who_look_after_the_town_read_them(app: Flask, town: factories.Municipality) -> None:
    assert signed_in(app, town, Role.CASE_MANAGER).get("/phrases").status_code == 403
    administrator = signed_in(app, town, Role.ADMINISTRATOR)
    assert 'lang="prs" dir="rtl"' in administrator.get("/phrases/plan/prs").text
    for nowhere in ("/phrases/plan/de", "/phrases/nothing/ar", f"{SHEET}/0000"):
        assert administrator.get(nowhere).status_code == 404
