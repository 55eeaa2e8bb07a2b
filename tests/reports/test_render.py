"""The press: filed, read aloud, the same every time, and blind to everything but our own files."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from reports import render
from tests.reports.reading import opened, text_of

pytestmark = pytest.mark.engine_independent

PAGE = """<!doctype html><html lang="de"><head><title>Probe</title><link rel="stylesheet" href="own:paper.css">{}</head>
<body>{}</body></html>"""


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bool]]]:
    """An address on this machine, and whether anybody called."""
    calls: list[bool] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)

        def wait() -> None:
            try:
                server.accept()[0].close()
                calls.append(True)
            except OSError:
                return

        waiting = threading.Thread(target=wait, daemon=True)
        waiting.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", calls
        server.shutdown(socket.SHUT_RDWR)
        waiting.join()


def test_a_paper_is_pdf_a_3a_and_pdf_ua_1_at_once() -> None:
    with opened(render.pdf(PAGE.format("", "<p>Guten Tag</p>"))) as paper, paper.open_metadata() as said:
        assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("3", "A")
        assert said["pdfuaid:part"] == "1"
        assert paper.Root.MarkInfo.Marked
        assert paper.Root.ViewerPreferences.DisplayDocTitle
        assert str(paper.Root.Lang) == "de"
        assert "/StructTreeRoot" in paper.Root


def test_every_font_is_embedded_and_ours() -> None:
    with opened(
        render.pdf(
            PAGE.format(
                "", "<p>Guten Tag أحمد Олександр ሰላም <strong>fett − → „…“ ±</strong> Trenn&shy;ung</p>"
            )
        )
    ) as paper:
        fonts = [str(font.BaseFont).split("+")[-1] for font in paper.pages[0].Resources.Font.values()]
    assert {name.split("-")[0] for name in fonts} == {"Fira", "Vazirmatn", "Noto"}


def test_the_same_html_gives_the_same_bytes() -> None:
    page = PAGE.format("", "<p>Guten Tag أحمد</p>")
    assert render.pdf(page) == render.pdf(page)


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="{}" alt="x">',
        '<object data="{}"></object>',
        '<link rel="attachment" href="{}">',
        '<p style="background: url({})">x</p>',
        '<svg viewBox="0 0 9 9"><title>x</title><image href="{}"/></svg>',
    ],
)
def test_nothing_is_fetched_from_the_net_or_read_from_the_disk(
    markup: str, listener: tuple[str, list[bool]], tmp_path: Path
) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("Staatsgeheimnis")
    address, calls = listener
    for target in (f"{address}/x.png", secret.as_uri(), f"own:../../{secret.name}"):
        paper = render.pdf(PAGE.format("", f"<p>Text</p>{markup.format(target)}"))
        with opened(paper) as made:
            assert not list(made.attachments)
            streams = [held.read_bytes() for held in made.objects if isinstance(held, pikepdf.Stream)]
        assert not any(b"Staatsgeheimnis" in stream for stream in streams)
        assert "Staatsgeheimnis" not in text_of(paper)
    assert not calls
