"""`import LIST FILE`: bring a town's list in."""

from pathlib import Path
from typing import Any

import click

from casework.audit.trail import Actor, act_as
from casework.commands.output import (
    REFUSED,
    answered,
    as_json_option,
    municipality_option,
    say,
    show,
    show_json,
)
from casework.database.transaction import rollback, transaction
from casework.errors import Refused
from casework.exchange.importing import LISTS, Result, get_list, import_list
from casework.exchange.lists import Remark
from casework.organisation.queries import get_municipality

MOST_LINES = 200


@click.command("import", help="Eine Liste einlesen (.csv oder .xlsx): " + ", ".join(LISTS) + ".")
@click.argument("list_name", metavar="LISTE")
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path))
@municipality_option
@click.option("--dry-run", is_flag=True, help="nur prüfen, nichts speichern")
@click.option(
    "--skip-bad", is_flag=True, help="gute Zeilen speichern, schlechte in DATEI.rejected.csv schreiben"
)
@as_json_option
@answered
def bring_in(
    list_name: str, file: Path, municipality: str | None, dry_run: bool, skip_bad: bool, as_json: bool
) -> None:
    """All or nothing, unless --skip-bad; exit code 2 when nothing was stored because of bad rows."""
    town_list, town = get_list(list_name), get_municipality(municipality)
    content = _content(file)
    act_as(Actor(None, town.id))
    town_name = town.name
    rejected = Path(f"{file}.rejected.csv")
    with transaction():
        result = import_list(
            town_list, town.id, content, file_name=file.name, dry_run=dry_run, skip_bad=skip_bad
        )
        if dry_run or not result.is_accepted:
            rollback()
        else:
            _keep(rejected, result.rejected_file)
    if as_json:
        head = {"list": list_name, "file": str(file), "municipality": town_name, "dry_run": dry_run}
        show_json(head | _as_data(result))
    else:
        _tell(result, dry_run=dry_run, rejected=rejected)
    if not result.is_accepted:
        raise click.exceptions.Exit(REFUSED)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise Refused(
            "Die Datei „%(file)s“ lässt sich nicht lesen. Bitte prüfen Sie Namen und Rechte.", file=file
        ) from None


def _keep(rejected: Path, content: bytes | None) -> None:
    """Write the rejected rows, for nobody else to read, before the others are stored; none leave no file behind."""
    try:
        rejected.unlink(missing_ok=True)
        if content is not None:
            rejected.touch(mode=0o600, exist_ok=False)
            rejected.write_bytes(content)
    except OSError as error:
        raise Refused(
            "„%(file)s“ lässt sich nicht schreiben: %(why)s. Gespeichert wurde nichts.",
            file=rejected,
            why=error.strerror,
        ) from None


def _as_data(result: Result) -> dict[str, Any]:
    return {
        "rows": result.rows,
        **result.numbers(),
        "errors": [_remark(error) for error in result.errors],
        "warnings": [_remark(warning) for warning in result.warnings],
        "ignored_columns": result.ignored_columns,
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {"row": remark.row, "column": remark.column, "reason": remark.reason}


def _tell(result: Result, *, dry_run: bool, rejected: Path) -> None:
    for kind, remarks in (("Fehler", result.errors), ("Hinweis", result.warnings)):
        for remark in remarks[:MOST_LINES]:
            say(f"{kind}: {_place(remark)}{remark.reason}")
        if len(remarks) > MOST_LINES:
            say(f"… und {len(remarks) - MOST_LINES} weitere.")
    if result.ignored_columns:
        say(f"Unbekannte Spalten, nicht gelesen: {', '.join(result.ignored_columns)}.")
    if not result.is_accepted:
        say(
            "Nichts wurde gespeichert. Bitte berichtigen Sie die Liste, oder lesen Sie mit --skip-bad nur die guten "
            "Zeilen ein."
        )
        return
    counts = result.numbers()
    show(
        f"{result.rows} Zeilen: {counts['new']} neu, {counts['corrected']} berichtigt, "
        f"{counts['unchanged']} unverändert, {counts['retracted']} zurückgenommen, {counts['rejected']} abgewiesen."
    )
    if dry_run:
        show("Nur geprüft, nichts gespeichert.")
    elif result.rejected:
        show(f"Die abgewiesenen Zeilen stehen in {rejected}.")


def _place(remark: Remark) -> str:
    place = [f"Zeile {remark.row}"] if remark.row else []
    if remark.column:
        place.append(f"Spalte „{remark.column}“")
    return f"{', '.join(place)}: " if place else ""


COMMANDS = (bring_in,)
