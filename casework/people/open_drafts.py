"""What a user has typed and not saved yet, with whom it is about, for the home page."""

import re
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from casework.access.viewer import Viewer
from casework.database.base import db
from casework.drafts.models import Draft
from casework.drafts.queries import newest
from casework.people.models import Person
from casework.people.records import leading_ids
from casework.people.register import cards
from casework.people.scope import visible_to

SHOWN = 8
"""More do not fit on a screen beside what else is due; the rest is counted."""
_ABOUT = re.compile(r"/people/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b")


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A line of the home page; of somebody whom the user may not see any more it says neither form nor name."""

    id: uuid.UUID
    title: str | None
    name: str | None
    saved_at: datetime


def open_drafts(viewer: Viewer) -> dict[str, Any]:
    """The latest drafts of a viewer, and how many there are."""
    found, total = newest(viewer.user_id, SHOWN)
    about = {draft.id: _about(draft) for draft in found}
    names = _names(viewer, {person_id for person_id in about.values() if person_id})
    return {"drafts": [_line(draft, about[draft.id], names) for draft in found], "total": total}


def _about(draft: Draft) -> uuid.UUID | None:
    named = _ABOUT.match(draft.place)
    return uuid.UUID(named[1]) if named else None


def _names(viewer: Viewer, person_ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The names of those people whom the viewer may see, by the record that was named."""
    if not person_ids:
        return {}
    leading = leading_ids(person_ids)
    wanted = select(Person.id).where(Person.id.in_(set(leading.values())), visible_to(viewer))
    seen, known = set(db.session.scalars(wanted)), cards()
    return {record: known[into].name for record, into in leading.items() if into in seen and into in known}


def _line(draft: Draft, about: uuid.UUID | None, names: dict[uuid.UUID, str]) -> OpenDraft:
    name = names.get(about) if about else None
    is_hidden = about is not None and name is None
    return OpenDraft(draft.id, None if is_hidden else draft.title, name, draft.saved_at)
