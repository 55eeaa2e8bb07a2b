"""Inventing the steps towards goals, what tells that one is reached, and what became of the steps."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from casework.demo.events import GoalAgreed, StepAgreed, StepEnded, Story
from casework.vocabulary.goals import DONE, DROPPED, PRIORITIES

ONE_DAY = timedelta(days=1)
WITH_STEPS = 0.6
WITH_MORE = 0.5
LEFT_OPEN = timedelta(days=14)
"""So long after its day a step may still lie open; then it is done or dropped."""


class Way(NamedTuple):
    """What leads to goals of a field of action: where it begins, what tells the end, and steps with who takes them."""

    start_level: str
    indicator: str
    steps: tuple[tuple[str, str], ...]


WAYS: Mapping[str, Way] = {
    "SPR": Way(
        "A2, Kurs unterbrochen",
        "Das Zertifikat liegt vor.",
        (
            ("Zur Einstufung bei der Volkshochschule gehen", "CLIENT"),
            ("Berechtigung für den Kurs beantragen", "CASE_MANAGER"),
            ("Jeden Tag eine halbe Stunde üben", "CLIENT"),
        ),
    ),
    "WOH": Way(
        "zu viert in einem Zimmer",
        "Der Mietvertrag ist unterschrieben.",
        (
            ("Wohnberechtigungsschein beantragen", "CLIENT"),
            ("Beim Wohnungsunternehmen vormerken", "CASE_MANAGER"),
            ("Selbstauskunft und Nachweise zusammenstellen", "CLIENT"),
        ),
    ),
    "ARB": Way(
        "seit zwei Jahren ohne Arbeit",
        "Ein Arbeitsvertrag mit mindestens 20 Stunden.",
        (
            ("Lebenslauf schreiben", "CLIENT"),
            ("Termin bei der Berufsberatung", "PARTNER"),
            ("Drei Bewerbungen abschicken", "CLIENT"),
        ),
    ),
    "AUS": Way(
        "Zeugnisse nur auf Arabisch",
        "Der Bescheid über die Anerkennung ist da.",
        (("Zeugnisse übersetzen lassen", "CLIENT"), ("Antrag auf Anerkennung stellen", "CASE_MANAGER")),
    ),
    "KIT": Way(
        "auf keiner Warteliste",
        "Der Platz ist zugesagt.",
        (("In drei Kitas anmelden", "CLIENT"), ("Nach der Warteliste fragen", "CASE_MANAGER")),
    ),
}
WHY_DROPPED = ("nicht mehr nötig", "keinen Termin bekommen")


def more_of_a_goal(topic: str, day: date) -> dict[str, str]:
    """What else is said of some goals when they are agreed."""
    rng = Random(f"{topic} {day}")  # noqa: S311 – invents people, guards nothing
    way = WAYS.get(topic)
    if way is None or rng.random() > WITH_MORE:
        return {}
    return {
        "start_level": way.start_level,
        "indicator": way.indicator,
        "priority": rng.choice(PRIORITIES.codes()),
    }


def tell_steps(story: Story, goal: GoalAgreed, last: date) -> None:
    """The steps of some goals, most of them done in time, a few dropped, the last ones open; up to a last day."""
    rng = Random(f"{goal.wording} {goal.on} {goal.due_on}")  # noqa: S311 – invents people, guards nothing
    way = WAYS.get(goal.field_of_action)
    if way is None or rng.random() > WITH_STEPS:
        return
    for what, responsible in way.steps[: rng.randint(1, 3)]:
        due_on = goal.on + rng.randrange(10, max(11, (goal.due_on - goal.on).days)) * ONE_DAY
        step = StepAgreed(on=goal.on, goal=goal, what=what, responsible=responsible, due_on=due_on)
        story.tell(step)
        ended = due_on + rng.randrange(-9, 12) * ONE_DAY
        is_tended = rng.random() < 0.85 or last - due_on > LEFT_OPEN
        if ended <= last and is_tended:
            outcome = rng.choices((DONE, DROPPED), (6, 1))[0]
            reason = rng.choice(WHY_DROPPED) if outcome == DROPPED else None
            story.tell(StepEnded(on=ended, step=step, outcome=outcome, reason=reason))
