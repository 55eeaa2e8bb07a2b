"""Timing one act of two towns in turn, so that a noisy machine is noisy for both."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.benchmarks.town import Town

Act = Callable[[Town], object]


@dataclass(frozen=True)
class Row:
    """Median and 95th percentile in milliseconds, and the median ratio to the plain baseline pair by pair."""

    name: str
    people: int
    median: float
    p95: float
    plain_median: float
    ratio: float

    def __str__(self) -> str:
        return (
            f"{self.name:<34}{self.people:>8,}{self.median:>11.1f}{self.p95:>11.1f}"
            f"{self.plain_median:>11.1f}{self.ratio:>9.2f}"
        )


HEAD = f"{'act':<34}{'people':>8}{'median ms':>11}{'p95 ms':>11}{'plain ms':>11}{'ratio':>9}"


def compare(name: str, people: int, sealed: Town, plain: Town, act: Act, runs: int) -> Row:
    """The act in both towns in turn, after two unmeasured rounds."""
    times: dict[bool, list[float]] = {True: [], False: []}
    for number in range(runs + 2):
        for town in (sealed, plain):
            milliseconds = _timed(town, act)
            if number >= 2:
                times[town.sealed].append(milliseconds)
    ratios = [one / other for one, other in zip(times[True], times[False], strict=True)]
    ordered = sorted(times[True])
    return Row(
        name,
        people,
        statistics.median(ordered),
        ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))],
        statistics.median(times[False]),
        statistics.median(ratios),
    )


def _timed(town: Town, act: Act) -> float:
    gc.collect()
    with town.columns():
        started = time.perf_counter()
        act(town)
        return (time.perf_counter() - started) * 1000
