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
from reports.funding.asked import Asked
from reports.funding.evidence import evidence_of
from reports.funding.files import FILES
from reports.funding.workers import team_called
from reports.jour_fixe import report_of
from reports.persons import Edition


@click.group("report")
def report() -> None:
    """Papiere als PDF und Excel."""


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


@report.command("funding")
@click.option("--from", "since", required=True, metavar="DAY", help="Beginn des Zeitraums")
@click.option("--on", "on", required=True, metavar="DAY", help="letzter Tag des Zeitraums und Stichtag")
@click.option(
    "--output", required=True, metavar="FILE.pdf|FILE.xlsx", type=click.Path(dir_okay=False, path_type=Path)
)
@click.option("--team", "team", metavar="NAME", help="nur die Arbeit dieses Teams")
@click.option("--names", "names_workers", is_flag=True, help="Stellen mit Namen statt „Stelle 1“")
@click.option(
    "--exact-topics",
    is_flag=True,
    help="auch Themen mit einem oder zwei Gesprächen und Wartezeiten von weniger als drei Personen",
)
@click.option("--as-known-at", metavar="MOMENT", help="Wissensstand; ohne Angabe jetzt")
@municipality_option
@as_json_option
@answered
def funding(
    since: str,
    on: str,
    output: Path,
    team: str | None,
    names_workers: bool,
    exact_topics: bool,
    as_known_at: str | None,
    municipality: str | None,
    as_json: bool,
) -> None:
    """Der Verwendungsnachweis (Nr. 6.2 VwV Integrationsmanagement) als PDF oder Excel."""
    form = output.suffix.lower().removeprefix(".")
    if form not in FILES:
        raise Refused("Bitte eine Datei nennen, die auf .pdf oder .xlsx endet.")
    town = get_municipality(municipality)
    team_id = team_called(town.id, team) if team else None
    moment = typed.knowledge(as_known_at)
    question = Question(town.id, town.name, typed.day(on), moment, typed.day(since), team_id)
    evidence = evidence_of(Asked(question, withholds_small=not exact_topics, names_workers=names_workers))
    made = FILES[form][0](evidence)
    _write(output, made)
    witness("reports:funding:exported", about=town.id, form=form, **evidence.imprint)
    write_witnessed()
    digest = hashlib.sha256(made).hexdigest()
    if as_json:
        show_json({"file": str(output), "bytes": len(made), "sha256": digest} | evidence.imprint)
    else:
        for line in evidence.lines:
            show(f"{line.part + ': ' + line.figure.label:<62} {line.written}")
        show(f"{output} ({len(made) // 1024} kB), Prüfzeichen {evidence.check_code}, SHA-256 {digest}")


def _write(output: Path, paper: bytes) -> None:
    try:
        output.write_bytes(paper)
    except OSError as error:
        raise Refused(
            "„%(file)s“ lässt sich nicht schreiben: %(why)s.", file=output, why=error.strerror
        ) from None


COMMANDS = (report,)
