"""The order of the storeys, and who may know whom."""

import ast
import sys
from functools import cache

import pytest

from tests.architecture.house import (
    ROOT,
    SETS_ITSELF_UP,
    STOREYS,
    Import,
    Module,
    height,
    is_form,
    is_slice,
    is_view,
    modules,
    names,
    storey_of,
)

pytestmark = pytest.mark.engine_independent

LOADED_WHEN_NEEDED = {("reports/render.py", "weasyprint")}
"""WeasyPrint takes most of a second to load, and most processes never print."""

RANKS = {"models": 0, "queries": 1, "operations": 2, "forms": 3, "views": 4}
FLASK_LIVES_IN_PARTS = {"web", "commands", "app"}
FLASK_LIVES_IN_FILES = {"views", "forms", "blueprint", "declarations", "record_kinds"}
FLASK_LIVES_IN = {
    "casework.access.guard",
    "casework.accounts.sign_in",
    "casework.audit.requests",
    "casework.drafts.sent",
    "casework.drafts.sent_once",
    "casework.installation",
    "casework.deadlines.day.clocks",
    "casework.deadlines.shown.remedies",
    "casework.referrals.link_declarations",
}
FLASK = {"flask", "flask_login", "flask_wtf", "werkzeug", "wtforms"}


def told(module: Module, one: Import, why: str) -> str:
    return f"{module.place}:{one.line} imports {one.target}{f'.{one.name}' if one.name else ''}: {why}"


def rank(module: Module) -> int | None:
    """The place of a file in the staircase of its slice; a noun of its own (register, ledger …) has none."""
    if is_view(module) or is_form(module):
        return RANKS["views" if is_view(module) else "forms"]
    return RANKS["models"] if module.stem.endswith("_models") else RANKS.get(module.stem)


def test_every_part_has_its_place_in_the_order() -> None:
    unplaced = {module.part for module in modules()} - {*STOREYS, "casework"}
    assert not unplaced, f"say in house.STOREYS where these stand: {sorted(unplaced)}"


def test_a_part_knows_only_itself_and_what_lies_below() -> None:
    wrong = [
        told(module, one, f"{storey_of(one.target)} lies above {module.part}")
        for module in modules()
        for one in module.own_imports()
        if module.name != "casework" and height(storey_of(one.target)) > height(module.part)
    ]
    assert not wrong, "\n".join(wrong)


def test_imports_stand_at_the_top() -> None:
    wrong = [
        told(module, one, "imports stand at the top of the file")
        for module in modules()
        for one in module.imports()
        if not one.is_at_top and (module.place, one.package) not in LOADED_WHEN_NEEDED
    ]
    assert not wrong, "\n".join(wrong)


def test_between_slices_only_what_is_meant_for_others() -> None:
    by_name = {module.name: module for module in modules()}
    wrong = [
        told(module, one, "another slice's forms and views are its own affair")
        for module in modules()
        if is_slice_or_demo(module)
        for one in module.own_imports()
        if storey_of(one.target) != module.part
        and is_slice(storey_of(one.target))
        and (is_view(by_name[one.target]) or is_form(by_name[one.target]))
    ]
    assert not wrong, "\n".join(wrong)


def is_slice_or_demo(module: Module) -> bool:
    return module.part in {"demo", "commands"} or (module.part in STOREYS and is_slice(module.part))


def test_inside_a_slice_nobody_calls_upstairs() -> None:
    wrong = []
    for module in modules():
        own = rank(module)
        if own is None or module.part not in STOREYS or not is_slice(module.part):
            continue
        for other in reachable(module):
            other_rank = rank(other)
            if other_rank is not None and other_rank > own:
                wrong.append(f"{module.place} reaches {other.place}, which stands above it in the slice")
    assert not wrong, "\n".join(wrong)


@cache
def neighbours(module: Module) -> frozenset[Module]:
    """The modules of the same slice that a module imports."""
    targets = {one.target for one in module.own_imports() if storey_of(one.target) == module.part}
    return frozenset(other for other in modules() if other.name in targets - {module.name})


