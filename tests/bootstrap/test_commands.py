"""What a person meets who types `python3 -m casework …`."""

import ast
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from casework import __version__
from casework.bootstrap.places import ROOT
from casework.bootstrap.setup import steps

pytestmark = pytest.mark.engine_independent

BOOTSTRAP = sorted((ROOT / "casework" / "bootstrap").glob("*.py"))
COMMANDS = (
    *("run", "test", "check", "bench", "setup"),
    *("init", "demo", "import", "figures", "search", "report", "keys", "audit"),
)


def casework(*words: str, instance: Path, cwd: Path = ROOT, by: tuple[str, ...] = ("-m", "casework")):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CASEWORK_")}
    return subprocess.run(
        [sys.executable, *by, *words],
        cwd=cwd,
        env={**environment, "CASEWORK_INSTANCE": str(instance)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("words", [(), ("--help",), ("help",)])
def test_without_a_word_the_commands_are_listed(words, tmp_path):
    done = casework(*words, instance=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    for command in COMMANDS:
        assert f"\n  {command} " in done.stdout or f"-m casework {command} " in done.stdout


def test_the_version_is_told(tmp_path):
    assert casework("--version", instance=tmp_path).stdout == f"{__version__}\n"


def test_a_word_that_is_not_ours_goes_to_the_application(tmp_path):
    done = casework("gibt-es-nicht", instance=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "gibt-es-nicht" in done.stderr


def test_the_application_answers_from_any_folder_and_not_with_modules_that_lie_there(tmp_path):
    (tmp_path / "flask.py").write_text("raise SystemExit(99)")
    done = casework("db", "--help", instance=tmp_path, cwd=tmp_path, by=(str(ROOT / "casework"),))
    assert done.returncode == 0, done.stderr
    assert "upgrade" in done.stdout


def test_test_hands_its_words_and_exit_code_to_and_from_pytest(tmp_path):
    done = casework("test", "--collect-only", "-q", "tests/bootstrap/test_stamps.py", instance=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "test_stamps.py::test_what_was_never_finished_has_no_stamp" in done.stdout
    assert casework("test", "tests/there-is-no-such-test.py", instance=tmp_path).returncode == 4


@pytest.mark.parametrize("file", BOOTSTRAP, ids=lambda file: file.stem)
def test_the_set_up_needs_the_standard_library_alone(file):
    for node in ast.walk(ast.parse(file.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            known = name.split(".")[0] in sys.stdlib_module_names
            assert known or name == "casework" or name.startswith("casework.bootstrap"), name


def test_a_second_start_finds_everything_in_an_instant():
    wanted = steps(testing=True)
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        assert all(is_ready() for is_ready, _ in wanted)
        taken.append(time.perf_counter() - began)
    assert min(taken) < 0.1, taken
