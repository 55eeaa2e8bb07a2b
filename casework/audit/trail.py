"""Writing the trail: changes are noted with their transaction, looks and refusals in one of their own."""

import hashlib
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.audit.models import TrailEntry, TrailHead
from casework.database.base import db
from casework.database.moments import now
from casework.database.transaction import before_commit, transaction
from casework.database.turns import running
from casework.vault.errors import Unreadable
from casework.vault.keys import keys

START_HASH = bytes(32)
WITNESSED = "witnessed"
IN_PLACE_OF = "in_place_of"
"""The key of a detail under which stands for whom a substitute acted."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts; the command line and the start have no account.

    `in_place_of` tells for which absent colleague a substitute has to do with a person; None for their own cases.
    """

    user_id: uuid.UUID | None
    municipality_id: uuid.UUID | None
    in_place_of: Callable[[uuid.UUID], uuid.UUID | None] | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """An entry before it has its place in the chain."""

    action: str
    about_id: uuid.UUID | None
    is_about_subject: bool
    actor: Actor
    happened_at: datetime
    detail: dict[str, Any] = field(default_factory=dict)


def act_as(actor: Actor) -> None:
    """Say who is behind all that this database session does from now on."""
    db.session().info["actor"] = actor


def actor() -> Actor:
    """Who is behind the running session; „Kommandozeile“ when nobody signed in."""
    found: Actor = db.session().info.get("actor", Actor(None, None))
    return found


def note(
    action: str, *, subject: uuid.UUID | None = None, about: uuid.UUID | None = None, **detail: Any
) -> None:
    """Note a change; it is written if, and only if, the change is committed.

    `subject` is a person (or whoever has a key of their own), `about` any other row.
    """
    running().setdefault("notes", []).append(noted(action, subject, about, detail))
    if subject is not None:
        touched().add(subject)


def touched(session: Session | None = None) -> set[uuid.UUID]:
    """Of whom the running transaction changed something, for what follows from it at the commit.

    Whoever a change is noted about is among them; who writes what holds without a note of its own puts them in.
    """
    found: set[uuid.UUID] = running(session).setdefault("touched", set())
    return found


def witness(
    action: str, *, subject: uuid.UUID | None = None, about: uuid.UUID | None = None, **detail: Any
) -> None:
    """Note that something was seen, searched or refused; it is written whatever becomes of the request."""
    witnessed().append(noted(action, subject, about, detail))


def witnessed() -> list[Note]:
    """What was witnessed and is not yet written."""
    waiting: list[Note] = db.session().info.setdefault(WITNESSED, [])
    return waiting


@contextmanager
def one_entry_each(action: str) -> Iterator[list[Note]]:
    """Within, all that is noted of one subject becomes one entry of this action, which lists what was done.

    What was noted of other rows is gathered in the list given, for the caller to note as a whole.
    """
    notes: list[Note] = running().setdefault("notes", [])
    earlier = len(notes)
    others: list[Note] = []
    yield others
    made = notes[earlier:]
    del notes[earlier:]
    by_subject: dict[uuid.UUID, list[Note]] = {}
    for found in made:
        if found.is_about_subject and found.about_id is not None:
            by_subject.setdefault(found.about_id, []).append(found)
        else:
            others.append(found)
    for subject, acts in by_subject.items():
        note(action, subject=subject, acts=[{"action": act.action} | act.detail for act in acts])


def noted(action: str, subject: uuid.UUID | None, about: uuid.UUID | None, detail: dict[str, Any]) -> Note:
    """An entry by whoever acts, at this moment; not written yet."""
    who = actor()
    absent = who.in_place_of(subject) if who.in_place_of and subject else None
    if absent is not None:
        detail = detail | {IN_PLACE_OF: str(absent)}
    return Note(action, subject or about, subject is not None, who, now(), detail)


def write_witnessed() -> None:
    """Commit what was witnessed, before the answer leaves."""
    notes = db.session().info.pop(WITNESSED, [])
    if notes:
        with transaction(in_turn=False):
            running()["notes"] = notes


@before_commit
def _append(session: Session) -> None:
    notes: list[Note] = running(session).pop("notes", [])
    if not notes:
        return
    head = session.execute(
        update(TrailHead)
        .values(sequence=TrailHead.sequence + len(notes))
        .returning(TrailHead.sequence, TrailHead.hash)
    ).one()
    sequence, previous = head.sequence - len(notes), head.hash
    for entry_note in notes:
        sequence += 1
        entry = _entry(entry_note, sequence, previous)
        previous = entry.hash
        session.add(entry)
    session.execute(update(TrailHead).values(hash=previous))


def _entry(entry_note: Note, sequence: int, previous: bytes) -> TrailEntry:
    entry = TrailEntry(
        sequence=sequence,
        happened_at=entry_note.happened_at,
        municipality_id=entry_note.actor.municipality_id,
        actor_id=entry_note.actor.user_id,
        action=entry_note.action,
        about_id=entry_note.about_id,
        is_about_subject=entry_note.is_about_subject and _has_key(entry_note.about_id),
        previous_hash=previous,
    )
    entry.detail = entry_note.detail
    entry.hash = _hash(entry)
    return entry


def _has_key(subject_id: uuid.UUID | None) -> bool:
    """Whether the detail can be closed with the subject's own key; where that is gone, the trail's is taken."""
    try:
        return subject_id is not None and bool(keys().of_subject(subject_id))
    except Unreadable:
        return False


def _hash(entry: TrailEntry) -> bytes:
    parts = (
        entry.previous_hash,
        entry.sequence.to_bytes(8, "big"),
        entry.happened_at.isoformat().encode(),
        str(entry.municipality_id).encode(),
        str(entry.actor_id).encode(),
        entry.action.encode(),
        str(entry.about_id).encode(),
        bytes([entry.is_about_subject]),
        getattr(entry, "_detail") or b"",  # noqa: B009  the sealed bytes, not the detail
    )
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(4, "big") + part)
    return digest.digest()


def begin() -> None:
    """Lay the first link of the chain."""
    if db.session.get(TrailHead, 1) is None:
        db.session.add(TrailHead(id=1, sequence=0, hash=START_HASH))


def broken_links() -> Iterator[int]:
    """The sequence numbers at which the chain does not hold; none if nothing was changed, cut out or swapped."""
    expected, sequence = START_HASH, 0
    for entry in db.session.scalars(select(TrailEntry).order_by(TrailEntry.sequence)).yield_per(1000):
        sequence += 1
        if entry.sequence != sequence or entry.previous_hash != expected or _hash(entry) != entry.hash:
            yield entry.sequence
            sequence = entry.sequence
        expected = entry.hash
    head = db.session.get(TrailHead, 1)
    if head is None or head.hash != expected or head.sequence != sequence:
        yield sequence + 1
