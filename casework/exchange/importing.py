"""One import of one list: all of it or nothing, or the good rows and a file of the bad ones."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.audit.trail import note, one_entry_each
from casework.database.base import db
from casework.database.garbage import uncollected
from casework.errors import Refused
from casework.exchange.accommodations import Accommodations
from casework.exchange.consultations import Consultations
from casework.exchange.files import read_table
from casework.exchange.lists import REASON_COLUMN, Outcome, Remark, Row, TownList, read_rows
from casework.exchange.partners import Partners
from casework.exchange.people import People
from casework.exchange.residence_titles import ResidenceTitles
from casework.exchange.stays import Stays
from casework.exchange.tables import NotAList, Table
from casework.web.delimited import write_delimited

LISTS: dict[str, type[TownList]] = {
    town_list.name: town_list
    for town_list in (Accommodations, People, Stays, ResidenceTitles, Consultations, Partners)
}


@dataclass(slots=True)
class Result:
    """What an import did or, as a dry run, would do; without rows to store the counts are zero."""

    rows: int = 0
    counts: Counter[Outcome] = field(default_factory=Counter)
    rejected: int = 0
    errors: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)
    is_accepted: bool = False
    table: Table | None = None
    rejected_file: bytes | None = None

    @property
    def changes(self) -> int:
        return sum(count for outcome, count in self.counts.items() if outcome is not Outcome.UNCHANGED)

    def numbers(self) -> dict[str, int]:
        """The counts in the words of the command's JSON."""
        return {outcome.value: self.counts[outcome] for outcome in Outcome} | {"rejected": self.rejected}


def get_list(name: str) -> type[TownList]:
    """The list of this name; Refused names those there are."""
    if name not in LISTS:
        raise Refused(
            "Die Liste „%(name)s“ gibt es nicht. Möglich sind: %(names)s.", name=name, names=", ".join(LISTS)
        )
    return LISTS[name]


def import_list(
    town_list: type[TownList],
    municipality_id: uuid.UUID,
    content: bytes,
    *,
    file_name: str,
    dry_run: bool = False,
    skip_bad: bool = False,
) -> Result:
    """Bring a list in, unless this is a dry run; a bad row keeps everything out, or only itself with `skip_bad`.

    Whoever calls commits. A file that is no such list has one error without a row.
    """
    with uncollected():
        return _import(town_list(municipality_id), content, file_name, dry_run=dry_run, skip_bad=skip_bad)


def _import(incoming: TownList, content: bytes, file_name: str, *, dry_run: bool, skip_bad: bool) -> Result:
    try:
        table = read_table(content)
        rows, ignored = read_rows(table, incoming.columns)
    except NotAList as refusal:
        return Result(errors=[Remark(None, None, str(refusal))])
    with db.session.no_autoflush:
        incoming.decide(rows)
    bad = [row for row in rows if not row.is_good]
    result = Result(
        rows=len(rows),
        rejected=len(bad),
        errors=[problem for row in bad for problem in row.problems],
        warnings=_warnings(table, rows),
        ignored_columns=ignored,
        is_accepted=skip_bad or not bad,
        table=table,
        rejected_file=_rejected(table, bad) if bad else None,
    )
    if result.is_accepted:
        stored = [row for row in rows if row.is_good]
        result.counts = Counter(Outcome.UNCHANGED if row.repeats else row.outcome for row in stored)
        if not dry_run:
            _store(incoming, [row for row in stored if not row.repeats], file_name, result)
    return result


def _store(incoming: TownList, rows: Sequence[Row], file_name: str, result: Result) -> None:
    with one_entry_each("exchange:person:imported") as others:
        with db.session.no_autoflush:
            incoming.write(rows)
        db.session.flush()
    note(
        "exchange:list:imported",
        list=incoming.name,
        file=file_name,
        rows=result.rows,
        counts=result.numbers(),
        others=[_short(other.action, other.about_id, other.detail) for other in others],
    )


def _short(action: str, about_id: uuid.UUID | None, detail: dict[str, Any]) -> dict[str, Any]:
    return {"action": action, "about": str(about_id)} | detail


def _warnings(table: Table, rows: Sequence[Row]) -> list[Remark]:
    general = [Remark(None, None, remark) for remark in table.remarks]
    if not rows:
        general.append(Remark(None, None, "Die Liste enthält keine Zeilen."))
    return general + [warning for row in rows for warning in row.warnings]


def _rejected(table: Table, bad: Sequence[Row]) -> bytes:
    """The bad rows as they came, each with its reasons; ready to be corrected and brought again."""
    keep = [place for place, heading in enumerate(table.headings) if heading != REASON_COLUMN]
    lines = [
        [
            *(row.cells[place] if place < len(row.cells) else "" for place in keep),
            " ".join(f"{problem.column or 'Zeile'}: {problem.reason}" for problem in row.problems),
        ]
        for row in bad
    ]
    return write_delimited([[*(table.headings[place] for place in keep), REASON_COLUMN], *lines])
