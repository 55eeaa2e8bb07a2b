"""Addresses that can be shared: every filter, sorting and page stands in the query."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from flask import Flask, request

from casework.errors import Refused
from casework.web.fields import read_day

_PAGE = "page"
_NOT_A_FILTER = frozenset({_PAGE, "sort"})


def changed_query(query: Mapping[str, list[str]], changes: Mapping[str, object]) -> str:
    """A query with some parameters changed; None or empty removes one, and a new filter starts on page one."""
    kept = {
        key: values for key, values in query.items() if key not in changes and (key != _PAGE or not changes)
    }
    for key, value in changes.items():
        values = list(value) if isinstance(value, list | tuple) else [value]
        kept[key] = [str(one) for one in values if one is not None and one != ""]
    return urlencode([(key, value) for key, values in kept.items() for value in values])


def address_with(**changes: object) -> str:
    """The address of this page with some parameters changed."""
    query = changed_query(request.args.to_dict(flat=False), changes)
    return f"{request.root_path}{request.path}" + (f"?{query}" if query else "")


def asked_day(key: str) -> date | None:
    """The day named in the address, if any; Refused with the sentence for the screen if there is no such day."""
    typed = request.args.get(key, "").strip()
    try:
        return read_day(typed) if typed else None
    except ValueError as error:
        raise Refused(str(error)) from None


def kept_parameters(*keys: str) -> list[tuple[str, str]]:
    """Parameters a filter form hands on unseen."""
    return [(key, value) for key in keys for value in request.args.getlist(key) if value]


def is_filtered() -> bool:
    """Whether any filter narrows this page."""
    return any(value and key not in _NOT_A_FILTER for key, value in request.args.items(multi=True))


def install(app: Flask) -> None:
    """Give the templates the addresses."""
    app.jinja_env.globals.update(
        address_with=address_with, is_filtered=is_filtered, kept_parameters=kept_parameters
    )
