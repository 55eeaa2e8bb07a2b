"""What this slice shows on the home page: the town today, for whoever reports on it."""

from typing import Any

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.moments import today
from casework.database.turns import last_recorded_at
from casework.people.panels import home_card
from casework.statistics.facts import facts_of
from casework.statistics.question import Question
from casework.statistics.sentence import sentence
from casework.statistics.stock import by_stage


def declare() -> None:
    """Enter the card of this slice; once, at the start."""
    home_card(
        template="statistics/_today.html",
        load=_today,
        permission=Permission.REPORTS_JOUR_FIXE_EXPORT,
        order=5,
    )


def _today(viewer: Viewer) -> dict[str, Any]:
    known_at = last_recorded_at()
    facts = facts_of(Question(viewer.municipality_id, viewer.municipality_name, today(), known_at))
    houses = [house.places for house in facts.houses]
    return {
        "sentence": sentence(viewer.municipality_name, today(), by_stage(facts)),
        "free_net": sum(house.free_net for house in houses),
        "overfull": [house for house in houses if house.over_occupied],
    }
