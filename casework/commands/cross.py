"""`cross`: the people of an evening by one or two dimensions, as known at a moment, exact or protected."""

from typing import Any

import click

from casework.commands import typed
from casework.commands.output import answered, as_json_option, municipality_option, show, show_json
from casework.database.moments import BERLIN
from casework.errors import Refused
from casework.organisation.queries import get_municipality
from casework.statistics.cross import Asked, Chosen, CrossTable
from casework.statistics.dimensions import DIMENSIONS
from casework.statistics.facts import facts_of
from casework.statistics.question import Question
from casework.statistics.told import INTERNAL, MODES, Told

_NAMES = ", ".join(DIMENSIONS)


@click.command("cross")
@click.option("--rows", required=True, metavar="NAME", help=f"Merkmal der Zeilen: {_NAMES}")
@click.option("--columns", metavar="NAME", help="Merkmal der Spalten; ohne Angabe nur Personen")
@click.option("--on", "on", required=True, metavar="DAY", help="Stichtag, 30.06.2025 oder 2025-06-30")
@click.option("--as-known-at", metavar="MOMENT", help="Wissensstand; ohne Angabe jetzt")
@click.option(
    "--only", multiple=True, metavar="NAME=CODE", help="nur diese Gruppe, etwa stage=VU; mehrfach möglich"
)
@click.option("--mode", default=INTERNAL, metavar="MODE", help=f"{', '.join(MODES)}")
@municipality_option
@as_json_option
@answered
def cross(
    rows: str,
    columns: str | None,
    on: str,
    as_known_at: str | None,
    only: tuple[str, ...],
    mode: str,
    municipality: str | None,
    as_json: bool,
) -> None:
    """Die Personen eines Abends nach ein oder zwei Merkmalen."""
    town = get_municipality(municipality)
    moment = typed.knowledge(as_known_at)
    asked = Asked(Question(town.id, town.name, typed.day(on), moment), rows, columns, _groups(only))
    table = CrossTable(facts_of(asked.question), asked)
    told = Told.of(table, mode)
    if as_json:
        show_json(_as_json(table, told))
    else:
        _show(told)


def _groups(only: tuple[str, ...]) -> Chosen:
    for text in only:
        if "=" not in text:
            raise Refused("„%(text)s“ nennt keine Gruppe. Bitte als stage=VU angeben.", text=text)
    return tuple((name, code) for name, _sign, code in (text.partition("=") for text in only))


def _as_json(table: CrossTable, told: Told) -> dict[str, Any]:
    """The table by codes; null is a suppressed number."""
    question, height = table.asked.question, len(table.rows.codes)
    columns = table.columns.codes if table.column_dimension else []
    return {
        "municipality": told.municipality,
        "on": question.on.isoformat(),
        "as_known_at": question.known_at.astimezone(BERLIN).isoformat(),
        "definitions": told.version,
        "mode": told.mode,
        "only": dict(table.asked.only),
        "rows": {"dimension": table.asked.rows, "codes": table.rows.codes, "labels": table.rows.labels},
        "columns": {
            "dimension": table.asked.columns,
            "codes": columns,
            "labels": told.column_labels[: len(columns)],
        },
        "cells": [numbers[: len(columns)] for numbers in told.numbers[:height]],
        "row_totals": [numbers[-1] for numbers in told.numbers[:height]],
        "column_totals": told.numbers[height][: len(columns)],
        "total": told.numbers[height][-1],
        "notes": told.notes,
    }


def _show(told: Told) -> None:
    for label, text in told.imprint():
        show(f"{label}: {text}")
    lines = [told.heading, *told.rows(), told.total()]
    widths = [max(len(str(line[place])) for line in lines) for place in range(len(told.heading))]
    show("")
    for line in lines:
        numbers = "".join(f"  {cell!s:>{width}}" for cell, width in zip(line[1:], widths[1:], strict=True))
        show(f"{line[0]:<{widths[0]}}{numbers}")
    for note in told.notes:
        show(f"\n{note}")


COMMANDS = (cross,)
