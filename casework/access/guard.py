"""Deny unless declared: a view without a declaration is refused for everybody, and the tests find it."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request
from flask_login import current_user, login_url
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.errors import NotAllowed

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"


def requires(permission: Permission) -> Callable[[View], View]:
    """Declare the permission a view needs."""

    def declare(view: View) -> View:
        view.declared_access = permission  # type: ignore[attr-defined]
        return view

    return declare


def public(view: View) -> View:
    """Declare a view open to everybody (the sign-in page)."""
    view.declared_access = PUBLIC  # type: ignore[attr-defined]
    return view


def declared_access(endpoint: str) -> Permission | str | None:
    """What the view behind an endpoint declared; static files are public."""
    if endpoint == "static":
        return PUBLIC
    access: Permission | str | None = getattr(current_app.view_functions[endpoint], "declared_access", None)
    return access


def find_viewer() -> Viewer | None:
    """Who is signed in, if anybody."""
    viewer: Viewer | None = getattr(current_user, "viewer", None)
    return viewer


def current_viewer() -> Viewer:
    """Who is signed in; only to be asked behind the guard."""
    viewer = find_viewer()
    if viewer is None:
        raise NotAllowed("Bitte melden Sie sich an.")
    return viewer


def install(app: Flask) -> None:
    """Put the guard before every request."""
    app.before_request(_check)


def _check() -> Response | None:
    if request.endpoint is None:
        return None
    access = declared_access(request.endpoint)
    if access == PUBLIC:
        return None
    viewer = find_viewer()
    if viewer is None and request.method in ("GET", "HEAD"):
        wanted = request.full_path if request.query_string else request.path
        return redirect(login_url("accounts.sign_in", next_url=wanted))
    if viewer is None:
        raise NotAllowed(
            "Sie sind nicht mehr angemeldet, gespeichert wurde nichts. "
            "Bitte melden Sie sich neu an; längere Texte finden Sie hier zum Kopieren."
        )
    if not isinstance(access, Permission) or not viewer.may(access):
        raise NotAllowed(
            "Dafür reichen Ihre Rechte nicht aus. Fragen Sie Ihre Teamleitung oder die Administration."
        )
    return None
