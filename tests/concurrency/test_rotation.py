"""The master key is changed again and again while everybody is at work in processes of their own."""

import json
from itertools import chain

import pytest
from flask import Flask

from casework.access.roles import Role
from casework.database.base import db
from casework.database.transaction import transaction
from casework.people.models import Person
from casework.vault.keys import ServicePurpose, keys
from casework.vault.models import ServiceKey, SubjectKey
from config import Config
from tests import factories
from tests.concurrency import acts
from tests.concurrency.side_by_side import at_work
from tests.processes import command

ROTATIONS = 2
QUIET = 1000
"""Subjects nobody touches: they make a rotation long enough to be disturbed."""
AT_WORK = {
    "writer": acts.write,
    "reader": acts.read,
    "importer": acts.bring_in,
    "merger": acts.merge_and_part,
    "eraser": acts.erase,
}
"""Whoever changes people in another way is one act more here."""


@pytest.fixture
def names(app: Flask) -> set[str]:
    """A town with people in it, and somebody who may read all of them."""
    with app.app_context():
        town = factories.municipality()
        factories.user(town, Role.TEAM_LEAD, email=acts.READER)
        for number in range(30):
            factories.person(town, f"Haddad {number}")
        with transaction():
            for _ in range(QUIET):
                keys().create_subject()
        db.session.remove()
    return {f"Haddad {number}" for number in range(30)}


@pytest.mark.slow
def test_a_rotation_under_load_leaves_nothing_unreadable_and_brings_nobody_back(
    app: Flask, config: Config, names: set[str]
) -> None:
    rewrapped = 0
    with at_work(config, AT_WORK) as workers:
        for target in range(2, 2 + ROTATIONS):
            done = command(config, "keys", "rotate", "--json")
            assert done.returncode == 0, done.stderr
            told = json.loads(done.stdout)
            assert (told["from"], told["to"]) == (target - 1, target)
            rewrapped += told["rewrapped"]
        found = workers.stop()
    assert {name: done.failures for name, done in found.items()} == {name: [] for name in AT_WORK}
    assert rewrapped >= ROTATIONS * (QUIET + len(names) + len(ServicePurpose))
    assert found["merger"].found
    names |= {*found["writer"].found, *chain.from_iterable(found["importer"].found)}
    check(app, names, erased=set(chain.from_iterable(found["eraser"].found)))
    status = json.loads(command(config, "keys", "status", "--json").stdout)
    assert (status["available"], status["rotation_in_progress"]) == ([1 + ROTATIONS], False)


def check(app: Flask, names: set[str], *, erased: set[object]) -> None:
    """Everybody opens under the last key, and of those who were erased there is nothing."""
    with app.app_context():
        for kind in (SubjectKey, ServiceKey):
            assert set(db.session.scalars(db.select(kind.kek_id).distinct())) == {1 + ROTATIONS}
        people = list(db.session.scalars(db.select(Person)))
        keys().prefetch(person.id for person in people)
        assert sorted(person.family_name for person in people) == sorted(names)
        subjects = set(db.session.scalars(db.select(SubjectKey.id)))
        keys().prefetch(subjects)
        assert len({keys().of_subject(subject).owner for subject in subjects}) == len(subjects)
        assert erased
        assert not erased & subjects
        db.session.remove()
