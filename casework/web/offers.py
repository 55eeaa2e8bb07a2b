"""What a slice offers below pages of other slices: it declares the pages and a template, which the layout draws."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from flask import Flask, request

from casework.access.viewer import Viewer
from casework.web.navigation import viewer_or_nobody


@dataclass(frozen=True, slots=True)
class Offer:
    """A part below the content of some pages: a template drawn with what `load` returns as `offered`."""

    template: str
    endpoints: Collection[str]
    load: Callable[[Viewer, str], Any]


_declared: list[Offer] = []


def offer(template: str, endpoints: Collection[str], load: Callable[[Viewer, str], Any]) -> None:
    """Declare what stands below the pages of these endpoints; `load` gets the viewer and the endpoint."""
    _declared.append(Offer(template, endpoints, load))


def page_offers() -> list[tuple[str, Any]]:
    """The templates below this page, each with what it is drawn with."""
    viewer, endpoint = viewer_or_nobody(), request.endpoint
    if viewer is None or endpoint is None:
        return []
    return [(one.template, one.load(viewer, endpoint)) for one in _declared if endpoint in one.endpoints]


def install(app: Flask) -> None:
    """Give the layout the offers."""
    app.jinja_env.globals.update(page_offers=page_offers)
