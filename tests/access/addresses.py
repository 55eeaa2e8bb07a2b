"""Addresses for every page of the product, whatever its rule asks for."""

import uuid
from collections.abc import Iterator, Mapping

from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule, UUIDConverter

NOTHING = uuid.UUID(int=7)
"""An id that belongs to nothing."""


def addresses(app: Flask, ids: Mapping[str, uuid.UUID] | None = None) -> Iterator[tuple[Rule, str, str]]:
    """Every rule with each method it takes and an address that fits it, made with these ids."""
    adapter = app.url_map.bind("localhost")
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if rule.endpoint == "static":
            continue
        values = {
            name: value(kind, (ids or {}).get(name, NOTHING)) for name, kind in rule._converters.items()
        }
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield rule, method, adapter.build(rule.endpoint, values, method)


def value(kind: BaseConverter, identity: uuid.UUID) -> object:
    """Something a place of an address accepts."""
    if isinstance(kind, UUIDConverter):
        return identity
    if isinstance(kind, AnyConverter):
        return min(kind.items)
    return 1 if isinstance(kind, IntegerConverter) else "wort"
