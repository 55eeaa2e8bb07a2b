"""One's own talks: only one's own, found by every word, and who searched stands in the trail."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from casework.audit.models import TrailEntry
from casework.counselling import own_notes
from casework.counselling.operations import document
from casework.counselling.own_notes import Wanted, find_own
from casework.database.base import db
from casework.database.transaction import transaction
from tests import factories
from tests.caseload import Caseload
from tests.counselling.test_operations import people

OWN = "/consultations"


def written(world: Caseload, content: str, by: factories.User | None = None, **said: object) -> None:
    """A talk that Kim, or somebody else, led with Layla."""
    with transaction():
        document(
            **{
                "municipality_id": world.layla.municipality.id,
                "people": people(world.layla),
                "held_on": date(2025, 3, 1),
                "minutes": 20,
                "contact_kind": "OFFICE",
                "topics": ["WOH"],
                "case_manager_id": (by or world.kim).id,
                "content": content,
            }
            | said  # type: ignore[arg-type]
        )


@pytest.fixture
def kim(app: Flask, client: FlaskClient, world: Caseload) -> FlaskClient:
    with app.app_context():
        written(world, "Überweisung zum Facharzt, Ärger mit der Straßenbahn")
        written(
            world,
            "Mietvertrag geprüft",
            held_on=date(2025, 4, 1),
            topics=["REC", "WOH"],
            next_step="Facharzt?",
        )
        written(world, "Zeugnis", people=people(world.amir), contact_kind="PHONE", topics=["AUS"])
        written(
            world, "Facharzt, im Schutzhaus", is_confidential=True, topics=["SCH"], held_on=date(2025, 5, 1)
        )
        written(
            world,
            "",
            people=[],
            talk_form="SHORT",
            described_as="Dame vom Facharzt",
            held_on=date(2025, 2, 1),
        )
        written(world, "Facharzt, von Lou notiert", by=world.lou)
    factories.sign_in(client, world.kim)
    return client


def shown(page: str) -> list[str]:
    """The days of the talks in the list, as they stand."""
    return re.findall(r'href="/consultations/[0-9a-f-]{36}[^"]*">([\d.]+)</a>', page)


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ({}, ["01.05.2025", "01.04.2025", "01.03.2025", "01.03.2025", "01.02.2025"]),
        ({"q": "facharzt"}, ["01.05.2025", "01.04.2025", "01.03.2025", "01.02.2025"]),
        ({"q": "strassenbahn UBERWEISUNG"}, ["01.03.2025"]),
        ({"q": "facharzt mietvertrag"}, ["01.04.2025"]),
        ({"q": "facharzt", "from": "01.03.2025", "to": "30.04.2025"}, ["01.04.2025", "01.03.2025"]),
        ({"q": "facharzt", "topic": "REC"}, ["01.04.2025"]),
        ({"topic": "WOH", "q": ""}, ["01.04.2025", "01.03.2025", "01.02.2025"]),
        ({"contact_kind": "PHONE"}, ["01.03.2025"]),
        ({"talk_form": "SHORT"}, ["01.02.2025"]),
        ({"who": "Amir"}, ["01.03.2025"]),
        ({"who": "Tesfay"}, []),
        ({"q": "Lou notiert"}, []),
        ({"q": "nirgends"}, []),
    ],
)
def test_all_words_and_filters_must_apply(kim: FlaskClient, asked: dict[str, str], days: list[str]) -> None:
    page = kim.get(OWN, query_string=asked).text
    assert shown(page) == days
    if not days:
        assert "Kein eigenes Gespräch passt dazu" in page


def test_hits_are_marked_and_nothing_else_becomes_markup(
    app: Flask, kim: FlaskClient, world: Caseload
) -> None:
    page = kim.get(f"{OWN}?q=uberweisung").text
    assert "<mark>Überweisung</mark> zum Facharzt" in page
    with app.app_context():
        written(world, "Formel <b>fett</b> & <mark>falsch</mark>")
    page = kim.get(f"{OWN}?q=formel").text
    assert "<mark>Formel</mark> &lt;b&gt;fett&lt;/b&gt; &amp; &lt;mark&gt;falsch" in page
    assert "31.02.2025 gibt es nicht" in kim.get(f"{OWN}?from=31.02.2025").text


def test_each_reads_what_is_their_own_and_still_theirs_to_read(
    app: Flask, kim: FlaskClient, world: Caseload
) -> None:
    """The lead wrote nothing; Lou wrote of somebody whose case she does not lead; Kim hands the case over."""
    for user in (world.lead, world.lou, world.stranger):
        visitor = app.test_client()
        factories.sign_in(visitor, user)
        page = visitor.get(f"{OWN}?q=facharzt").text
        assert shown(page) == [], user.name
        assert "Schutzhaus" not in page
    with app.app_context():
        factories.case(world.layla, world.lou, date(2025, 6, 1))
    assert shown(kim.get(f"{OWN}?q=facharzt").text) == ["01.02.2025"], (
        "with nobody named it stays the author's"
    )
    lou = app.test_client()
    factories.sign_in(lou, world.lou)
    assert shown(lou.get(f"{OWN}?q=facharzt").text) == ["01.03.2025"], (
        "and what was confidential stays with Kim"
    )


def test_a_search_stands_in_the_trail_and_its_words_lie_sealed(
    app: Flask, kim: FlaskClient, world: Caseload, request: pytest.FixtureRequest
) -> None:
    kim.get(OWN)
    kim.get(f"{OWN}?q=canarysuchwort&who=canaryname")
    with app.app_context():
        entries = db.session.scalars(
            select(TrailEntry).where(TrailEntry.action.startswith("counselling:own"))
        ).all()
        listed, searched = sorted(entries, key=lambda entry: entry.sequence)
        assert (listed.action, listed.detail) == ("counselling:own:listed", {"found": 5})
        assert searched.action == "counselling:own:searched"
        assert searched.detail == {"words": "canarysuchwort", "filters": {"who": "canaryname"}, "found": 0}
        assert searched.actor_id == world.kim.id
        if request.config.getoption("--engine") != "sqlite":
            return
        files = [Path(f"{db.engine.url.database}{suffix}") for suffix in ("", "-wal")]
    stored = b"".join(file.read_bytes() for file in files if file.exists())
    for word in (b"canary", b"Facharzt", b"Mietvertrag"):
        assert word not in stored


def test_long_lists_come_in_pages_and_a_search_ends(
    app: Flask, kim: FlaskClient, world: Caseload, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context(), transaction():
        for number in range(60):
            document(
                municipality_id=world.layla.municipality.id,
                people=people(world.layla),
                held_on=date(2024, 1, 1) + timedelta(days=number),
                minutes=5,
                contact_kind="OFFICE",
                topics=["WOH"],
                case_manager_id=world.kim.id,
                content="Wiederkehrendes",
            )
    first, second = (kim.get(f"{OWN}?q=wiederkehrendes&page={page}").text for page in (1, 2))
    assert (len(shown(first)), len(shown(second))) == (50, 10)
    assert "60 Treffer" in first
    monkeypatch.setattr(own_notes, "MOST_HITS", 55)
    assert "Gezeigt werden die 55 letzten" in kim.get(f"{OWN}?q=wiederkehrendes").text
    with app.app_context():
        found = find_own(world.kim.viewer, Wanted(words="wiederkehrendes"))
        assert (len(found.talk_ids), found.has_more) == (55, True)


def test_from_the_list_one_comes_back_to_the_list(app: Flask, kim: FlaskClient) -> None:
    page = kim.get(f"{OWN}?q=mietvertrag").text
    (link,) = re.findall(r'href="(/consultations/[0-9a-f-]{36}[^"]*)"', page)
    opened = kim.get(link.replace("&amp;", "&"))
    assert opened.status_code == 200
    assert "next=/consultations?q%3Dmietvertrag" in opened.text
