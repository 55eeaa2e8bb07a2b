"""Another master key while others read, write, take in and erase: nothing unreadable, nobody back from the dead."""

import threading
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select

from casework.database.base import db
from casework.database.transaction import rollback, transaction
from casework.database.turns import last_recorded_at, turns_taken
from casework.vault.errors import Unreadable
from casework.vault.filesource import FileSource
from casework.vault.keyring import Keyring
from casework.vault.keys import ServicePurpose, keys
from casework.vault.masterkey import LocalKey
from casework.vault.models import SubjectKey
from casework.vault.rotation import BATCH, Rotation
from config import Config
from tests.concurrency.together import PATIENCE_SECONDS, inside

SERVICES = len(ServicePurpose)
MANY = 2 * BATCH + 50


@pytest.fixture
def source(app: Flask) -> FileSource:
    found: FileSource = app.extensions["casework key source"]
    return found


@pytest.fixture
def subjects(app: Flask) -> list[uuid.UUID]:
    """Enough for three batches, in the order in which a rotation comes to them."""
    with app.app_context(), transaction():
        return sorted(keys().create_subject() for _ in range(MANY))


def erase(*subject_ids: uuid.UUID) -> None:
    with db.engine.begin() as connection:
        connection.execute(delete(SubjectKey).where(SubjectKey.id.in_(subject_ids)))


def check(app: Flask, alive: set[uuid.UUID]) -> None:
    """Exactly these are there, each under the ring's primary, and each opens."""
    with app.app_context():
        rows = db.session.execute(select(SubjectKey.id, SubjectKey.kek_id)).all()
        primary = app.extensions["casework key source"].keyring().kek_ids
        assert {row.id for row in rows} == alive
        assert {(row.kek_id,) for row in rows} == {primary}
        keys().prefetch(alive)
        assert len({keys().of_subject(subject).cipher for subject in alive}) == len(alive)
        for purpose in ServicePurpose:
            keys().of_service(purpose)
        db.session.remove()


def finish(rotation: Rotation) -> int:
    rewrapped = sum(rotation.rewrap())
    rotation.finish()
    return rewrapped


def test_everything_is_carried_over_in_short_transactions(
    app: Flask, source: FileSource, subjects: list[uuid.UUID]
) -> None:
    with app.app_context():
        rotation = Rotation(source)
        assert rotation.waiting() == MANY + SERVICES
        batches = list(rotation.rewrap())
        rotation.finish()
    assert sum(batches) == MANY + SERVICES
    assert max(batches) == BATCH
    check(app, set(subjects))


def test_it_counts_as_no_recording(app: Flask, source: FileSource, subjects: list[uuid.UUID]) -> None:
    with app.app_context():
        before = (turns_taken(), last_recorded_at())
        rollback()
        finish(Rotation(source))
        assert (turns_taken(), last_recorded_at()) == before
        db.session.remove()


def test_who_is_erased_in_the_middle_stays_erased(
    app: Flask, source: FileSource, subjects: list[uuid.UUID]
) -> None:
    with app.app_context():
        rotation = Rotation(source)
        batches = rotation.rewrap()
        next(batches)
        erase(subjects[0], subjects[BATCH], subjects[-1])
        list(batches)
        rotation.finish()
    check(app, set(subjects) - {subjects[0], subjects[BATCH], subjects[-1]})


class AtThatMoment(FileSource):
    """A key file whose new key does something the first time it wraps: between reading a batch and storing it."""

    def __init__(self, path: Path, act: Callable[[], object]) -> None:
        super().__init__(path)
        self._act = act
        self._acted = False

    def keyring(self) -> Keyring:
        return Keyring(_Telling(key, self._once) for key in self._current())

    def _once(self) -> None:
        if not self._acted:
            self._acted = True
            self._act()


class _Telling:
    def __init__(self, key: LocalKey, tell: Callable[[], None]) -> None:
        self.kek_id, self.unwrap = key.kek_id, key.unwrap
        self._key, self._tell = key, tell

    def wrap(self, key: bytes, name: bytes) -> bytes:
        self._tell()
        return self._key.wrap(key, name)


