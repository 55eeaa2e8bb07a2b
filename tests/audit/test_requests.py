"""How a request ends: committed, rolled back, or lost to somebody quicker."""

import pytest
from flask import Flask, redirect
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from casework.access.guard import public
from casework.audit.models import TrailEntry
from casework.audit.trail import note, witness
from casework.database.base import db
from casework.organisation.models import Municipality
from casework.web.notices import say
from tests import factories


@pytest.fixture
def acts(app: Flask) -> FlaskClient:
    """A browser on an application with a few acts more."""

    @public
    def add(name: str, status: int) -> Response:
        position = db.session.scalar(select(func.coalesce(func.max(Municipality.position), 0)))
        db.session.add(Municipality(name=name, position=position + 1))
        note("test:thing:made")
        witness("test:thing:seen")
        say("Angelegt.")
        return redirect("/sign-in") if status == 302 else Response("nein", status)

    app.add_url_rule("/add/<name>/<int:status>", "add", add, methods=["GET", "POST"])
    return app.test_client()


def kept(app: Flask) -> tuple[int, list[str]]:
    """How many municipalities there are, and what the trail holds."""
    with app.app_context():
        count = db.session.scalar(select(func.count()).select_from(Municipality)) or 0
        return count, list(db.session.scalars(select(TrailEntry.action).order_by(TrailEntry.sequence)))


def test_a_successful_post_is_lasting(app: Flask, acts: FlaskClient) -> None:
    acts.post("/add/Neustadt/302")
    assert kept(app) == (1, ["test:thing:made", "test:thing:seen"])


@pytest.mark.parametrize(("method", "status"), [("GET", 200), ("GET", 302), ("POST", 422), ("POST", 500)])
def test_all_else_is_as_if_it_had_not_been_but_was_seen(
    app: Flask, acts: FlaskClient, method: str, status: int
) -> None:
    acts.open(f"/add/Neustadt/{status}", method=method)
    assert kept(app) == (0, ["test:thing:seen"])


def test_who_loses_a_race_reads_so_and_no_good_news(app: Flask, acts: FlaskClient) -> None:
    with app.app_context():
        factories.municipality("Neustadt")
    answer = acts.post("/add/Neustadt/302")
    assert answer.status_code == 409
    assert "Jemand anderes hat gleichzeitig dasselbe geändert." in answer.text
    assert "Angelegt." not in answer.text
    assert "Angelegt." not in acts.get("/sign-in").text
    assert kept(app) == (1, ["organisation:municipality:created", "test:thing:seen"])
