"""What sealing costs: every page in a sealed town and in one on plain columns."""

import tempfile
from datetime import date
from pathlib import Path

from casework.database.base import db
from casework.database.turns import last_recorded_at
from casework.statistics.answers import answer
from casework.statistics.question import Question
from reports.jour_fixe import Edition, report_of
from reports.render import pdf
from tests.benchmarks.lists import ON
from tests.benchmarks.measure import HEAD, Act, compare
from tests.benchmarks.town import Town, build
from tests.engines import Engine

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


def line(town: Town) -> None:
    """The one line of a talk, read while it is typed."""
    response = town.client.post(
        "/consultations/line/reading", data={"line": "haddad+f, tel, 20 min, wohnen kita, WV 14.5.: Formular"}
    )
    if response.status_code != 200:
        raise RuntimeError(f"the line: {response.status_code}")


ACTS: dict[str, tuple[Act, int | None]] = {
    "list of 50 people": (page("/people"), None),
    "search in the list": (page("/people?q=hadd"), None),
    "page of a person": (page("/people/{person}"), None),
    "line of a talk, while typing": (line, None),
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
            for town in towns:
                with town.app.app_context():
                    db.engine.dispose()
