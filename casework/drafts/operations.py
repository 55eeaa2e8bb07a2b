"""Keeping what was typed, letting go what was sent."""

import uuid

from sqlalchemy import delete, select

from casework.database.base import db
from casework.database.moments import now
from casework.database.turns import hold_turn
from casework.drafts.marks import KEPT_FOR, Mark
from casework.drafts.models import Draft
from casework.drafts.queries import find_draft, may_keep, opens, place_index, sheets_of
from casework.drafts.sheets import Sheet, as_stored, on_top, without
from casework.errors import Refused
from casework.vault.keys import keys

MOST_CHARACTERS = 400_000
LONGEST_TITLE = 200
EXPIRED_AT_ONCE = 100


def keep(mark: Mark, sheet: Sheet, *, basis: str = "", title: str = "") -> Draft:
    """Keep a version of a form. Raises Refused for one that is too long, or of a closed account.

    Nothing about it stands in the trail: it is not yet said.
    """
    if sum(len(name) + len(value) for name, value in sheet.fields) > MOST_CHARACTERS:
        raise Refused("Der Text ist zu lang für einen Entwurf. Bitte teilen Sie ihn auf.")
    if not may_keep(mark.user_id):
        raise Refused("Dieses Konto ist geschlossen. Bitte wenden Sie sich an die Administration.")
    draft = _found(mark) or _begun(mark)
    draft.place, draft.place_index = mark.place, place_index(mark.user_id, mark.place)
    draft.title = title[:LONGEST_TITLE] or draft.title
    draft.sheets = as_stored(on_top(sheets_of(draft), sheet, basis))
    draft.saved_at = sheet.moment
    throw_away_expired()
    return draft


def forget(mark: Mark, *, window: str, basis: str) -> uuid.UUID | None:
    """What a window has kept of a form was sent; what other windows have typed into the same form stays.

    Which draft it was kept in, if any.
    """
    draft = find_draft(mark)
    if draft is None:
        return None
    draft_id = draft.id
    others = without(sheets_of(draft), window, basis)
    if others:
        draft.sheets = as_stored(others)
    else:
        discard(draft)
    return draft_id


def discard(draft: Draft) -> None:
    """Throw a draft away for good, with its key."""
    keys().destroy([draft.id])
    db.session.delete(draft)


def throw_away_expired() -> None:
    """Throw away some of the drafts for which nobody came back in time."""
    expired = select(Draft.id).where(Draft.saved_at <= now() - KEPT_FOR).order_by(Draft.saved_at)
    ids = db.session.scalars(expired.limit(EXPIRED_AT_ONCE)).all()
    if ids:
        keys().destroy(ids)
        db.session.execute(delete(Draft).where(Draft.id.in_(ids)))


def _found(mark: Mark) -> Draft | None:
    """The draft to go on with; one whose key is lost opens for nobody and makes room."""
    draft = find_draft(mark)
    if draft is not None and not opens(draft):
        discard(draft)
        db.session.flush()
        return None
    return draft


def _begun(mark: Mark) -> Draft:
    """A new draft with its key, which is made while no master key is changed; no turn is counted for it."""
    hold_turn(db.session.connection())
    draft = Draft(user_id=mark.user_id)
    keys().create_subject(draft.id)
    db.session.add(draft)
    return draft
