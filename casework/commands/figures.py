"""`figures`: all figures of a municipality on a day, as known at a moment; `stock`: of all municipalities together."""

from datetime import date, datetime
from typing import Any

import click

from casework.commands import typed
from casework.commands.output import answered, as_json_option, municipality_option, show, show_json
from casework.database.moments import BERLIN, read_moment
from casework.database.turns import last_recorded_at
from casework.housing.stage_changes import stock_everywhere
from casework.organisation.queries import get_municipality
from casework.statistics.answers import answer
from casework.statistics.facts import Facts
from casework.statistics.figures import FIGURES, HOUSE_FIGURES, Figure
from casework.statistics.parts import PARTS, word_of
from casework.statistics.question import Question
from casework.statistics.sentence import sentence
from casework.vocabulary.housing import STAGES
from casework.web.components import number

LABEL_WIDTH = 44


@click.command("figures")
@click.option("--on", "on", required=True, metavar="DAY", help="Stichtag, 30.06.2025 oder 2025-06-30")
@click.option("--as-known-at", metavar="MOMENT", help="Wissensstand; ohne Angabe jetzt")
@click.option("--from", "since", metavar="DAY", help="Beginn des Zeitraums, der mit dem Stichtag endet")
@municipality_option
@as_json_option
@answered
def figures(
    on: str, as_known_at: str | None, since: str | None, municipality: str | None, as_json: bool
) -> None:
    """Bestand, Belegung, Bewegung und Arbeit einer Kommune an einem Stichtag."""
    town = get_municipality(municipality)
    moment = typed.knowledge(as_known_at)
    question = Question(town.id, town.name, typed.day(on), moment, typed.day(since) if since else None)
    found = answer(question)
    if as_json:
        show_json(found)
    else:
        _show(found, question.on, moment)


def _show(found: dict[str, Any], on: date, moment: datetime) -> None:
    show(sentence(found["municipality"], on, found["stock"]["by_stage"]))
    show(f"Wissensstand: {moment.astimezone(BERLIN):%d.%m.%Y, %H:%M} Uhr")
    _show_houses(found["accommodations"])
    for part, title in PARTS.items():
        if part and found[part] is None:
            continue
        show(f"\n{title}")
        for figure in FIGURES:
            of_part, _dot, name = figure.name.rpartition(".")
            if of_part == part:
                _show_figure(figure, (found[part] if part else found)[name])


def _show_figure(figure: Figure[Facts], value: Any) -> None:
    if isinstance(value, dict):
        named = ((_word(figure.name, key), people) for key, people in value.items())
        shown = ", ".join(f"{word} {_written(people)}" for word, people in named if people) or "–"
    elif isinstance(value, list):
        shown = ", ".join(map(_listed, value)) or "–"
    else:
        shown = f"{date.fromisoformat(value):%d.%m.%Y}" if isinstance(value, str) else _written(value)
    show(f"  {figure.label:<{LABEL_WIDTH}} {shown}")


def _word(figure_name: str, code: str) -> str:
    """Stages stand by their short name in a line."""
    return code if code in STAGES else word_of(figure_name, code)


def _listed(row: dict[str, Any]) -> str:
    if "from" in row:
        return f"{row['from']} → {row['to']} {row['persons']}"
    return f"{row['name']} {_written(row['person_days'])} von {_written(row['place_days'])}"


def _show_houses(houses: list[dict[str, Any]]) -> None:
    show("\nUnterkünfte")
    names = [f"{house['name']} ({house['kind']})" for house in houses]
    width = max([len(name) for name in names], default=0)
    show("  " + " " * width + "".join(f"  {figure.label}" for figure in HOUSE_FIGURES))
    for name, house in zip(names, houses, strict=True):
        values = (f"  {_written(house[figure.name]):>{len(figure.label)}}" for figure in HOUSE_FIGURES)
        show(f"  {name:<{width}}" + "".join(values))


def _written(value: Any) -> str:
    return number(value, 1 if isinstance(value, float) else 0)


@click.command("stock")
@click.option("--on", "on", required=True, metavar="DAY", help="Stichtag, 30.06.2025 oder 2025-06-30")
@click.option("--as-known-at", metavar="MOMENT", help="Wissensstand; ohne Angabe jetzt")
@as_json_option
@answered
def stock(on: str, as_known_at: str | None, as_json: bool) -> None:
    """Bestand aller Kommunen dieser Installation zusammen, nach Stufe."""
    day, moment = typed.day(on), read_moment(as_known_at) if as_known_at else None
    by_stage = stock_everywhere(day, moment)
    known_at = (moment or last_recorded_at()).astimezone(BERLIN)
    if as_json:
        told = {"on": day.isoformat(), "as_known_at": known_at.isoformat()}
        show_json(told | {"total": sum(by_stage.values()), "by_stage": by_stage})
        return
    show(sentence("allen Kommunen zusammen", day, by_stage))
    show(f"Wissensstand: {known_at:%d.%m.%Y, %H:%M} Uhr")
    for stage, people in by_stage.items():
        show(f"  {STAGES.label(stage):<{LABEL_WIDTH}} {number(people)}")


COMMANDS = (figures, stock)
