"""What a file is, told from its content: only pictures and PDFs without anything that acts are kept.

The file is opened in a process of its own (`examiner`), one at a time, so that neither a bomb nor a fault in a library
reaches the application; nothing is written to disk on the way.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from casework.errors import Refused

EXAMINER = Path(__file__).with_name("examiner.py")
PATIENCE_SECONDS = 60
_one_at_a_time = Lock()

_STARTS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"%PDF-": "PDF"}
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"}
_OTHERS = {
    b"PK\x03\x04": "Das ist eine Word-, Excel- oder ZIP-Datei. Bitte speichern Sie das Dokument dort als PDF.",
    b"\xd0\xcf\x11\xe0": "Das ist eine Office-Datei im alten Format. Bitte speichern Sie das Dokument dort als PDF.",
    b"{\\rtf": "Das ist ein Textdokument. Bitte speichern Sie es dort als PDF.",
    b"GIF8": "Das ist eine GIF-Datei. Bitte speichern Sie das Bild als JPEG oder PNG.",
    b"II*\x00": "Das ist eine TIFF-Datei. Bitte scannen Sie als PDF oder JPEG.",
    b"MM\x00*": "Das ist eine TIFF-Datei. Bitte scannen Sie als PDF oder JPEG.",
    b"MZ": "Das ist ein Programm. Programme werden nicht abgelegt.",
    b"\x7fELF": "Das ist ein Programm. Programme werden nicht abgelegt.",
}
_STRANGE = (
    "Das ist weder ein Bild (JPEG, PNG, HEIC, WebP) noch ein PDF, auch wenn der Name so endet. "
    "Bitte fotografieren oder scannen Sie das Dokument."
)
_UNFIT = {
    "pixels": "Das Bild hat mehr als 64 Millionen Bildpunkte. Bitte scannen Sie mit 200 dpi oder fotografieren Sie "
    "mit einer kleineren Auflösung.",
    "pages": "Das PDF hat mehr als 500 Seiten oder ist zu verschachtelt. Bitte teilen Sie es auf.",
    "password": "Das PDF ist mit einem Kennwort geschützt. Bitte öffnen Sie es und drucken Sie es ohne Kennwort neu "
    "als PDF.",
    "program": "In dem PDF steckt ein Programm oder ein ausfüllbares Formular, das etwas ausführt. Bitte öffnen Sie es "
    "und drucken Sie es neu als PDF („Drucken“, „Als PDF speichern“).",
    "attachment": "In dem PDF stecken weitere Dateien. Bitte öffnen Sie es und drucken Sie es neu als PDF („Drucken“, "
    "„Als PDF speichern“); Anlagen legen Sie einzeln ab.",
    "memory": "Diese Datei braucht beim Öffnen zu viel Speicher oder zu lange. Bitte scannen Sie das Dokument neu, "
    "in Grau mit 200 dpi.",
    "broken": "Diese Datei ist beschädigt oder nicht das, was sie vorgibt. Bitte scannen oder fotografieren Sie das "
    "Dokument neu.",
}


@dataclass(frozen=True, slots=True)
class Examined:
    """A file fit to be kept: its form (JPEG, PNG, PDF), its pages, a small picture of the first, the content."""

    form: str
    pages: int
    thumbnail: bytes
    content: bytes
    file_name: str | None = None


def examine(content: bytes, file_name: str | None = None) -> Examined:
    """Look at a file. Raises Refused with what it is instead and what to do."""
    form = _form_of(content)
    facts, rest = _answer_of(form, content)
    reason = facts.get("unfit")
    if reason is not None:
        raise Refused(_UNFIT[reason])
    cut = int(facts["thumbnail_bytes"])
    return Examined(facts["form"], int(facts["pages"]), bytes(rest[:cut]), bytes(rest[cut:]), file_name)


def _form_of(content: bytes) -> str:
    """The form that the first bytes say, whatever the name says."""
    if not content:
        raise Refused("Die Datei ist leer. Bitte wählen Sie sie noch einmal.")
    for start, form in _STARTS.items():
        if content.startswith(start):
            return form
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        return "HEIF"
    sentence = next((said for start, said in _OTHERS.items() if content.startswith(start)), _STRANGE)
    raise Refused(sentence)


def _answer_of(form: str, content: bytes) -> tuple[dict[str, str], memoryview]:
    command = [sys.executable, "-I", str(EXAMINER), form]
    with _one_at_a_time:
        try:
            done = subprocess.run(  # noqa: S603  our own program; the file comes by its input
                command,
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={},
                timeout=PATIENCE_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return {"unfit": "memory"}, memoryview(b"")
    line, _newline, _rest = done.stdout.partition(b"\n")
    if done.returncode != 0 or not line:  # ended by its limits
        return {"unfit": "memory"}, memoryview(b"")
    return json.loads(line), memoryview(done.stdout)[len(line) + 1 :]
