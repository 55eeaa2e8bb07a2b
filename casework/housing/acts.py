"""The acts of housing: begun once for everybody they concern, read per person, and found to be undone."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, and_, func, select
from sqlalchemy.orm import aliased

from casework.access.viewer import Viewer
from casework.accounts.models import User
from casework.audit.trail import actor
from casework.database.base import db
from casework.database.turns import take_turn
from casework.errors import NotThere, Refused
from casework.housing.act_models import Hearing, StayAct, StayStep
from casework.housing.ledger import AXES, Axis
from casework.housing.stays import Episode
from casework.people.models import Person
from casework.people.queries import get_people
from casework.people.records import leading_ids
from casework.vault.keys import keys
from casework.vocabulary.housing import UNDOING

LATEST = 20


@dataclass(frozen=True, slots=True)
class ActOfPerson:
    """An act as one of its people sees it."""

    act: StayAct
    people: int
    recorded_by: str | None
    hearing: Hearing | None
    is_undone: bool
    may_be_undone: bool


def begin_act(kind: str, municipality_id: uuid.UUID, on: date, undoes: StayAct | None = None) -> StayAct:
    """Open an act; the ledgers it is handed to tell it their steps."""
    take_turn()
    act = StayAct(
        municipality_id=municipality_id,
        kind=kind,
        acts_on=on,
        recorded_by_id=actor().user_id,
        undoes_id=undoes and undoes.id,
    )
    db.session.add(act)
    return act


def steps_of(act: StayAct) -> Sequence[StayStep]:
    """Everything an act did."""
    return db.session.scalars(select(StayStep).where(StayStep.act_id == act.id).order_by(StayStep.id)).all()


def get_act(viewer: Viewer, act_id: uuid.UUID) -> StayAct:
    """An act whose people this viewer may all see; raises NotThere if none of them, Refused if only some."""
    act = db.session.scalar(
        select(StayAct).where(StayAct.id == act_id, StayAct.municipality_id == viewer.municipality_id)
    )
    concerned = set(leading_ids(step.person_id for step in steps_of(act)).values()) if act else set()
    seen = get_people(viewer, concerned)
    if act is None or not seen:
        raise NotThere("Diesen Vorgang gibt es nicht, oder er gehört nicht zu Ihren Fällen.")
    if len(seen) < len(concerned):
        raise Refused(
            "Zu diesem Vorgang gehören auch Personen, die nicht zu Ihren Fällen gehören. Bitten Sie die Teamleitung, "
            "ihn rückgängig zu machen, oder berichtigen Sie die Einträge einzeln."
        )
    return act


def acts_of(person: Person) -> list[ActOfPerson]:
    """The latest acts that concern a person, newest first."""
    keys().prefetch(person.record_ids)
    own = select(StayStep.act_id).where(StayStep.person_id.in_(person.record_ids))
    rows: Sequence[Row[StayAct, User | None]] = db.session.execute(
        select(StayAct, User)
        .outerjoin(User, User.id == StayAct.recorded_by_id)
        .where(StayAct.id.in_(own))
        .order_by(StayAct.recorded_at.desc(), StayAct.id)
        .limit(LATEST)
    ).all()
    ids = [act.id for act, _user in rows]
    people, hearings = _heads(ids), _hearings(person, ids)
    undone, built_upon = _undone(ids), _built_upon(ids)
    return [
        ActOfPerson(
            act,
            people[act.id],
            user.name if user is not None else None,
            hearings.get(act.id),
            act.id in undone,
            act.kind != UNDOING and act.id not in undone | built_upon,
        )
        for act, user in rows
    ]


def _heads(act_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    rows = db.session.execute(
        select(StayStep.act_id, func.count(StayStep.person_id.distinct()))
        .where(StayStep.act_id.in_(act_ids))
        .group_by(StayStep.act_id)
    )
    return dict(rows.all())


def _hearings(person: Person, act_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Hearing]:
    rows = db.session.scalars(
        select(Hearing).where(Hearing.act_id.in_(act_ids), Hearing.person_id.in_(person.record_ids))
    )
    return {hearing.act_id: hearing for hearing in rows}


def _undone(act_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    found = db.session.scalars(select(StayAct.undoes_id).where(StayAct.undoes_id.in_(act_ids)))
    return {act_id for act_id in found if act_id is not None}


def _built_upon(act_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """The acts of which a statement no longer stands as it was made: somebody went on from it."""
    found: set[uuid.UUID] = set()
    for axis in AXES.values():
        standing = aliased(axis.episode)
        says_the_same = (
            getattr(standing, name).is_not_distinct_from(getattr(axis.episode, name))
            for name in ("person_id", "starts_on", "ends_on", *axis.facts)
        )
        found.update(
            db.session.scalars(
                select(StayStep.act_id)
                .join(axis.episode, axis.episode.id == StayStep.stated_id)
                .outerjoin(standing, and_(standing.superseded_at.is_(None), *says_the_same))
                .where(StayStep.act_id.in_(act_ids), standing.id.is_(None))
            )
        )
    return found


def find_successor(axis: Axis, act: StayAct, stated: Episode) -> StayAct | None:
    """The latest act that went on from what another one stated and still counts; None where a list did."""
    undoing = aliased(StayAct)
    return db.session.scalar(
        select(StayAct)
        .join(StayStep, StayStep.act_id == StayAct.id)
        .join(axis.episode, axis.episode.id == StayStep.superseded_id)
        .outerjoin(undoing, undoing.undoes_id == StayAct.id)
        .where(
            axis.episode.person_id == stated.person_id,
            axis.episode.starts_on == stated.starts_on,
            StayAct.recorded_at > act.recorded_at,
            StayAct.kind != UNDOING,
            undoing.id.is_(None),
        )
        .order_by(StayAct.recorded_at.desc())
        .limit(1)
    )
