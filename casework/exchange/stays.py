"""The list „aufenthalte“: a row states a stage, a dwelling, or both, from a day on."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from casework.audit.trail import note
from casework.database.episodes import effective
from casework.exchange.cells import code, day, line, text, yes
from casework.exchange.full_rooms import Living, warn_of_full_rooms
from casework.exchange.lists import Column, Outcome, Row, TownList, good
from casework.exchange.queries import Houses, people_by_number
from casework.exchange.stated import Stated, refuse_overlapping
from casework.exchange.stay_statements import Statement, StatementReader
from casework.housing.ledger import DWELLING, STAGE, Axis, Ledger
from casework.vocabulary.housing import DWELLING_FORMS, STAGES

_WEIGHT = [Outcome.UNCHANGED, Outcome.NEW, Outcome.RETRACTED, Outcome.CORRECTED]


class Stays(TownList):
    """Stages and dwellings. Key: person, axis and `Von`; an empty cell says nothing about its axis."""

    name = "aufenthalte"
    title = "Aufenthalte"
    explanation = (
        "Eine Zeile sagt, ab wann jemand in einer Stufe ist, wo er wohnt, oder beides. Ohne „Bis“ gilt sie, bis eine "
        "spätere Zeile Neues sagt."
    )
    columns = (
        Column("Aktenzeichen", line(100), "wie in der Liste der Personen", "2025-0001", needed=True),
        Column("Stufe", code(STAGES), "EA, VU, AU, UMA, JV oder SO", "VU"),
        Column(
            "Wohnform",
            code(DWELLING_FORMS),
            "Unterkunft, Privatwohnung, Jugendhilfeeinrichtung, Pflegefamilie oder Sonstige; mit einem Haus freiwillig",
            "Unterkunft",
        ),
        Column("Unterkunft", line(200), "Name des Hauses, wie in der Liste der Unterkünfte", "Haus Beispiel"),
        Column("Zimmer", line(100), "freiwillig", "N1"),
        Column("Ortsteil", line(200), "einer Privatwohnung"),
        Column("Von", day, "Tag des Einzugs oder Wechsels", "03.03.2025", needed=True),
        Column("Bis", day, "Tag des Auszugs, er zählt nicht mehr; leer: dauert an"),
        Column("Grund", text(2000), "", "Zuweisung"),
        Column("Storno", yes, "ja nimmt zurück, was für Person, Stufe oder Wohnung und „Von“ angegeben war"),
    )

    def __init__(self, municipality_id: uuid.UUID) -> None:
        super().__init__(municipality_id)
        self._houses = Houses(municipality_id)
        self._ledgers: dict[str, Ledger] = {}
        self._statements: dict[str, dict[tuple[uuid.UUID, date], list[Statement]]] = {}

    def decide(self, rows: Sequence[Row]) -> None:
        numbers = {row["Aktenzeichen"] for row in rows if row["Aktenzeichen"]}
        people = people_by_number(self.municipality_id, numbers)
        for axis in (STAGE, DWELLING):
            self._ledgers[axis.label] = Ledger(axis, self.municipality_id, set(people.values()))
            self._statements[axis.label] = defaultdict(list)
        reader = StatementReader(self._houses, people, self._ledgers)
        for row in good(rows):
            for statement in reader.read(row):
                self._statements[statement.axis.label][statement.person_id, statement.starts_on].append(
                    statement
                )
        for axis in (STAGE, DWELLING):
            self._refuse_rivals(axis)
        self._refuse_contradictions(rows)
        for axis in (STAGE, DWELLING):
            for rivals in self._statements[axis.label].values():
                self._weigh([statement for statement in rivals if statement.row.is_good])
        self._warn_of_full_rooms()

    def _good_statements(self, axis: Axis) -> list[Statement]:
        return [
            statement
            for rivals in self._statements[axis.label].values()
            for statement in rivals
            if statement.row.is_good
        ]

    def _refuse_rivals(self, axis: Axis) -> None:
        """Two rows for one person, axis and day must say the same."""
        for rivals in self._statements[axis.label].values():
            if len({statement.content for statement in rivals}) > 1:
                for statement in rivals:
                    other = next(rival for rival in rivals if rival.content != statement.content)
                    statement.row.refuse(
                        "Von",
                        f"Zeile {other.row.number} gibt für diese Person und diesen Tag eine andere {axis.label} an. "
                        "Niemand kann an zwei Orten zugleich sein.",
                    )

    def _refuse_contradictions(self, rows: Sequence[Row]) -> None:
        """Check both axes until nothing more is refused: a refused row states nothing on its other axis either."""
        remaining = None
        while remaining != (remaining := len(good(rows))):
            for axis in (STAGE, DWELLING):
                for of_person in self._believed(axis).values():
                    refuse_overlapping(of_person.values(), "Von", axis.label)

    def _believed(self, axis: Axis) -> dict[uuid.UUID, dict[date, Stated]]:
        """What would be stated of each person in the list on an axis, by first day."""
        believed: dict[uuid.UUID, dict[date, Stated]] = {}
        for statement in self._good_statements(axis):
            person_id = statement.person_id
            if person_id not in believed:
                known = self._ledgers[axis.label].of(person_id)
                believed[person_id] = {
                    found.starts_on: Stated(
                        found.starts_on, found.ends_on, None, getattr(found, "room_id", None)
                    )
                    for found in known
                }
            believed[person_id].pop(statement.starts_on, None)
            if statement.facts is not None:
                believed[person_id][statement.starts_on] = Stated(
                    statement.starts_on,
                    statement.row["Bis"],
                    statement.row,
                    self._room_lived_in(statement.facts),
                )
        return believed

    def _room_lived_in(self, facts: Mapping[str, Any]) -> uuid.UUID | None:
        """The room, or the one that stands for the whole house."""
        room_id: uuid.UUID | None = facts.get("room_id") or self._houses.whole(facts.get("accommodation_id"))
        return room_id

    @staticmethod
    def _weigh(rivals: Sequence[Statement]) -> None:
        """Give the first of the rows that say the same its outcome; the others change nothing."""
        for statement in rivals[:1]:
            row, outcome = statement.row, Outcome.NEW
            if statement.facts is None:
                outcome = Outcome.RETRACTED if statement.current else Outcome.UNCHANGED
                if statement.current is None:
                    missing = (
                        f"Dazu ist keine {statement.axis.label} gespeichert; es gibt nichts zurückzunehmen."
                    )
                    row.warn("Storno", missing)
            elif statement.current is not None:
                same = statement.content == statement.stored_content
                outcome = Outcome.UNCHANGED if same else Outcome.CORRECTED
            row.outcome = max(row.outcome, outcome, key=_WEIGHT.index)
        for repetition in rivals[1:]:
            repetition.row.warn(
                "Von", f"Zeile {rivals[0].row.number} sagt dasselbe ({repetition.axis.label})."
            )

    def _warn_of_full_rooms(self) -> None:
        believed = self._believed(DWELLING)
        living = []
        for of_person in believed.values():
            stated = [of_person[starts_on] for starts_on in sorted(of_person)]
            living += [
                Living(span, found.room_id, found.row)
                for found, span in zip(stated, effective(stated), strict=True)
                if found.room_id is not None
            ]
        people = {self._ledgers[DWELLING.label].person_of(record_id) for record_id in believed}
        warn_of_full_rooms(self._houses, living, people)

    def write(self, rows: Sequence[Row]) -> None:  # noqa: ARG002  # decide has read them
        for axis in (STAGE, DWELLING):
            ledger = self._ledgers[axis.label]
            for statement in self._good_statements(axis):
                person_id, starts_on = statement.person_id, statement.starts_on
                if statement.facts is None:
                    ledger.retract(person_id, starts_on)
                else:
                    ledger.state(
                        person_id,
                        starts_on=starts_on,
                        ends_on=statement.ends_on,
                        reason=statement.reason,
                        **statement.facts,
                    )
            for person_id in ledger.close():
                note("housing:stay:stated", subject=person_id, axis=axis.label)
