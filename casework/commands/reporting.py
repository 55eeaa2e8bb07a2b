"""`report`: papers for a town, a day and a period."""

import hashlib
from pathlib import Path

import click

from casework.audit.trail import witness, write_witnessed
from casework.commands import typed
from casework.commands.output import answered, as_json_option, municipality_option, show, show_json
from casework.errors import Refused
from casework.organisation.queries import get_municipality
from casework.statistics.question import Question
from reports import render
from reports.jour_fixe import report_of
from reports.persons import Edition


@click.group("report")
def report() -> None:
    """Papiere als PDF."""


@report.command("jour-fixe")
@click.option("--on", "on", required=True, metavar="DAY", help="Stichtag, 30.06.2025 oder 2025-06-30")
@click.option("--from", "since", metavar="DAY", help="Beginn des Zeitraums; ohne Angabe der Erste des Monats")
@click.option(
    "--edition",
    type=click.Choice([edition.value for edition in Edition]),
    default=Edition.PSEUDONYMOUS.value,
    show_default=True,
    help="mit Namen oder nur mit Aktenzeichen",
)
@click.option("--output", required=True, metavar="FILE.pdf", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--as-known-at", metavar="MOMENT", help="Wissensstand; ohne Angabe jetzt")
@municipality_option
@as_json_option
@answered
def jour_fixe(
    on: str,
    since: str | None,
    edition: str,
    output: Path,
    as_known_at: str | None,
    municipality: str | None,
    as_json: bool,
) -> None:
    """Der Belegungs- und Lagebericht für den Jour Fixe Asyl."""
    town = get_municipality(municipality)
    day = typed.day(on)
    first = typed.day(since) if since else day.replace(day=1)
    moment = typed.knowledge(as_known_at)
    made = report_of(Question(town.id, town.name, day, moment, first), Edition(edition))
    paper = render.pdf(made.html())
    _write(output, paper)
    witness("reports:jour-fixe:exported", about=town.id, **made.imprint)
    write_witnessed()
    digest = hashlib.sha256(paper).hexdigest()
    if as_json:
        show_json({"file": str(output), "bytes": len(paper), "sha256": digest} | made.imprint)
    else:
        show(made.sentence)
        show(f"{output} ({len(paper) // 1024} kB), Prüfzeichen {made.check_code}, SHA-256 {digest}")


def _write(output: Path, paper: bytes) -> None:
    try:
        output.write_bytes(paper)
    except OSError as error:
        raise Refused(
            "„%(file)s“ lässt sich nicht schreiben: %(why)s.", file=output, why=error.strerror
        ) from None


COMMANDS = (report,)
