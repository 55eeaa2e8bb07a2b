"""What this slice tells the cross table, and what it offers below the pages whose views can be kept."""

from typing import Any

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _

from casework.access.viewer import Viewer
from casework.releases.models import SavedView
from casework.releases.queries import published_by, views_for
from casework.statistics.published import PUBLISHED
from casework.web.offers import offer

PAGES = {
    "people.register": _("Personen"),
    "statistics.cross": _("Auswertungen"),
    "statistics.occupancy": _("Statistik und Belegung"),
    "statistics.series": _("Zeitreihen"),
}
"""Pages whose views can be kept, and what they are called."""


def declare() -> None:
    """Enter what this slice adds; once, at the start."""
    PUBLISHED.append(published_by)
    offer("releases/_views.html", PAGES, _views)


def pages() -> dict[str, Any]:
    """Those of them that there are."""
    return {endpoint: label for endpoint, label in PAGES.items() if endpoint in current_app.view_functions}


def address_of(view: SavedView) -> str:
    """Where a view leads."""
    page = url_for(view.endpoint)
    return f"{page}?{view.query}" if view.query else page


def _views(viewer: Viewer, endpoint: str) -> dict[str, Any]:
    return {
        "endpoint": endpoint,
        "query": request.query_string.decode(),
        "views": [(view, address_of(view)) for view in views_for(viewer, endpoint)],
    }
