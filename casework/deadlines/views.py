"""All pages of the slice, and what it declares."""

from casework.deadlines import day_views, declarations
from casework.deadlines.blueprint import blueprint

__all__ = ["blueprint", "day_views"]

declarations.declare()
