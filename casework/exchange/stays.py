"""The list „aufenthalte“: a row states a stage, a dwelling, or both, from a day on."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.audit.trail import note
from casework.database.episodes import effective
from casework.exchange.cells import code, day, line, text, yes
from casework.exchange.full_rooms import Living, warn_of_full_rooms
from casework.exchange.lists import Column, Outcome, Row, TownList, good, need
from casework.exchange.queries import Houses, people_by_number
from casework.exchange.stated import Stated, refuse_overlapping
from casework.housing.ledger import DWELLING, STAGE, Axis, Ledger
from casework.vocabulary.housing import DWELLING_FORMS, FOSTER_FAMILY, IN_ACCOMMODATION, PRIVATE_FLAT, STAGES

WITHOUT_HOUSE = frozenset({PRIVATE_FLAT, FOSTER_FAMILY})
_WEIGHT = [Outcome.UNCHANGED, Outcome.NEW, Outcome.RETRACTED, Outcome.CORRECTED]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one row says of one axis of a person; no facts mean that it takes the statement back."""

    row: Row
    axis: Axis
    person_id: uuid.UUID
    facts: Mapping[str, Any] | None

    @property
    def starts_on(self) -> date:
        starts_on: date = self.row["Von"]
        return starts_on

    @property
    def content(self) -> tuple[Any, ...] | None:
        """All that is said, to compare with what is stored."""
        return None if self.facts is None else (self.row["Bis"], self.row["Grund"], *self.facts.values())


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
        self._people: dict[str, uuid.UUID] = {}
        self._ledgers: dict[str, Ledger] = {}
        self._statements: dict[str, dict[tuple[uuid.UUID, date], list[Statement]]] = {}

    def decide(self, rows: Sequence[Row]) -> None:
        self._people = people_by_number(
            self.municipality_id, (row["Aktenzeichen"] for row in rows if row["Aktenzeichen"])
        )
        ids = set(self._people.values())
        for axis in (STAGE, DWELLING):
            self._ledgers[axis.label] = Ledger(axis, self.municipality_id, ids)
            self._statements[axis.label] = defaultdict(list)
        for row in good(rows):
            self._read(row)
        for axis in (STAGE, DWELLING):
            self._refuse_rivals(axis)
        self._refuse_contradictions(rows)
        for axis in (STAGE, DWELLING):
            for statement, *repetitions in self._statements[axis.label].values():
                if statement.row.is_good:
                    self._weigh(statement)
                for repetition in repetitions:
                    repetition.row.warn("Von", f"Zeile {statement.row.number} sagt dasselbe ({axis.label}).")
        self._warn_of_full_rooms()

    def _good_statements(self, axis: Axis) -> list[Statement]:
        return [
            statement
            for rivals in self._statements[axis.label].values()
            for statement in rivals
            if statement.row.is_good
        ]

    def _read(self, row: Row) -> None:
        """Take from a row what it states; refuse what is impossible."""
        if not need(row, "Aktenzeichen") or not need(row, "Von"):
            return
        person_id = self._people.get(row["Aktenzeichen"])
        if person_id is None:
            row.refuse(
                "Aktenzeichen", f"Das Aktenzeichen „{row['Aktenzeichen']}“ gibt es in dieser Kommune nicht."
            )
        if row["Bis"] and row["Bis"] < row["Von"]:
            row.refuse(
                "Bis", f"Das Ende ({row['Bis']:%d.%m.%Y}) liegt vor dem Beginn ({row['Von']:%d.%m.%Y})."
            )
        said = [
            (axis, facts)
            for axis, facts in ((STAGE, self._stage(row)), (DWELLING, self._dwelling(row)))
            if facts is not None
        ]
        if not said and row.is_good:
            row.refuse("Stufe", "Bitte eine Stufe angeben, eine Wohnform oder Unterkunft, oder beides.")
        if person_id is not None and row.is_good:
            for axis, facts in said:
                statement = Statement(row, axis, person_id, None if row["Storno"] else facts)
                self._statements[axis.label][person_id, row["Von"]].append(statement)

    @staticmethod
    def _stage(row: Row) -> dict[str, Any] | None:
        return {"stage": row["Stufe"]} if row["Stufe"] else None

    def _dwelling(self, row: Row) -> dict[str, Any] | None:
        form, name = row["Wohnform"], row["Unterkunft"]
        house = self._houses.find(name) if name else None
        room = self._houses.find_room(house, row["Zimmer"]) if house and row["Zimmer"] else None
        if row["Zimmer"] and not name:
            row.refuse("Unterkunft", "Zum Zimmer fehlt die Unterkunft.")
        elif name and house is None:
            row.refuse(
                "Unterkunft",
                f"Die Unterkunft „{name}“ gibt es nicht. Bitte zuerst die Liste der Unterkünfte einlesen.",
            )
        elif row["Zimmer"] and room is None:
            row.refuse("Zimmer", f"Das Zimmer „{row['Zimmer']}“ gibt es in „{name}“ nicht.")
        elif name and form in WITHOUT_HOUSE:
            row.refuse(
                "Wohnform", f"„{DWELLING_FORMS.label(form)}“ und eine Unterkunft zugleich sind nicht möglich."
            )
        elif form == IN_ACCOMMODATION and not name and not row["Storno"]:
            row.refuse("Unterkunft", "Bitte die Unterkunft nennen.")
        elif name and row["Ortsteil"] and house and row["Ortsteil"] != house.district:
            row.warn(
                "Ortsteil", "Der Ortsteil gilt nur für Wohnungen; bei einer Unterkunft zählt der des Hauses."
            )
        if not form and not name:
            return None
        return {
            "form": form or IN_ACCOMMODATION,
            "accommodation_id": house and house.id,
            "room_id": room and room.id,
            "district": None if name else row["Ortsteil"],
        }

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

    def _weigh(self, statement: Statement) -> None:
        row, axis = statement.row, statement.axis
        known = self._ledgers[axis.label].of(statement.person_id)
        current = next((found for found in known if found.starts_on == statement.starts_on), None)
        if statement.facts is None:
            outcome = Outcome.RETRACTED if current else Outcome.UNCHANGED
            if current is None:
                row.warn("Storno", f"Dazu ist keine {axis.label} gespeichert; es gibt nichts zurückzunehmen.")
        elif current is None:
            outcome = Outcome.NEW
        else:
            stored = (current.ends_on, current.reason, *(getattr(current, fact) for fact in axis.facts))
            outcome = Outcome.UNCHANGED if stored == statement.content else Outcome.CORRECTED
        row.outcome = max(row.outcome, outcome, key=_WEIGHT.index)

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
        warn_of_full_rooms(self._houses, living, set(believed))

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
                        ends_on=statement.row["Bis"],
                        reason=statement.row["Grund"],
                        **statement.facts,
                    )
            for person_id in ledger.close():
                note("housing:stay:stated", subject=person_id, axis=axis.label)
