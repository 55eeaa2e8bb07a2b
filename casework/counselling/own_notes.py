"""Searching what one wrote oneself: opened under the reader's rights, looked through, and forgotten again."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import QueryableAttribute, load_only, selectinload

from casework.access.viewer import Viewer
from casework.counselling.marks import Piece, excerpt, has_all, patterns_of
from casework.counselling.models import Consultation, Participant
from casework.counselling.queries import of_author, of_readable
from casework.database.base import db
from casework.database.recorded import known
from casework.people.search import find_people
from casework.vault.keys import keys
from casework.vocabulary.counselling import RESULTS

MOST_HITS = 500
MOST_PEOPLE = 50
TEXTS = ("content", "next_step", "described_as", "also_present", "place")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words in the text and words of a name; of what time, topic, kind and form."""

    words: str = ""
    who: str = ""
    since: date | None = None
    until: date | None = None
    topic: str = ""
    contact_kind: str = ""
    talk_form: str = ""

    @property
    def has_to_be_opened(self) -> bool:
        """Whether only the opened text tells which talks are meant."""
        return bool(self.words or self.topic)


@dataclass(frozen=True, slots=True)
class Found:
    """The talks found, latest first, and whether there are more than are looked for."""

    talk_ids: Sequence[uuid.UUID]
    has_more: bool = False


def find_own(viewer: Viewer, wanted: Wanted) -> Found:
    """The talks a viewer led or put on record that are what is wanted, latest first; of more than 500 the latest 500.

    Nothing of a text is kept in clear for it: every text is opened with the key it was closed with, matched, dropped.
    """
    statement = _own(viewer, wanted)
    if not wanted.has_to_be_opened:
        return Found(db.session.scalars(statement.with_only_columns(Consultation.id)).all())
    talks = db.session.scalars(statement.options(load_only(*_looked_at()))).all()
    if wanted.words:
        keys().prefetch(talk.subject_id for talk in talks)
    patterns = patterns_of(wanted.words)
    hits = (
        talk.id
        for talk in talks
        if (not wanted.topic or wanted.topic in talk.topics)
        and (not patterns or has_all(_text(talk), patterns))
    )
    taken = list(islice(hits, MOST_HITS + 1))
    return Found(taken[:MOST_HITS], has_more=len(taken) > MOST_HITS)


def opened(talk_ids: Sequence[uuid.UUID]) -> list[Consultation]:
    """These talks in their order, with who took part, ready to be read."""
    found = {
        talk.id: talk
        for talk in db.session.scalars(
            select(Consultation)
            .where(Consultation.id.in_(talk_ids))
            .options(selectinload(Consultation.participants))
        )
    }
    keys().prefetch(talk.subject_id for talk in found.values())
    return [found[talk_id] for talk_id in talk_ids]


def shown(talk: Consultation, words: str) -> list[Piece]:
    """What a list shows of a talk's text: round the first hit, every hit marked."""
    return excerpt(_text(talk), patterns_of(words))


def _looked_at() -> list[QueryableAttribute[Any]]:
    """The columns a search opens; the others stay where they are."""
    sealed = (getattr(Consultation, name) for name in (*TEXTS, "result", "topics"))
    return [Consultation.id, Consultation.subject_id, *(attribute.column() for attribute in sealed)]


def _text(talk: Consultation) -> str:
    """Everything that was written of a talk, a line each."""
    written = [getattr(talk, name) for name in TEXTS]
    return "\n".join(text for text in (*written, talk.result and RESULTS.label(talk.result)) if text)


def _own(viewer: Viewer, wanted: Wanted) -> Select[Consultation]:
    conditions: list[ColumnElement[bool]] = [
        known(Consultation),
        of_author(viewer.user_id),
        of_readable(viewer),
    ]
    if wanted.since is not None:
        conditions.append(Consultation.held_on >= wanted.since)
    if wanted.until is not None:
        conditions.append(Consultation.held_on <= wanted.until)
    if wanted.contact_kind:
        conditions.append(Consultation.contact_kind == wanted.contact_kind)
    if wanted.talk_form:
        conditions.append(Consultation.talk_form == wanted.talk_form)
    if wanted.who:
        conditions.append(Consultation.id.in_(_with_somebody_called(viewer, wanted.who)))
    latest_first = (Consultation.held_on.desc(), Consultation.recorded_at.desc(), Consultation.id)
    return select(Consultation).where(*conditions).order_by(*latest_first)


def _with_somebody_called(viewer: Viewer, words: str) -> Select[uuid.UUID]:
    """The talks of the best hits for a name, under any of their records."""
    cards = find_people(viewer, words)[:MOST_PEOPLE]
    records = [record.person_id for card in cards for record in card.records]
    return select(Participant.consultation_id).where(Participant.person_id.in_(records))
