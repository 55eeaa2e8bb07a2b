"""Where a saved form, and the door, lead: back to where one came from."""

from urllib.parse import urlsplit

from flask import request


def way_back(otherwise: str) -> str:
    """The page of ours that ?next= names, or the other one; never an address outside."""
    asked = request.args.get("next", "")
    return asked if _is_ours(asked) else otherwise


def _is_ours(address: str) -> bool:
    """A path on this server as browsers read it: they take a backslash for a slash and skip control characters."""
    if not address.startswith("/") or "\\" in address or not address.isprintable():
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc
