"""Reading what was released, and the views that are kept."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import Select, or_, select

from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.moments import BERLIN
from casework.errors import NotThere
from casework.releases.models import ReleasedAnswer, SavedView
from casework.statistics.cross import Asked
from casework.statistics.published import Published
from casework.statistics.question import Question
from casework.statistics.told import Told

MOST_VIEWS = 50


def answers_of(municipality_id: uuid.UUID) -> Select[ReleasedAnswer]:
    """The answers of a municipality, the latest first."""
    return (
        select(ReleasedAnswer)
        .where(ReleasedAnswer.municipality_id == municipality_id)
        .order_by(ReleasedAnswer.number.desc())
    )


def get_answer(viewer: Viewer, answer_id: uuid.UUID) -> ReleasedAnswer:
    """An answer of the viewer's municipality; raises NotThere."""
    answer = db.session.scalar(answers_of(viewer.municipality_id).where(ReleasedAnswer.id == answer_id))
    if answer is None:
        raise NotThere("Diese Antwort gibt es nicht.")
    return answer


def name_of(answer: ReleasedAnswer) -> str:
    """„Antwort Nr. 7 vom 26.11.2026“."""
    return f"Antwort Nr. {answer.number} vom {answer.recorded_at.astimezone(BERLIN):%d.%m.%Y}"


def digest_of(numbers: str) -> str:
    """The fingerprint under which frozen numbers are known again (SHA-256)."""
    return hashlib.sha256(numbers.encode()).hexdigest()


def is_intact(answer: ReleasedAnswer) -> bool:
    """Whether the numbers are still those that were released."""
    return digest_of(answer.numbers) == answer.digest


def told_in(answer: ReleasedAnswer) -> Told:
    """The table as it was released."""
    return Told(**json.loads(answer.numbers))


def published_by(municipality_id: uuid.UUID) -> Iterable[Published]:
    """What a municipality released, as the cross table asks for it."""
    for answer in db.session.scalars(answers_of(municipality_id)):
        told = told_in(answer)
        cells = {
            name: number
            for names, numbers in zip(told.names, told.numbers, strict=True)
            for name, number in zip(names, numbers, strict=True)
        }
        yield Published(name_of(answer), _asked_in(answer, told), answer.mode, cells)


def _asked_in(answer: ReleasedAnswer, told: Told) -> Asked:
    question = Question(answer.municipality_id, told.municipality, answer.counted_on, answer.known_at)
    return Asked(question, told.asked["rows"], told.asked["columns"], tuple(told.asked["only"].items()))


def views_for(viewer: Viewer, endpoint: str | None = None) -> Sequence[SavedView]:
    """The views of a page that somebody kept or that were shared with them, by name; without a page, all their own."""
    own = SavedView.owner_id == viewer.user_id
    shared = (SavedView.municipality_id == viewer.municipality_id) & SavedView.is_shared
    wanted = select(SavedView).order_by(SavedView.name, SavedView.id).limit(MOST_VIEWS)
    if endpoint is None:
        return db.session.scalars(wanted.where(own)).all()
    return db.session.scalars(wanted.where(SavedView.endpoint == endpoint, or_(own, shared))).all()


def get_view(viewer: Viewer, view_id: uuid.UUID) -> SavedView:
    """A view that somebody kept themselves; raises NotThere."""
    view = db.session.get(SavedView, view_id)
    if view is None or view.owner_id != viewer.user_id:
        raise NotThere("Diese Ansicht gibt es nicht, oder jemand anders hat sie angelegt.")
    return view
