"""What is installed is named by version and checksum, and by no address it once came from."""

import json
import re
import tomllib

import pytest

from casework.bootstrap.places import LOCKS, ROOT

pytestmark = pytest.mark.engine_independent

LOCK_FILES = ("run.lock", "test.lock", "node.lock", "pip.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGE = json.loads((ROOT / "package.json").read_text())
PACKAGE_LOCK = json.loads((ROOT / "package-lock.json").read_text())


def requirements(lock: str) -> list[str]:
    return (LOCKS / lock).read_text().replace("\\\n", " ").splitlines()


def pins(lock: str) -> set[str]:
    return {line.split(" ")[0] for line in requirements(lock)}


def plain_name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~ ;]", requirement)[0]).lower()


@pytest.mark.parametrize("lock", LOCK_FILES)
def test_every_package_is_pinned_and_has_a_checksum(lock):
    lines = requirements(lock)
    assert lines
    for line in lines:
        assert re.fullmatch(r"[\w.-]+==[\w.]+ (; [^#]+?)?( *--hash=sha256:[0-9a-f]{64})+ *", line), line


@pytest.mark.parametrize(
    "name", [f"requirements/{lock}" for lock in LOCK_FILES] + ["package-lock.json", ".npmrc"]
)
def test_no_lock_names_where_packages_come_from(name):
    text = (ROOT / name).read_text()
    if name == "package-lock.json":  # where one may thank the authors is no source
        text = re.sub(r'"funding": \{[^}]*\}', "", text)
    assert "://" not in text
    assert "index-url" not in text
    assert "registry=" not in text


def test_who_can_test_can_run():
    assert pins("run.lock") < pins("test.lock")


@pytest.mark.parametrize(
    ("lock", "extras"), [("run.lock", ["prod"]), ("test.lock", ["prod", "test", "bench"])]
)
def test_the_locks_hold_what_the_project_asks_for(lock, extras):
    asked = PROJECT["project"]["dependencies"] + [
        requirement for extra in extras for requirement in PROJECT["project"]["optional-dependencies"][extra]
    ]
    assert {plain_name(requirement) for requirement in asked} <= {plain_name(pin) for pin in pins(lock)}


def test_every_dependency_has_its_reason_beside_it():
    listed = re.findall(
        r'^  "[a-z].*$', (ROOT / "pyproject.toml").read_text().split("[tool.ruff]")[0], re.MULTILINE
    )
    assert listed
    assert not [line for line in listed if "#" not in line]


def test_front_end_packages_are_locked_by_checksum_and_without_address():
    packages = {place: entry for place, entry in PACKAGE_LOCK["packages"].items() if place}
    assert packages
    for place, entry in packages.items():
        assert entry["integrity"].startswith("sha512-"), place
        assert "resolved" not in entry, place


def test_the_front_end_lock_belongs_to_its_list():
    root = PACKAGE_LOCK["packages"][""]
    for group in ("dependencies", "devDependencies"):
        assert root[group] == PACKAGE[group]
        for name, version in PACKAGE[group].items():
            assert PACKAGE_LOCK["packages"][f"node_modules/{name}"]["version"] == version
