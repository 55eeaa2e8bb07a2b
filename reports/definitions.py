"""What the words of a report mean, printed under the table that uses them, as the figures declare it."""

from casework.statistics.figures import definition_of

TABLES = {
    "headline": ("stock.total", "stock.by_stage"),
    "houses": (
        "places_total",
        "places_blocked",
        "assignable_places",
        "occupied",
        "misplaced",
        "over_occupied",
        "free_gross",
        "free_net",
        "occupancy_rate",
        "households",
        "minors",
    ),
    "movement": (
        "movement.opening",
        "movement.correction",
        "movement.arrivals",
        "movement.departures",
        "movement.stage_changes",
        "movement.transfers",
    ),
    "counselling": (
        "counselling.consultations",
        "counselling.persons",
        "counselling.minutes",
        "counselling.by_main_topic",
        "counselling.topic_mentions",
    ),
    "plans": (
        "plans.new",
        "plans.continued",
        "plans.active",
        "plans.ended",
        "plans.goal_attainment_strict",
        "plans.goal_attainment_weighted",
        "goals.achieved_on_time",
        "caseload_per_fte",
    ),
    "referrals": ("referrals.by_state",),
}


def definitions(table: str) -> list[tuple[str, str]]:
    """Words and meanings of one table, in the order of its columns."""
    return [(figure.label, figure.definition) for figure in map(definition_of, TABLES[table])]
