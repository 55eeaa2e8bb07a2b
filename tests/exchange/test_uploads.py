"""Uploaded lists that wait: one of two who take the same list over, or throw it away, comes too late."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from casework.access.viewer import Viewer
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.errors import Conflict
from casework.exchange import uploads
from casework.exchange.models import UploadedList
from casework.people.models import Person
from tests import factories
from tests.exchange.test_views import MIXED, upload

WITHOUT_NUMBERS = "Familienname\nHaddad\nOkafor"


@pytest.fixture
def lead(app: Flask, client: FlaskClient) -> factories.User:
    """A team lead, signed in."""
    with app.app_context():
        user = factories.user(factories.municipality())
    factories.sign_in(client, user)
    return user


def found(viewer: Viewer, location: str) -> UploadedList:
    return uploads.get_upload(viewer, uuid.UUID(location.rpartition("/")[2]))


def people(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Person)) or 0


@pytest.mark.parametrize("quicker", ["take-over", "discard"])
def test_whoever_looked_at_a_list_before_it_went_comes_too_late(
    app: Flask, client: FlaskClient, lead: factories.User, quicker: str
) -> None:
    place = upload(client, WITHOUT_NUMBERS).location
    with app.app_context():
        seen = found(lead.viewer, place)
        with ThreadPoolExecutor() as elsewhere:
            assert elsewhere.submit(client.post, f"{place}/{quicker}").result().status_code == 302
        with pytest.raises(Conflict):
            uploads.take_over(seen, skip_bad=True)
        db.session.rollback()
    assert people(app) == (2 if quicker == "take-over" else 0)


def test_two_at_once_bring_a_list_in_once(app: Flask, client: FlaskClient, lead: factories.User) -> None:
    place = upload(client, WITHOUT_NUMBERS).location
    both = [app.test_client(), app.test_client()]
    for one in both:
        factories.sign_in(one, lead)
    with ThreadPoolExecutor() as pool:
        acts = [pool.submit(one.post, f"{place}/take-over") for one in both]
    assert sorted(act.result().status_code for act in acts) in ([302, 404], [302, 409])
    assert people(app) == 2


def test_what_is_not_taken_over_waits_on_as_it_came(
    app: Flask, client: FlaskClient, lead: factories.User
) -> None:
    place = upload(client, MIXED).location
    with app.app_context():
        assert not uploads.take_over(found(lead.viewer, place), skip_bad=False).is_accepted
        db.session.commit()
        kept = found(lead.viewer, place)
        assert (kept.file_name, uploads.content_of(kept).decode()) == ("personen.csv", MIXED)
        when = kept.uploaded_at
        assert uploads.take_over(kept, skip_bad=True).is_accepted
        db.session.commit()
        left = found(lead.viewer, place)
        assert (left.file_name, left.uploaded_at) == ("personen.csv.rejected.csv", when)
        assert "Haddad" in uploads.content_of(left).decode("utf-8-sig")


@pytest.mark.parametrize("door", ["page", "start"])
def test_what_nobody_decided_about_goes_after_thirty_days(
    app: Flask, client: FlaskClient, lead: factories.User, door: str
) -> None:
    kept, old = (upload(client, WITHOUT_NUMBERS).location for _ in range(2))
    with app.app_context():
        found(lead.viewer, old).uploaded_at -= timedelta(days=30)
        found(lead.viewer, kept).uploaded_at -= timedelta(days=29)
        db.session.commit()
    assert client.get(old).status_code == 404
    assert client.get(kept).status_code == 200
    if door == "page":
        assert client.get("/imports").status_code == 200
    else:
        assert app.test_cli_runner().invoke(args=["init"]).exit_code == 0
    with app.app_context():
        assert [f"/imports/{row.id}" for row in db.session.scalars(select(UploadedList))] == [kept]
        entry = db.session.scalars(
            select(TrailEntry).where(TrailEntry.action == "exchange:list:discarded")
        ).one()
        assert entry.municipality_id == lead.municipality.id
        assert entry.actor_id == (lead.id if door == "page" else None)
        assert entry.detail["after_days"] == 30
