"""All pages of the slice, and what it declares."""

from casework.deadlines import day_views, declarations, record_kinds, rule_views
from casework.deadlines.blueprint import blueprint

__all__ = ["blueprint", "day_views", "rule_views"]

declarations.declare()
record_kinds.declare()
