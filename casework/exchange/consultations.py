"""The list „beratungen“: talks that were documented elsewhere."""

import uuid
from collections.abc import Sequence
from typing import Any

from casework.counselling.models import Consultation
from casework.counselling.operations import document, retract, revise
from casework.counselling.statements import MOST_MINUTES
from casework.database.moments import today
from casework.exchange.cells import code, day, line, one, several, text, typed, whole_number, yes
from casework.exchange.lists import Column, Outcome, Row, TownList, good, need, refuse_contradicting
from casework.exchange.queries import consultations_between, people_by_id, people_by_number
from casework.exchange.tables import Cell
from casework.people.models import Person
from casework.vocabulary.counselling import CONTACT_KINDS, FIELDS_OF_ACTION, INTERPRETERS, RESULTS
from casework.vocabulary.languages import read_language

USUAL_CONTACT, NO_INTERPRETER = "OFFICE", "NONE"
LONGEST_TEXT = 20_000
FACTS = {
    "Minuten": "minutes",
    "Kontaktart": "contact_kind",
    "Sprache": "language",
    "Dolmetscher": "interpreter",
    "Inhalt": "content",
    "Ergebnis": "result",
}
_UNSAID = {"contact_kind": USUAL_CONTACT, "interpreter": NO_INTERPRETER}


def _topics(cell: Cell) -> Any:
    """Topics by code or wording with | between them; codes alone also with comma, semicolon, slash or blank."""
    words = typed(cell)
    alone = "|" in words or FIELDS_OF_ACTION.find(words)
    return several(FIELDS_OF_ACTION.read, "|" if alone else "|,;/ ")(words)


def _result(words: str) -> str:
    return RESULTS.find(words) or words


class Consultations(TownList):
    """Talks with one or several people. Key: the people, `Datum` and `Themen`."""

    name = "beratungen"
    title = "Beratungen"
    explanation = "Eine Zeile je Gespräch, auch mit mehreren Personen."
    columns = (
        Column(
            "Aktenzeichen", several(line(100)), "mehrere mit | getrennt", "2025-0001|2025-0002", needed=True
        ),
        Column("Datum", day, "des Gesprächs", "03.03.2025", needed=True),
        Column("Minuten", whole_number(MOST_MINUTES), "Dauer", "30"),
        Column(
            "Kontaktart", code(CONTACT_KINDS), "; ".join(term.label for term in CONTACT_KINDS), "Hausbesuch"
        ),
        Column(
            "Themen",
            _topics,
            "Hauptthema zuerst, mehrere mit |: " + ", ".join(FIELDS_OF_ACTION.codes()),
            "WOH|KIT",
            needed=True,
        ),
        Column("Sprache", one(read_language), "", "Arabisch"),
        Column("Dolmetscher", code(INTERPRETERS), "; ".join(term.label for term in INTERPRETERS), "keine"),
        Column("Inhalt", text(LONGEST_TEXT), ""),
        Column(
            "Ergebnis",
            one(_result),
            "; ".join(term.label for term in RESULTS) + " oder eigener Text",
            "Klärung",
        ),
        Column("Storno", yes, "ja nimmt zurück, was zu Personen, Datum und Themen angegeben war"),
    )

    def __init__(self, municipality_id: uuid.UUID) -> None:
        super().__init__(municipality_id)
        self._people: dict[str, Person] = {}
        self._stored: dict[tuple[Any, ...], Consultation] = {}

    def decide(self, rows: Sequence[Row]) -> None:
        numbers = {number for row in rows for number in row["Aktenzeichen"] or ()}
        ids = people_by_number(self.municipality_id, numbers)
        known = people_by_id(ids.values())
        self._people = {number: known[person_id] for number, person_id in ids.items()}
        for row in good(rows):
            self._check(row)
        days = [row["Datum"] for row in good(rows)]
        if days:
            for talk in consultations_between(self.municipality_id, min(days), max(days)):
                who = frozenset(participant.person_id for participant in talk.participants)
                self._stored.setdefault((who, talk.held_on, tuple(talk.topics)), talk)
        refuse_contradicting(good(rows), self._key, lambda row: (_facts(row), row["Storno"]), "Themen")
        for row in good(rows):
            stored = self._stored.get(self._key(row))
            row.weigh(stored, _facts(row))
            self._check_minutes(row, stored)

    def _check(self, row: Row) -> None:
        if not all([need(row, "Aktenzeichen"), need(row, "Datum"), need(row, "Themen")]):
            return
        for number in row["Aktenzeichen"]:
            if number not in self._people:
                row.refuse("Aktenzeichen", f"Das Aktenzeichen „{number}“ gibt es in dieser Kommune nicht.")
        if row["Datum"] > today():
            row.refuse("Datum", f"Der {row['Datum']:%d.%m.%Y} liegt in der Zukunft.")

    def _check_minutes(self, row: Row, stored: Consultation | None) -> None:
        """A talk does not become shorter than what was noted for its further topics."""
        if stored is None or row["Storno"] or not row.tells("Minuten"):
            return
        noted = sum((stored.topic_minutes or {}).values())
        if noted > (row["Minuten"] or 0):
            row.refuse(
                "Minuten", f"Für weitere Themen dieses Gesprächs sind schon {noted} Minuten festgehalten."
            )

    def _key(self, row: Row) -> tuple[Any, ...]:
        who = frozenset(self._people[number].id for number in row["Aktenzeichen"])
        return who, row["Datum"], tuple(row["Themen"])

    def write(self, rows: Sequence[Row]) -> None:
        for row in rows:
            stored = self._stored.get(self._key(row))
            if row.outcome is Outcome.NEW:
                self._document(row)
            elif stored is not None and row.outcome is Outcome.CORRECTED:
                revise(stored, **_facts(row))
            elif stored is not None and row.outcome is Outcome.RETRACTED:
                retract(stored)

    def _document(self, row: Row) -> None:
        document(
            municipality_id=self.municipality_id,
            people=[self._people[number] for number in row["Aktenzeichen"]],
            held_on=row["Datum"],
            topics=row["Themen"],
            **({"minutes": None} | _UNSAID | _facts(row)),
        )


def _facts(row: Row) -> dict[str, Any]:
    """What the row says of the talk; columns the file does not have say nothing."""
    said = {name: row[column] for column, name in FACTS.items() if row.tells(column)}
    return {name: _UNSAID.get(name) if value is None else value for name, value in said.items()}
