"""When people came to Germany: applications by month, 2015–2019, as the BAMF counted them."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np

from casework.bootstrap.places import ROOT

MONTHLY = ROOT.parent / "shared" / "data" / "bamf_monthly_2015_2019.csv"
FIRST, LAST = date(2015, 1, 1), date(2019, 12, 31)
MONTHS = [date(year, month, 1) for year in range(FIRST.year, LAST.year + 1) for month in range(1, 13)]


def weights(file: Path = MONTHLY) -> tuple[list[int], str]:
    """First applications of each of MONTHS, and where they come from; equal months where the list is absent."""
    if not file.exists():
        return [1] * len(MONTHS), f"every month alike (no {file.name} here)"
    counted: Counter[str] = Counter()
    with file.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            counted[line["year_month"]] += int(line["antr_erst"])
    return [counted[f"{month:%Y-%m}"] for month in MONTHS], f"drawn from {file.name}"


def arrivals(chance: np.random.Generator, how_many: int) -> np.ndarray:
    """So many days of arrival (ordinals)."""
    people, _source = weights()
    first_days = np.array([month.toordinal() for month in MONTHS] + [LAST.toordinal() + 1])
    month = chance.choice(len(MONTHS), how_many, p=np.array(people) / sum(people))
    length = np.diff(first_days)[month]
    return first_days[month] + (chance.random(how_many) * length).astype(np.int64)
