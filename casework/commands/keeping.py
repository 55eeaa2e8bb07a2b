"""`audit verify`: whether the trail is unbroken."""

import click

from casework.audit.models import TrailHead
from casework.audit.trail import broken_links
from casework.commands.output import FAULT, answered, as_json_option, show, show_json
from casework.database.base import db


@click.group("audit")
def audit() -> None:
    """Protokoll prüfen."""


@audit.command("verify")
@as_json_option
@answered
def verify(as_json: bool) -> None:
    """Ob die Kette des Protokolls hält; sonst die Nummern der Brüche und Ausgang 1."""
    broken = list(broken_links())
    head = db.session.get(TrailHead, 1)
    entries = head.sequence if head else 0
    if as_json:
        show_json({"entries": entries, "broken": broken})
    elif broken:
        show(f"Das Protokoll ist verändert worden, an Nr. {', '.join(str(number) for number in broken)}.")
    else:
        show(f"Das Protokoll ist vollständig: {entries} Einträge.")
    if broken:
        raise click.exceptions.Exit(FAULT)


COMMANDS = (audit,)
