"""Style sheets and fonts of the design system, copied to where Flask serves them."""

import os
import shutil
from pathlib import Path

from casework.bootstrap import packages, stamps
from casework.bootstrap.places import NODE_MODULES, ROOT, VENDOR, VENV
from casework.bootstrap.speech import do, say

PACKAGE, LOCK = ROOT / "package.json", ROOT / "package-lock.json"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
SERVED = (  # package, what of it, the folder it is served from
    ("@kern-ux/native", "LICENSE.md", "kern"),
    ("@kern-ux/native", "dist/kern.min.css", "kern"),
    ("@kern-ux/native", "dist/fonts/fira-sans.css", "kern/fonts"),
    ("@kern-ux/native", "dist/fonts/fira-sans/*.woff2", "kern/fonts/fira-sans"),
    ("@fontsource/vazirmatn", "LICENSE", "vazirmatn"),
    ("@fontsource/vazirmatn", "files/vazirmatn-arabic-?00-normal.woff2", "vazirmatn/files"),
    ("@fontsource/noto-sans-ethiopic", "LICENSE", "noto-sans-ethiopic"),
    (
        "@fontsource/noto-sans-ethiopic",
        "files/noto-sans-ethiopic-ethiopic-?00-normal.woff2",
        "noto-sans-ethiopic/files",
    ),
)
ADVICE = (
    "Gestaltung und Schriften ließen sich nicht laden. Bitte prüfen Sie die Verbindung zum Paketverzeichnis "
    "(npm config list) und starten Sie erneut."
)


def mark(*, testing: bool) -> str:
    """What is fetched: the assets to run with, or those and the ones to test with."""
    return stamps.fingerprint("test" if testing else "run", PACKAGE, LOCK, repr(SERVED))


def is_ready(*, testing: bool) -> bool:
    """Whether the assets are there to be served, and for tests the packages they came from."""
    served = stamps.read(VENDOR)
    if testing:
        return served == mark(testing=True) and NODE_MODULES.is_dir()
    return served is not None and served in {mark(testing=True), mark(testing=False)}


def make(*, testing: bool) -> None:
    """Fetch the locked packages and copy what is served; nothing a package brings is executed."""
    say("Gestaltung und Schriften werden geladen …")
    stamps.remove(VENDOR)
    do(
        [_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", *([] if testing else ["--omit=dev"])],
        extra=_certificates(),
        cwd=ROOT,
        otherwise=ADVICE,
    )
    for folder in sorted({place.partition("/")[0] for _, _, place in SERVED}):
        shutil.rmtree(VENDOR / folder, ignore_errors=True)
    for package, pattern, place in SERVED:
        (VENDOR / place).mkdir(parents=True, exist_ok=True)
        for source in (NODE_MODULES / package).glob(pattern):
            shutil.copyfile(source, VENDOR / place / source.name)
    stamps.press(VENDOR, mark(testing=testing))


def _npm() -> str | Path:
    """The machine's npm, or else the one that comes as a Python package."""
    if found := shutil.which("npm"):
        return found
    own = VENV / "bin" / "npm"
    if not own.exists():
        packages.install("node.lock", otherwise=ADVICE)
    return own


def _certificates() -> dict[str, str]:
    """Node trusts its own list alone; a house with its own certificate authority needs the system's as well."""
    if "NODE_EXTRA_CA_CERTS" in os.environ or not CERTIFICATES.exists():
        return {}
    return {"NODE_EXTRA_CA_CERTS": str(CERTIFICATES)}
