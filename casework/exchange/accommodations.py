"""The list „unterkuenfte“: a row per room and what it offers from a day on."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from casework.exchange.cells import code, day, decimal_number, line, postcode, whole_number, yes
from casework.exchange.lists import Column, Outcome, Row, TownList, good, need, refuse_contradicting
from casework.exchange.queries import Houses, same
from casework.exchange.stated import Stated, refuse_overlapping
from casework.housing import houses as housing
from casework.housing.models import Accommodation, Room, RoomOperation
from casework.vocabulary.housing import ACCOMMODATION_KINDS, NO_CONSTRAINT, ROOM_CONSTRAINTS

HOUSE_COLUMNS = {
    "Art": "kind",
    "Träger": "operator",
    "Straße": "street",
    "PLZ": "postcode",
    "Ort": "town",
    "Ortsteil": "district",
    "Mietende": "lease_ends_on",
}
ROOM_COLUMNS = {"Plätze": "places", "Fläche": "area_m2", "Bestimmung": "constraint", "Betrieb bis": "ends_on"}


class Accommodations(TownList):
    """Houses with their rooms. Key: house, room and `Betrieb ab`; the other house columns must agree between rows."""

    name = "unterkuenfte"
    title = "Unterkünfte"
    explanation = "Eine Zeile je Zimmer; ohne Zimmer gelten die Plätze für das ganze Haus."
    columns = (
        Column("Unterkunft", line(200), "Name des Hauses", "Haus Beispiel", needed=True),
        Column("Art", code(ACCOMMODATION_KINDS), "VU, AU, SGBVIII, Schutz oder NOT (Notunterkunft)", "VU"),
        Column("Träger", line(200), "wer das Haus betreibt", "Landkreis"),
        Column("Straße", line(200), "mit Hausnummer", "Musterweg 1"),
        Column("PLZ", postcode, "fünf Ziffern", "71638"),
        Column("Ort", line(200), "", "Musterstadt"),
        Column("Ortsteil", line(200), "", "Mitte"),
        Column("Zimmer", line(100), "leer, wenn keine Zimmer erfasst sind", "N1"),
        Column("Plätze", whole_number(10_000), "ganze Zahl ab 0", "4", needed=True),
        Column("Fläche", decimal_number(100_000), "in m²", "28,5"),
        Column(
            "Bestimmung",
            code(ROOM_CONSTRAINTS),
            "keine, Familie, Frauen, Männer, Einzelhaushalt, barrierefrei oder Schutz",
            "Familie",
        ),
        Column("Betrieb ab", day, "erster Tag in Betrieb", "01.01.2025", needed=True),
        Column("Betrieb bis", day, "erster Tag, an dem das Zimmer nicht mehr in Betrieb ist"),
        Column("Mietende", day, "des Hauses"),
        Column("Storno", yes, "ja nimmt zurück, was zu Haus, Zimmer und „Betrieb ab“ angegeben war"),
    )

    def __init__(self, municipality_id: uuid.UUID) -> None:
        super().__init__(municipality_id)
        self._known = Houses(municipality_id)
        self._operations = self._known.operations()

    def decide(self, rows: Sequence[Row]) -> None:
        for row in good(rows):
            if need(row, "Unterkunft") and need(row, "Betrieb ab") and not row["Storno"]:
                self._check(row)
        refuse_contradicting(good(rows), self._key, self._said, "Betrieb ab")
        by_house = defaultdict(list)
        for row in good(rows):
            by_house[same(row["Unterkunft"])].append(row)
        for of_house in by_house.values():
            _refuse_disagreeing(of_house)
            self._refuse_overlapping(good(of_house))
            self._weigh(good(of_house))

    def _check(self, row: Row) -> None:
        need(row, "Plätze")
        if row["Betrieb bis"] and row["Betrieb bis"] < row["Betrieb ab"]:
            row.refuse("Betrieb bis", "„Betrieb bis“ liegt vor „Betrieb ab“.")

    @staticmethod
    def _key(row: Row) -> tuple[Any, ...]:
        return same(row["Unterkunft"]), same(row["Zimmer"] or ""), row["Betrieb ab"]

    @staticmethod
    def _said(row: Row) -> list[Any]:
        return [row[column] for column in (*ROOM_COLUMNS, "Storno")]

    def _refuse_overlapping(self, rows: Sequence[Row]) -> None:
        """A room's spans must not contradict each other, in the list and with what is stored."""
        by_room = defaultdict(list)
        for row in rows:
            by_room[same(row["Zimmer"] or "")].append(row)
        for room_rows in by_room.values():
            stated = {
                found.starts_on: Stated(found.starts_on, found.ends_on)
                for found in self._stored(room_rows[0])
            }
            for row in room_rows:
                stated.pop(row["Betrieb ab"], None)
                if not row["Storno"]:
                    stated[row["Betrieb ab"]] = Stated(row["Betrieb ab"], row["Betrieb bis"], row)
            refuse_overlapping(stated.values(), "Betrieb ab", "Betrieb des Zimmers")

    def _weigh(self, rows: Sequence[Row]) -> None:
        house = self._known.find(rows[0]["Unterkunft"]) if rows else None
        for row in rows:
            current = next(
                (found for found in self._stored(row) if found.starts_on == row["Betrieb ab"]), None
            )
            if row["Storno"]:
                row.outcome = Outcome.RETRACTED if current else Outcome.UNCHANGED
                if current is None:
                    row.warn("Storno", "Dazu ist nichts gespeichert; es gibt nichts zurückzunehmen.")
            elif current is None:
                row.outcome = Outcome.NEW
                if house is None and not any(row["Art"] for row in rows):
                    row.refuse("Art", "Das Haus ist neu; bitte „Art“ angeben.")
            elif any(getattr(current, name) != value for name, value in _operation(row, current).items()):
                row.outcome = Outcome.CORRECTED
        changed = house is not None and any(
            getattr(house, name) != value for name, value in _house(rows).items()
        )
        if changed and rows[0].outcome is Outcome.UNCHANGED:
            rows[0].outcome = Outcome.CORRECTED
        if {bool(row["Zimmer"]) for row in rows} == {True, False}:
            rows[0].warn(
                "Zimmer", "Das Haus hat Zeilen mit und ohne Zimmer; die Plätze werden zusammengezählt."
            )

    def _stored(self, row: Row) -> list[RoomOperation]:
        house = self._known.find(row["Unterkunft"])
        room = house and self._known.find_room(house, row["Zimmer"] or "")
        return self._operations.get(room.id, []) if room else []

    def write(self, rows: Sequence[Row]) -> None:
        by_house = defaultdict(list)
        for row in rows:
            by_house[same(row["Unterkunft"])].append(row)
        for of_house in by_house.values():
            if any(row.outcome is not Outcome.UNCHANGED for row in of_house):
                self._write_house(of_house)

    def _write_house(self, rows: Sequence[Row]) -> None:
        house = self._known.find(rows[0]["Unterkunft"])
        if house is None and all(row["Storno"] for row in rows):
            return
        data = {"name": house.name if house else rows[0]["Unterkunft"]} | _house(rows)
        if house is None:
            house = housing.open_house(self.municipality_id, data)
        else:
            housing.change_house(house, data)
        rooms: dict[str, Room] = {}
        for row in rows:
            if row.outcome is not Outcome.UNCHANGED:
                self._write_room(house, rooms, row)

    def _write_room(self, house: Accommodation, rooms: dict[str, Room], row: Row) -> None:
        name = row["Zimmer"] or ""
        room = rooms.get(same(name)) or self._known.find_room(house, name) or housing.room_of(house, name)
        rooms[same(name)] = room
        current = next((found for found in self._stored(row) if found.starts_on == row["Betrieb ab"]), None)
        if row["Storno"]:
            housing.take_back_operation(room, row["Betrieb ab"])
        else:
            housing.state_operation(room, starts_on=row["Betrieb ab"], **_operation(row, current))


