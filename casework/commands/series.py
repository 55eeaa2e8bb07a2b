"""`series`: figures of a municipality on many evenings, as known at one moment."""

from decimal import Decimal
from typing import Any

import click

from casework.commands import typed
from casework.commands.output import answered, as_json_option, municipality_option, show, show_json
from casework.database.moments import BERLIN
from casework.organisation.queries import get_municipality
from casework.statistics.evenings_between import MONTH, STEPS
from casework.statistics.figures import DEFINITIONS_VERSION
from casework.statistics.question import Question
from casework.statistics.series import Series
from casework.statistics.series import series as read_series
from casework.web.components import number


@click.command("series")
@click.option(
    "--figure",
    "figures",
    multiple=True,
    required=True,
    metavar="NAME",
    help="z. B. stock.total; bis zu sechsmal",
)
@click.option("--from", "first", required=True, metavar="DAY", help="erster Tag")
@click.option("--to", "last", required=True, metavar="DAY", help="letzter Tag")
@click.option(
    "--every", type=click.Choice(STEPS.codes()), default=MONTH, help="Abstand der Abende; ohne Angabe month"
)
@click.option("--as-known-at", metavar="MOMENT", help="Wissensstand; ohne Angabe jetzt")
@municipality_option
@as_json_option
@answered
def series(
    figures: tuple[str, ...],
    first: str,
    last: str,
    every: str,
    as_known_at: str | None,
    municipality: str | None,
    as_json: bool,
) -> None:
    """Zahlen einer Kommune als Zeitreihe."""
    town = get_municipality(municipality)
    moment = typed.knowledge(as_known_at)
    question = Question(town.id, town.name, typed.day(last), moment)
    found = read_series(question, typed.day(first), every, figures)
    if as_json:
        show_json(_plain(found))
    else:
        _show(found)


def _plain(found: Series) -> dict[str, Any]:
    names = [measure.name for measure in found.measures]
    return {
        "municipality": found.question.municipality_name,
        "from": found.first.isoformat(),
        "to": found.question.on.isoformat(),
        "every": found.every,
        "as_known_at": found.question.known_at.astimezone(BERLIN).isoformat(),
        "definitions": DEFINITIONS_VERSION,
        "figures": [
            {"name": measure.name, "label": measure.label, "unit": measure.unit} for measure in found.measures
        ],
        "rows": [
            {
                "on": step.on.isoformat(),
                "since": step.since.isoformat(),
                "values": dict(zip(names, map(_number, values), strict=True)),
            }
            for step, values in zip(found.steps, found.values, strict=True)
        ],
    }


def _number(value: int | Decimal | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value


def _show(found: Series) -> None:
    known_at = found.question.known_at.astimezone(BERLIN)
    show(f"{found.question.municipality_name}, Wissensstand {known_at:%d.%m.%Y, %H:%M} Uhr")
    show("Abend       " + "  ".join(measure.label for measure in found.measures))
    for on, *values in found.rows():
        written = (
            f"{number(value, 1 if isinstance(value, Decimal) else 0):>{len(measure.label)}}"
            for value, measure in zip(values, found.measures, strict=True)
        )
        show(f"{on:%d.%m.%Y}  " + "  ".join(written))


COMMANDS = (series,)
