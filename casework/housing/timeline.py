"""A town's stays, rooms, blocked places and titles in the memory of each process, with all that was ever known of them.

Each kind is read once, when it is first asked for, then kept current by reading what was recorded since; nothing handed
out is changed afterwards. Whoever is writing reads for themselves alone: what they wrote may yet be rolled back.
"""

import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import and_
from sqlalchemy.engine import Engine

from casework.database.base import db
from casework.database.bulk import Key, microseconds_of
from casework.database.turns import is_our_turn, last_recorded_at, turns_taken
from casework.housing.changes import Changes, changes, house_changes
from casework.housing.spans import FOREVER, Codes, Ints, Known, Spans
from casework.housing.stay_lengths import Stays, stays_in_care, stays_in_stage
from casework.housing.town_rows import HOUSES, PEOPLE, ROOMS, TABLES, WORDS, Rooms, count_rooms, read_rooms

T = TypeVar("T")
TOWNS_REMEMBERED = 64
MOMENTS_REMEMBERED = 48
MOST_ENDED_ONE_BY_ONE = 200
"""When more rows than this changed, reading everything anew is quicker."""


class _Town:
    """What a process has read of a town; grows, and is replaced where it does not add up."""

    def __init__(self, municipality_id: uuid.UUID) -> None:
        self.municipality_id = municipality_id
        self.codes: Mapping[str, Codes] = {name: Codes() for name in (PEOPLE, HOUSES, ROOMS, *WORDS)}
        self._tables: dict[str, tuple[int, int, Spans]] = {}
        self._rooms: Rooms | None = None
        self._lock = threading.RLock()

    def for_one_writer(self) -> "_Town":
        """A copy that nobody else sees."""
        copy = _Town(self.municipality_id)
        copy.codes = {name: codes.copy() for name, codes in self.codes.items()}
        copy._tables, copy._rooms = dict(self._tables), self._rooms
        return copy

    def rooms(self) -> Rooms:
        with self._lock:
            if self._rooms is None or count_rooms(self.municipality_id) != len(self._rooms.names):
                self._rooms = read_rooms(self.municipality_id, self.codes)
            return self._rooms

    def rows(self, name: str, turn: int, seen: int) -> Spans:
        """The rows of a table as they were after a turn of the writers, with what was recorded by `seen`.

        Turns say whether something is new: under a clock that was set back, moments do not.
        """
        with self._lock:
            held = self._tables.get(name)
            if held is None or held[0] < turn:
                held = self._tables[name] = (turn, seen, self._read(name, held and held[1:], seen))
            return _as_of(*held[1:], seen)

    def _read(self, name: str, held: tuple[int, Spans] | None, seen: int) -> Spans:
        table, town = TABLES[name], self.municipality_id
        if held is not None:
            since, rows = held
            changed = and_(table.changed_since(since), table.recorded_by(seen))
            found = table.read(town, self.codes, changed)
            if len(found) <= MOST_ENDED_ONE_BY_ONE:
                fresh = found.known_from > since
                rows = rows.with_changes(found.only(fresh), found.only(~fresh))
                if table.adds_up(town, rows):
                    return rows
        return table.read(town, self.codes, table.recorded_by(seen))


def _as_of(read_at: int, rows: Spans, seen: int) -> Spans:
    if read_at > seen:
        rows = rows.only(rows.known_from <= seen)
    return replace(rows, known_until=np.where(rows.known_until > seen, FOREVER, rows.known_until))