def reachable(module: Module) -> set[Module]:
    """All modules of the same slice that a module needs."""
    found: set[Module] = set()
    waiting = [module]
    while waiting:
        fresh = neighbours(waiting.pop()) - found
        found |= fresh
        waiting.extend(fresh)
    return found


def test_no_module_needs_itself() -> None:
    wrong = [module.place for module in modules() if module in reachable(module)]
    assert not wrong, f"import cycle through {wrong}"


def test_flask_is_known_only_where_requests_live() -> None:
    wrong = [
        told(module, one, "flask is known only where requests live")
        for module in modules()
        for one in module.imports()
        if one.package in FLASK and not lives_with_requests(module)
    ]
    assert not wrong, "\n".join(wrong)


def lives_with_requests(module: Module) -> bool:
    return (
        module.part in FLASK_LIVES_IN_PARTS
        or module.name in FLASK_LIVES_IN
        or module.stem in FLASK_LIVES_IN_FILES
        or is_view(module)
        or is_form(module)
    )


def test_cryptography_is_known_only_in_the_vault_and_for_passwords() -> None:
    wrong = [
        told(module, one, "sealing is the vault's work")
        for module in modules()
        for one in module.imports()
        if one.package == "cryptography"
        and module.part != "vault"
        and module.name != "casework.accounts.passwords"
    ]
    assert not wrong, "\n".join(wrong)


def test_weasyprint_is_known_only_where_papers_are_rendered() -> None:
    wrong = [
        told(module, one, "papers are rendered in reports/render.py")
        for module in modules()
        for one in module.imports()
        if one.package == "weasyprint" and module.name != "reports.render"
    ]
    assert not wrong, "\n".join(wrong)


def test_views_and_forms_ask_queries_not_the_database() -> None:
    wrong = [
        told(module, one, "views and forms ask queries")
        for module in modules()
        if is_view(module) or is_form(module)
        for one in module.imports()
        if one.package == "sqlalchemy" or one.target == "casework.database.base"
    ]
    assert not wrong, "\n".join(wrong)


def test_work_becomes_lasting_in_one_place() -> None:
    wrong = [
        f"{module.place}:{node.lineno} commits; a successful POST does it by itself"
        for module in modules()
        if module.name != "casework.database.transaction" and module.part != "commands"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    ]
    wrong += [
        told(module, one, "a request ends in audit/requests.py")
        for module in modules()
        if module.name != "casework.audit.requests" and module.part != "commands"
        for one in module.own_imports()
        if one.target == "casework.database.transaction" and one.name == "commit"
    ]
    wrong += [
        told(module, one, "whoever calls decides where a transaction ends")
        for module in modules()
        if is_view(module) or is_form(module) or module.stem in RANKS
        for one in module.own_imports()
        if one.target == "casework.database.transaction" and one.name == "transaction"
    ]
    assert not wrong, "\n".join(wrong)


def test_statistics_and_reports_write_nothing() -> None:
    readers = [module for module in modules() if module.part in {"statistics", "reports"}]
    wrong = [
        told(module, one, "statistics and reports write nothing")
        for module in readers
        for one in module.own_imports()
        if one.target.endswith(".operations") or (one.target == "casework.audit.trail" and one.name == "note")
    ]
    wrong += [
        f"{module.place}:{node.lineno} calls session.{node.func.attr}: statistics and reports write nothing"
        for module in readers
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"add", "add_all", "delete", "merge", "flush"}
        and ast.unparse(node.func.value).endswith("session")
    ]
    assert not wrong, "\n".join(wrong)


def test_what_sets_the_product_up_needs_nothing_installed() -> None:
    wrong = []
    for place in SETS_ITSELF_UP:
        files = [ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py"))
        for module in map(Module, files):
            wrong += [
                told(module, one, "nothing is installed yet when this runs")
                for one in module.imports()
                if one.package not in sys.stdlib_module_names and one.package != "casework"
            ]
            wrong += [
                told(module, one, "the product is not importable yet when this runs")
                for one in module.imports()
                if one.target in names() - {"casework"}
            ]
    assert not wrong, "\n".join(wrong)
