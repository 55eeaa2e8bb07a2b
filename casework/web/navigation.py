"""The menu: slices declare their entries, each viewer sees what they may open."""

from dataclasses import dataclass, replace
from typing import Literal

from flask import Flask, current_app, g, request, url_for
from flask_babel import gettext as _

from casework.access.guard import find_viewer
from casework.access.permissions import Permission
from casework.access.viewer import Viewer

Group = Literal["main", "admin", "account", "footer"]


@dataclass(frozen=True, slots=True)
class _Declared:
    label: object
    endpoint: str
    permission: Permission | None
    order: int
    group: Group
    post: bool
    argument: str | None
    alone: bool
    below: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu as one viewer sees it; current is "page", "true" (somewhere below) or None.

    `beside` are the lines of its section, its own among them; empty where it stands by itself.
    """

    label: str
    url: str
    current: str | None
    post: bool
    beside: tuple["Entry", ...] = ()


_declared: dict[str, _Declared] = {}
_search: dict[str, Permission | None] = {}
_suggestions: list[str] = []


def menu_entry(
    label: object,
    endpoint: str,
    permission: Permission | None,
    order: int,
    *,
    group: Group = "main",
    post: bool = False,
    argument: str | None = None,
    alone: bool = False,
    below: str | None = None,
) -> None:
    """Declare a line of the menu; permission None means everybody, post makes it a button (sign-out).

    `argument` names the part of an address (person_id) that puts a page under this line, whatever slice it is of; no
    other page of its slice lies below one that stands `alone`. A line `below` the endpoint of another one is shown when
    one is in that section; whoever may not open the other one finds it in the first row.
    """
    _declared[endpoint] = _Declared(label, endpoint, permission, order, group, post, argument, alone, below)


def search_at(endpoint: str, permission: Permission | None) -> None:
    """Declare the page the search box in every header leads to; it reads ?q=."""
    _search.clear()
    _search[endpoint] = permission


def suggestions_at(endpoint: str) -> None:
    """Declare what answers while somebody types into that box; it reads ?q=, too."""
    _suggestions[:] = [endpoint]


def viewer_or_nobody() -> Viewer | None:
    """Who is looking; nobody while the page about a fault is drawn, which must not ask the database."""
    return None if g.get("drawing_a_fault") else find_viewer()


def _may_open(endpoint: str, permission: Permission | None) -> bool:
    if endpoint not in current_app.view_functions:
        return False
    viewer = viewer_or_nobody()
    return permission is None or (viewer is not None and viewer.may(permission))


def menu_entries(group: Group) -> list[Entry]:
    """The lines of one menu for whoever is looking, in their declared order."""
    lines = _open_lines(group)
    return [_entry(line, _line_of_this_page(lines)) for line in lines]


def menu_sections() -> list[Entry]:
    """The first row of the main menu, each line with those of its section; last, as one section, the administration."""
    lines, admin = _open_lines("main"), _open_lines("admin")
    here = _line_of_this_page([*lines, *admin])
    opened = {line.endpoint for line in lines}
    found = [_section(line, lines, here) for line in lines if line.below not in opened]
    if admin:
        beside = tuple(_entry(line, here) for line in admin)
        current = "true" if here in admin else None
        found.append(Entry(str(_("Verwaltung")), beside[0].url, current, post=False, beside=beside))
    return found


def _open_lines(group: Group) -> list[_Declared]:
    open_to_viewer = [
        line
        for line in _declared.values()
        if line.group == group and _may_open(line.endpoint, line.permission)
    ]
    return sorted(open_to_viewer, key=lambda line: (line.order, line.endpoint))


def _section(line: _Declared, lines: list[_Declared], here: _Declared | None) -> Entry:
    first = _entry(line, here)
    further = tuple(_entry(other, here) for other in lines if other.below == line.endpoint)
    if not further:
        return first
    current = first.current or ("true" if any(entry.current for entry in further) else None)
    return replace(first, current=current, beside=(first, *further))


def _entry(line: _Declared, here: _Declared | None) -> Entry:
    return Entry(str(line.label), url_for(line.endpoint), _current(line, here), line.post)


def _line_of_this_page(lines: list[_Declared]) -> _Declared | None:
    """The line that leads here, or below which this page lies: by its address first, by its slice last."""
    named = request.view_args or {}
    return next(
        (
            line
            for belongs in (
                lambda line: line.endpoint == request.endpoint,
                lambda line: line.argument is not None and line.argument in named,
                lambda line: not line.alone and line.endpoint.partition(".")[0] == request.blueprint,
            )
            for line in sorted(lines, key=lambda line: line.argument is None)
            if belongs(line)
        ),
        None,
    )


def _current(line: _Declared, here: _Declared | None) -> str | None:
    if line is not here:
        return None
    return "page" if line.endpoint == request.endpoint else "true"


def search_address() -> str | None:
    """Where the search box leads, if this viewer may search."""
    for endpoint, permission in _search.items():
        if _may_open(endpoint, permission):
            return url_for(endpoint)
    return None


def suggestions_address() -> str | None:
    """Where the search box asks for hits while somebody types."""
    return next((url_for(one) for one in _suggestions if one in current_app.view_functions), None)


def home_address() -> str:
    """The first page of the product."""
    return f"{request.root_path}/"


def previous_address() -> str | None:
    """The page of ours the reader came from, if the browser tells."""
    came_from = request.referrer or ""
    return came_from if came_from.startswith(request.host_url) and came_from != request.url else None


def install(app: Flask) -> None:
    """Give every template the menu and the viewer."""
    app.jinja_env.globals.update(
        home_address=home_address,
        menu_entries=menu_entries,
        menu_sections=menu_sections,
        previous_address=previous_address,
        search_address=search_address,
        suggestions_address=suggestions_address,
    )
    app.context_processor(lambda: {"viewer": viewer_or_nobody()})
