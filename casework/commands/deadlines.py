"""`deadlines recompute`: what depends on the day alone, once a day; `deadlines show`: what runs, until when."""

import time
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from casework.audit.trail import Actor, act_as, witness
from casework.commands import typed
from casework.commands.output import answered, as_json_option, municipality_option, say, show, show_json
from casework.database.base import db
from casework.database.moments import today
from casework.deadlines.differences import Runs, what_runs
from casework.deadlines.levels import OVERDUE, level
from casework.deadlines.nightly import go_through
from casework.errors import NotThere
from casework.organisation.queries import get_municipality, municipalities
from casework.people.cards import Card
from casework.people.register import cards_of
from casework.vocabulary.deadlines import CLOCKS
from casework.web.components import number

all_option = click.option("--municipality", metavar="NAME", help="Name der Kommune; ohne Angabe alle")
on_option = click.option(
    "--on", "on", metavar="DAY", help="Tag, 30.06.2025 oder 2025-06-30; ohne Angabe heute"
)


@click.group("deadlines")
def deadlines() -> None:
    """Gesetzliche Fristen."""


@deadlines.command("recompute")
@all_option
@on_option
@as_json_option
@answered
def recompute(municipality: str | None, on: str | None, as_json: bool) -> None:
    """Die Fristen aller Personen neu berechnen, einmal am Tag; ohne --municipality in allen Kommunen."""
    day = typed.day(on) if on else today()
    towns = [get_municipality(municipality)] if municipality else list(db.session.scalars(municipalities()))
    told = []
    for town_id, name in [(town.id, town.name) for town in towns]:
        began = time.monotonic()
        found = go_through(town_id, day, _progress(name))
        seconds = round(time.monotonic() - began, 1)
        told.append(
            {"municipality": name, "people": found.people, "changed": found.changed, "seconds": seconds}
        )
        if not as_json:
            show(
                f"{name}: {number(found.people)} Personen durchgesehen, bei {number(found.changed)} "
                f"hat sich etwas geändert ({number(seconds, 1)} s)."
            )
    if as_json:
        show_json({"on": day.isoformat(), "municipalities": told})


def _progress(name: str) -> Any:
    """Says on standard error how far it is, where more than a moment goes by."""

    def tell(done: int, people: int) -> None:
        if people > done:
            say(f"{name}: {number(done)} von {number(people)} …")

    return tell


@deadlines.command("show")
@click.option("--case-number", metavar="AZ", help="nur diese Person")
@on_option
@municipality_option
@as_json_option
@answered
def show_deadlines(case_number: str | None, on: str | None, municipality: str | None, as_json: bool) -> None:
    """Welche Fristen an einem Tag laufen, nach allem, was heute bekannt ist."""
    town, day = get_municipality(municipality), typed.day(on) if on else today()
    cards = _cards(town.id, case_number)
    act_as(Actor(None, town.id))
    witness("deadlines:town:listed", about=town.id, on=day.isoformat(), people=len(cards))
    lines = sorted(
        (line for found in what_runs(cards, day) for line in _lines(found, cards[found.life.person_id], day)),
        key=lambda line: (line["due_on"], line["case_number"], line["clock"]),
    )
    if as_json:
        show_json({"municipality": town.name, "on": day.isoformat(), "deadlines": lines})
        return
    for line in lines:
        show(_words(line))
    if not lines:
        show("Es läuft keine Frist.")


def _cards(municipality_id: uuid.UUID, case_number: str | None) -> dict[uuid.UUID, Card]:
    found = {
        card.person_id: card
        for card in cards_of(municipality_id).values()
        if case_number is None or case_number in card.case_numbers
    }
    if case_number is not None and not found:
        raise NotThere("Das Aktenzeichen „%(number)s“ gibt es nicht.", number=case_number)
    return found


def _lines(found: Runs, card: Card, day: date) -> Iterator[dict[str, Any]]:
    for what in found.whats:
        confirmed_on = found.life.confirmed.get(what.key)
        reached = level(what.due_on, what.warned_on, day)
        yield {
            "case_number": card.case_number,
            "clock": what.clock,
            "label": CLOCKS.label(what.clock),
            "event_on": what.event_on.isoformat(),
            "due_on": what.due_on.isoformat(),
            "warned_on": [warning.isoformat() for warning in what.warned_on],
            "level": reached,
            "is_overdue": reached == OVERDUE,
            "paragraph": what.paragraph,
            "rule": what.rule,
            "is_uncertain": what.is_uncertain,
            "why": what.why,
            "confirmed_on": confirmed_on.isoformat() if confirmed_on else None,
        }


def _words(line: dict[str, Any]) -> str:
    due_on = f"{date.fromisoformat(line['due_on']):%d.%m.%Y}"
    state = (
        f"erledigt am {date.fromisoformat(line['confirmed_on']):%d.%m.%Y}"
        if line["confirmed_on"]
        else "überfällig"
        if line["is_overdue"]
        else ""
    )
    doubt = "bitte prüfen" if line["is_uncertain"] else ""
    said = (line["label"], line["paragraph"], line["why"], doubt, state)
    return f"{due_on}  {line['case_number']:<12} " + " · ".join(filter(None, said))


COMMANDS = (deadlines,)
