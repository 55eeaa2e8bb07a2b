"""Moving people, letting them leave, correcting and taking back what was stated of them: each one act."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.audit.trail import note
from casework.database.episodes import find_holding
from casework.errors import Refused
from casework.housing.act_models import StayAct
from casework.housing.acts import begin_act
from casework.housing.hearings import HearingAnswer, record_hearing
from casework.housing.ledger import DWELLING, STAGE, Axis, Ledger, Outcome
from casework.housing.stays import Episode
from casework.people.models import Person
from casework.vocabulary.housing import CORRECTING, IN_ACCOMMODATION, LEAVING, MOVING, TAKING_BACK


@dataclass(frozen=True, slots=True)
class Destination:
    """Where somebody is to live: a house and perhaps a room, or another form with its district."""

    form: str
    accommodation_id: uuid.UUID | None = None
    room_id: uuid.UUID | None = None
    district: str | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """What an episode of the axis of dwellings consists of. Raises Refused when it contradicts itself."""
        if (self.form == IN_ACCOMMODATION) != (self.accommodation_id is not None):
            raise Refused("Bitte wählen Sie eine Unterkunft, oder eine andere Wohnform ohne Unterkunft.")
        return {name: getattr(self, name) for name in DWELLING.facts}


def move_together(
    people: Sequence[Person],
    *,
    on: date,
    stage: str | None = None,
    dwelling: Destination | None = None,
    reason: str | None = None,
    hearing: HearingAnswer | None = None,
    kind: str = MOVING,
) -> StayAct:
    """Move people of one municipality together: from this day a new stage, a new dwelling, or both.

    Raises Refused when nothing is said, when somebody already moves on this day, and when a stated end is in the way.
    """
    if stage is None and dwelling is None:
        raise Refused("Bitte wählen Sie eine neue Stufe, eine neue Wohnung oder beides.")
    act = begin_act(kind, people[0].municipality_id, on)
    if hearing is not None and dwelling is not None:
        record_hearing(act, people, dwelling.accommodation_id, hearing)
    if stage is not None:
        facts = {"stage": stage}
        _begin(_ledger(STAGE, people, act), STAGE, people, on, reason, {one.id: facts for one in people})
    if dwelling is not None:
        facts = dwelling.facts
        _begin(
            _ledger(DWELLING, people, act), DWELLING, people, on, reason, {one.id: facts for one in people}
        )
    for person in people:
        note("housing:stay:moved", subject=person.id, on=on.isoformat(), act=str(act.id))
    return act


def arrive_together(
    people: Sequence[Person], *, on: date, stage: str | None, dwellings: Mapping[uuid.UUID, Destination]
) -> StayAct | None:
    """Let people who came together live in the town: all in one stage, each in the dwelling given by their id.

    Whoever is in that stage or dwelling already stays as they are; None where that is so for all. Raises Refused as
    `move_together` does.
    """
    said: list[tuple[Axis, dict[uuid.UUID, dict[str, Any]]]] = [
        (STAGE, {person.id: {"stage": stage} for person in people} if stage else {}),
        (DWELLING, {person_id: dwelling.facts for person_id, dwelling in dwellings.items()}),
    ]
    new = [(axis, _not_yet(axis, people, on, facts)) for axis, facts in said]
    if not any(facts for _axis, facts in new):
        return None
    act = begin_act(MOVING, people[0].municipality_id, on)
    for axis, facts in new:
        _begin(_ledger(axis, people, act), axis, people, on, None, facts)
    for person in people:
        if any(person.id in facts for _axis, facts in new):
            note("housing:stay:moved", subject=person.id, on=on.isoformat(), act=str(act.id))
    return act


def _not_yet(
    axis: Axis, people: Sequence[Person], on: date, facts: Mapping[uuid.UUID, dict[str, Any]]
) -> dict[uuid.UUID, dict[str, Any]]:
    """The facts that do not hold on the day already."""
    if not facts:
        return {}
    ledger = Ledger(axis, people[0].municipality_id, [person.id for person in people])
    holding = {person_id: find_holding(ledger.of_person(person_id), on) for person_id in facts}
    return {
        person_id: said
        for person_id, said in facts.items()
        if (there := holding[person_id]) is None
        or any(getattr(there, name) != said.get(name) for name in axis.facts)
    }


def leave_together(
    people: Sequence[Person], *, on: date, reason: str | None = None, kind: str = LEAVING
) -> StayAct:
    """Let people leave the town's care on a day: stage and dwelling end; the day itself is not counted.

    Who arrived or moved on that very day leaves again at once. Raises Refused when somebody is in no stage and no
    dwelling, neither on the day nor on the evening before.
    """
    act = begin_act(kind, people[0].municipality_id, on)
    ended: set[uuid.UUID] = set()
    for axis in (STAGE, DWELLING):
        ledger = _ledger(axis, people, act)
        for person in people:
            if ledger.end(person.id, on, reason):
                ended.add(person.id)
        ledger.close()
    for person in people:
        if person.id not in ended:
            raise Refused(
                "Für %(name)s gilt am %(day)s und am Abend davor weder eine Stufe noch eine Wohnung. "
                "Bitte prüfen Sie den Tag, oder wählen Sie die Person ab.",
                name=person.full_name,
                day=f"{on:%d.%m.%Y}",
            )
        note("housing:stay:left", subject=person.id, on=on.isoformat(), act=str(act.id))
    return act


def retract(person: Person, axis: Axis, starts_on: date, record_id: uuid.UUID | None = None) -> StayAct:
    """Take an entry back that should never have been made; what was before it holds again. Raises Refused.

    The entry stands under the leading record of the person, unless told under which.
    """
    act = begin_act(TAKING_BACK, person.municipality_id, starts_on)
    ledger = _ledger(axis, [person], act)
    if not ledger.retract(record_id or person.id, starts_on):
        raise Refused("Diesen Eintrag gibt es nicht mehr. Jemand anders hat ihn inzwischen geändert.")
    ledger.close()
    note("housing:stay:retracted", subject=person.id, axis=axis.label, starts_on=starts_on.isoformat())
    return act


def correct(
    person: Person,
    axis: Axis,
    episode: Episode,
    *,
    starts_on: date,
    ends_on: date | None,
    facts: dict[str, Any],
) -> StayAct:
    """Say how an entry should have been made: when it began and ended, and what it is about.

    Raises Refused when nothing differs, and when the person's other entries on the axis are in the way.
    """
    _refuse_before_birth(person, starts_on)
    act = begin_act(CORRECTING, person.municipality_id, starts_on)
    ledger, record_id = _ledger(axis, [person], act), episode.person_id
    if starts_on != episode.starts_on:
        _refuse_second_beginning(ledger, axis, person, starts_on)
        ledger.retract(record_id, episode.starts_on)
    outcome = ledger.state(record_id, starts_on=starts_on, ends_on=ends_on, reason=episode.reason, **facts)
    if outcome is Outcome.UNCHANGED:
        raise Refused("Sie haben an diesem Eintrag nichts geändert.")
    ledger.close()
    note("housing:stay:corrected", subject=person.id, axis=axis.label, starts_on=starts_on.isoformat())
    return act


def _ledger(axis: Axis, people: Sequence[Person], act: StayAct) -> Ledger:
    return Ledger(axis, act.municipality_id, [person.id for person in people], act)


def _begin(
    ledger: Ledger,
    axis: Axis,
    people: Sequence[Person],
    on: date,
    reason: str | None,
    facts: Mapping[uuid.UUID, dict[str, Any]],
) -> None:
    for person in (one for one in people if one.id in facts):
        _refuse_before_birth(person, on)
        _refuse_second_beginning(ledger, axis, person, on)
        ledger.state(person.id, starts_on=on, reason=reason, **facts[person.id])
    ledger.close()


def _refuse_before_birth(person: Person, on: date) -> None:
    if person.birth_date is not None and on < person.birth_date.earliest():
        raise Refused(
            "%(name)s ist am %(day)s noch nicht geboren. Bitte prüfen Sie den Tag.",
            name=person.full_name,
            day=f"{on:%d.%m.%Y}",
        )


def _refuse_second_beginning(ledger: Ledger, axis: Axis, person: Person, on: date) -> None:
    if any(episode.starts_on == on for episode in ledger.of_person(person.id)):
        raise Refused(
            "Für %(name)s beginnt am %(day)s schon ein Eintrag (%(axis)s). Niemand kann an einem Tag an zwei Orten "
            "einziehen. Nehmen Sie den anderen Eintrag zurück, wenn er falsch ist.",
            name=person.full_name,
            day=f"{on:%d.%m.%Y}",
            axis=axis.label,
        )


def derive_anew(municipality_id: uuid.UUID, person_ids: Collection[uuid.UUID]) -> None:
    """Derive where people live and in which stage they are after records were put together or taken apart."""
    for axis in (STAGE, DWELLING):
        Ledger(axis, municipality_id, person_ids).derive_anew()
