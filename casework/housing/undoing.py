"""Taking a whole act back: what it stated for everybody, and what it superseded stated again, as a correction."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from casework.audit.trail import note
from casework.database.base import db
from casework.database.bulk import batches
from casework.database.moments import BERLIN
from casework.database.turns import take_turn
from casework.errors import Refused
from casework.housing.act_models import StayAct, StayStep
from casework.housing.acts import begin_act, find_successor, steps_of
from casework.housing.ledger import AXES, Axis, Ledger
from casework.housing.stays import Episode
from casework.people.models import Person
from casework.people.records import leading_ids
from casework.vault.keys import keys
from casework.vocabulary.housing import STAY_ACTS, UNDOING


def undo(act: StayAct) -> StayAct:
    """Let what held before an act hold again, for everybody it concerned; every row is kept.

    Raises Refused when it is undone already, undoes something itself, or when a later entry stands on it.
    """
    take_turn()
    if act.kind == UNDOING:
        raise Refused(
            "Das war selbst ein Rückgängig. Halten Sie den Vorgang bitte neu fest, wenn er doch galt."
        )
    if db.session.scalar(select(StayAct.id).where(StayAct.undoes_id == act.id)):
        raise Refused("Dieser Vorgang ist schon rückgängig gemacht.")
    steps = steps_of(act)
    undoing = begin_act(UNDOING, act.municipality_id, act.acts_on, undoes=act)
    for axis in AXES.values():
        _undo(axis, [step for step in steps if step.axis == axis.key], undoing)
    for person_id in set(leading_ids(step.person_id for step in steps).values()):
        note("housing:stay:undone", subject=person_id, act=str(act.id), kind=act.kind)
    return undoing


def _undo(axis: Axis, steps: Sequence[StayStep], undoing: StayAct) -> None:
    if not steps:
        return
    ledger = Ledger(axis, undoing.municipality_id, {step.person_id for step in steps}, undoing)
    episodes = _episodes(axis, steps)
    _refuse_if_built_upon(axis, [step for step in steps if step.stated_id], episodes, ledger)
    for step in steps:
        if step.stated_id:
            ledger.retract(step.person_id, episodes[step.stated_id].starts_on)
    for step in steps:
        if step.superseded_id:
            _refuse_if_taken(axis, step, episodes, ledger)
            before = episodes[step.superseded_id]
            ledger.state(
                step.person_id,
                starts_on=before.starts_on,
                ends_on=before.ends_on,
                reason=before.reason,
                **{name: getattr(before, name) for name in axis.facts},
            )
    ledger.close()


def _episodes(axis: Axis, steps: Sequence[StayStep]) -> dict[uuid.UUID, Episode]:
    keys().prefetch({step.person_id for step in steps})
    wanted = [row_id for step in steps for row_id in (step.stated_id, step.superseded_id) if row_id]
    return {
        episode.id: episode
        for batch in batches(wanted)
        for episode in db.session.scalars(select(axis.episode).where(axis.episode.id.in_(batch)))
    }


def _refuse_if_built_upon(
    axis: Axis, steps: Sequence[StayStep], episodes: Mapping[uuid.UUID, Episode], ledger: Ledger
) -> None:
    """What an act stated must still stand as it was; stated again by an undo, it does."""
    for step in steps:
        stated = episodes[step.stated_id] if step.stated_id else None
        there = stated and ledger.find(step.person_id, stated.starts_on)
        if stated is None or (there is not None and _content(axis, there) == _content(axis, stated)):
            continue
        raise Refused(
            "Für %(name)s wurde der Eintrag (%(axis)s) ab %(start)s inzwischen geändert: %(what)s. "
            "Machen Sie zuerst das rückgängig, oder berichtigen Sie den Eintrag einzeln.",
            name=_name(step),
            axis=axis.label,
            start=f"{stated.starts_on:%d.%m.%Y}",
            what=_words(find_successor(axis, step.act, stated)),
        )


def _refuse_if_taken(
    axis: Axis, step: StayStep, episodes: Mapping[uuid.UUID, Episode], ledger: Ledger
) -> None:
    """Where something is to be stated again, nothing else may begin."""
    before = episodes[step.superseded_id] if step.superseded_id else None
    there = before and ledger.find(step.person_id, before.starts_on)
    if there is not None:
        raise Refused(
            "Für %(name)s beginnt am %(start)s inzwischen ein anderer Eintrag (%(axis)s). "
            "Nehmen Sie zuerst den zurück.",
            name=_name(step),
            axis=axis.label,
            start=f"{there.starts_on:%d.%m.%Y}",
        )


def _content(axis: Axis, episode: Episode) -> tuple[object, ...]:
    return (episode.ends_on, *(getattr(episode, name) for name in axis.facts))


def _name(step: StayStep) -> str:
    return db.session.get_one(Person, step.person_id).full_name


def _words(later: StayAct | None) -> str:
    if later is None:
        return "durch eine eingelesene Liste"
    when = later.recorded_at.astimezone(BERLIN)
    return f"{STAY_ACTS.label(later.kind)}, festgehalten am {when:%d.%m.%Y um %H:%M Uhr}"
