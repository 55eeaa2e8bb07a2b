"""The system libraries that set type: WeasyPrint opens six of them."""

import ctypes
import os
import shutil
import sys
from pathlib import Path
from xml.sax.saxutils import escape

from casework.bootstrap import debian, stamps
from casework.bootstrap.places import NATIVE, PYTHON
from casework.bootstrap.speech import SetUpFailed, do, say

OPENED = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
)
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
ADVICE = (
    "Für PDF-Dateien fehlen Bibliotheken. Bitte installieren Sie Pango und HarfBuzz "
    f"(Debian: apt-get install {' '.join(PACKAGES)}) und starten Sie erneut."
)
FONT_LIST = "fonts.conf"
OPEN_ALL = "import ctypes, sys; [ctypes.CDLL(name) for name in sys.argv[1:]]"


def is_ready() -> bool:
    """Whether all of them open; other systems than Linux name them differently and are left to WeasyPrint."""
    if not sys.platform.startswith("linux") or stamps.read(NATIVE) == _mark():
        return True
    try:
        for name in OPENED:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def make() -> None:
    """Install what is missing, or, without the right to, unpack it inside `.venv`."""
    say("Bibliotheken für PDF-Dateien werden eingerichtet …")
    if debian.may_install():
        debian.install(PACKAGES, otherwise=ADVICE)
    elif debian.is_here():
        if NATIVE.exists():
            shutil.rmtree(NATIVE)
        debian.unpack(PACKAGES, NATIVE, otherwise=ADVICE)
        _name_fonts()
    else:
        raise SetUpFailed(ADVICE)
    do([PYTHON, "-c", OPEN_ALL, *OPENED], extra=environment(), otherwise=ADVICE)
    if NATIVE.exists():
        stamps.press(NATIVE, _mark())


def _name_fonts() -> None:
    """Unpacked libraries look for fonts where nothing was installed; tell them where the unpacked ones lie."""
    (NATIVE / FONT_LIST).write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>'
        f"<dir>{escape(str(NATIVE))}/usr/share/fonts</dir><dir>/usr/share/fonts</dir>"
        f"<cachedir>{escape(str(NATIVE))}/cache</cachedir></fontconfig>\n",
        encoding="utf-8",
    )


def environment() -> dict[str, str]:
    """What a process must be told to find libraries that were unpacked rather than installed."""
    folders = sorted(
        str(folder)
        for pattern in ("usr/lib/*", "lib/*")
        for folder in NATIVE.glob(pattern)
        if _holds_code(folder)
    )
    if not folders:
        return {}
    told = {"LD_LIBRARY_PATH": os.pathsep.join(filter(None, [*folders, os.environ.get("LD_LIBRARY_PATH")]))}
    if not Path("/etc/fonts/fonts.conf").exists() and "FONTCONFIG_FILE" not in os.environ:
        told["FONTCONFIG_FILE"] = str(NATIVE / FONT_LIST)
    return told


def _holds_code(folder: Path) -> bool:
    return folder.is_dir() and any(folder.glob("*.so.*"))


def _mark() -> str:
    return stamps.fingerprint(*PACKAGES)
