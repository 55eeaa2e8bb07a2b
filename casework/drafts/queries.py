"""Whose draft is whose: nobody is ever given one of somebody else."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, func, select

from casework.accounts.models import User
from casework.database.base import db
from casework.database.moments import now
from casework.database.one_look import once
from casework.drafts.marks import KEPT_FOR, Mark
from casework.drafts.models import Draft
from casework.drafts.sheets import Sheet
from casework.errors import NotThere
from casework.vault.errors import Unreadable
from casework.vault.keys import ServicePurpose, keys
from casework.vault.unreadable import is_unreadable


def place_index(user_id: uuid.UUID, place: str) -> bytes:
    """The blind index under which the draft of a form is found again."""
    return keys().of_service(ServicePurpose.DRAFTS_INDEX).digest(f"{user_id} {place}")


def find_draft(mark: Mark) -> Draft | None:
    """The draft a form goes on with: the one it was opened with, or the one of its place."""
    of_place = Draft.place_index == place_index(mark.user_id, mark.place)
    wanted = of_user(mark.user_id)
    by_id = db.session.scalar(wanted.where(Draft.id == mark.draft_id)) if mark.draft_id else None
    return by_id or db.session.scalar(wanted.where(of_place))


def get_draft(user_id: uuid.UUID, draft_id: uuid.UUID) -> Draft:
    """A draft of this user; NotThere says the same for one of somebody else."""
    draft = db.session.scalar(of_user(user_id).where(Draft.id == draft_id))
    if draft is None:
        raise NotThere(
            "Diesen Entwurf gibt es nicht mehr. Er wurde gespeichert, verworfen oder ist abgelaufen."
        )
    return draft


def get_readable_draft(user_id: uuid.UUID, draft_id: uuid.UUID) -> Draft:
    """A draft of this user that can go on; raises NotThere."""
    draft = get_draft(user_id, draft_id)
    if is_unreadable(draft.place) or not sheets_of(draft):
        raise NotThere("Dieser Entwurf ist nicht lesbar. Bitte verwerfen Sie ihn auf der Startseite.")
    return draft


def newest(user_id: uuid.UUID, most: int) -> tuple[Sequence[Draft], int]:
    """The latest drafts of a user, and how many there are in all."""
    total = count_drafts(user_id)
    found = db.session.scalars(of_user(user_id).order_by(Draft.saved_at.desc(), Draft.id).limit(most)).all()
    keys().prefetch(draft.id for draft in found)
    return found, total


def count_drafts(user_id: uuid.UUID) -> int:
    """How many drafts a user still has."""
    counted = select(func.count()).select_from(of_user(user_id).subquery())
    return once(("drafts", user_id), lambda: db.session.scalar(counted)) or 0


def of_user(user_id: uuid.UUID) -> Select[Draft]:
    """The drafts a user still has."""
    return select(Draft).where(Draft.user_id == user_id, Draft.saved_at > now() - KEPT_FOR)


def sheets_of(draft: Draft) -> list[Sheet]:
    """The versions of a draft, the latest first; none if it does not open."""
    stored = draft.sheets
    return [] if is_unreadable(stored) else [Sheet.read(one) for one in stored or []]


def opens(draft: Draft) -> bool:
    """Whether the key of a draft is there."""
    try:
        return bool(keys().of_subject(draft.id))
    except Unreadable:
        return False


def may_keep(user_id: uuid.UUID) -> bool:
    """Whether drafts are kept for an account at all; for a closed one they are not."""
    return bool(db.session.scalar(select(User.is_active).where(User.id == user_id)))
