"""What stays small stays readable."""

import ast
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, modules, prints, templates

pytestmark = pytest.mark.engine_independent

LONGEST_FILE = 350
LONGEST_VIEW = 20
LONGEST_TEMPLATE = 120
NO_NOUNS = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc", "tools", "shared"}


def sources() -> list[Path]:
    """All our Python, tests included, generated migrations not."""
    folders = [
        path for name in ("casework", "reports", "tests", ".ci") for path in (ROOT / name).rglob("*.py")
    ]
    return sorted([*folders, *ROOT.glob("*.py")])


def test_a_file_has_one_noun() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} has {lines} lines; look for its second noun"
        for path in sources()
        if (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    ]
    assert not wrong, "\n".join(wrong)


def test_a_file_is_called_after_what_it_is_about() -> None:
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in sources()
        if NO_NOUNS & {*path.stem.replace("case_manager", "").split("_"), path.parent.name}
    ]
    assert not wrong, f"these names say nothing: {wrong}"


def test_a_template_fits_on_a_screen() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} has {lines} lines; at most {LONGEST_TEMPLATE}"
        for path in (*templates(), *prints())
        if (lines := len(path.read_text().splitlines())) > LONGEST_TEMPLATE
    ]
    assert not wrong, "\n".join(wrong)


def test_a_view_is_thin() -> None:
    wrong = [
        f"{module.place}:{view.lineno} {view.name} has {lines} lines; at most {LONGEST_VIEW}"
        for module in modules()
        for view in module.functions()
        if is_routed(view) and (lines := (view.end_lineno or 0) - view.lineno + 1) > LONGEST_VIEW
    ]
    assert not wrong, "\n".join(wrong)


def is_routed(function: ast.FunctionDef) -> bool:
    """Whether a function is a page."""
    return any(
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in {"route", "get", "post"}
        for decorator in function.decorator_list
    )
