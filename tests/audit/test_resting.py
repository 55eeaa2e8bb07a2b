"""What is seen while typing stands in the trail once for each search, whatever was typed, and nobody waits for it."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from casework.audit.models import TrailEntry
from casework.audit.requests import _write_the_last
from casework.audit.resting import MOST_WAITING
from casework.database.base import db
from casework.database.moments import now
from casework.database.transaction import transaction
from tests import factories

ACTION = "people:register:suggested"


@pytest.fixture
def lead(app: Flask, client: FlaskClient) -> factories.User:
    with app.app_context():
        user = factories.user(factories.municipality())
        factories.person(user.municipality, "Haddad")
    factories.sign_in(client, user)
    return user


def types(client: FlaskClient, *words: str) -> None:
    for typed in words:
        assert client.get("/people/suggestions", query_string={"q": typed}).status_code == 200


def looked_for(app: Flask) -> list[str]:
    with app.app_context():
        entries = db.session.scalars(
            select(TrailEntry).where(TrailEntry.action == ACTION).order_by(TrailEntry.sequence)
        )
        return [(entry.detail or {})["words"] for entry in entries]


def test_one_search_is_one_entry_with_its_last_words(
    app: Flask, client: FlaskClient, lead: factories.User
) -> None:
    types(client, "ha", "had", "hadd", "had", "hadda", "haddad")
    assert looked_for(app) == []
    client.get("/")
    assert looked_for(app) == ["haddad"]
    client.get("/")
    assert looked_for(app) == ["haddad"]


def test_words_that_were_taken_back_stay_in_the_trail(
    app: Flask, client: FlaskClient, lead: factories.User
) -> None:
    types(client, "haddad", "hadd", "ha", "han", "hansen")
    client.get("/")
    assert looked_for(app) == ["haddad", "hansen"]


def test_whoever_only_ever_types_is_noted_all_the_same(
    app: Flask, client: FlaskClient, lead: factories.User
) -> None:
    types(client, "nowak", "haddad", "tesfay")
    assert looked_for(app) == ["nowak", "haddad"]
    later = now() + timedelta(minutes=2)
    with time_machine.travel(later, tick=True):
        types(client, "tesfay")
        assert looked_for(app) == ["nowak", "haddad", "tesfay"]


def test_somebody_elses_request_writes_what_has_rested(
    app: Flask, client: FlaskClient, lead: factories.User
) -> None:
    types(client, "haddad")
    stranger = app.test_client()
    stranger.get("/sign-in")
    assert looked_for(app) == []
    with time_machine.travel(now() + timedelta(minutes=2), tick=True):
        stranger.get("/sign-in")
    assert looked_for(app) == ["haddad"]


def test_a_process_that_ends_writes_what_waits(app: Flask, client: FlaskClient, lead: factories.User) -> None:
    types(client, "haddad")
    _write_the_last(lambda: app)
    assert looked_for(app) == ["haddad"]


def test_the_moment_is_that_of_the_look(app: Flask, client: FlaskClient, lead: factories.User) -> None:
    moment = now()
    types(client, "haddad")
    with time_machine.travel(now() + timedelta(minutes=30), tick=True):
        client.get("/sign-in")
    with app.app_context():
        entry = db.session.scalars(select(TrailEntry).where(TrailEntry.action == ACTION)).one()
        assert timedelta(0) <= entry.happened_at - moment < timedelta(minutes=1)
        assert entry.actor_id == lead.id


def test_typing_waits_for_nobody_who_writes(app: Flask, client: FlaskClient, lead: factories.User) -> None:
    types(client, "nowak")
    with app.app_context(), transaction():
        began = now()
        types(client, "tesfay", "haddad")
        assert now() - began < timedelta(seconds=5)
        db.session.rollback()
        assert looked_for(app) in ([], ["nowak"], ["nowak", "tesfay"])
    client.get("/")
    assert looked_for(app) == ["nowak", "tesfay", "haddad"]


def test_so_much_is_never_kept_back(app: Flask, client: FlaskClient, lead: factories.User) -> None:
    types(client, *(f"{number:04}" for number in range(MOST_WAITING + 2)))
    client.get("/")
    assert len(looked_for(app)) == MOST_WAITING + 2
