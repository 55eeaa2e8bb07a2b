"""`python3 -m casework bench [--only crypto,names,…] [--people 1000,10000] …`: all of it in one run."""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks import crypto, day, figures, names, nation, nightly, pages, partners
from tests.engines import Engine, Sqlite, postgresql

PARTS = ("crypto", "names", "pages", "day", "figures", "partners", "nightly")
ASKED_FOR = ("nation",)
"""Takes minutes and gigabytes, so only who asks for it gets it."""
SQLITE, POSTGRESQL = "sqlite", "postgresql"


ON_ENGINES: dict[str, tuple[str, Callable[[Engine, argparse.Namespace], None]]] = {
    "pages": (SQLITE, lambda engine, asked: pages.run(engine, _sizes(asked.people), asked.runs)),
    "day": (SQLITE, lambda engine, asked: day.run(engine, _sizes(asked.people)[-1:], asked.runs)),
    "figures": ("both", lambda engine, asked: figures.run(engine, _sizes(asked.figures))),
    "partners": ("both", lambda engine, asked: partners.run(engine, _sizes(asked.partners), asked.runs)),
    "nightly": ("both", lambda engine, asked: nightly.run(engine, _sizes(asked.nightly))),
}
"""What is measured in a database: on which engines unless told, and how."""


@contextmanager
def _engine(name: str) -> Iterator[Engine]:
    if name == POSTGRESQL:
        with postgresql() as server:
            yield server
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Sqlite(Path(folder))


def _arguments() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(prog="python3 -m casework bench")
    arguments.add_argument("--only", default=",".join(PARTS), help="of " + ", ".join(PARTS + ASKED_FOR))
    arguments.add_argument("--people", default="1000,10000", help="sizes of the town, with commas")
    arguments.add_argument("--names", default="10000,100000", help="sizes of the register searched in")
    arguments.add_argument("--figures", default="1000,10000,100000", help="sizes of the simulated towns")
    arguments.add_argument("--partners", default="1000", help="sizes of the directory of partners")
    arguments.add_argument(
        "--nightly", default="1000,100000", help="sizes of the towns gone through at night"
    )
    arguments.add_argument("--runs", type=int, default=20)
    arguments.add_argument(
        "--engine",
        choices=(SQLITE, POSTGRESQL, "both"),
        help="of pages and day (otherwise sqlite), figures, partners and nightly (otherwise both)",
    )
    arguments.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep the nation's database there, and use it again"
    )
    return arguments.parse_args()


def main() -> None:
    """Measure what sealing and searching cost, the pages, and the figures of simulated towns."""
    asked = _arguments()
    parts = asked.only.split(",")
    print("Times of this run on this machine; the ratio to the baseline beside them is what travels.")
    if "crypto" in parts:
        crypto.run()
    if "names" in parts:
        names.run(_sizes(asked.names))
    for part, (usual, run) in ON_ENGINES.items():
        for name in _engines(asked.engine or usual) if part in parts else ():
            with _engine(name) as engine:
                run(engine, asked)
    if "nation" in parts:
        nation.run(asked.keep)


def _engines(asked: str) -> tuple[str, ...]:
    return (SQLITE, POSTGRESQL) if asked == "both" else (asked,)


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


if __name__ == "__main__":
    main()
