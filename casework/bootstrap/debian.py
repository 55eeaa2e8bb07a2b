"""Debian's packages: installed as root, or unpacked into a folder of our own by anybody else."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from casework.bootstrap.speech import do, succeeds

QUIET = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}


def is_here() -> bool:
    """Whether this machine knows Debian's packages."""
    return all(shutil.which(tool) for tool in ("apt-get", "dpkg-deb"))


def may_install() -> bool:
    """Whether we may change the machine itself."""
    return is_here() and os.geteuid() == 0


def install(packages: Sequence[str], *, otherwise: str) -> None:
    """Install packages on the machine; the package lists are fetched only if those at hand do not suffice."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not succeeds(command, extra=QUIET):
        do(["apt-get", "update"], extra=QUIET, otherwise=otherwise)
        do(command, extra=QUIET, otherwise=otherwise)


def unpack(packages: Sequence[str], target: Path, *, otherwise: str) -> None:
    """Fetch packages, with what they need and the machine lacks, and unpack them below target.

    apt checks the signatures; its lists are our own, so neither rights nor earlier updates are needed.
    """
    with tempfile.TemporaryDirectory(prefix="casework-") as folder:
        lists, cache = Path(folder, "lists"), Path(folder, "cache")
        for part in (lists / "partial", cache / "archives" / "partial"):
            part.mkdir(parents=True)
        own = [f"-oDir::State::Lists={lists}", f"-oDir::Cache={cache}", "-oDebug::NoLocking=1"]
        do(["apt-get", *own, "update"], extra=QUIET, otherwise=otherwise)
        plan = do(
            ["apt-get", *own, "-s", "install", "--reinstall", "--no-install-recommends", *packages],
            extra=QUIET,
            otherwise=otherwise,
        )
        wanted = [line.split()[1] for line in plan.splitlines() if line.startswith("Inst ")]
        do(["apt-get", *own, "download", *wanted], extra=QUIET, cwd=Path(folder), otherwise=otherwise)
        target.mkdir(parents=True, exist_ok=True)
        for package in sorted(Path(folder).glob("*.deb")):
            do(["dpkg-deb", "-x", package, target], otherwise=otherwise)
