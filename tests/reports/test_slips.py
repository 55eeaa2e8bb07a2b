"""The slip a client takes along: in every language, in the right order, and nothing in it that nobody typed."""

import re
import shutil
import subprocess
from datetime import date, time
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.appointments.operations import appoint
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.organisation.models import Letterhead
from casework.partners.opening_hours import OpeningHours
from casework.partners.operations import enter_partner
from casework.people.models import Person
from casework.referrals.operations import refer
from casework.referrals.reference import reference_of
from casework.vocabulary.phrases.catalogues import phrase
from casework.vocabulary.phrases.languages import GERMAN, LANGUAGES
from casework.vocabulary.slips import TO_BRING
from reports import render
from reports.appointment_slip import AppointmentSlip, Destination
from reports.bilingual import Sheet
from tests import factories
from tests.caseload import Caseload, caseload
from tests.reports.reading import opened, text_of

MARKS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
SHORT = ("Wohin?", "Wann?", "Worum geht es?")
A_TUESDAY = date(2026, 12, 8)
needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext kommt mit: apt-get install poppler-utils"
)


def slip(language: str, **changes: object) -> AppointmentSlip:
    said: dict[str, object] = {
        "sheet": Sheet(language),
        "letterhead": Letterhead(office="Stadt Musterstadt", town="70000 Musterstadt", phone="0711 1-2"),
        "writer": "Kim Beispiel",
        "destination": Destination(
            "Schuldnerberatung", "Marktstraße 3", "0711 99-8", OpeningHours.read("Mo–Do 8–12, Di 14–18")
        ),
        "day": A_TUESDAY,
        "clock": time(9, 30),
        "access": "2. Stock, Aufzug",
        "bring": TO_BRING.codes(),
        "bring_besides": "Kontoauszüge",
        "about": "Briefe der Bank",
        "reference": "V-3F7A-91C2",
        "sends_data": False,
    }
    return AppointmentSlip(**said | changes)  # type: ignore[arg-type]


def copied(paper: bytes, folder: Path) -> str:
    """What a reader copies, line by line, without the marks that turn a line."""
    (folder / "paper.pdf").write_bytes(paper)
    told = subprocess.run(
        ["pdftotext", "-layout", str(folder / "paper.pdf"), "-"], capture_output=True, check=True, text=True
    ).stdout
    return MARKS.sub("", told)


@needs_pdftotext
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_stands_beside_the_german_in_the_order_it_is_read(
    app: Flask, tmp_path: Path, language: str
) -> None:
    with app.test_request_context():
        paper = render.pdf(slip(language).html())
    text = copied(paper, tmp_path)
    for german in SHORT:
        assert re.search(rf"{re.escape(german)}\s+{re.escape(phrase('slip', german, language))}", text), (
            german
        )
    for typed in ("Schuldnerberatung", "2. Stock, Aufzug", "Kontoauszüge", "Briefe der Bank", "V-3F7A-91C2"):
        assert typed in text
    assert text.count("08.12.2026") == 2
    assert text.count("09:30") == 2
    assert "Übersetzung nicht geprüft" in text
    with opened(paper) as made:
        assert len(made.pages) == 1, "half a sheet"
        assert [float(side) for side in made.pages[0].MediaBox[2:]] == pytest.approx([419.5, 595.3], abs=1)
        assert made.Root.MarkInfo.Marked
    html = slip(language).sheet.both("slip", "Wohin?")
    assert f'lang="{language}" dir="{LANGUAGES[language].direction}"' in html


def test_in_german_alone_nothing_is_said_twice(app: Flask) -> None:
    with app.test_request_context():
        text = text_of(render.pdf(slip(GERMAN, day=None).html()))
    assert "Sie brauchen keinen Termin." in text
    assert "Dienstag: 8:00–12:00, 14:00–18:00" in text
    assert text.count("Wohin?") == 1
    assert "nicht geprüft" not in text


def test_without_a_day_and_without_hours_one_calls(app: Flask) -> None:
    with app.test_request_context():
        text = text_of(render.pdf(slip(GERMAN, day=None, destination=Destination("Anwältin")).html()))
    assert "Bitte rufen Sie dort an" in text


@pytest.fixture
def world(app: Flask) -> Caseload:
    with app.app_context():
        return caseload()


def test_a_slip_of_a_referral_is_filled_in_but_for_what_it_is_about(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    with app.app_context(), transaction():
        partner = enter_partner(
            world.kim.municipality.id, {"name": "Schuldnerberatung", "kind": "COUNSELLING"}
        )
        person = db.session.get_one(Person, world.layla.id)
        made = refer(person, partner, referred_on=today(), purpose="Canaryanliegen")
        address, reference = f"/referrals/{made.id}/slip", reference_of(made.id)
    factories.sign_in(client, world.kim)
    page = client.get(address).text
    assert 'selected value="ar"' in page or 'value="ar" selected' in page
    assert "Schuldnerberatung" in page
    assert "Canaryanliegen" not in page
    form = {"language": "ar", "place": "Schuldnerberatung", "bring": ["SLIP"], "about": "Briefe"}
    answer = client.post(address, data=form)
    assert answer.mimetype == "application/pdf"
    text = text_of(answer.data)
    assert reference in text
    assert "Wir haben dieser Stelle keine Daten über Sie geschickt." in text
    assert "Haddad" not in text
    assert client.post(address, data=form | {"place": ""}).status_code == 422
    with app.app_context():
        wanted = db.select(TrailEntry).where(TrailEntry.action == "reports:slip:made")
        assert db.session.scalars(wanted).one().about_id == world.layla.id


def test_any_appointment_has_a_slip(app: Flask, client: FlaskClient, world: Caseload) -> None:
    with app.app_context(), transaction():
        made = appoint(
            municipality_id=world.kim.municipality.id,
            owner_id=world.kim.id,
            people=[db.session.get_one(Person, world.layla.id)],
            day=A_TUESDAY,
            starts_at=time(9, 30),
            title="Anmeldung der Kita",
            place="Rathaus, Zimmer 3",
        )
        address = f"/appointments/{made.id}"
    factories.sign_in(client, world.kim)
    assert f"{address}/slip" in client.get(address).text
    page = client.get(f"{address}/slip").text
    for known in ("Anmeldung der Kita", "Rathaus, Zimmer 3", "08.12.2026", "09:30"):
        assert known in page
    form = {"language": "de", "place": "Rathaus", "day": "08.12.2026", "clock": "9.30", "about": "Kita"}
    text = text_of(client.post(f"{address}/slip", data=form).data)
    assert "Dienstag, 08.12.2026" in text
    assert "keine Daten" not in text
    stranger = app.test_client()
    factories.sign_in(stranger, world.stranger)
    assert stranger.get(f"{address}/slip").status_code == 404
