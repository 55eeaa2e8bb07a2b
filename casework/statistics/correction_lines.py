"""Late entries in words, on the page and as a list to take along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.access.viewer import Viewer
from casework.accounts.queries import names_of
from casework.database.moments import BERLIN
from casework.housing.declarations import dwelling_words
from casework.housing.late_entries import LateEntry, statements
from casework.housing.stays import DwellingEpisode, Episode, StageEpisode
from casework.people.cards import Card
from casework.people.register import card_of
from casework.statistics.corrections import Changed, Corrections
from casework.statistics.figures import DEFINITIONS_VERSION
from casework.vocabulary.housing import STAGES


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with whom it is about, who made it, and what was and is stated."""

    entry: LateEntry
    card: Card
    recorded_by: str
    before: str
    after: str


def lines(entries: Sequence[LateEntry]) -> list[Line]:
    """What these entries say."""
    said = {statement_id: _words(row) for statement_id, row in statements(entries).items()}
    names = names_of({entry.recorded_by_id for entry in entries if entry.recorded_by_id is not None})
    return [
        Line(
            entry,
            card_of(entry.record_id),
            names.get(entry.recorded_by_id, "") if entry.recorded_by_id else "",
            said[entry.before_id] if entry.before_id else "",
            said[entry.after_id] if entry.after_id else "",
        )
        for entry in entries
    ]


def _words(stated: Episode) -> str:
    until = f" bis {stated.ends_on:%d.%m.%Y}" if stated.ends_on else ""
    return f"{_what(stated)} ab {stated.starts_on:%d.%m.%Y}{until}"


def _what(stated: Episode) -> str:
    if isinstance(stated, DwellingEpisode):
        house, room = stated.accommodation, stated.room
        return dwelling_words(
            stated.form, house.name if house else None, room.name if room else None, stated.district
        )
    return STAGES.label(stated.stage) if isinstance(stated, StageEpisode) else ""


@dataclass(frozen=True)
class CorrectionSheet:
    """The figures that changed and, for whom a viewer may see, the entries behind them."""

    corrections: Corrections
    viewer: Viewer

    @property
    def title(self) -> str:
        return "Nachmeldungen"

    @property
    def file_name(self) -> str:
        return f"nachmeldungen-{self.corrections.question.on.isoformat()}"

    @property
    def heading(self) -> list[str]:
        return ["Wo", "Zahl", "Einheit", "vorher", "nachher", "Unterschied"]

    def imprint(self) -> list[tuple[str, str]]:
        """Which evening and which two moments of knowledge are compared."""
        asked = self.corrections.question
        return [
            ("Nachmeldungen", asked.municipality_name),
            ("Stichtag", f"{asked.on:%d.%m.%Y}"),
            ("Zeitraum ab", f"{asked.since:%d.%m.%Y}" if asked.since else "–"),
            ("Früherer Wissensstand", _moment(self.corrections.earlier)),
            ("Späterer Wissensstand", _moment(asked.known_at)),
            ("Definitionen", f"Fassung {DEFINITIONS_VERSION}"),
        ]

    def rows(self) -> list[list[Any]]:
        """The figures, then the entries under a heading of their own."""
        changed = [*self.corrections.of_town, *self.corrections.of_houses]
        entries = lines(self.corrections.visible_to(self.viewer))
        heading = ["Erfasst am", "Erfasst von", "Aktenzeichen", "Vorgang", "vorher", "nachher", "wirkt ab"]
        return [*map(_figure_row, changed), [], heading, *map(_entry_row, entries)]

    def total(self) -> None:
        return None

    def definitions(self) -> list[tuple[str, str]]:
        return []


def _figure_row(changed: Changed) -> list[Any]:
    return [
        changed.place, changed.label, changed.unit, changed.before, changed.after, changed.difference
    ]  # fmt: skip


def _entry_row(line: Line) -> list[Any]:
    entry = line.entry
    return [
        _moment(entry.recorded_at),
        line.recorded_by,
        line.card.case_number,
        str(entry.happened),
        line.before,
        line.after,
        entry.since,
    ]


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(BERLIN):%d.%m.%Y, %H:%M:%S} Uhr"
