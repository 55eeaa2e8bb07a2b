"""Inventing what else is said of plans: phases, strengths, how the situation is, and how a plan was agreed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from casework.demo.events import GoalAgreed, PlanAdded, PlanReviewed, Story
from casework.demo.persons import Soul

WITH_STRENGTHS, WITH_RATINGS, WITH_PHASES, WITH_AGREEMENT, DECLINED = 0.4, 0.45, 0.4, 0.5, 0.06
STRENGTHS = (
    "Spricht drei Sprachen.",
    "Hat acht Jahre als Schneiderin gearbeitet.",
    "Kennt sich mit Computern aus.",
    "Die Nachbarin hilft bei Briefen.",
    "Gibt nicht auf; holt sich Rat, bevor es zu spät ist.",
    "Die Schwester wohnt in der Nähe und passt auf die Kinder auf.",
    "Kann gut kochen und hat schon für das Fest im Haus gekocht.",
)
WHY_DECLINED = ("will erst mit dem Ehemann sprechen", "findet die Ziele zu früh, nach dem Umzug noch einmal")
FIELDS = ("SPR", "WOH", "ARB", "EXI", "GES", "ALL", "TEI", "FAM")
LOWEST, HIGHEST, MOST_TIMES = 1, 5, 4


def tell_standing(story: Story, rng: Random) -> None:
    """What is said of some of the plans that were told, on the day they began and when they were gone through."""
    begun: dict[Soul, date] = {}
    reviews: dict[Soul, list[date]] = {}
    for event in story.in_order():
        if isinstance(event, GoalAgreed):
            begun.setdefault(event.soul, event.on)
        elif isinstance(event, PlanReviewed):
            reviews.setdefault(event.soul, []).append(event.on)
    for soul, day in begun.items():
        days = (day, *(on for on in reviews.get(soul, ()) if on > day))
        for on, part, facts in (*_course(rng, days), *_ratings(rng, days)):
            story.tell(PlanAdded(on=on, soul=soul, part=part, facts=facts))


Said = tuple[date, str, Mapping[str, Any]]


def _course(rng: Random, days: Sequence[date]) -> Iterator[Said]:
    begun = days[0]
    if rng.random() < WITH_STRENGTHS:
        for text in rng.sample(STRENGTHS, rng.choice((1, 2))):
            yield begun, "strength", {"text": text, "noted_on": begun}
    if rng.random() < WITH_PHASES:
        for on, phase in zip(days, ("IMPLEMENT", "MONITOR"), strict=False):
            yield on, "phase", {"phase": phase, "begins_on": on}
    if rng.random() < WITH_AGREEMENT:
        for on in days[: rng.choice((1, 1, 2))]:
            yield on, "agreement", _agreement(rng, on)


def _agreement(rng: Random, on: date) -> dict[str, Any]:
    language = rng.choice(("ar", "uk", "ti", "prs"))
    facts = {"agreed_on": on, "outcome": rng.choice(("SIGNED", "SIGNED", "ORAL")), "language": language}
    if rng.random() < DECLINED:
        return facts | {"outcome": "DECLINED", "reason": rng.choice(WHY_DECLINED)}
    return facts | {"interpreter": rng.choice(("NONE", "VOLUNTEER", "REMOTE")), "copy_language": language}


def _ratings(rng: Random, days: Sequence[date]) -> Iterator[Said]:
    if rng.random() >= WITH_RATINGS:
        return
    levels = {field: rng.randint(LOWEST, HIGHEST - 1) for field in rng.sample(FIELDS, rng.choice((2, 3, 4)))}
    for on in days[:MOST_TIMES]:
        said = {field: (str(level), None) for field, level in levels.items()}
        yield on, "ratings", {"rated_on": on, "said": said}
        moved = {field: level + rng.choice((-1, 0, 1, 1)) for field, level in levels.items()}
        levels = {field: max(LOWEST, min(HIGHEST, level)) for field, level in moved.items()}
