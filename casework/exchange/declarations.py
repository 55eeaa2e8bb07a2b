"""What this slice shows on the home page: lists that wait to be taken over."""

from typing import Any

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.exchange import uploads
from casework.people.panels import home_card


def declare() -> None:
    """Enter the card of this slice; once, at the start."""
    home_card(
        template="exchange/_waiting.html", load=_waiting, permission=Permission.EXCHANGE_LIST_IMPORT, order=40
    )


def _waiting(viewer: Viewer) -> dict[str, Any]:
    return {"waiting": len(uploads.waiting(viewer))}
