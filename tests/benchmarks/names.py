"""What the search costs: a register of so many people read cold, its index, and searches as people type them."""

import gc
import random
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.app import create_app
from casework.database.base import db
from casework.database.transaction import transaction
from casework.demo.names import FAMILY, names
from casework.installation import prepare
from casework.organisation.operations import create_municipality
from casework.people.name_index import NameIndex
from casework.people.register import Index
from casework.people.search import search
from tests.benchmarks.cold import config_of
from tests.benchmarks.register import enter

TYPED = (
    "Haddad",
    "Muhamed",
    "Schewtschenko",
    "أحمد",
    "Tesfai Gebre",
    "hadd",
    "Yusuf Ali",
    "1990",
    "N-000123",
    "Олена",
)
MIB = 1024 * 1024
SEARCHES = 200


@dataclass(frozen=True)
class Cost:
    """Seconds to read and index, MiB of the index beside the cards, milliseconds per search."""

    people: int
    cold_seconds: float
    index_seconds: float
    index_mib: float
    median_ms: float
    p95_ms: float

    def __str__(self) -> str:
        return (
            f"search among {self.people:>8,} people: cold {self.cold_seconds:6.2f} s (of it the index "
            f"{self.index_seconds:5.2f} s, {self.index_mib:5.1f} MiB), warm {self.median_ms:6.2f} ms, "
            f"p95 {self.p95_ms:6.2f} ms"
        )


def people(size: int) -> Iterator[dict[str, Any]]:
    """What a register says of invented people, the same for a size every time."""
    chance = random.Random(size)
    table = names()
    origins = sorted({origin for origin, kind in table if kind == FAMILY})
    for number in range(size):
        origin = chance.choice(origins)
        family, given = (
            chance.choice(table[origin, FAMILY]),
            chance.choice(table[origin, chance.choice("mw")]),
        )
        original = f"{given.original} {family.original}".strip() if number % 2 else ""
        yield {
            "household": str(uuid.UUID(int=chance.getrandbits(128))),
            "case_number": f"N-{number:06d}",
            "family_name": family.latin,
            "given_names": given.latin,
            "other_spellings": [original] if original else [],
            "birth_date": [
                f"{chance.randint(1950, 2025)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
                False,
            ],
            "sex": chance.choice("mw"),
            "nationalities": [chance.choice(["475", "423", "166"])],
            "numbers": [f"{chance.randrange(10**9):09d}-475"],
        }


def fill(municipality_id: uuid.UUID, size: int) -> None:
    """Write so many people into the register, all of one household."""
    household_id = uuid.uuid4()
    enter(municipality_id, ((uuid.uuid4(), household_id, content) for content in people(size)))


def cost(folder: Path, size: int) -> Cost:
    """Everything about a register of one size."""
    app = create_app(config_of(folder))
    with app.app_context():
        prepare(app)
        with transaction():
            municipality_id = create_municipality("Musterstadt").id
        fill(municipality_id, size)
        db.session.remove()
        cold, of_it = _cold(folder)
        mib = _memory(municipality_id)
        times = sorted(_warm(municipality_id))
        db.session.remove()
        db.engine.dispose()
    return Cost(size, cold, of_it, mib, statistics.median(times), times[round(0.95 * (len(times) - 1))])


def _cold(folder: Path) -> tuple[float, float]:
    """What the first search of a process of its own takes, and how much of it the index."""
    command = [sys.executable, "-m", "tests.benchmarks.cold", str(folder)]
    tries = [
        subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        for _try in range(3)
    ]
    reading, making = sorted((float(reading), float(making)) for reading, making in tries)[1]
    return reading + making, making


def _memory(municipality_id: uuid.UUID) -> float:
    """What the index takes beside the cards, which lists and statistics need as well."""
    cards = list(_cards(municipality_id))
    for card in cards:
        _ = card.name  # kept by the card
    gc.collect()
    tracemalloc.start()
    kept = NameIndex(cards)
    gc.collect()
    size, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size / MIB if kept else 0.0


def _cards(municipality_id: uuid.UUID) -> Any:
    index = Index()
    return index.of_town(municipality_id).values()


def _warm(municipality_id: uuid.UUID) -> Iterator[float]:
    for words in TYPED:
        search(municipality_id, words, limit=10)
    for number in range(SEARCHES):
        words = TYPED[number % len(TYPED)]
        yield _seconds(lambda words=words: search(municipality_id, words, limit=10)) * 1000


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def run(sizes: list[int]) -> None:
    """Print a line per size."""
    print("\nSearch by name (SQLite)")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            print(cost(Path(folder), size), flush=True)
