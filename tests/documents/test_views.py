"""Filing documents, looking at them, correcting them and taking them back, through the front door."""

import io
import re
import uuid
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.documents.models import Document, DocumentFile, DocumentPiece
from casework.people.merging import merge
from casework.people.models import Person
from casework.vault.models import SubjectKey
from tests import factories, papers
from tests.caseload import Caseload
from tests.documents.filing import address, bring, filed, only_document

PAPER = (papers.photo(), "ausweis.jpg")
TOMORROW = f"{today() + timedelta(days=1):%d.%m.%Y}"


def tab(client: FlaskClient, person: factories.Person) -> str:
    return client.get(f"/people/{person.id}?tab=documents").text


def place(app: Flask) -> str:
    with app.app_context():
        return f"/documents/{only_document().id}"


def actions(app: Flask, beginning: str) -> list[tuple[str, uuid.UUID | None]]:
    with app.app_context():
        entries = db.session.scalars(
            db.select(TrailEntry).where(TrailEntry.action.startswith(beginning)).order_by(TrailEntry.sequence)
        )
        return [(entry.action, entry.about_id) for entry in entries]


def test_a_document_of_one_person_is_sealed_under_their_key(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    answer = bring(client, world.layla, PAPER, issued_on="01.02.2024", valid_until=TOMORROW, remark="Kopie")
    assert answer.location == f"/people/{world.layla.id}?tab=documents"
    with app.app_context():
        document = only_document()
        assert document.subject_id == world.layla.id
        assert {file.subject_id for file in document.files} == {world.layla.id}
        said = document.facts
        assert (said.kind, f"{said.issued_on:%d.%m.%Y}", said.remark) == ("IDENTITY", "01.02.2024", "Kopie")
    page = tab(client, world.layla)
    for words in (
        "Pass oder Ausweis",
        "ausgestellt 01.02.2024",
        f"gültig bis {TOMORROW}",
        "1 Seite",
        "Kopie",
    ):
        assert words in page
    assert actions(app, "documents:document:filed") == [("documents:document:filed", world.layla.id)]
    person = client.get(f"/people/{world.layla.id}").text
    assert "Dokument läuft ab" in person
    assert "Dokument läuft ab" in client.get("/").text, "it is due on the home page"


def test_a_document_of_a_family_has_a_key_of_its_own_and_all_its_pages(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    both = [world.layla, world.amir]
    answer = bring(client, world.layla, PAPER, (papers.pdf(4), "rest.pdf"), people=both, kind="LEASE")
    assert answer.status_code == 302
    with app.app_context():
        document = only_document()
        assert document.subject_id == document.id
        assert [file.form for file in document.files] == ["JPEG", "PDF"]
    for person in both:
        assert "Mietvertrag" in tab(client, person)
        assert "5 Seiten" in tab(client, person)
        assert "für 2 Personen" in tab(client, person)
    assert "Mietvertrag" not in tab(client, world.sara)
    with app.app_context(), transaction():
        db.session.execute(db.delete(SubjectKey).where(SubjectKey.id == only_document().id))
    assert client.get(f"{place(app)}/files/1").status_code == 404, "with the key all of it is gone"
    assert "nicht lesbar" in tab(client, world.layla)


def test_a_photo_taken_on_the_spot_is_a_file_too(app: Flask, client: FlaskClient, world: Caseload) -> None:
    factories.sign_in(client, world.kim)
    page = client.get(address(world.layla)).text
    assert re.search(r'<input[^>]*accept="image/\*"[^>]*capture="environment"[^>]*name="photo"', page)
    assert re.search(r'<input[^>]*multiple[^>]*name="files"', page)
    assert "Yonas" not in page
    assert "application/pdf" in page
    photo = {"photo": (io.BytesIO(PAPER[0]), "image.jpg"), "kind": "IDENTITY", "people": str(world.layla.id)}
    assert client.post(address(world.layla), data=photo).status_code == 302
    with app.app_context():
        assert [file.file_name for file in only_document().files] == ["image.jpg"]


@pytest.mark.parametrize(
    ("files", "said", "sentence"),
    [
        ([], {}, "Bitte wählen Sie eine Datei oder nehmen Sie ein Foto auf."),
        ([PAPER], {"kind": ""}, "Bitte wählen Sie, was für ein Dokument es ist."),
        ([PAPER], {"people": []}, "Bitte kreuzen Sie an, für wen das Dokument ist."),
        ([PAPER], {"issued_on": "31.02.2024"}, "31.02.2024 gibt es nicht"),
        ([PAPER], {"issued_on": TOMORROW}, "der Tag liegt in der Zukunft"),
        ([PAPER], {"issued_on": "02.01.2024", "served_on": "01.01.2024"}, "Die Zustellung liegt vor"),
        ([PAPER], {"issued_on": "02.01.2024", "valid_until": "01.01.2024"}, "bevor es ausgestellt ist"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_filed(
    app: Flask, client: FlaskClient, world: Caseload, files: list, said: dict, sentence: str
) -> None:
    factories.sign_in(client, world.kim)
    answer = bring(client, world.layla, *files, remark="Bleibt stehen", **said)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Bleibt stehen"' in answer.text
    assert not files or "Bitte wählen Sie die Datei noch einmal aus." in answer.text
    with app.app_context():
        assert filed() == []


def test_a_file_is_shown_so_that_nothing_in_it_can_act(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    bring(client, world.layla, PAPER, (papers.pdf(), "Müller & Söhne.pdf.html"))
    shown, taken = client.get(f"{place(app)}/files/1"), client.get(f"{place(app)}/files/2?download=1")
    for answer in (shown, taken, client.get(f"{place(app)}/files/2/thumbnail")):
        assert answer.status_code == 200
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert shown.headers["Content-Disposition"] == "inline; filename=ausweis.jpg"
    assert taken.headers["Content-Disposition"].startswith("attachment")
    assert ".pdf.pdf" in taken.headers["Content-Disposition"]
    assert ".html" not in taken.headers["Content-Disposition"]
    assert taken.mimetype == "application/pdf"
    assert client.get(f"{place(app)}/files/3").status_code == 404
    assert actions(app, "documents:file:") == [("documents:file:opened", world.layla.id)] * 2


@pytest.mark.parametrize("damage", ["lost", "swapped", "flipped"])
def test_a_file_is_shown_whole_or_not_at_all(
    app: Flask, client: FlaskClient, world: Caseload, damage: str
) -> None:
    factories.sign_in(client, world.kim)
    bring(client, world.layla, (papers.scan_of_many_pages(2), "scan.pdf"))
    with app.app_context(), transaction():
        first, second, *_rest = db.session.scalars(db.select(DocumentPiece).order_by(DocumentPiece.position))
        if damage == "lost":
            db.session.delete(first)
        elif damage == "swapped":
            first.position, second.position = 1000, first.position
        else:
            column = DocumentPiece.content.column()
            octets = bytearray(
                db.session.scalars(db.select(column).where(DocumentPiece.id == first.id)).one()
            )
            octets[-1] ^= 1
            db.session.execute(
                db.update(DocumentPiece).where(DocumentPiece.id == first.id).values({column: bytes(octets)})
            )
    answer = client.get(f"{place(app)}/files/1")
    assert answer.status_code == 404
    assert "nicht lesbar" in answer.text
    assert "scan.pdf" in client.get(place(app)).text, "the rest of the document is there"


@pytest.mark.parametrize("role", [Role.CONTROLLER, Role.ADMINISTRATOR, Role.HOUSE_DESK])
def test_who_needs_not_know_sees_no_document(
    app: Flask, client: FlaskClient, world: Caseload, role: Role
) -> None:
    factories.sign_in(client, world.kim)
    bring(client, world.layla, PAPER)
    with app.app_context():
        somebody = factories.user(world.layla.municipality, role)
    other = app.test_client()
    factories.sign_in(other, somebody)
    for page in (
        place(app),
        f"{place(app)}/files/1",
        f"{place(app)}/files/1/thumbnail",
        address(world.layla),
    ):
        assert other.get(page).status_code == 403


def test_a_document_of_somebody_else_s_case_is_not_there(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    bring(client, world.layla, PAPER, people=[world.layla, world.sara])
    for user, status in ((world.lou, 404), (world.stranger, 404), (world.lead, 200)):
        other = app.test_client()
        factories.sign_in(other, user)
        for page in ("", "/files/1", "/files/1/thumbnail", "/retract"):
            assert other.get(f"{place(app)}{page}").status_code == status, (user.name, page)
    assert bring(client, world.layla, PAPER, people=[world.single]).status_code == 422


def test_what_is_said_is_corrected_and_two_editors_lose_nothing(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    bring(client, world.layla, PAPER, remark="erste Fassung")
    (edition,) = re.findall(r'name="edition"[^>]*value="([^"]+)"', client.get(place(app)).text)
    opened = {"edition": edition, "kind": "IDENTITY", "remark": "erste Fassung"}
    assert client.post(place(app), data=opened | {"remark": "von Kim"}).status_code == 302
    assert client.post(place(app), data=opened | {"kind": "TOLERATION"}).status_code == 302
    with app.app_context():
        assert (only_document().facts.kind, only_document().facts.remark) == ("TOLERATION", "von Kim")
    late = client.post(place(app), data=opened | {"kind": "TOLERATION", "remark": "von Toni"})
    assert late.status_code == 409
    assert "von Kim" in late.text
    assert "von Toni" in late.text
    assert "Kim Beispiel" in late.text, "who was quicker"
    (history,) = re.findall(r'href="(/history/document/[^"]+)"', client.get(place(app)).text)
    before = client.get(history).text
    for words in ("erste Fassung", "von Kim", "Duldung", "Kim Beispiel"):
        assert words in before
    assert len(actions(app, "documents:document:restated")) == 2


def test_a_document_taken_back_is_destroyed_and_its_reason_stays(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    bring(client, world.layla, PAPER)
    where = place(app)
    assert "lassen sich nicht zurückholen" in client.get(f"{where}/retract").text
    assert client.post(f"{where}/retract", data={"reason": " "}).status_code == 422
    answer = client.post(f"{where}/retract", data={"reason": "gehört Yonas"})
    assert answer.location == f"/people/{world.layla.id}?tab=documents"
    with app.app_context():
        for rows in (DocumentFile, DocumentPiece):
            assert db.session.scalars(db.select(rows)).all() == []
    assert "Noch kein Dokument." in tab(client, world.layla)
    for page in (where, f"{where}/files/1", f"{where}/retract"):
        assert client.get(page).status_code == 404
    history = client.get(f"/people/{world.layla.id}").text
    assert "Dokument zurückgenommen" in history
    assert "gehört Yonas" in history
    assert len(actions(app, "documents:document:retracted")) == 1


def test_documents_of_all_records_of_a_person_stand_together(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.lead)
    bring(client, world.layla, PAPER)
    bring(client, world.single, PAPER, kind="LEASE")
    with app.app_context(), transaction():
        merge(db.session.get_one(Person, world.single.id), db.session.get_one(Person, world.layla.id))
    page = tab(client, world.layla)
    assert "Pass oder Ausweis" in page
    assert "Mietvertrag" in page
    with app.app_context():
        places = [f"/documents/{found.id}" for found in db.session.scalars(db.select(Document))]
    assert [client.get(f"{where}/files/1").status_code for where in places] == [200, 200]
    assert client.get(places[1]).text.count("Layla Haddad") >= 2
