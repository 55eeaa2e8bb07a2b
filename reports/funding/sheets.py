"""The evidence as an Excel file: a sheet for the figures, the topics, and for what could not be verified."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from casework.statistics import sheets
from casework.statistics.sheets import Row
from reports.funding.evidence import Evidence
from reports.funding.figures import labelled
from reports.funding.table import HIDDEN, ShareLine, ShareTable
from reports.funding.topics import topics_total

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_KNOWN = "–"


def workbook(evidence: Evidence) -> bytes:
    """The file; numbers are numbers and days are days."""
    return sheets.as_xlsx(_figures(evidence), *_beside(evidence), _unverified(evidence))


@dataclass(frozen=True)
class _Page:
    """A sheet that holds what it is told."""

    title: str
    heading: Sequence[str]
    body: Sequence[Row]
    above: Sequence[tuple[str, Any]] = ()
    meant: Sequence[tuple[str, str]] = ()
    last: Row | None = None

    @property
    def file_name(self) -> str:
        return self.title

    def imprint(self) -> Sequence[tuple[str, Any]]:
        return self.above

    def rows(self) -> Iterable[Row]:
        return self.body

    def total(self) -> Row | None:
        return self.last

    def definitions(self) -> Sequence[tuple[str, str]]:
        return self.meant


def _figures(evidence: Evidence) -> _Page:
    question = evidence.asked.question
    return _Page(
        "Nachweis",
        ["Teil", "Zahl", "Wert", "Einheit", "Kennung"],
        [
            [line.part, line.figure.label, _known(line.value), line.figure.unit, line.figure.name]
            for line in evidence.lines
        ],
        [
            ("Verwendungsnachweis Integrationsmanagement", question.municipality_name),
            ("Wessen Arbeit", evidence.whose),
            ("Zeitraum ab", evidence.asked.first),
            ("Zeitraum bis (Stichtag)", question.on),
            ("Wissensstand", question.known_at),
            ("Definitionen", f"Fassung {evidence.version}"),
            ("Prüfzeichen", evidence.check_code),
            ("Formularfelder", "nicht geprüft, siehe Blatt „Ungeprüft“"),
        ],
        [
            *evidence.definitions,
            *(("Je Stelle und Team", said) for said in evidence.about_shares),
            *([("Wartezeiten", evidence.about_waits)] if evidence.about_waits else []),
        ],
    )


def _beside(evidence: Evidence) -> list[_Page]:
    shares = [_shares(evidence.table)] if evidence.table else []
    return [*shares, *([_topics(evidence)] if evidence.tells_topics else [])]


def _shares(table: ShareTable) -> _Page:
    def row(share: ShareLine) -> Row:
        return [share.label, *(_told(share, figure.name) for figure in table.figures)]

    return _Page(
        f"Je {table.kind}",
        [table.kind, *(labelled(*pair) for pair in table.headings)],
        [row(share) for share in table.shares],
        last=row(table.together),
    )


def _topics(evidence: Evidence) -> _Page:
    together = topics_total(evidence.topics)
    return _Page(
        "Themen",
        ["Handlungsfeld", "Gespräche", "Anteil in Prozent", "Nennungen"],
        [[line.label, line.consultations, line.share, line.mentions] for line in evidence.topics],
        last=["Zusammen", together["consultations"], None, together["mentions"]],
    )


def _unverified(evidence: Evidence) -> _Page:
    rows: list[Row] = [[what, instead] for what, instead in evidence.unverified.items()]
    rows.append(["Was belegt ist", evidence.pattern])
    if evidence.benchmarks:
        rows.append(["Vergleichswerte", evidence.benchmarks])
    return _Page("Ungeprüft", ["Was das Muster fragen kann", "Was dieser Nachweis dazu sagen kann"], rows)


def _told(share: ShareLine, name: str) -> Any:
    return HIDDEN if share.is_withheld else _known(share.values[name])


def _known(value: Any) -> Any:
    return NOT_KNOWN if value is None else value
