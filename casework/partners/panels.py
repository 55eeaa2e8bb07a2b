"""What other slices show on the page of a partner: they declare it here; the page knows none of them by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.partners.models import Partner


@dataclass(frozen=True, slots=True)
class PartnerPanel:
    """A card of the page: a template drawn with what `load` returns as `facts`; nothing where that is None."""

    template: str
    load: Callable[[Viewer, Partner], dict[str, Any] | None]
    permission: Permission
    order: int = 100


PARTNER_PANELS: list[PartnerPanel] = []


def partner_panel(**values: Any) -> None:
    """Declare a card of the page."""
    PARTNER_PANELS.append(PartnerPanel(**values))
    PARTNER_PANELS.sort(key=lambda entry: entry.order)


def panels_for(viewer: Viewer, partner: Partner) -> list[tuple[str, dict[str, Any]]]:
    """The cards this viewer may see, each with what it is drawn with."""
    loaded = (
        (panel.template, panel.load(viewer, partner))
        for panel in PARTNER_PANELS
        if viewer.may(panel.permission)
    )
    return [(template, facts) for template, facts in loaded if facts is not None]
