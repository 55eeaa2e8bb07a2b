"""What a slice offers on pages of other slices, as it declares: a button at the head, or a template below."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.web.navigation import viewer_or_nobody


@dataclass(frozen=True, slots=True)
class Offer:
    """A part below the content of some pages: a template drawn with what `load` returns as `offered`."""

    template: str
    endpoints: Collection[str]
    load: Callable[[Viewer, str], Any]


@dataclass(frozen=True, slots=True)
class Act:
    """A button at the head of some pages that leads to a page of another slice."""

    label: object
    leads_to: str
    endpoints: Collection[str]
    permission: Permission


_declared: list[Offer] = []
_acts: list[Act] = []


def offer(template: str, endpoints: Collection[str], load: Callable[[Viewer, str], Any]) -> None:
    """Declare what stands below the pages of these endpoints; `load` gets the viewer and the endpoint."""
    _declared.append(Offer(template, endpoints, load))


def offer_act(label: object, leads_to: str, endpoints: Collection[str], permission: Permission) -> None:
    """Declare a button at the head of the pages of these endpoints, for whoever has the permission."""
    _acts.append(Act(label, leads_to, endpoints, permission))


def page_acts() -> list[tuple[str, str]]:
    """The further buttons at the head of this page: label and address."""
    viewer, endpoint = viewer_or_nobody(), request.endpoint
    if viewer is None or endpoint is None:
        return []
    return [
        (str(one.label), url_for(one.leads_to))
        for one in _acts
        if endpoint in one.endpoints and viewer.may(one.permission)
    ]


def page_offers() -> list[tuple[str, Any]]:
    """The templates below this page, each with what it is drawn with."""
    viewer, endpoint = viewer_or_nobody(), request.endpoint
    if viewer is None or endpoint is None:
        return []
    return [(one.template, one.load(viewer, endpoint)) for one in _declared if endpoint in one.endpoints]


def install(app: Flask) -> None:
    """Give the layout the offers and the buttons."""
    app.jinja_env.globals.update(page_acts=page_acts, page_offers=page_offers)
