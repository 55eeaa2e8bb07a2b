"""Going through the deadlines of a whole town at night, beside a plain scan of the same rows.

The baseline reads every row that clocks run on, and every deadline there is, with a bare query each and opens none of
them: whoever computed the deadlines of a town in any way had to do at least that.
"""

import gc
import random
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, insert, inspect, select

from casework.counselling.models import Consultation, Participant
from casework.database.base import db
from casework.database.garbage import uncollected
from casework.database.moments import now, today
from casework.database.transaction import transaction
from casework.deadlines.models import Deadline
from casework.deadlines.nightly import go_through
from casework.housing.stays import StageSpan
from casework.people.models import IntegrationCase, Person, ResidenceTitle
from casework.people.register_models import RegisterEntry
from casework.people.titles import state_title
from casework.situation.kinds import REGIME
from casework.situation.models import KIND, LifeFact
from casework.vault.keys import keys
from tests.benchmarks.simulated_town import SimulatedTown, build, tidy_up
from tests.engines import Engine

LIMIT_SECONDS = 60
AT_ONCE, SAVES = 2000, 20
CHANGED = 100
"""So many people of a town lose their rows before the night: somebody restored an old list, say."""
TITLES = ("AE_25_2_FLU", "AE_25_2_SUB", "AE_24", "GESTATTUNG", "DULDUNG", "AE_25_3")
REGIMES = ("ASYLBLG_3", "ASYLBLG_2", "SGB2")
READ: Sequence[type[Any]] = (
    RegisterEntry,
    StageSpan,
    ResidenceTitle,
    IntegrationCase,
    LifeFact,
    Consultation,
    Participant,
    Deadline,
)
HEAD = f"{'act':<40}{'people':>9}{'rows':>10}{'CPU s':>8}{'seconds':>9}{'scan s':>8}{'ratio':>7}{'MiB':>7}   limit"


def run(engine: Engine, sizes: Sequence[int]) -> None:
    """Print how long the first night takes, one on which nothing changed, one after a few changes, and a save."""
    print(f"\n{engine.name}: deadlines of a whole town at night, limit {LIMIT_SECONDS} s")
    for people in sizes:
        with tempfile.TemporaryDirectory() as folder:
            town = build(Path(folder), engine.create(f"nightly_{people}"), people)
            with town.app.app_context():
                seconds = _taken(lambda: _tell(town))[0]  # noqa: B023 – used at once
                tidy_up(db.engine)
                print(
                    f"{people:,} people with titles, cases, regimes and talks told in {seconds:.0f} s\n{HEAD}"
                )
                _measure(town)
            town.close()


