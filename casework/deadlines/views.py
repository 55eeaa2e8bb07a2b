"""All pages of the slice, and what it declares."""

from casework.deadlines import clock_views, day_views, declarations, record_kinds, row_views, rule_views
from casework.deadlines.blueprint import blueprint

__all__ = ["blueprint", "clock_views", "day_views", "row_views", "rule_views"]

declarations.declare()
record_kinds.declare()
