"""The axes of a chart: round numbers from none to the highest value, and which days are named."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from casework.web.components import day as in_german

STEPS = (1, 2, 5, 10)
WANTED_STEPS = 4
NAMED_DAYS, LONG_SPAN_DAYS = 3, 180


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `first` to `last` in even steps; nothing is always on it, so that a length means its number."""

    first: float
    last: float
    step: float

    @classmethod
    def over(cls, values: Sequence[float]) -> "Scale":
        low, high = float(min(values, default=0)), float(max(values, default=0))
        low, high = min(low, 0.0), max(high, 0.0)
        rough = (high - low or 1.0) / WANTED_STEPS
        size = 10.0 ** math.floor(math.log10(rough))
        step = next(size * factor for factor in STEPS if size * factor >= rough * 0.999)
        if all(float(value).is_integer() for value in values):
            step = max(step, 1.0)
        return cls(math.floor(low / step) * step, max(math.ceil(high / step), 1) * step, step)

    def ticks(self) -> list[float]:
        steps = round((self.last - self.first) / self.step)
        return [round(self.first + place * self.step, 6) for place in range(steps + 1)]

    def share(self, value: float) -> float:
        """Where a value lies between the first and the last, from 0 to 1."""
        return (float(value) - self.first) / (self.last - self.first)


def shown_days(days: Sequence[date]) -> Iterator[tuple[int, str, str]]:
    """The days that are named below a chart: their places, words, and where their words are held."""
    if len(days) == 1:
        yield 0, in_german(days[0]), "middle"
        return
    is_long = bool(days) and (days[-1] - days[0]).days > LONG_SPAN_DAYS
    wanted = min(len(days), NAMED_DAYS)
    for which in range(wanted):
        place = round(which * (len(days) - 1) / (wanted - 1))
        word = f"{days[place]:%m.%Y}" if is_long else in_german(days[place])
        yield place, word, "start" if place == 0 else "end" if place == len(days) - 1 else "middle"