def _measure(town: SimulatedTown) -> None:
    _night(town, "first night: every row is written", 0)
    _night(town, "a night on which nothing changed", 0, LIMIT_SECONDS)
    _night(town, f"a night after {CHANGED} changes", CHANGED, LIMIT_SECONDS)
    people = list(db.session.scalars(select(Person.id).limit(SAVES)))
    saved = sorted(_taken(lambda: _save(person_id))[0] for person_id in people)  # noqa: B023 – used at once
    median, most = (seconds * 1000 for seconds in (saved[SAVES // 2], saved[-1]))
    print(f"saving a title with all that follows: median {median:.0f} ms, most {most:.0f} ms")


def _night(town: SimulatedTown, what: str, lost: int, limit: int | None = None) -> None:
    """Print a line; MiB are the most this process had during the night, of which it had some before."""
    _lose(lost)
    scan = min(_taken(_scan)[0] for _time in range(2))
    gc.collect()
    _forget_peak()
    cpu = time.process_time()
    seconds, found = _taken(lambda: go_through(town.municipality.id))
    cpu = time.process_time() - cpu
    if found.changed < lost:
        raise RuntimeError(f"{found.changed} of {lost} changes were found")
    rows = db.session.scalar(select(func.count()).select_from(Deadline)) or 0
    kept = f"<= {limit} s: {'ja' if seconds <= limit else 'nein'}" if limit else f"{found.changed:,} people"
    print(
        f"{what:<40}{town.people:>9,}{rows:>10,}{cpu:>8.1f}{seconds:>9.1f}{scan:>8.2f}{seconds / scan:>7.1f}"
        f"{_peak():>7.0f}   {kept}",
        flush=True,
    )


def _scan() -> None:
    for row in READ:
        table: Any = inspect(row).local_table
        for _row in db.session.execute(select(table)):
            pass
    db.session.remove()


def _lose(how_many: int) -> None:
    if how_many:
        some = select(Deadline.person_id).group_by(Deadline.person_id).limit(how_many)
        with transaction():
            db.session.execute(delete(Deadline).where(Deadline.person_id.in_(some)))


def _save(person_id: uuid.UUID) -> None:
    with transaction():
        person = db.session.get_one(Person, person_id)
        state_title(person, "AE_25_5", starts_on=today(), ends_on=today() + timedelta(days=180))


def _taken(do: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    answer = do()
    return time.perf_counter() - started, answer


STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def _forget_peak() -> None:
    """From now on the most memory is counted anew (proc(5))."""
    CLEAR.write_text("5")


def _peak() -> float:
    """The most memory this process had since, in MiB."""
    (line,) = [line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) / 1024


def _tell(town: SimulatedTown) -> None:
    """Give everybody a key of their own, and most of them titles, a case, benefits and a talk."""
    chance = random.Random(town.people)
    begun = db.session.execute(
        select(StageSpan.person_id, func.min(StageSpan.starts_on)).group_by(StageSpan.person_id)
    ).all()
    for start in range(0, len(begun), AT_ONCE):
        with transaction(), uncollected():
            rows: dict[type[Any], list[dict[str, Any]]] = {}
            for person_id, since in begun[start : start + AT_ONCE]:
                keys().create_subject(person_id)
                for row in _told_of(town.municipality.id, person_id, since, chance):
                    rows.setdefault(type(row), []).append(_values(row))
            db.session.flush()
            for kind, values in rows.items():
                db.session.execute(insert(inspect(kind).local_table), values)
        db.session.remove()


def _told_of(
    municipality_id: uuid.UUID, person_id: uuid.UUID, since: date, chance: random.Random
) -> Iterator[Any]:
    about: dict[str, Any] = {"person_id": person_id, "recorded_at": now()}
    day = since
    for _title in range(chance.choice((1, 1, 2))):
        ends_on = day + timedelta(days=chance.randrange(180, 1100))
        yield ResidenceTitle(**about, title=chance.choice(TITLES), starts_on=day, ends_on=ends_on)
        day = ends_on
    if chance.random() < 0.6:
        yield IntegrationCase(**about, starts_on=since + timedelta(days=chance.randrange(400)))
    day = since
    for regime in REGIMES[: chance.randrange(3)]:
        line_id = uuid.uuid4()
        codes = {KIND: REGIME, "regime": regime}
        yield LifeFact(**about, fact_id=line_id, line_id=line_id, starts_on=day, precision="DAY", codes=codes)
        day += timedelta(days=chance.randrange(100, 700))
    if chance.random() < 0.5:
        talk_id = uuid.uuid4()
        yield Consultation(
            id=talk_id,
            talk_id=talk_id,
            subject_id=person_id,
            municipality_id=municipality_id,
            recorded_at=about["recorded_at"],
            talk_form="CASE",
            held_on=since + timedelta(days=chance.randrange(600)),
            contact_kind="OFFICE",
            interpreter="NONE",
            is_confidential=False,
            topics=["KIT"],
        )
        yield Participant(consultation_id=talk_id, person_id=person_id)


def _values(row: Any) -> dict[str, Any]:
    """The row as a bulk insert takes it."""
    mapper = inspect(type(row))
    return {
        column.name: row.__dict__.get(mapper.get_property_by_column(column).key)
        for column in mapper.local_table.columns
    }
