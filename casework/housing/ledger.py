"""Stating and taking back where people live and in which stage they are, for one person or a whole list at once.

What follows from the statements is derived in one place (`Ledger.close`), whoever made them: an import, an act on
screen, a correction, an undo.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any

from sqlalchemy import select

from casework.audit.trail import actor
from casework.database.base import db
from casework.database.bulk import batches
from casework.database.episodes import contradiction
from casework.database.turns import take_turn
from casework.errors import Refused
from casework.housing.act_models import StayAct, StayStep
from casework.housing.derivation import derive
from casework.housing.stays import (
    DwellingEpisode,
    DwellingSpan,
    EffectiveSpan,
    Episode,
    StageEpisode,
    StageSpan,
)
from casework.people.records import leading_ids, records_of
from casework.vault.keys import keys


@dataclass(frozen=True, slots=True)
class Axis:
    """One dated question about a person: the rows that state an answer, those that hold it, and what it consists of."""

    key: str
    label: str
    episode: type[Episode]
    span: type[EffectiveSpan]
    facts: tuple[str, ...]


STAGE = Axis("stage", "Stufe", StageEpisode, StageSpan, ("stage",))
DWELLING = Axis(
    "dwelling", "Wohnung", DwellingEpisode, DwellingSpan, ("form", "accommodation_id", "room_id", "district")
)
AXES = {axis.key: axis for axis in (STAGE, DWELLING)}


class Outcome(Enum):
    """What a statement did."""

    NEW = auto()
    CORRECTED = auto()
    UNCHANGED = auto()


class Contradiction(Refused):
    """Two statements of one person that cannot both be true: one begins inside another whose end was stated."""

    def __init__(self, axis: Axis, person_id: uuid.UUID, earlier: Episode, later: Episode) -> None:
        super().__init__(
            "Ab %(later)s ist ein neuer Eintrag (%(axis)s) angegeben, aber der Eintrag ab %(start)s endet laut Angabe "
            "erst am %(end)s. Bitte berichtigen Sie zuerst dessen Ende.",
            axis=axis.label,
            later=f"{later.starts_on:%d.%m.%Y}",
            start=f"{earlier.starts_on:%d.%m.%Y}",
            end=f"{earlier.ends_on:%d.%m.%Y}",
        )
        self.axis = axis
        self.person_id = person_id
        self.later_starts_on = later.starts_on


class Ledger:
    """The believed statements of some people on one axis; `close` derives what holds.

    A statement stands under one record; what holds is derived for the leading record from those of all records of the
    person. Whatever is told here of a record is about its own statements, `of_person` shows them all.
    """

    def __init__(
        self,
        axis: Axis,
        municipality_id: uuid.UUID,
        person_ids: Iterable[uuid.UUID],
        act: StayAct | None = None,
    ) -> None:
        """`act` is told each step that is written, so that it can be undone."""
        take_turn()
        self._axis = axis
        self._act = act
        self._municipality_id = municipality_id
        self._leading = leading_ids(person_ids)
        self._records = records_of(self._leading.values())
        for person_id, records in self._records.items():
            self._leading.update(dict.fromkeys(records, person_id))
        self._episodes: dict[uuid.UUID, dict[date, Episode]] = {record_id: {} for record_id in self._leading}
        self._touched: set[uuid.UUID] = set()
        keys().prefetch(self._episodes)
        believed = axis.episode.superseded_at.is_(None)
        for batch in batches(sorted(self._episodes)):
            for episode in db.session.scalars(
                select(axis.episode).where(believed, axis.episode.person_id.in_(batch))
            ):
                self._episodes[episode.person_id][episode.starts_on] = episode

    def of(self, record_id: uuid.UUID) -> list[Episode]:
        """The believed statements of a record in order."""
        return [episode for _day, episode in sorted(self._episodes[record_id].items())]

    def find(self, record_id: uuid.UUID, starts_on: date) -> Episode | None:
        """The believed statement of a record that begins on a day."""
        return self._episodes[record_id].get(starts_on)

    def person_of(self, record_id: uuid.UUID) -> uuid.UUID:
        """The leading record of the person whom a record means."""
        return self._leading[record_id]

    def of_person(self, person_id: uuid.UUID) -> list[Episode]:
        """The believed statements of all records of a person in order; of two that begin on a day the leading one's."""
        found: dict[date, Episode] = {}
        for record_id in reversed(self._records[self._leading[person_id]]):
            found |= self._episodes[record_id]
        return [episode for _day, episode in sorted(found.items())]

    def state(
        self,
        person_id: uuid.UUID,
        *,
        starts_on: date,
        ends_on: date | None = None,
        reason: str | None = None,
        **facts: Any,
    ) -> Outcome:
        """State an episode; one that begins on the same day is corrected, and stays on record as it was.

        Raises Refused when it ends before it begins.
        """
        if ends_on is not None and ends_on < starts_on:
            raise Refused(
                "Das Ende (%(end)s) liegt vor dem Beginn (%(start)s).",
                end=f"{ends_on:%d.%m.%Y}",
                start=f"{starts_on:%d.%m.%Y}",
            )
        said = {name: facts.get(name) for name in self._axis.facts}
        current = self._episodes[person_id].get(starts_on)
        if current is not None:
            if (
                current.ends_on == ends_on
                and self._facts(current) == said
                and current.reason == (reason or None)
            ):
                return Outcome.UNCHANGED
            current.supersede()
        episode = self._axis.episode(
            person_id=person_id,
            starts_on=starts_on,
            ends_on=ends_on,
            recorded_by_id=actor().user_id,
            **said,
        )
        episode.give_reason(reason)
        self._episodes[person_id][starts_on] = episode
        self._touched.add(person_id)
        self._step(person_id, episode, current)
        return Outcome.NEW if current is None else Outcome.CORRECTED

    def retract(self, person_id: uuid.UUID, starts_on: date) -> bool:
        """Take the episode that begins on a day back; whether there was one. What was before holds again."""
        current = self._episodes[person_id].pop(starts_on, None)
        if current is None:
            return False
        current.supersede()
        self._touched.add(person_id)
        self._step(person_id, None, current)
        return True

    def restate_end(
        self, person_id: uuid.UUID, starts_on: date, ends_on: date | None, reason: str | None = None
    ) -> Outcome:
        """State the episode that begins on a day again, with another end. Raises Refused when there is none."""
        current = self._episodes[person_id].get(starts_on)
        if current is None:
            raise Refused("Diesen Eintrag gibt es nicht mehr. Jemand anders hat ihn inzwischen geändert.")
        return self.state(
            person_id,
            starts_on=starts_on,
            ends_on=ends_on,
            reason=reason or current.reason,
            **self._facts(current),
        )

    def end(self, person_id: uuid.UUID, on: date, reason: str | None = None) -> bool:
        """End what holds on a day, else what held on the evening before; whether anything did.

        An episode that begins on this day ends on it: it stays as an arrival and a departure on one day.
        """
        begun = [episode for episode in self.of_person(person_id) if episode.starts_on <= on]
        if not begun or (begun[-1].ends_on is not None and begun[-1].ends_on < on):
            return False
        self.restate_end(begun[-1].person_id, begun[-1].starts_on, on, reason)
        return True

    def contradictions(self) -> Iterator[Contradiction]:
        """Every record whose statements cannot all be true; two records may differ, the later beginning holds."""
        for record_id in self._touched:
            pair = contradiction(self.of(record_id))
            if pair is not None:
                yield Contradiction(self._axis, record_id, *pair)

    def close(self) -> set[uuid.UUID]:
        """Write the statements and derive what holds; returns which records it concerned. Raises Contradiction."""
        for found in self.contradictions():
            raise found
        db.session.flush()
        db.session.add_all(
            episode
            for person_id in self._touched
            for episode in self._episodes[person_id].values()
            if episode not in db.session
        )
        self._derive_for({self._leading[record_id] for record_id in self._touched})
        touched, self._touched = self._touched, set()
        return touched

    def derive_anew(self) -> None:
        """Derive what holds of everybody here, though nothing was stated: other records belong together now."""
        self._derive_for(self._records)

    def _derive_for(self, person_ids: Iterable[uuid.UUID]) -> None:
        for batch in batches(sorted(person_ids)):
            self._derive(batch)

    def _derive(self, person_ids: list[uuid.UUID]) -> None:
        stated = {person_id: self.of_person(person_id) for person_id in person_ids}
        records = [record_id for person_id in person_ids for record_id in self._records[person_id]]
        derive(self._axis.span, self._axis.facts, self._municipality_id, stated, records)

    def _step(self, record_id: uuid.UUID, stated: Episode | None, superseded: Episode | None) -> None:
        if self._act is not None:
            step = StayStep(act=self._act, act_id=self._act.id, person_id=record_id, axis=self._axis.key)
            step.stated_id = stated.id if stated else None
            step.superseded_id = superseded.id if superseded else None
            db.session.add(step)

    def _facts(self, row: Episode | EffectiveSpan) -> dict[str, Any]:
        return {name: getattr(row, name) for name in self._axis.facts}
