"""Stating and taking back where people live and in which stage they are, for one person or a whole list at once.

What follows from the statements is derived in one place (`Ledger.close`), whoever made them: an import, an act on
screen, a correction, an undo.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any

from sqlalchemy import insert, inspect, select

from casework.database.base import db
from casework.database.bulk import batches
from casework.database.episodes import contradiction, effective
from casework.database.recorded import moment_of_recording
from casework.database.turns import take_turn
from casework.errors import Refused
from casework.housing import stage_changes
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

    def __init__(self, axis: Axis, municipality_id: uuid.UUID, person_ids: Iterable[uuid.UUID]) -> None:
        take_turn()
        self._axis = axis
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
        episode = self._axis.episode(person_id=person_id, starts_on=starts_on, ends_on=ends_on, **said)
        episode.reason = reason
        self._episodes[person_id][starts_on] = episode
        self._touched.add(person_id)
        return Outcome.NEW if current is None else Outcome.CORRECTED

    def retract(self, person_id: uuid.UUID, starts_on: date) -> bool:
        """Take the episode that begins on a day back; whether there was one. What was before holds again."""
        current = self._episodes[person_id].pop(starts_on, None)
        if current is None:
            return False
        current.supersede()
        self._touched.add(person_id)
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
        """Keep the spans that still follow, end the knowledge of those that do not, add what is new.

        Under a merged record nothing follows.
        """
        span_type = self._axis.span
        held: dict[uuid.UUID, dict[tuple[Any, ...], EffectiveSpan]] = defaultdict(dict)
        believed = span_type.known_until.is_(None)
        record_ids = [record_id for person_id in person_ids for record_id in self._records[person_id]]
        for span in db.session.scalars(
            select(span_type).where(believed, span_type.person_id.in_(record_ids))
        ):
            held[span.person_id][self._content(span)] = span
        moment = moment_of_recording()
        fresh = []
        for person_id in person_ids:
            episodes = self.of_person(person_id)
            for episode, holds in zip(episodes, effective(episodes), strict=True):
                content = (holds.starts_on, holds.ends_on, *self._facts(episode).values())
                if held[person_id].pop(content, None) is None:
                    fresh.append((person_id, content))
        past = [span for spans in held.values() for span in spans.values()]
        for span in past:
            span.known_until = moment
        db.session.flush()
        names = ("starts_on", "ends_on", *self._axis.facts)
        rows = [
            {
                "id": uuid.uuid4(),
                "person_id": person_id,
                "municipality_id": self._municipality_id,
                "known_from": moment,
                **dict(zip(names, content, strict=True)),
            }
            for person_id, content in fresh
        ]
        if rows:
            db.session.execute(insert(inspect(span_type).local_table), rows)
        if self._axis is STAGE:
            stage_changes.enter(
                moment,
                holds=[content for _person_id, content in fresh],
                no_longer=[self._content(span) for span in past],
            )

    def _facts(self, row: Episode | EffectiveSpan) -> dict[str, Any]:
        return {name: getattr(row, name) for name in self._axis.facts}

    def _content(self, span: EffectiveSpan) -> tuple[Any, ...]:
        return (span.starts_on, span.ends_on, *self._facts(span).values())
