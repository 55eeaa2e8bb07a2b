"""What may be said of a talk, what is kept of it, and under which key."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from casework.counselling.models import Consultation
from casework.counselling.operations import TalkChanged, document, revise
from casework.counselling.queries import talks_of
from casework.database.base import db
from casework.database.moments import today
from casework.database.recorded import known
from casework.database.transaction import transaction
from casework.errors import Refused
from casework.people.models import Person
from casework.vault.models import SubjectKey
from tests import factories
from tests.caseload import Caseload
from tests.counselling.talks import address, only_talk, talk


def test_a_list_of_talks_opens_with_a_handful_of_queries(app: Flask, world: Caseload) -> None:
    with app.app_context():
        with transaction():
            people = [db.session.get_one(Person, one.id) for one in (world.layla, world.amir, world.sara)]
            for day in range(1, 29):
                document(
                    municipality_id=people[0].municipality_id,
                    people=people[: day % 3 + 1],
                    held_on=date(2025, 2, day),
                    minutes=10,
                    contact_kind="OFFICE",
                    topics=["WOH"],
                    content=f"Gespräch {day}",
                )
        ids = [person.id for person in people]
        db.session.remove()
        asked: list[str] = []

        def count(_c: object, _cu: object, statement: str, *_rest: object) -> None:
            asked.append(statement)

        db.event.listen(db.engine, "before_cursor_execute", count)
        found = talks_of(ids)
        assert [one.content for one in found] == [f"Gespräch {day}" for day in range(28, 0, -1)]
        assert all(one.person_ids for one in found)
        assert len(asked) <= 3, asked


def test_nothing_of_a_talk_lies_in_clear_in_the_database(
    app: Flask, client: FlaskClient, world: Caseload, request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--engine") != "sqlite":
        pytest.skip("the files of a server are not ours to read")
    factories.sign_in(client, world.kim)
    client.post(address(world.layla), data=talk([world.layla]))
    client.post(
        address(world.layla),
        data=talk([world.layla, world.amir], next_step="Canaryschritt", main_topic="PSY"),
    )
    with app.app_context():
        files = [Path(f"{db.engine.url.database}{suffix}") for suffix in ("", "-wal")]
    stored = b"".join(file.read_bytes() for file in files if file.exists())
    assert b"consultation" in stored
    for canary in ("Canarytext", "Canaryschritt", "Amira", "PSY", "KIT", "Haddad"):
        assert canary.encode() not in stored, canary


def test_a_version_that_was_given_up_cannot_be_revised(app: Flask, world: Caseload) -> None:
    with app.app_context():
        with transaction():
            layla = db.session.get_one(Person, world.layla.id)
            first = document(
                municipality_id=layla.municipality_id,
                people=[layla],
                held_on=date(2025, 3, 1),
                minutes=10,
                contact_kind="OFFICE",
                topics=["WOH"],
            )
        with transaction():
            revise(first, minutes=20)
        with pytest.raises(TalkChanged), transaction():
            revise(first, minutes=30)
        assert only_talk().minutes == 20


def people(*known: factories.Person) -> list[Person]:
    return [db.session.get_one(Person, one.id) for one in known]


def documented(present: list[Person], **said: Any) -> Consultation:
    return document(
        **{
            **({"municipality_id": present[0].municipality_id} if present else {}),
            "people": present,
            "held_on": date(2025, 3, 1),
            "minutes": 10,
            "contact_kind": "OFFICE",
            "topics": ["WOH"],
        }
        | said
    )


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"held_on": today() + timedelta(days=1)}, "liegt in der Zukunft"),
        ({"topics": []}, "wenigstens ein Thema"),
        ({"topics": ["WOH", "XYZ"]}, "„XYZ“ ist keine bekannte Angabe für das Handlungsfeld"),
        ({"contact_kind": "Brieftaube"}, "keine bekannte Angabe für die Kontaktart"),
        ({"interpreter": "Hund"}, "keine bekannte Angabe für die Sprachmittlung"),
        ({"minutes": -1}, "zwischen 0 und 1440"),
        ({"minutes": 1441}, "zwischen 0 und 1440"),
        ({"next_step_on": date(2025, 2, 28)}, "liegt vor dem Gespräch"),
        ({"people": []}, "wer am Gespräch teilgenommen hat"),
    ],
)
def test_impossible_talks_are_refused(
    app: Flask, world: Caseload, said: dict[str, Any], sentence: str
) -> None:
    with app.app_context(), pytest.raises(Refused, match=sentence):
        documented(people(world.layla), **said)


def test_people_of_two_towns_do_not_share_a_talk(app: Flask, world: Caseload) -> None:
    with app.app_context():
        elsewhere = factories.person(world.stranger.municipality, "Fremd")
        with pytest.raises(Refused, match="zur selben Kommune"):
            documented(people(world.layla, elsewhere))


def test_wordings_of_a_list_become_codes(app: Flask, world: Caseload) -> None:
    with app.app_context(), transaction():
        found = documented(
            people(world.layla),
            contact_kind="persönlich im Büro",
            topics=["wohnen und wohnungssuche", "KIT", "WOH"],
            result="Termin",
        )
        assert (found.contact_kind, found.topics, found.result) == ("OFFICE", ["WOH", "KIT"], "APPOINTMENT")
        assert documented(people(world.layla), result="Brief vorgelesen").result == "Brief vorgelesen"


def test_all_versions_of_a_shared_talk_share_one_key(app: Flask, world: Caseload) -> None:
    with app.app_context():
        keys_before = db.session.scalar(db.select(db.func.count()).select_from(SubjectKey))
        with transaction():
            alone = documented(people(world.layla))
            assert alone.subject_id == world.layla.id
        with transaction():
            shared = revise(alone, people=people(world.layla, world.amir))
            assert shared.subject_id == shared.talk_id
        with transaction():
            again = revise(shared, people=people(world.amir))
            assert again.subject_id == world.amir.id
        with transaction():
            last = revise(again, people=people(world.layla, world.sara), content="Zu dritt war es nicht.")
            assert last.subject_id == last.talk_id
        keys_after = db.session.scalar(db.select(db.func.count()).select_from(SubjectKey))
        assert keys_after == (keys_before or 0) + 1


def test_saying_the_same_again_changes_nothing(app: Flask, world: Caseload) -> None:
    with app.app_context(), transaction():
        found = documented(people(world.layla), content="Einmal")
        db.session.flush()
        assert revise(found, minutes=10, content="Einmal", people=people(world.layla)) is found


def test_what_was_known_before_a_correction_stays_known(app: Flask, world: Caseload) -> None:
    with app.app_context():
        with transaction():
            first = documented(people(world.layla), minutes=10)
        with transaction():
            revise(first, minutes=45)
        then = select(Consultation.minutes).where(known(Consultation, first.recorded_at))
        now = select(Consultation.minutes).where(known(Consultation))
        assert db.session.scalars(then).all() == [10]
        assert db.session.scalars(now).all() == [45]
