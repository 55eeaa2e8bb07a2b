"""Simulated towns in the tables of the product: houses with rooms, what was stated of stays, and what follows."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from sqlalchemy import Connection, Table, insert, inspect, text, update

from casework.database.bulk import moment_of
from casework.database.turns import WritersTurn
from casework.housing.models import Accommodation, PlaceBlock, Room, RoomOperation
from casework.housing.stays import DwellingEpisode, DwellingSpan, StageEpisode, StageSpan
from casework.vocabulary.housing import FAMILY, NO_CONSTRAINT, WOMEN
from tests.benchmarks import bulk
from tests.benchmarks.histories import DISTRICTS, FORMS, NEVER, STAGES, Array, History, Rows, Towns

ROOMS_PER_HOUSE = 30
OPENED_ON = date(2014, 1, 1)
SPANS, EPISODES = ("known_from", "known_until"), ("recorded_at", "superseded_at")
LEDGER = """
INSERT INTO stage_change (starts_on, stage, known_on, people)
SELECT starts_on, stage, known_on, sum(people) FROM ({parts}) AS changes
GROUP BY starts_on, stage, known_on HAVING sum(people) <> 0
"""


@dataclass(frozen=True)
class Houses:
    """The ids of houses and rooms; the house of each room by number."""

    house_ids: Array
    room_ids: Array
    house_of_room: Array


def table_of(kind: type) -> Table:
    found = inspect(kind).local_table
    assert isinstance(found, Table)
    return found


@contextmanager
def without_indexes(connection: Connection, kind: type) -> Iterator[None]:
    """Many rows are quicker to index afterwards."""
    table = table_of(kind)
    indexes = sorted(table.indexes, key=lambda index: str(index.name))
    primary = table.primary_key.name if connection.dialect.name == "postgresql" else None
    for index in indexes:
        index.drop(connection)
    if primary:
        connection.execute(text(f"ALTER TABLE {table.name} DROP CONSTRAINT {primary}"))
    yield
    if primary:
        connection.execute(text(f"ALTER TABLE {table.name} ADD CONSTRAINT {primary} PRIMARY KEY (id)"))
    for index in indexes:
        index.create(connection)


def as_uuid(one: np.void) -> uuid.UUID:
    return uuid.UUID(bytes=bytes(one))


def build_houses(towns: Towns, seed: int) -> Houses:
    """Thirty rooms to a house."""
    chance = np.random.default_rng(seed)
    houses = -(-towns.rooms // ROOMS_PER_HOUSE)
    town = np.repeat(np.arange(len(towns.rooms)), towns.rooms)
    number = np.arange(towns.all_rooms) - towns.first_room[town]
    of_room = (np.cumsum(houses) - houses)[town] + number // ROOMS_PER_HOUSE
    return Houses(bulk.ids(int(houses.sum()), chance), bulk.ids(towns.all_rooms, chance), of_room)


def write_houses(
    connection: Connection, towns: Towns, town: int, municipality_id: uuid.UUID, built: Houses
) -> None:
    """The houses of a town: rooms of two to six places, some for families or women, a few with blocked places."""
    chance, first = np.random.default_rng(town), int(towns.first_room[town])
    houses, rooms, offers, blocks = {}, [], [], []
    for number in range(int(towns.rooms[town])):
        house_id = as_uuid(built.house_ids[built.house_of_room[first + number]])
        if house_id not in houses:
            houses[house_id] = {
                "id": house_id,
                "municipality_id": municipality_id,
                "name": f"Haus {len(houses) + 1}",
                "kind": "VU" if number < towns.vu_rooms[town] else "AU",
                "district": DISTRICTS[len(houses) % len(DISTRICTS)],
                "version": 1,
            }
        room_id, places = as_uuid(built.room_ids[first + number]), int(chance.integers(2, 7))
        rooms.append({"id": room_id, "accommodation_id": house_id, "name": f"Z{number}"})
        said = {"room_id": room_id, "starts_on": OPENED_ON, "recorded_at": moment_of(0)}
        constraint = (FAMILY, WOMEN, *[NO_CONSTRAINT] * 6)[number % 8]
        offers.append(said | {"places": places, "area_m2": Decimal(places * 7), "constraint": constraint})
        if number % 50 == 0:
            blocks.append(said | {"places": 1, "reason": "DEFECT"})
    for kind, rows in (
        (Accommodation, list(houses.values())),
        (Room, rooms),
        (RoomOperation, offers),
        (PlaceBlock, blocks),
    ):
        connection.execute(insert(table_of(kind)), rows)


@dataclass(frozen=True)
class Simulation:
    """Towns with their people, ready to be written."""

    history: History
    houses: Houses
    municipality_ids: Sequence[uuid.UUID]
    person_ids: Array

    def write_spans(self, connection: Connection) -> dict[str, int]:
        """What holds; returns the number of rows by table."""
        return self._write(connection, (StageSpan, DwellingSpan), SPANS, "spans")

    def write_episodes(self, connection: Connection) -> dict[str, int]:
        """What was stated."""
        return self._write(connection, (StageEpisode, DwellingEpisode), EPISODES, "episodes")

    def _write(
        self, connection: Connection, kinds: tuple[type, type], moments: tuple[str, str], which: str
    ) -> dict[str, int]:
        counts = {}
        told = (self.history.stages, self.history.dwellings)
        for seed, (kind, said, facts) in enumerate(
            zip(kinds, told, (self._stage, self._dwelling), strict=True)
        ):
            rows: Rows = getattr(said, which)().by_recording()
            table = table_of(kind)
            columns = self._columns(rows, moments, with_town=which == "spans") | facts(rows)
            with without_indexes(connection, kind):
                bulk.fill(connection, table, columns, seed)
            counts[table.name] = len(rows)
        return counts

    def _columns(self, rows: Rows, moments: tuple[str, str], *, with_town: bool) -> dict[str, bulk.Column]:
        town_ids = np.frombuffer(b"".join(one.bytes for one in self.municipality_ids), "V16")
        town = {"municipality_id": bulk.Coded(self.history.town[rows.person], town_ids)}
        return {
            "person_id": bulk.Coded(rows.person, self.person_ids),
            **(town if with_town else {}),
            "starts_on": bulk.Days(rows.starts_on, NEVER),
            "ends_on": bulk.Days(rows.ends_on, NEVER),
            moments[0]: bulk.Moments(rows.known_from),
            moments[1]: bulk.Moments(rows.known_until),
        }

    def _stage(self, rows: Rows) -> Mapping[str, bulk.Column]:
        return {"stage": bulk.Coded(rows.fact, STAGES)}

    def _dwelling(self, rows: Rows) -> Mapping[str, bulk.Column]:
        rooms = self.history.towns.all_rooms
        in_room, other = rows.fact < rooms, rows.fact - rooms
        room = np.where(in_room, rows.fact, bulk.NONE)
        house = np.where(in_room, self.houses.house_of_room[np.where(in_room, rows.fact, 0)], bulk.NONE)
        in_flat = (other >= 0) & (other < len(DISTRICTS))
        return {
            "form": bulk.Coded(np.select([in_room, in_flat], [0, 1], 2), FORMS),
            "accommodation_id": bulk.Coded(house, self.houses.house_ids),
            "room_id": bulk.Coded(room, self.houses.room_ids),
            "district": bulk.Coded(np.where(in_flat, other, bulk.NONE), DISTRICTS),
        }

    def finish(self, connection: Connection) -> None:
        """Add up the ledger of the whole installation, and say that something was written."""
        in_utc = (
            "CAST({} AT TIME ZONE 'UTC' AS DATE)" if connection.dialect.name == "postgresql" else "date({})"
        )
        parts = [
            f"SELECT {day} AS starts_on, stage, {in_utc.format(moment)} AS known_on, {people} AS people "  # noqa: S608
            f"FROM stage_span WHERE {day} IS NOT NULL AND {moment} IS NOT NULL"
            for day, sign in (("starts_on", 1), ("ends_on", -1))
            for moment, people in (("known_from", sign), ("known_until", -sign))
        ]
        connection.execute(text(LEDGER.format(parts=" UNION ALL ".join(parts))))
        connection.execute(update(WritersTurn).values(turns=WritersTurn.turns + 1))
