#!/usr/bin/env python3
"""How well the search finds a name under another spelling.

`python3 tests/benchmarks/name_search.py PAIRS.csv [--population N] [--json]` (sets up what is missing)

PAIRS.csv has the columns name_a, name_b, same (1 or 0) and category. An installation of its own registers every name_b
(each different name once) and N invented people beside them, then searches every name_a as somebody would type it. Per
category it says how many pairs found their name_b among the first ten people (`recall_top10`), of how many registration
would warn by name alone (`judged_same`), and how many people a search brought up (`candidates`, all that are worth
showing, however many a page shows).
"""

import argparse
import csv
import json
import os
import random
import statistics
import sys
import tempfile
import time
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from casework.bootstrap.places import PYTHON, VENV
from casework.bootstrap.setup import set_up

if __name__ == "__main__" and Path(sys.prefix).resolve() != VENV.resolve():
    set_up(testing=False)
    os.execv(PYTHON, [str(PYTHON), __file__, *sys.argv[1:]])  # noqa: S606 – goes on in the project's environment

from casework.app import create_app
from casework.database.base import db
from casework.database.transaction import transaction
from casework.demo.names import FAMILY, names
from casework.installation import prepare
from casework.organisation.operations import create_municipality
from casework.people.operations import new_household, take_in
from casework.people.search import search
from casework.vocabulary.names.compare import is_same_name
from tests.benchmarks.cold import config_of

TOP = 10
BATCH = 2000


@dataclass(frozen=True)
class Pair:
    """Two names that are, or are not, one person's."""

    name_a: str
    name_b: str
    same: bool
    category: str


@dataclass
class Found:
    """What the searches of one category brought up."""

    same: bool
    judged_same: list[bool] = field(default_factory=list)
    in_top: list[bool] = field(default_factory=list)
    candidates: list[int] = field(default_factory=list)

    def as_row(self, category: str) -> dict[str, Any]:
        ordered = sorted(self.candidates)
        return {
            "category": category,
            "same": self.same,
            "pairs": len(ordered),
            "recall_top10": round(statistics.fmean(self.in_top), 4),
            "judged_same": round(statistics.fmean(self.judged_same), 4),
            "candidates_median": statistics.median(ordered),
            "candidates_p95": ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))],
        }


def read_pairs(file: Path) -> list[Pair]:
    """The pairs of a list in UTF-8."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return [
            Pair(line["name_a"], line["name_b"], line["same"].strip() == "1", line["category"])
            for line in csv.DictReader(lines)
        ]


def population(size: int) -> Iterable[tuple[str, str]]:
    """Family and given names of invented people, the same for a size every time."""
    chance = random.Random(size)
    table = names()
    origins = sorted({origin for origin, kind in table if kind == FAMILY})
    for _number in range(size):
        origin = chance.choice(origins)
        family = chance.choice(table[origin, FAMILY]).latin
        given = chance.choice(table[origin, chance.choice("mw")]).latin
        yield family, given


def register(municipality_id: uuid.UUID, people: Sequence[tuple[str, str | None]]) -> None:
    """Take people in as the product does, each in a household of their own."""
    for start in range(0, len(people), BATCH):
        with transaction():
            for number, (family, given) in enumerate(people[start : start + BATCH], start):
                details = {"family_name": family, "given_names": given}
                take_in(municipality_id, details, new_household(municipality_id), f"N-{number:06d}")
        db.session.remove()


def measure(municipality_id: uuid.UUID, pairs: Sequence[Pair]) -> tuple[list[dict[str, Any]], float]:
    """A row per category, and the median of the milliseconds a search took."""
    by_category: dict[tuple[str, bool], Found] = {}
    milliseconds = []
    search(municipality_id, "Haddad")
    for pair in pairs:
        started = time.perf_counter()
        hits = search(municipality_id, pair.name_a, limit=TOP)
        milliseconds.append((time.perf_counter() - started) * 1000)
        found = by_category.setdefault((pair.category, pair.same), Found(pair.same))
        found.in_top.append(any(hit.card.family_name == pair.name_b for hit in hits))
        found.judged_same.append(is_same_name(pair.name_a, pair.name_b))
        found.candidates.append(len(search(municipality_id, pair.name_a)))
    rows = [found.as_row(category) for (category, _same), found in sorted(by_category.items())]
    return rows, statistics.median(milliseconds)


def run(pairs: Sequence[Pair], people: int, folder: Path) -> dict[str, Any]:
    """Register, search and count in an installation of its own."""
    app = create_app(config_of(folder))
    with app.app_context():
        prepare(app)
        with transaction():
            municipality_id = create_municipality("Musterstadt").id
        distinct = dict.fromkeys(pair.name_b for pair in pairs)
        register(municipality_id, [*((name, None) for name in distinct), *population(people)])
        rows, median = measure(municipality_id, pairs)
        db.session.remove()
        db.engine.dispose()
    return {"categories": rows, "milliseconds_median": round(median, 3)}


def show(result: dict[str, Any]) -> None:
    """The rows as a table, and the whole of each kind below them."""
    print(f"{'category':<52}{'same':>5}{'pairs':>7}{'top 10':>8}{'judged':>8}{'median':>8}{'p95':>6}")
    totals: dict[bool, list[dict[str, Any]]] = defaultdict(list)
    for row in result["categories"]:
        totals[row["same"]].append(row)
        print(
            f"{row['category']:<52}{'yes' if row['same'] else 'no':>5}{row['pairs']:>7}{row['recall_top10']:>8.3f}"
            f"{row['judged_same']:>8.3f}{row['candidates_median']:>8.0f}{row['candidates_p95']:>6}"
        )
    for same, rows in sorted(totals.items(), reverse=True):
        pairs = sum(row["pairs"] for row in rows)
        means = (
            sum(row["pairs"] * row[figure] for row in rows) / pairs
            for figure in ("recall_top10", "judged_same")
        )
        recall, judged = means
        print(f"{'all of these':<52}{'yes' if same else 'no':>5}{pairs:>7}{recall:>8.3f}{judged:>8.3f}")
    print(f"a search took {result['milliseconds_median']} ms (median)")


def main() -> None:
    """Read, measure, show."""
    arguments = argparse.ArgumentParser(description="Recall of the name search on pairs of spellings")
    arguments.add_argument("pairs", type=Path, metavar="PAIRS.csv")
    arguments.add_argument(
        "--population", type=int, default=0, metavar="N", help="invented people beside them"
    )
    arguments.add_argument("--json", action="store_true", dest="as_json")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = run(read_pairs(asked.pairs), asked.population, Path(folder))
    if asked.as_json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        show(result)


if __name__ == "__main__":
    main()
