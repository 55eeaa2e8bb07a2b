"""`audit verify`: whether the trail is unbroken."""

import click

from casework.access.roles import ROLE_LABELS, Role
from casework.accounts.operations import accept
from casework.accounts.queries import find_user_by_email
from casework.audit.models import TrailHead
from casework.audit.trail import Actor, act_as, broken_links
from casework.commands.output import FAULT, answered, as_json_option, show, show_json
from casework.database.base import db
from casework.database.transaction import transaction
from casework.errors import NotThere
from casework.vault.rowseal import Checked, check_everything

TABLES = {"person": "Person", "user_account": "Konto"}


@click.group("audit")
def audit() -> None:
    """Protokoll prüfen."""


@audit.command("verify")
@as_json_option
@answered
def verify(as_json: bool) -> None:
    """Ob die Kette des Protokolls hält und jedes Zeilensiegel passt; sonst was nicht, und Ausgang 1."""
    broken = list(broken_links())
    head = db.session.get(TrailHead, 1)
    entries = head.sequence if head else 0
    rows = check_everything()
    if as_json:
        changed = [{"table": table, "row": str(row_id)} for table, row_id in rows.broken]
        seals = {"checked": rows.checked, "broken": changed}
        show_json({"entries": entries, "broken": broken, "row_seals": seals})
    else:
        _tell(entries, broken, rows)
    if broken or rows.broken:
        raise click.exceptions.Exit(FAULT)


def _tell(entries: int, broken: list[int], rows: Checked) -> None:
    if broken:
        show(f"Das Protokoll ist verändert worden, an Nr. {', '.join(str(number) for number in broken)}.")
    else:
        show(f"Das Protokoll ist vollständig: {entries} Einträge.")
    if not rows.broken:
        show(f"Alle Zeilensiegel passen: {rows.checked} Konten und Personen.")
    for table, row_id in rows.broken:
        show(f"Außerhalb von Casework verändert: {TABLES.get(table, table)} {row_id}")


@audit.command("accept-account")
@click.argument("email", metavar="E-MAIL")
@answered
def accept_account(email: str) -> None:
    """Ein außerhalb von Casework verändertes Konto nach Prüfung wieder zulassen (wenn niemand mehr hineinkommt)."""
    user = find_user_by_email(email)
    if user is None:
        raise NotThere("Mit dieser E-Mail-Adresse gibt es kein Konto.")
    act_as(Actor(None, user.municipality_id))
    with transaction():
        accept(user)
    show(f"Das Konto gilt jetzt so, wie es ist: {ROLE_LABELS.get(Role(user.role), user.role)}.")


COMMANDS = (audit,)
