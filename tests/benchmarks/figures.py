"""What the figures of a town cost, and how that grows with its people: warm, every time for another day."""

import gc
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select, text

from casework.database.base import db
from casework.database.moments import end_of
from casework.database.transaction import transaction
from casework.database.turns import last_recorded_at
from casework.housing.ledger import STAGE, Ledger
from casework.housing.stays import StageSpan
from casework.statistics.answers import answer
from casework.statistics.evenings_between import MONTH
from casework.statistics.question import Question
from casework.statistics.series import series
from casework.statistics.series_forms import SHOWN_AT_FIRST
from casework.vocabulary.housing import OTHER_STAGE
from tests.benchmarks.arrivals import FIRST, LAST, MONTHS, weights
from tests.benchmarks.simulated_town import SimulatedTown, build
from tests.engines import Engine

RUNS = 9
DAYS_BETWEEN = 37
IN_SERIES = (*SHOWN_AT_FIRST, "movement.arrivals", "movement.departures")
LATE = timedelta(days=100)
PLAIN = """
SELECT {what}, count(*) FROM {table}
WHERE municipality_id = :town AND starts_on <= :day AND (ends_on IS NULL OR ends_on > :day)
AND known_from <= :moment AND (known_until IS NULL OR known_until > :moment) GROUP BY {what}
"""
COUNTS = [
    text(PLAIN.format(what=what, table=table))
    for what, table in (("stage", "stage_span"), ("form, accommodation_id, room_id", "dwelling_span"))
]


@dataclass(frozen=True)
class Asked:
    """One measurement: a town, a day, and what is known."""

    town: SimulatedTown
    day: date
    moment: datetime

    @property
    def question(self) -> Question:
        """All figures of the evening and of the month until then."""
        municipality = self.town.municipality
        return Question(municipality.id, municipality.name, self.day, self.moment, self.day.replace(day=1))


@dataclass(frozen=True)
class Act:
    """Something measured, its limit if it has one (milliseconds), and what is done before, unmeasured."""

    name: str
    do: Callable[[Asked], object]
    limit: int | None = None
    before: Callable[[Asked], object] | None = None
    back: timedelta = timedelta(0)
    evenings: int = 1
    """How many evenings the plain baseline stands for."""


def all_figures(asked: Asked) -> None:
    with asked.town.app.app_context():
        answer(asked.question)


def five_years(asked: Asked) -> None:
    """Stock by stage, arrivals and departures of sixty months."""
    with asked.town.app.app_context():
        series(asked.question, FIRST, MONTH, IN_SERIES)


def record_a_change(asked: Asked) -> None:
    """The stage of somebody who is still there turns out to have been another from this day on."""
    municipality_id = asked.town.municipality.id
    with asked.town.app.app_context(), transaction():
        person_id = db.session.scalars(
            select(StageSpan.person_id)
            .where(
                StageSpan.municipality_id == municipality_id,
                StageSpan.known_until.is_(None),
                StageSpan.ends_on.is_(None),
            )
            .limit(1)
        ).one()
        ledger = Ledger(STAGE, municipality_id, [person_id])
        ledger.state(person_id, starts_on=asked.day, stage=OTHER_STAGE)
        ledger.close()


def occupancy_page(asked: Asked) -> None:
    first = asked.day.replace(day=1)
    response = asked.town.client.get(f"/occupancy?on={asked.day:%d.%m.%Y}&from={first:%d.%m.%Y}")
    if response.status_code != 200:
        raise RuntimeError(f"the occupancy page answers {response.status_code}")


def plain(asked: Asked) -> None:
    """People by stage, and by room, counted by the database."""
    values = {"town": asked.town.municipality.id, "day": asked.day, "moment": asked.moment}
    with asked.town.app.app_context():
        bound = _bound(values)
        for statement in COUNTS:
            db.session.execute(statement, bound).all()


def _bound(values: dict[str, object]) -> dict[str, object]:
    """As the engine stores ids and moments."""
    if db.engine.dialect.name != "sqlite":
        return values
    town, day, moment = values["town"], values["day"], values["moment"]
    assert isinstance(town, uuid.UUID)
    assert isinstance(moment, datetime)
    return {"town": town.hex, "day": str(day), "moment": f"{moment:%Y-%m-%d %H:%M:%S.%f}"}


