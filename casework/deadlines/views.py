"""All pages of the slice, and what it declares."""

from casework.deadlines import (
    clock_views,
    day_views,
    declarations,
    list_views,
    person_views,
    record_kinds,
    row_views,
    rule_views,
)
from casework.deadlines.blueprint import blueprint
from casework.deadlines.shown import declarations as shown_declarations

__all__ = [
    "blueprint",
    "clock_views",
    "day_views",
    "list_views",
    "person_views",
    "row_views",
    "rule_views",
]

declarations.declare()
shown_declarations.declare()
record_kinds.declare()
