"""`python3 -m casework bench [--only crypto,names,pages] [--people 1000,10000] [--runs N]`: all of it in one run."""

import argparse
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from casework.database.turns import last_recorded_at
from casework.statistics.answers import answer
from casework.statistics.question import Question
from reports.jour_fixe import Edition, report_of
from reports.render import pdf
from tests.benchmarks import crypto, names
from tests.benchmarks.lists import ON
from tests.benchmarks.measure import HEAD, Act, compare
from tests.benchmarks.town import Town, build
from tests.engines import Engine, Sqlite, postgresql

SINCE = date(ON.year, ON.month, 1)
PDF_RUNS = 5


def page(address: str) -> Act:
    """A page asked for by the signed-in team lead."""

    def ask(town: Town) -> None:
        response = town.client.get(address.format(person=town.person_id))
        if response.status_code != 200:
            raise RuntimeError(f"{address}: {response.status_code}")

    return ask


def _question(town: Town) -> Question:
    return Question(town.municipality.id, town.municipality.name, ON, last_recorded_at(), SINCE)


def figures(town: Town) -> None:
    """All figures of a month."""
    with town.app.app_context():
        answer(_question(town))


def jour_fixe(town: Town) -> None:
    """The pseudonymous report of a month as PDF."""
    with town.app.test_request_context():
        pdf(report_of(_question(town), Edition.PSEUDONYMOUS).html())


ACTS: dict[str, tuple[Act, int | None]] = {
    "list of 50 people": (page("/people"), None),
    "search in the list": (page("/people?q=hadd"), None),
    "page of a person": (page("/people/{person}"), None),
    "occupancy page": (page(f"/occupancy?on={ON:%d.%m.%Y}&from={SINCE:%d.%m.%Y}"), None),
    "all figures of a month": (figures, None),
    "Jour-Fixe report as PDF": (jour_fixe, PDF_RUNS),
}


def run(engine: Engine, sizes: list[int], runs: int) -> None:
    """Print a row per act and size."""
    print(f"\n{engine.name}\n{HEAD}")
    for people in sizes:
        with tempfile.TemporaryDirectory() as folder:
            towns = []
            for name in ("sealed", "plain"):
                place = Path(folder) / name
                place.mkdir()
                url = engine.create(f"{name}_{people}")
                towns.append(build(place, url, people, sealed=name == "sealed"))
            sealed, plain = towns
            for act, (do, own_runs) in ACTS.items():
                print(compare(act, people, sealed, plain, do, own_runs or runs), flush=True)
            for name, seconds in sealed.import_seconds.items():
                plainly = plain.import_seconds[name]
                print(f"  import of {name:<16}{people:>8,} people {seconds:8.1f} s   plain {plainly:6.1f} s")


PARTS = ("crypto", "names", "pages")


def main() -> None:
    """Measure what sealing and searching cost, and the pages: on SQLite, and on PostgreSQL where asked."""
    arguments = argparse.ArgumentParser(prog="python3 -m casework bench")
    arguments.add_argument("--only", default=",".join(PARTS), help="of " + ", ".join(PARTS))
    arguments.add_argument("--people", default="1000,10000", help="sizes of the town, with commas")
    arguments.add_argument("--names", default="10000,100000", help="sizes of the register searched in")
    arguments.add_argument("--runs", type=int, default=20)
    arguments.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="sqlite")
    asked = arguments.parse_args()
    parts = asked.only.split(",")
    print("Times of this run on this machine; the ratio to the baseline beside them is what travels.")
    if "crypto" in parts:
        crypto.run()
    if "names" in parts:
        names.run(_sizes(asked.names))
    if "pages" not in parts:
        return
    with ExitStack() as stack:
        if asked.engine in ("sqlite", "both"):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            run(Sqlite(folder), _sizes(asked.people), asked.runs)
        if asked.engine in ("postgresql", "both"):
            run(stack.enter_context(postgresql()), _sizes(asked.people), asked.runs)


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


if __name__ == "__main__":
    main()