def _operation(row: Row, current: RoomOperation | None) -> dict[str, Any]:
    """What the row says of the room; columns the file does not have leave what is stored."""
    said = {
        name: row[column] if row.tells(column) else getattr(current, name, None)
        for column, name in ROOM_COLUMNS.items()
    }
    return said | {"constraint": said["constraint"] or NO_CONSTRAINT}


def _house(rows: Sequence[Row]) -> dict[str, Any]:
    """What the rows of a house say of it together; the kind of a house is never taken away."""
    stating = [row for row in rows if not row["Storno"]]
    said = {
        name: next((row[column] for row in stating if row[column] is not None), None)
        for column, name in HOUSE_COLUMNS.items()
        if any(row.tells(column) for row in stating)
    }
    if said.get("kind") is None:
        said.pop("kind", None)
    return said


def _refuse_disagreeing(rows: Sequence[Row]) -> None:
    """Columns about the house must say the same in all its rows; those against the majority are refused."""
    for column in HOUSE_COLUMNS:
        said = [(row, row[column]) for row in rows if row[column] is not None and not row["Storno"]]
        if len({value for _row, value in said}) < 2:
            continue
        usual = Counter(value for _row, value in said).most_common(1)[0][0]
        where = next(row.number for row, value in said if value == usual)
        for row, value in said:
            if value != usual:
                row.refuse(
                    column, f"„{column}“ ist anders als in Zeile {where}, obwohl es dasselbe Haus ist."
                )
