"""`keys status` and `audit verify`: whether what protects the data is in order."""

import click
from flask import current_app

from casework.audit.models import TrailHead
from casework.audit.trail import broken_links
from casework.commands.output import FAULT, answered, as_json_option, show, show_json
from casework.database.base import db
from casework.vault.inventory import wrapped_keys


@click.group("keys")
def keys() -> None:
    """Schlüssel prüfen."""


@keys.command("status")
@as_json_option
@answered
def status(as_json: bool) -> None:
    """Welcher Hauptschlüssel in Gebrauch ist und wie viele Datenschlüssel er verschließt."""
    primary = current_app.extensions["casework keyring"]().kek_id
    wrapped = wrapped_keys()
    if as_json:
        counts = {
            str(kek_id): {"subjects": counted.subjects, "services": counted.services}
            for kek_id, counted in wrapped.items()
        }
        show_json({"master_key": primary, "wrapped": counts})
        return
    show(f"Hauptschlüssel in Gebrauch: Nr. {primary}")
    for kek_id, counted in wrapped.items():
        show(
            f"  Nr. {kek_id} verschließt {counted.subjects} Schlüssel von Personen, Haushalten und Gesprächen "
            f"und {counted.services} der Installation"
        )


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


COMMANDS = (keys, audit)