@dataclass(frozen=True)
class Timeline:
    """A town as recorded by one turn of the writers: what is known of it at any moment up to then."""

    municipality_id: uuid.UUID
    turn: int
    seen: int
    town: _Town
    rooms: Rooms
    _memory: OrderedDict[tuple[str, int], Any] = field(default_factory=OrderedDict, repr=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    @property
    def codes(self) -> Mapping[str, Codes]:
        """What the codes of people, houses, rooms and words stand for."""
        return self.town.codes

    @cached_property
    def people(self) -> int:
        """How many people ever had a stay: the codes of people lie below."""
        self._rows("stages"), self._rows("dwellings")
        return len(self.codes[PEOPLE])

    @cached_property
    def houses(self) -> int:
        self._rows("dwellings")
        return len(self.codes[HOUSES])

    def person_keys(self, people: Ints) -> list[Key]:
        """The keys of these people."""
        words = self.codes[PEOPLE].words
        return [words[person] for person in people.tolist()]

    def stages(self, moment: int) -> Known:
        """The stages that hold, as known at a moment."""
        return self._known("stages", moment)

    def dwellings(self, moment: int) -> Known:
        """The dwellings that hold, as known at a moment."""
        return self._known("dwellings", moment)

    def dwellings_after(self, day: int, moment: int) -> Known:
        """Those of the dwellings that begin after a day."""
        return self._rows("dwellings").known_at(min(moment, self.seen), after=day)

    def offers(self, moment: int) -> Known:
        """What rooms offer, as stated; of a room's statements the last begun holds."""
        return self._known("offers", moment)

    def blocks(self, moment: int) -> Known:
        """Blocked places; several may hold for a room."""
        return self._known("blocks", moment)

    def titles(self, moment: int) -> Known:
        """Residence titles by the record they were stated under; `final_on` and `legally_until` may be NOTHING."""
        return self._known("titles", moment)

    def cases(self, moment: int) -> Known:
        """The cases that are led, by the record they were opened for."""
        return self._known("cases", moment)

    def absences(self, moment: int) -> Known:
        """Who is away, by the record it was stated under."""
        return self._known("absences", moment)

    def changes(self, moment: int) -> Changes:
        """Who came, went or changed, on all days, as known at a moment."""
        return self._remembered(
            "changes", moment, lambda: changes(self.stages(moment), self.dwellings(moment))
        )

    def house_changes(self, moment: int) -> Changes:
        """Who moved into and out of each house, on all days, as known at a moment."""
        return self._remembered("house changes", moment, lambda: house_changes(self.dwellings(moment)))

    def stays(self, moment: int) -> Stays:
        """Everybody's stays in the town's care, as known at a moment."""
        return self._remembered("stays", moment, lambda: stays_in_care(self.stages(moment)))

    def stage_stays(self, moment: int) -> Stays:
        """Everybody's stays in each stage, as known at a moment."""
        return self._remembered("stage stays", moment, lambda: stays_in_stage(self.stages(moment)))

    def _known(self, table: str, moment: int) -> Known:
        known_by = min(moment, self.seen)
        return self._remembered(table, known_by, lambda: self._rows(table).known_at(known_by))

    def _rows(self, table: str) -> Spans:
        return self._remembered(table, 0, lambda: self.town.rows(table, self.turn, self.seen))

    def _remembered(self, what: str, moment: int, make: Callable[[], T]) -> T:
        with self._lock:
            memory, name = self._memory, (what, moment)
            if name not in memory:
                memory[name] = make()
                if len(memory) > MOMENTS_REMEMBERED:
                    memory.popitem(last=False)
            memory.move_to_end(name)
            found: T = memory[name]
            return found


class _Towns:
    """The towns that a process was asked about last."""

    def __init__(self) -> None:
        self._timelines: OrderedDict[uuid.UUID, Timeline] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, municipality_id: uuid.UUID) -> Timeline:
        turn, seen = turns_taken(), microseconds_of(last_recorded_at())
        with self._lock:
            held = self._timelines.get(municipality_id)
            town = held.town if held else _Town(municipality_id)
            if is_our_turn():
                return _timeline(town.for_one_writer(), turn, seen)
            if held is None or held.turn != turn:
                held = self._timelines[municipality_id] = _timeline(town, turn, seen)
            self._timelines.move_to_end(municipality_id)
            if len(self._timelines) > TOWNS_REMEMBERED:
                self._timelines.popitem(last=False)
            return held


def _timeline(town: _Town, turn: int, seen: int) -> Timeline:
    return Timeline(town.municipality_id, turn, seen, town, town.rooms())


_of_engine: WeakKeyDictionary[Engine, _Towns] = WeakKeyDictionary()


def timeline_of(municipality_id: uuid.UUID) -> Timeline:
    """The town as committed by now; to whoever is writing, as they have written it."""
    return _of_engine.setdefault(db.engine, _Towns()).of(municipality_id)