ACTS = (
    Act("all figures of a day and month", all_figures, limit=50),
    Act("the same after a change was recorded", all_figures, before=record_a_change),
    Act("occupancy page", occupancy_page, limit=50),
    Act("occupancy page after a change", occupancy_page, before=record_a_change),
    Act("monthly series over five years", five_years, limit=300, evenings=len(MONTHS)),
    Act("all figures as known 100 days before", all_figures, back=LATE),
)
HEAD = (
    f"{'act':<38}{'people':>9}{'CPU ms':>9}{'min ms':>9}{'median':>9}{'plain SQL':>11}{'ratio':>8}"
    f"{'ms/N grows':>12}   limit"
)


@dataclass(frozen=True)
class Row:
    """Milliseconds of an act in a town, of them on the processor of this process, and of the plain count meanwhile."""

    act: Act
    people: int
    times: Sequence[float]
    cpu_times: Sequence[float]
    plain_times: Sequence[float]

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    def against(self, smaller: "Row | None") -> str:
        """The line; growth says by how much the time per person grew since the smaller town: 1 is proportional."""
        ratio = self.median / statistics.median(self.plain_times)
        growth = ""
        if smaller is not None:
            growth = f"{self.median / smaller.median / (self.people / smaller.people):.2f}"
        limit = self.act.limit
        kept = f"<= {limit} ms: {'ja' if self.median <= limit else 'nein'}" if limit else ""
        return (
            f"{self.act.name:<38}{self.people:>9,}{min(self.cpu_times):>9.1f}{min(self.times):>9.1f}{self.median:>9.1f}"
            f"{statistics.median(self.plain_times):>11.1f}{ratio:>8.2f}{growth:>12}   {kept}"
        )


def measure(act: Act, town: SimulatedTown, runs: int) -> Row:
    """The act and the plain count in turn, each time for another day, after two rounds that are not measured."""
    times, cpu_times, plain_times = [], [], []
    for number in range(runs + 2):
        day = LAST - timedelta(days=DAYS_BETWEEN * number + ACTS.index(act))
        asked = Asked(town, day, end_of(day) - act.back)
        if act.before is not None:
            act.before(asked)
        if not act.back:
            with town.app.app_context():
                asked = replace(asked, moment=last_recorded_at())
        gc.collect()
        started = time.process_time()
        one = _milliseconds(act.do, asked)
        cpu = (time.process_time() - started) * 1000
        other = _milliseconds(plain, asked) * act.evenings
        if number >= 2:
            times.append(one)
            cpu_times.append(cpu)
            plain_times.append(other)
    return Row(act, town.people, times, cpu_times, plain_times)


def _milliseconds(do: Callable[[Asked], object], asked: Asked) -> float:
    started = time.perf_counter()
    do(asked)
    return (time.perf_counter() - started) * 1000


def cold(town: SimulatedTown) -> float:
    """Milliseconds of the first figures of a process: the town and its register are read."""
    with town.app.app_context():
        moment = last_recorded_at()
    return _milliseconds(all_figures, Asked(town, LAST, moment))


def measure_all(town: SimulatedTown, smaller: Mapping[str, Row]) -> dict[str, Row]:
    """Print a line per act, compared with a smaller town."""
    print(HEAD)
    found = {}
    for act in ACTS:
        row = found[act.name] = measure(act, town, RUNS)
        print(row.against(smaller.get(act.name)), flush=True)
    return found


def run(engine: Engine, sizes: Sequence[int]) -> None:
    """Print a line per act and size."""
    print(f"\nFigures of simulated towns ({engine.name}): five years of history, arrivals {weights()[1]}")
    smaller: dict[str, Row] = {}
    for people in sizes:
        with tempfile.TemporaryDirectory() as folder:
            town = build(Path(folder), engine.create(f"figures_{people}"), people)
            rows = ", ".join(f"{count:,} {name}" for name, count in town.rows.items())
            print(f"\n{people:,} people, {rows}: built in {town.seconds:.0f} s, read in {cold(town):,.0f} ms")
            smaller |= measure_all(town, smaller)
            town.close()