def test_who_is_erased_between_reading_and_storing_is_not_brought_back(
    app: Flask, config: Config, subjects: list[uuid.UUID]
) -> None:
    gone = subjects[3:6]
    with app.app_context():
        finish(Rotation(AtThatMoment(config.key_file, lambda: erase(*gone))))
    check(app, set(subjects) - set(gone))


def test_who_is_new_is_wrapped_by_the_new_key(
    app: Flask, source: FileSource, subjects: list[uuid.UUID]
) -> None:
    with app.app_context():
        rotation = Rotation(source)
        batches = rotation.rewrap()
        next(batches)
        with transaction():
            new = keys().create_subject()
        assert sum(batches) == MANY + SERVICES - BATCH
        rotation.finish()
    check(app, {*subjects, new})


def test_a_writer_under_way_with_the_old_key_is_waited_for(
    app: Flask, source: FileSource, subjects: list[uuid.UUID]
) -> None:
    """On both engines: the key is retired only after whoever had taken it for wrapping has committed."""
    has_wrapped, may_commit, is_rotated = threading.Event(), threading.Event(), threading.Event()
    written: list[uuid.UUID] = []

    def write() -> None:
        with transaction():
            written.append(keys().create_subject())
            db.session.flush()
            has_wrapped.set()
            may_commit.wait(PATIENCE_SECONDS)

    def rotate() -> None:
        finish(Rotation(source))
        is_rotated.set()

    threads = [threading.Thread(target=inside(app, act), daemon=True) for act in (write, rotate)]
    threads[0].start()
    assert has_wrapped.wait(PATIENCE_SECONDS)
    threads[1].start()
    assert not is_rotated.wait(0.7)
    assert 1 in source.keyring()
    may_commit.set()
    assert is_rotated.wait(PATIENCE_SECONDS)
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    check(app, {*subjects, *written})


def test_between_two_batches_a_writer_is_let_in_at_once(
    app: Flask, source: FileSource, subjects: list[uuid.UUID]
) -> None:
    new = set()
    with app.app_context():
        rotation = Rotation(source)
        for _ in rotation.rewrap():
            with transaction():
                new.add(keys().create_subject())
        rotation.finish()
    check(app, {*subjects, *new})


def test_a_rotation_after_an_old_backup_was_restored_carries_over_to_the_key_in_use(
    app: Flask, source: FileSource, config: Config, subjects: list[uuid.UUID]
) -> None:
    with app.app_context():
        restored = db.session.execute(select(SubjectKey.id, SubjectKey.wrapped)).all()
        db.session.remove()
        first = finish(Rotation(source))
        retired = config.key_file.with_name("casework-1.key.retired")
        config.key_file.chmod(0o600)
        config.key_file.write_text(config.key_file.read_text() + retired.read_text())
        with db.engine.begin() as connection:
            for subject_id, wrapped in restored:
                connection.execute(
                    db.update(SubjectKey).where(SubjectKey.id == subject_id).values(wrapped=wrapped, kek_id=1)
                )
        assert source.keyring().kek_ids == (2, 1)
        rotation = Rotation(source)
        assert (rotation.target, rotation.outgoing) == (2, (1,))
        assert finish(rotation) == first - SERVICES
    assert source.keyring().kek_ids == (2,)
    check(app, set(subjects))


def test_two_rotations_after_each_other_count_on(
    app: Flask, source: FileSource, subjects: list[uuid.UUID]
) -> None:
    with app.app_context():
        for target in (2, 3, 4):
            rotation = Rotation(source)
            assert rotation.target == target
            finish(rotation)
    check(app, set(subjects))


def test_old_backups_stay_readable_with_the_retired_key_only(
    app: Flask, source: FileSource, config: Config, subjects: list[uuid.UUID]
) -> None:
    with app.app_context():
        row = db.session.get_one(SubjectKey, subjects[0])
        name, wrapped = row.id.bytes, row.wrapped
        db.session.remove()
        finish(Rotation(source))
    old = FileSource(config.key_file.with_name("casework-1.key.retired")).keyring()
    assert len(old[1].unwrap(wrapped, name)) == 32
    with pytest.raises(Unreadable):
        source.keyring()[2].unwrap(wrapped, name)
