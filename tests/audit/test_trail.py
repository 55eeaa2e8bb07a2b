"""The chain of entries: nothing is changed, cut out or swapped unnoticed."""

import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from casework.audit.models import TrailEntry, TrailHead
from casework.audit.trail import Actor, act_as, broken_links, note, witness, write_witnessed
from casework.database.base import db
from casework.database.transaction import rollback, transaction
from tests import factories


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def write(*actions: str) -> None:
    for action in actions:
        with transaction():
            note(action, word=action)


def entries() -> list[TrailEntry]:
    return list(db.session.scalars(select(TrailEntry).order_by(TrailEntry.sequence)))


@pytest.mark.usefixtures("context")
def test_entries_follow_each_other_without_gaps() -> None:
    assert list(broken_links()) == []
    with transaction():
        note("test:thing:made")
        note("test:thing:changed")
    write("test:thing:dropped")
    assert [entry.sequence for entry in entries()] == [1, 2, 3]
    assert [entry.action for entry in entries()] == [
        "test:thing:made",
        "test:thing:changed",
        "test:thing:dropped",
    ]
    assert entries()[2].detail == {"word": "test:thing:dropped"}
    assert list(broken_links()) == []


@pytest.mark.usefixtures("context")
def test_an_entry_is_written_only_with_its_change() -> None:
    note("test:thing:made")
    rollback()
    with pytest.raises(ZeroDivisionError), transaction():
        note("test:thing:made", size=1 // 0)
    write("test:thing:kept")
    assert [entry.action for entry in entries()] == ["test:thing:kept"]


@pytest.mark.usefixtures("context")
def test_what_was_witnessed_is_written_whatever_becomes_of_the_request() -> None:
    witness("test:thing:seen")
    note("test:thing:made")
    rollback()
    write_witnessed()
    write_witnessed()
    assert [entry.action for entry in entries()] == ["test:thing:seen"]


@pytest.mark.usefixtures("context")
def test_an_entry_knows_its_actor_and_lies_sealed_under_its_subject() -> None:
    town = factories.municipality()
    person = factories.person(town, "Haddad")
    actor = Actor(uuid.uuid4(), town.id)
    act_as(actor)
    with transaction():
        note("test:thing:changed", subject=person.id, fields=["phone"])
    entry = entries()[-1]
    assert (entry.actor_id, entry.municipality_id) == (actor.user_id, town.id)
    assert (entry.about_id, entry.is_about_subject) == (person.id, True)
    assert entry.detail == {"fields": ["phone"]}
    sealed = db.session.scalar(select(TrailEntry.detail.column()).where(TrailEntry.id == entry.id))
    assert b"phone" not in sealed


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize(
    ("change", "noticed_at"),
    [
        ({"action": "test:thing:other"}, 2),
        ({"actor_id": uuid.UUID(int=1)}, 2),
        ({"about_id": uuid.UUID(int=1)}, 2),
        ({"municipality_id": uuid.UUID(int=1)}, 2),
        ({"_detail": b"\x01"}, 2),
        ({"hash": bytes(32)}, 2),
        ({"previous_hash": bytes(32)}, 2),
        ({"is_about_subject": True}, 2),
    ],
)
def test_a_changed_entry_is_found(change: dict[str, object], noticed_at: int) -> None:
    write("test:a:done", "test:b:done", "test:c:done")
    with transaction():
        db.session.execute(
            update(TrailEntry)
            .where(TrailEntry.sequence == noticed_at)
            .values({getattr(TrailEntry, name): value for name, value in change.items()})
        )
    assert next(broken_links()) == noticed_at


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize(("cut", "noticed_at"), [(1, 2), (2, 3), (3, 3)])
def test_a_cut_entry_is_found_wherever_it_stood(cut: int, noticed_at: int) -> None:
    write("test:a:done", "test:b:done", "test:c:done")
    with transaction():
        db.session.execute(delete(TrailEntry).where(TrailEntry.sequence == cut))
    assert list(broken_links()) == [noticed_at]


@pytest.mark.usefixtures("context")
def test_a_cut_tail_is_found_even_if_nothing_is_left() -> None:
    write("test:a:done", "test:b:done")
    with transaction():
        db.session.execute(delete(TrailEntry))
    assert list(broken_links()) == [1]


@pytest.mark.usefixtures("context")
def test_swapped_entries_are_found() -> None:
    write("test:a:done", "test:b:done", "test:c:done")
    for old, new in ((1, 9), (2, 1), (9, 2)):
        with transaction():
            db.session.execute(update(TrailEntry).where(TrailEntry.sequence == old).values(sequence=new))
    assert 1 in broken_links()


@pytest.mark.usefixtures("context")
def test_a_changed_head_is_found() -> None:
    write("test:a:done")
    with transaction():
        db.session.execute(update(TrailHead).values(hash=bytes(32)))
    assert list(broken_links()) == [2]
