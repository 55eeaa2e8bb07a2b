"""Letting numbers out of the house as an answer that never changes, and keeping views of pages."""

import json
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import func, select

from casework.access.viewer import Viewer
from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.turns import take_turn
from casework.errors import Refused
from casework.releases.models import ReleasedAnswer, SavedView
from casework.releases.queries import MOST_VIEWS, digest_of, views_for
from casework.statistics.cross import Asked, CrossTable
from casework.statistics.facts import facts_of
from casework.statistics.told import INTERNAL, Told

NOT_KEPT = frozenset({"page", "q"})
"""What a kept view leaves out: words that were searched can be somebody's name."""


def release(asked: Asked, mode: str, question: str) -> ReleasedAnswer:
    """Freeze a table as the next numbered answer of its municipality.

    Raises Refused without a question, for numbers without protection, and where earlier answers stand against it.
    """
    if mode == INTERNAL:
        raise Refused("Nach außen gehen nur geschützte Zahlen. Bitte wählen Sie, wie sie geschützt werden.")
    if not question:
        raise Refused("Bitte schreiben Sie, welche Frage beantwortet wird.")
    take_turn()
    municipality_id = asked.question.municipality_id
    told = Told.of(CrossTable(facts_of(asked.question), asked), mode)
    numbers = json.dumps(told.plain(), ensure_ascii=False, sort_keys=True)
    last = db.session.scalar(
        select(func.max(ReleasedAnswer.number)).where(ReleasedAnswer.municipality_id == municipality_id)
    )
    answer = ReleasedAnswer(
        municipality_id=municipality_id,
        number=(last or 0) + 1,
        recorded_by_id=actor().user_id,
        question=question,
        counted_on=asked.question.on,
        known_at=asked.question.known_at,
        mode=mode,
        definitions=told.version,
        numbers=numbers,
        digest=digest_of(numbers),
    )
    db.session.add(answer)
    db.session.flush()
    note("releases:answer:released", about=answer.id, number=answer.number, digest=answer.digest)
    return answer


def keep_view(
    viewer: Viewer, *, name: str, endpoint: str, query: str, is_shared: bool, pages: Mapping[str, str]
) -> SavedView:
    """Keep the filters and columns of a page under a name; what was searched for is left out.

    `pages` are the pages that have views. Raises Refused without a name, for a name that is taken, and past MOST_VIEWS.
    """
    if endpoint not in pages:
        raise Refused("Von dieser Seite lassen sich keine Ansichten merken.")
    if len(views_for(viewer)) >= MOST_VIEWS:
        raise Refused(
            "Sie haben schon sehr viele Ansichten. Bitte löschen Sie zuerst eine, die Sie nicht mehr brauchen."
        )
    view = SavedView(municipality_id=viewer.municipality_id, owner_id=viewer.user_id, endpoint=endpoint)
    view.query = _without_words(query)
    describe_view(view, name=name, is_shared=is_shared)
    db.session.add(view)
    db.session.flush()
    note("releases:view:kept", about=view.id, shared=is_shared)
    return view


def describe_view(view: SavedView, *, name: str, is_shared: bool) -> None:
    """Name a view, and share it with the team or not. Raises Refused for a name its owner uses already on that page."""
    if not name:
        raise Refused("Bitte geben Sie der Ansicht einen Namen.")
    namesake = db.session.scalar(
        select(SavedView.id).where(
            SavedView.owner_id == view.owner_id,
            SavedView.endpoint == view.endpoint,
            SavedView.name == name,
            SavedView.id != view.id,
        )
    )
    if namesake is not None:
        raise Refused("Eine Ansicht „%(name)s“ haben Sie auf dieser Seite schon.", name=name)
    view.name, view.is_shared = name, is_shared


def forget_view(view: SavedView) -> None:
    """Forget a view; whoever it was shared with has it no longer."""
    db.session.delete(view)
    note("releases:view:forgotten", about=view.id)


def _without_words(query: str) -> str:
    kept = [(key, value) for key, value in parse_qsl(query) if key not in NOT_KEPT]
    return urlencode(kept)
