"""Dated rows of a whole town as parallel arrays: one look at a day counts everybody at once.

Days are `date.toordinal()`, moments microseconds since 1970 (UTC). An array knows no None: what has no end ends at
NO_END, what is still believed is believed until FOREVER, and a code of -1 means that nothing was said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NO_END = 1 << 22
"""A day after every day; persons and days fit into one number below it (`Known.order`)."""
FOREVER = 1 << 62
NOTHING = -1
COLUMNS = ("owner", "starts_on", "ends_on", "known_from", "known_until")


class Codes:
    """Small numbers for keys and words, in the order of their first appearance; None is NOTHING."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words: list[str] = list(words)
        self._codes: dict[str, int] = {word: code for code, word in enumerate(self.words)}

    def __len__(self) -> int:
        return len(self.words)

    def copy(self) -> "Codes":
        return Codes(self.words)

    def of(self, word: str | None) -> int:
        """The code of a word; a new one the first time."""
        if word is None:
            return NOTHING
        code = self._codes.setdefault(word, len(self.words))
        if code == len(self.words):
            self.words.append(word)
        return code

    def find(self, word: str) -> int | None:
        """The code of a word that appeared; None for another."""
        return self._codes.get(word)

    def codes(self, words: Sequence[str | None]) -> Ints:
        return np.fromiter(map(self.of, words), np.int64, len(words))


@dataclass(frozen=True)
class Spans:
    """Rows with an owner (a person or room, by code), a span of days, a span of knowledge, and what they say."""

    owner: Ints
    starts_on: Ints
    ends_on: Ints
    known_from: Ints
    known_until: Ints
    facts: Mapping[str, Ints]

    def __len__(self) -> int:
        return len(self.owner)

    def known_at(self, moment: int, after: int | None = None) -> "Known":
        """The rows believed at a moment, ordered by owner and first day; only those that begin after a day if asked."""
        believed = (self.known_from <= moment) & (moment < self.known_until)
        if after is not None:
            believed &= self.starts_on > after
        return Known(self.only(np.flatnonzero(believed)))

    def with_changes(self, fresh: "Spans", ended: "Spans") -> "Spans":
        """The same with new rows, and with some of its rows no longer believed (`ended` says which and since when)."""
        until = self.known_until.copy()
        for owner, starts_on, known_from, moment in zip(
            ended.owner, ended.starts_on, ended.known_from, ended.known_until, strict=True
        ):
            same = (self.owner == owner) & (self.starts_on == starts_on) & (self.known_from == known_from)
            until[same & (self.known_until == FOREVER)] = moment
        columns = {name: np.concatenate([getattr(self, name), getattr(fresh, name)]) for name in COLUMNS}
        columns["known_until"] = np.concatenate([until, fresh.known_until])
        facts = {name: np.concatenate([values, fresh.facts[name]]) for name, values in self.facts.items()}
        return in_order(Spans(**columns, facts=facts))

    def only(self, wanted: Any) -> "Spans":
        """Some of the rows: those flagged, or those of these places in this order."""
        return Spans(
            **{name: getattr(self, name)[wanted] for name in COLUMNS},
            facts={name: values[wanted] for name, values in self.facts.items()},
        )


def in_order(spans: Spans) -> Spans:
    """The rows ordered by owner and first day."""
    return spans.only(np.lexsort((spans.starts_on, spans.owner)))


class Known:
    """The rows believed at one moment; of an owner's rows the one begun last holds, unless it has ended."""

    def __init__(self, rows: Spans) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, fact: str) -> Ints:
        return self.rows.facts[fact]

    @cached_property
    def order(self) -> Ints:
        """Owner and first day as one ascending number."""
        return self.rows.owner * NO_END + self.rows.starts_on

    def on(self, day: int, owners: int) -> Ints:
        """For each of so many owners the row that holds on the evening of a day, or NOTHING."""
        held = np.flatnonzero((self.rows.starts_on <= day) & (day < self.rows.ends_on))
        found = np.full(owners, NOTHING, np.int64)
        found[self.rows.owner[held]] = held
        return found

    def covering(self, owner: Ints, day: Ints) -> Ints:
        """For each pair of an owner and a day the row that holds on its evening, or NOTHING."""
        if not len(self):
            return np.full(len(owner), NOTHING, np.int64)
        row = np.searchsorted(self.order, owner * NO_END + day, side="right") - 1
        holds = (row >= 0) & (self.rows.owner[row] == owner) & (day < self.rows.ends_on[row])
        return np.where(holds, row, NOTHING)

    def last_begun(self, day: int, owners: int) -> Ints:
        """For each owner the row that holds on an evening, where a later one replaces one that has not ended."""
        found = np.full(owners, NOTHING, np.int64)
        begun = np.flatnonzero(self.rows.starts_on <= day)
        found[self.rows.owner[begun]] = begun
        last = found[found != NOTHING]
        found[self.rows.owner[last[self.rows.ends_on[last] <= day]]] = NOTHING
        return found

    def said(self, fact: str, rows: Ints) -> Ints:
        """What these rows say; NOTHING where there is no row."""
        if not len(self):
            return np.full(len(rows), NOTHING, np.int64)
        return np.where(rows >= 0, self[fact][rows], NOTHING)
