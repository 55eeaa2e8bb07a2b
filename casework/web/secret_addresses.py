"""Pages whose address is itself the key: whoever knows it needs no account, so it is told to nobody.

No other page hears of it, not even ours (a log of ours may note where a visitor came from). So where a form of such a
page was sent from cannot be looked at, as is done besides over HTTPS; its token alone keeps other sites out.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import current_app, g, request
from flask_wtf.csrf import CSRFProtect, validate_csrf
from wtforms import ValidationError

View = TypeVar("View", bound=Callable[..., Any])
SILENT: Mapping[str, str] = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


def secret_address(view: View) -> View:
    """Declare that a view is reached by a secret address."""
    view.has_secret_address = True  # type: ignore[attr-defined]
    return view


def is_secret_address() -> bool:
    """Whether the running request is for such a page."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "has_secret_address", False)


class ForgeryProtection(CSRFProtect):  # type: ignore[misc]
    """Takes no form from another site."""

    def protect(self, apply_exemptions: bool = False) -> None:
        """Look at the token, and where an address may be told, at that, too."""
        if not is_secret_address():
            super().protect(apply_exemptions)
        elif request.method in current_app.config["WTF_CSRF_METHODS"]:
            try:
                validate_csrf(self._get_csrf_token())
            except ValidationError as refusal:
                self._error_response(refusal.args[0])
            g.csrf_valid = True
