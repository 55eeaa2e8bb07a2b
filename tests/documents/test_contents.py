"""What is brought, through the front door: pictures and PDFs are kept, all else is refused with what to do."""

import io
import tracemalloc

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from tests import factories, papers
from tests.caseload import Caseload
from tests.documents.filing import bring, filed, only_document

pytestmark = pytest.mark.engine_independent
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("content", "name", "form"),
    [
        (papers.photo("JPEG"), "foto.jpg", "JPEG"),
        (papers.photo("PNG"), "scan.png", "PNG"),
        (papers.photo("WEBP"), "bild.webp", "JPEG"),
        (papers.photo("HEIF"), "IMG_0815.HEIC", "JPEG"),
        (papers.photo("PNG"), "in-wahrheit-ein-png.jpg", "PNG"),
        (papers.pdf(3), "mietvertrag.pdf", "PDF"),
        (papers.pdf(), "ohne-endung", "PDF"),
    ],
)
def test_pictures_and_pdfs_are_kept_as_what_they_are(
    app: Flask, client: FlaskClient, world: Caseload, content: bytes, name: str, form: str
) -> None:
    factories.sign_in(client, world.kim)
    assert bring(client, world.layla, (content, name)).status_code == 302
    with app.app_context():
        document = only_document()
        (file,) = document.files
        assert (file.form, file.file_name, file.pages) == (form, name, 3 if "miet" in name else 1)
        address = f"/documents/{document.id}/files/1"
    shown = client.get(address)
    assert shown.mimetype == {"JPEG": "image/jpeg", "PNG": "image/png", "PDF": "application/pdf"}[form]
    assert len(shown.data) == shown.content_length
    if form == "PDF":
        assert shown.data == content, "a PDF stays as it is, its signatures too"
    else:
        assert Image.open(io.BytesIO(shown.data)).size == (300, 420)
    small = client.get(f"{address}/thumbnail")
    assert small.mimetype == "image/jpeg"
    assert max(Image.open(io.BytesIO(small.data)).size) <= 320


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (HTML, "foto.jpg", "weder ein Bild"),
        (SVG, "bild.png", "weder ein Bild"),
        (HTML + papers.pdf(), "bescheid.pdf", "weder ein Bild"),
        (b"MZ\x90\x00", "rechnung.pdf", "Das ist ein Programm"),
        (b"PK\x03\x04", "brief.docx", "Bitte speichern Sie das Dokument dort als PDF"),
        (b"II*\x00", "scan.tif", "Bitte scannen Sie als PDF oder JPEG"),
        (b"", "leer.pdf", "Die Datei ist leer"),
        (papers.photo()[:900], "abgerissen.jpg", "beschädigt"),
        (papers.pdf()[:200], "abgerissen.pdf", "beschädigt"),
        (b"\x89PNG\r\n\x1a\n" + HTML, "bild.png", "beschädigt"),
        (papers.pdf_with_program(), "formular.pdf", "drucken Sie es neu als PDF"),
        (papers.pdf_with_hidden_program(), "formular.pdf", "steckt ein Programm"),
        (papers.pdf_with_attachment(), "rechnung.pdf", "stecken weitere Dateien"),
        (papers.pdf_with_password(), "geheim.pdf", "mit einem Kennwort geschützt"),
        (papers.picture_bomb(), "bild.png", "mehr als 64 Millionen Bildpunkte"),
    ],
)
def test_all_else_is_refused_with_what_to_do(
    app: Flask, client: FlaskClient, world: Caseload, content: bytes, name: str, sentence: str
) -> None:
    factories.sign_in(client, world.kim)
    answer = bring(client, world.layla, (papers.photo(), "gut.jpg"), (content, name), remark="Bleibt stehen")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f"„{name}“" in answer.text
    assert 'value="Bleibt stehen"' in answer.text, "nothing typed is lost"
    with app.app_context():
        assert filed() == [], "a document is filed whole or not at all"


def test_a_bomb_in_a_pdf_ends_with_the_process_that_looked_at_it(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    answer = bring(client, world.layla, (papers.pdf_bomb(), "bescheid.pdf"))
    assert answer.status_code == 422
    assert "zu viel Speicher" in answer.text, "its limit ended it"
    with app.app_context():
        assert filed() == []


def test_of_a_photo_only_the_picture_is_kept(app: Flask, client: FlaskClient, world: Caseload) -> None:
    factories.sign_in(client, world.kim)
    brought = papers.photo_of_a_phone()
    assert b"Geheimtelefon" in brought
    assert bring(client, world.layla, (brought, "foto.jpg")).status_code == 302
    with app.app_context():
        address = f"/documents/{only_document().id}/files/1"
    shown = client.get(address).data
    for forbidden in (b"Geheimtelefon", b"Geheimkommentar", b"<script>", b"Exif"):
        assert forbidden not in shown
    picture = Image.open(io.BytesIO(shown))
    assert not picture.getexif()
    assert picture.size == (420, 300), "turned upright"


@pytest.mark.slow
def test_a_scan_of_forty_megabytes_is_kept_with_little_memory(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    scan = papers.scan_of_many_pages(40)
    assert 40 * MEGABYTE < len(scan) < 50 * MEGABYTE
    tracemalloc.start()
    try:
        assert bring(client, world.layla, (scan, "mietvertrag.pdf")).status_code == 302
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5 * len(scan), f"{peak // MEGABYTE} MB for a scan of {len(scan) // MEGABYTE} MB"
    with app.app_context():
        document = only_document()
        assert (document.files[0].size_bytes, document.files[0].form) == (len(scan), "PDF")
        address = f"/documents/{document.id}/files/1"
    assert client.get(address).data == scan


def test_more_than_fifty_megabytes_are_refused_and_elsewhere_more_than_twenty(
    client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.lead)
    answer = bring(client, world.layla, (b"%PDF-" + bytes(51 * MEGABYTE), "mietvertrag.pdf"))
    assert answer.status_code == 413
    assert "200 dpi" in answer.text
    assert client.post("/imports", data=bytes(21 * MEGABYTE)).status_code == 413
