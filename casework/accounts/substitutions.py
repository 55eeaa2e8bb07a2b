"""Entering who stands in for whom, ending it early, and finding it: never transitive, never for oneself by oneself."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import joinedload

from casework.access.permissions import Permission
from casework.access.roles import Role
from casework.access.viewer import Viewer
from casework.accounts.models import User
from casework.accounts.substitution_models import Substitution
from casework.audit.trail import note
from casework.database.base import db
from casework.database.moments import today
from casework.database.recorded import known
from casework.database.turns import take_turn
from casework.errors import NotThere, Refused

LEAD_CASES = frozenset({Role.CASE_MANAGER, Role.TEAM_LEAD})
LONGEST = timedelta(days=366)


def substitute(
    viewer: Viewer, absent: User, stand_in: User, *, starts_on: date, ends_on: date
) -> Substitution:
    """Let a colleague stand in for somebody from a day on until the day they are back.

    Raises Refused unless one enters it for oneself or leads the team, for oneself as somebody else's substitute, for
    another municipality or role, a closed account, a span in the past, longer than a year or overlapping another, and
    for a substitute who is away themself.
    """
    take_turn()
    _check_who(viewer, absent, stand_in)
    _check_span(starts_on, ends_on)
    if _overlapping(Substitution.absent_id == absent.id, starts_on, ends_on):
        raise Refused("In dieser Zeit ist %(name)s schon vertreten.", name=absent.name)
    if _overlapping(Substitution.absent_id == stand_in.id, starts_on, ends_on):
        raise Refused("%(name)s ist in dieser Zeit selbst abwesend.", name=stand_in.name)
    made = Substitution(
        municipality_id=absent.municipality_id,
        absent_id=absent.id,
        substitute_id=stand_in.id,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by_id=viewer.user_id,
    )
    db.session.add(made)
    note(
        "accounts:substitution:entered",
        about=absent.id,
        substitute=str(stand_in.id),
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat(),
    )
    return made


def end_substitution(substitution: Substitution) -> None:
    """It holds no longer; the days it held stay on record."""
    substitution.supersede()
    if substitution.starts_on < today() < substitution.ends_on:
        db.session.add(
            Substitution(
                municipality_id=substitution.municipality_id,
                absent_id=substitution.absent_id,
                substitute_id=substitution.substitute_id,
                starts_on=substitution.starts_on,
                ends_on=today(),
            )
        )
    note(
        "accounts:substitution:ended",
        about=substitution.absent_id,
        substitute=str(substitution.substitute_id),
    )


def get_substitution(viewer: Viewer, substitution_id: uuid.UUID) -> Substitution:
    """One that this viewer may end: their own, or any of the municipality for who leads the team."""
    found = db.session.scalar(
        select(Substitution).where(Substitution.id == substitution_id, *_seen_by(viewer))
    )
    if found is None:
        raise NotThere("Diese Vertretung gibt es nicht, oder sie ist nicht Ihre.")
    return found


def find_absence(user_id: uuid.UUID, day: date) -> Substitution | None:
    """The absence of somebody that covers a day, with who stands in."""
    return db.session.scalar(
        select(Substitution)
        .where(
            Substitution.absent_id == user_id,
            known(Substitution),
            Substitution.starts_on <= day,
            Substitution.ends_on > day,
        )
        .options(joinedload(Substitution.substitute))
    )


def substitutions_seen_by(viewer: Viewer) -> Sequence[Substitution]:
    """Those that hold or are to come and concern this viewer, or the team; the next one first, at most fifty."""
    own = known(Substitution) & (Substitution.substitute_id == viewer.user_id)
    return db.session.scalars(
        select(Substitution)
        .where(Substitution.ends_on > today(), and_(*_seen_by(viewer)) | own)
        .options(joinedload(Substitution.absent), joinedload(Substitution.substitute))
        .order_by(Substitution.starts_on, Substitution.id)
        .limit(50)
    ).all()


def _seen_by(viewer: Viewer) -> list[ColumnElement[bool]]:
    holds = [known(Substitution), Substitution.municipality_id == viewer.municipality_id]
    if viewer.may(Permission.ACCOUNTS_SUBSTITUTION_MANAGE):
        return holds
    return [*holds, Substitution.absent_id == viewer.user_id]


def _check_who(viewer: Viewer, absent: User, stand_in: User) -> None:
    if absent.id != viewer.user_id and not viewer.may(Permission.ACCOUNTS_SUBSTITUTION_MANAGE):
        raise Refused("Für andere trägt die Teamleitung eine Vertretung ein.")
    if stand_in.id == absent.id:
        raise Refused("Niemand vertritt sich selbst. Bitte wählen Sie eine Kollegin oder einen Kollegen.")
    if stand_in.id == viewer.user_id:
        raise Refused(
            "Sich selbst kann niemand als Vertretung für andere eintragen. "
            "Das macht die abwesende Person oder eine andere Teamleitung."
        )
    if absent.municipality_id != stand_in.municipality_id or absent.role != stand_in.role:
        raise Refused("Vertreten kann nur, wer in derselben Kommune dieselbe Rolle hat.")
    if absent.role not in LEAD_CASES or not stand_in.is_active:
        raise Refused("Vertreten kann nur, wer Fälle führt und ein offenes Konto hat.")


def _check_span(starts_on: date, ends_on: date) -> None:
    if starts_on < today():
        raise Refused("Eine Vertretung beginnt frühestens heute.")
    if ends_on <= starts_on:
        raise Refused("Der Tag der Rückkehr liegt nicht nach dem Beginn der Abwesenheit.")
    if ends_on - starts_on > LONGEST:
        raise Refused("Eine Vertretung dauert höchstens ein Jahr. Für länger übergeben Sie bitte die Fälle.")


def _overlapping(which: ColumnElement[bool], starts_on: date, ends_on: date) -> bool:
    wanted = select(Substitution.id).where(
        which, known(Substitution), Substitution.starts_on < ends_on, Substitution.ends_on > starts_on
    )
    return db.session.scalar(wanted.limit(1)) is not None
