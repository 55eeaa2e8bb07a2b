"""Whose waiting is told: a mean over one or two people would tell how long one of them waited (domain brief §5.6)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from reports.funding.topics import LEAST

LENGTHS = frozenset({"waiting.days_mean", "waiting.days_median"})
WAITED = "waiting.first_talks"
TOO_FEW = (
    "Mittel und Median der Wartezeit über weniger als drei Personen stehen nicht da („–“), damit niemandes Wartezeit "
    "zu erkennen ist; ebenso dort nicht, wo sie sich sonst aus den übrigen Zeilen ergäben."
)


def too_few(waited: int | None) -> bool:
    """Whether so many are too few to tell how long they waited."""
    return 0 < (waited or 0) < LEAST


def without_lengths(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same figures without how long anybody waited."""
    return {name: None if name in LENGTHS else value for name, value in values.items()}


def hidden_among(waited: Sequence[int | None]) -> Collection[int]:
    """The places of the lines that keep it to themselves: those of too few, and the smallest others until together they
    are enough, since the difference to the town would tell it otherwise."""
    people = {place: number for place, number in enumerate(waited) if number}
    hidden = {place for place, number in people.items() if too_few(number)}
    for place in sorted(people.keys() - hidden, key=lambda place: (people[place], place)):
        if not too_few(sum(people[one] for one in hidden)):
            break
        hidden.add(place)
    return hidden
