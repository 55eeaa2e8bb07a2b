"""`init` and `demo`: bringing an installation into being."""

import sys
from pathlib import Path

import click
from flask import current_app

from casework.access.roles import Role
from casework.accounts.operations import create_user
from casework.accounts.queries import find_user_by_email, users_of
from casework.commands.opening import unlock
from casework.commands.output import answered_unopened, as_json_option, say, show, show_json
from casework.database.base import db
from casework.database.transaction import transaction
from casework.demo.build import DEFAULT_SEED, fill
from casework.demo.office import DEMO_PASSWORD, sign_ins
from casework.demo.towns import PUBLISHED_TOTAL
from casework.errors import Refused
from casework.installation import prepare
from casework.organisation.models import Municipality
from casework.organisation.operations import create_municipality
from casework.organisation.queries import find_municipality

DEFAULT_MUNICIPALITY = "Musterstadt"
ADMINISTRATION = "Administration"


@click.command("init")
@click.option("--municipality", "name", metavar="NAME", help="Name der Kommune; ohne Angabe „Musterstadt“")
@click.option("--email", metavar="E-MAIL", help="Anmeldung der ersten Administration")
@click.option(
    "--password-file", type=click.Path(path_type=Path), metavar="DATEI", help="Datei mit deren Passwort"
)
@as_json_option
@answered_unopened
def init(name: str | None, email: str | None, password_file: Path | None, as_json: bool) -> None:
    """Datenbank, Schlüssel, Kommune und erste Administration anlegen oder auf den neuen Stand bringen."""
    unlock()
    prepare(current_app)
    with transaction():
        town = _municipality(name)
        created = _first_administrator(town, email, password_file, ask=sys.stdin.isatty() and not as_json)
        town_name = town.name
    if as_json:
        show_json({"municipality": town_name, "administrator": created})
        return
    show(f"„{town_name}“ ist eingerichtet.")
    if created:
        show(f"Administration: {created}")


def _municipality(name: str | None) -> Municipality:
    """The one of this name, made if there is none; without a name the first one."""
    town = find_municipality(name) or create_municipality(name or DEFAULT_MUNICIPALITY)
    db.session.flush()
    return town


def _first_administrator(
    town: Municipality, email: str | None, password_file: Path | None, *, ask: bool
) -> str | None:
    """The address of the account that was created; None if the town has one, or if nobody said how to sign in."""
    if users_of(town.id, Role.ADMINISTRATOR, active_only=True):
        _refuse_second(town, email)
        return None
    if email is None and not ask:
        say(
            "Es gibt noch keine Administration. Anlegen: „python3 -m casework init --email … --password-file …“."
        )
        return None
    email = (email or click.prompt("E-Mail-Adresse der ersten Administration", err=True)).strip()
    if "@" not in email.strip("@"):
        raise Refused("„%(email)s“ ist keine E-Mail-Adresse.", email=email)
    password = _password(password_file, ask=ask)
    create_user(town.id, name=ADMINISTRATION, email=email, role=Role.ADMINISTRATOR, password=password)
    return email


def _refuse_second(town: Municipality, email: str | None) -> None:
    if email is None:
        return
    known = find_user_by_email(email)
    if known is None or known.municipality_id != town.id:
        raise Refused(
            "„%(town)s“ hat schon eine Administration. Weitere Konten legt diese auf der Seite „Konten“ an.",
            town=town.name,
        )


def _password(file: Path | None, *, ask: bool) -> str:
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").removesuffix("\n").removesuffix("\r")
        except (OSError, UnicodeDecodeError):
            raise Refused("Die Passwortdatei „%(file)s“ lässt sich nicht lesen.", file=file) from None
    if not ask:
        raise Refused("Bitte geben Sie mit --password-file eine Datei an, in der das Passwort steht.")
    password: str = click.prompt("Passwort", hide_input=True, confirmation_prompt="Noch einmal", err=True)
    return password


@click.command("demo")
@click.option(
    "--persons",
    type=int,
    default=PUBLISHED_TOTAL,
    show_default=True,
    help="Bestand der ersten Kommune am 17.06.2020",
)
@click.option(
    "--seed", type=int, default=DEFAULT_SEED, show_default=True, help="andere Zahl, andere Menschen"
)
@as_json_option
@answered_unopened
def demo(persons: int, seed: int, as_json: bool) -> None:
    """Zwei erfundene Kommunen mit ihrer Geschichte in eine leere Installation füllen."""
    unlock()
    prepare(current_app)
    fill(persons=persons, seed=seed, tell=say)
    accounts = [{"municipality": town, "role": role, "email": email} for town, role, email in sign_ins()]
    if as_json:
        show_json({"persons": persons, "seed": seed, "password": DEMO_PASSWORD, "accounts": accounts})
    else:
        show_sign_ins()


def show_sign_ins() -> None:
    """The accounts of the demo with which one tries things out."""
    show("Anmelden in der Vorführung, alle Menschen darin sind erfunden:")
    for town, role, email in sign_ins():
        show(f"  {email:<38} {role}, {town}")
    show(f"  Passwort: {DEMO_PASSWORD}")


COMMANDS = (init, demo)
