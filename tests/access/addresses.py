"""Addresses for every page of the product, whatever its rule asks for."""

import uuid
from collections.abc import Iterator, Mapping

from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule, UUIDConverter

NOTHING = uuid.UUID(int=7)
"""An id that belongs to nothing."""


def rules(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every rule with each method it takes."""
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if rule.endpoint != "static":
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield rule, method


def addresses(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Every rule with each method it takes and an address that fits it, which leads to nothing."""
    for rule, method in rules(app):
        yield rule, method, address(app, rule, {name: value(kind) for name, kind in rule._converters.items()})


def address(app: Flask, rule: Rule, values: Mapping[str, object]) -> str:
    """The address that a rule makes of these values; those it does not ask for are left out."""
    asked = {name: values[name] for name in rule.arguments}
    return app.url_map.bind("localhost").build(rule.endpoint, asked)


def value(kind: BaseConverter) -> object:
    """Something a place of an address accepts."""
    if isinstance(kind, UUIDConverter):
        return NOTHING
    if isinstance(kind, AnyConverter):
        return min(kind.items)
    return 1 if isinstance(kind, IntegerConverter) else "wort"
