"""Consent and release from secrecy as papers: one page in every language, in the order it is read, filled or blank."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.organisation.models import Letterhead
from casework.vocabulary.phrases.catalogues import phrase
from casework.vocabulary.phrases.languages import GERMAN, LANGUAGES
from reports import render
from reports.bilingual import Sheet
from reports.consent_form import ConsentPaper, Signing
from reports.release_form import ReleasePaper
from tests import factories
from tests.caseload import caseload
from tests.reports.reading import opened, text_of

MARKS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
HEAD = Letterhead(office="Integrationsmanagement Musterstadt", town="70000 Musterstadt")
SIGNING = Signing(HEAD, "Layla Haddad", "Kim Beispiel", date(2027, 11, 26))
BY_HAND = Signing(HEAD, "", "", None)
needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext kommt mit: apt-get install poppler-utils"
)


def consent(language: str, signing: Signing = SIGNING, *, is_blank: bool = False) -> ConsentPaper:
    if is_blank:
        return ConsentPaper(Sheet(language), signing, "", "", "", ())
    return ConsentPaper(
        Sheet(language), signing, "Psychosoziales Zentrum", "Musterweg 3", "REFERRAL", ["NAME", "CONTACT"]
    )


def release(language: str, signing: Signing = SIGNING, *, is_blank: bool = False) -> ReleasePaper:
    if is_blank:
        return ReleasePaper(Sheet(language), signing, "", "", "", None)
    return ReleasePaper(Sheet(language), signing, "Praxis Dr. Muster", "Musterstadt", "die Behandlung", True)


def copied(paper: bytes, folder: Path) -> str:
    """What a reader copies, without the marks that turn a line."""
    (folder / "paper.pdf").write_bytes(paper)
    told = subprocess.run(
        ["pdftotext", "-layout", str(folder / "paper.pdf"), "-"], capture_output=True, check=True, text=True
    ).stdout
    return MARKS.sub("", told)


@needs_pdftotext
@pytest.mark.engine_independent
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_stands_beside_the_german_on_one_page(
    app: Flask, tmp_path: Path, language: str
) -> None:
    with app.test_request_context():
        papers = [render.pdf(make(language).html()) for make in (consent, release)]
        blank = [render.pdf(make(language, BY_HAND, is_blank=True).html()) for make in (consent, release)]
    for paper in (*papers, *blank):
        with opened(paper) as made, made.open_metadata() as said:
            assert len(made.pages) == 1
            assert [float(side) for side in made.pages[0].MediaBox[2:]] == pytest.approx(
                [595.3, 841.9], abs=1
            )
            assert (said["pdfaid:part"], said["pdfuaid:part"]) == ("3", "1")
            assert made.Root.MarkInfo.Marked
    texts = [copied(paper, tmp_path) for paper in papers]
    for text, name, german in (
        (texts[0], "consent", "Wofür?"),
        (texts[0], "consent", "Welche Daten?"),
        (texts[1], "release", "Worüber?"),
        (texts[1], "release", "Mit wem?"),
    ):
        assert re.search(rf"{re.escape(german)}\s+{re.escape(phrase(name, german, language))}", text), german
    for text in texts:
        assert "Übersetzung nicht geprüft" in text
        assert "Layla Haddad" in text
        assert "26.11.2027" in text
    order = [
        "Psychosoziales Zentrum",
        "Wofür?",
        "Welche Daten?",
        "Das ist freiwillig.",
        "Gilt ab der",
        "Ort und",
    ]
    places = [texts[0].index(words) for words in order]
    assert places == sorted(places)
    assert "Staatsangehörigkeit" not in texts[0], "only what was chosen"
    assert "Staatsangehörigkeit" in copied(blank[0], tmp_path), "all, to be ticked by hand"


def test_a_form_is_printed_for_a_person_and_noted(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        world = caseload()
    factories.sign_in(client, world.kim)
    for kind, words, filled in (
        ("consent", "Einwilligung", {"purpose": "REFERRAL", "categories": ["NAME"]}),
        ("release", "Schweigepflichtentbindung", {"direction": "mutual", "about": "die Behandlung"}),
    ):
        address = f"/people/{world.layla.id}/{kind}-form"
        page = client.get(address).text
        assert re.search(r'<option [^>]*selected[^>]*value="ar"|value="ar"[^>]*selected', page)
        answer = client.post(address, data={"language": GERMAN, "partner_id": "", **filled})
        assert answer.mimetype == "application/pdf"
        text = text_of(answer.data)
        assert words in text
        assert "Layla Haddad" in text
        assert "nicht geprüft" not in text
    with app.app_context():
        wanted = db.select(TrailEntry).where(TrailEntry.action == "reports:consent:printed")
        assert [one.about_id for one in db.session.scalars(wanted)] == [world.layla.id] * 2
