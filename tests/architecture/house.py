"""The source as the architecture tests see it: modules with the storey they stand on, and what they import."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SETS_ITSELF_UP = ("casework/bootstrap", "casework/__main__.py")
"""Runs before anything is installed; has rules of its own."""

STOREYS = (
    "errors",
    "config",
    "database",
    "vault",
    "vocabulary",
    "access",
    "web",
    "audit",
    "organisation",
    "history",
    "accounts",
    "phrasebook",
    "drafts",
    "people",
    "privacy",
    "appointments",
    "housing",
    "desk",
    "planning",
    "partners",
    "consents",
    "referrals",
    "situation",
    "plans",
    "counselling",
    "documents",
    "intake",
    "deadlines",
    "statistics",
    "releases",
    "meetings",
    "network",
    "concept",
    "exchange",
    "reports",
    "installation",
    "demo",
    "commands",
    "app",
    "wsgi",
)
FIRST_SLICE = "organisation"


@dataclass(frozen=True)
class Import:
    """One imported module (or a name in it) and where that is written."""

    target: str
    name: str
    line: int
    is_at_top: bool

    @property
    def package(self) -> str:
        """The distribution or the part it comes from, as in `casework` or `flask`."""
        return self.target.split(".")[0]


@dataclass(frozen=True)
class Module:
    """A file of Python."""

    path: Path

    @property
    def place(self) -> str:
        """The path as people write it."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def name(self) -> str:
        """The dotted name."""
        return self.place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def part(self) -> str:
        """The storey."""
        return storey_of(self.name)

    @property
    def stem(self) -> str:
        """The file's own name inside its slice."""
        return self.path.stem

    @property
    def text(self) -> str:
        return self.path.read_text()

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.path)

    def functions(self) -> Iterator[ast.FunctionDef]:
        """All functions and methods."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef))

    def imports(self) -> tuple[Import, ...]:
        """All imports; `from package import module` counts as the module."""
        return _imported(self.path)

    def own_imports(self) -> Iterator[Import]:
        """Imports of our own modules."""
        return (one for one in self.imports() if one.target in names())


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@cache
def _imported(path: Path) -> tuple[Import, ...]:
    return tuple(_imports(_parsed(path)))


def _imports(tree: ast.Module) -> Iterator[Import]:
    at_top = {id(node) for node in _top_level(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, "", node.lineno, id(node) in at_top)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                target, name = (inner, "") if inner in names() else (str(node.module), alias.name)
                yield Import(target, name, node.lineno, id(node) in at_top)


def _top_level(tree: ast.Module) -> Iterator[ast.stmt]:
    """The statements of a module, and those only for the type checker."""
    for node in tree.body:
        yield node
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from node.body


@cache
def modules() -> tuple[Module, ...]:
    """Everything that is the product, without what sets it up."""
    found = [ROOT / "config.py", ROOT / "wsgi.py"]
    for package in ("casework", "reports"):
        found += sorted((ROOT / package).rglob("*.py"))
    return tuple(Module(path) for path in found if not is_set_up(path))


@cache
def names() -> frozenset[str]:
    """The dotted names of our own modules."""
    return frozenset(module.name for module in modules())


def is_set_up(path: Path) -> bool:
    """Whether a file runs before anything is installed."""
    return path.relative_to(ROOT).as_posix().startswith(SETS_ITSELF_UP)


def storey_of(name: str) -> str:
    """The storey of a dotted name: `casework.people.models` stands on `people`, `reports.paper` on `reports`."""
    parts = name.split(".")
    return parts[1] if parts[0] == "casework" and len(parts) > 1 else parts[0]


def height(part: str) -> int:
    """How high a storey lies; raises ValueError for one that is not in the order."""
    return STOREYS.index(part)


def is_slice(part: str) -> bool:
    """Whether a part is a noun of the caseworker's day and not of the ground floors or the roof."""
    return height(FIRST_SLICE) <= height(part) <= height("reports")


def is_view(module: Module) -> bool:
    """Whether a module answers requests."""
    return module.stem == "views" or module.stem.endswith("_views")


def is_form(module: Module) -> bool:
    """Whether a module holds forms."""
    return module.stem == "forms" or module.stem.endswith("_forms")


def templates() -> list[Path]:
    """The templates of the screen."""
    return sorted((ROOT / "templates").rglob("*.html"))


def prints() -> list[Path]:
    """The templates of the papers."""
    return sorted((ROOT / "reports" / "print").rglob("*.html"))
