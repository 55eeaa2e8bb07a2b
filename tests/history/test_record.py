"""What a record said before: who changed what, shown to whoever may read the record, and to nobody else."""

import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, inspect, select

from casework.access.roles import Role
from casework.accounts.models import User
from casework.audit.models import TrailEntry
from casework.database.base import Base, db
from casework.database.transaction import transaction
from casework.desk.kinds import KINDS
from casework.desk.models import DeskEntry
from casework.drafts.models import Draft
from casework.history.kinds import RecordKind, kinds
from casework.history.models import EarlierVersion
from casework.history.versions import compared
from casework.people.models import Person
from casework.people.operations import change_person
from casework.vault.models import SubjectKey
from tests import factories
from tests.templates import Template, Templates
from tests.vault.filled_town import Filled, filled

LONG = "Frau Haddad sucht einen Kitaplatz in der Nähe ihrer Wohnung und wartet auf den Bescheid."


@pytest.fixture(scope="module")
def template(templates: Templates) -> Template:
    return templates.holding(filled)


@pytest.fixture
def town(template: Template) -> Filled:
    return template.holds


def signed_in(app: Flask, user: factories.User) -> FlaskClient:
    client = app.test_client()
    factories.sign_in(client, user)
    return client


@pytest.fixture
def lead(app: Flask, town: Filled) -> FlaskClient:
    return signed_in(app, town.staff[Role.TEAM_LEAD])


def some_row(kind: RecordKind) -> uuid.UUID:
    """A record of a kind, a person's own rather than an outsider's."""
    rows = db.session.scalars(select(kind.model)).all()
    return next(row.id for row in rows if getattr(row, "superseded_at", None) is None)


def test_whatever_is_changed_in_place_keeps_what_it_said(app: Flask) -> None:
    kept = {kind.model for kind in kinds() if kind.versions is None}
    changed = {mapper.class_ for mapper in Base.registry.mappers if mapper.version_id_col is not None}
    assert changed - {Draft} == kept, "a draft is nobody's record yet"
    left_out = {
        column.name
        for kind in kinds()
        if kind.versions is None
        for column in inspect(kind.model).columns
        if "declaration" in column.info and column.name not in {fact.name for fact in kind.facts}
    }
    assert left_out == {"password_hash", "case_number", "restricted", "sort_name", "search_text"}, (
        "never shown, on no form, or made of what is shown"
    )


def test_every_kind_has_a_page(app: Flask, town: Filled) -> None:
    clients = [signed_in(app, town.staff[role]) for role in (Role.TEAM_LEAD, Role.ADMINISTRATOR)]
    with app.app_context():
        rows = {kind.key: some_row(kind) for kind in kinds()}
        stranger = signed_in(app, factories.user(factories.municipality("Anderswo"), Role.TEAM_LEAD))
    wrong = []
    for key, row_id in rows.items():
        place = f"/history/{key}/{row_id}"
        if 200 not in [client.get(place).status_code for client in clients]:
            wrong.append(f"{key}: nobody may look")
        if stranger.get(place).status_code not in {403, 404}:
            wrong.append(f"{key}: another town may look")
    assert not wrong


def test_a_person_says_what_stood_there_before_and_who_changed_it(
    app: Flask, town: Filled, lead: FlaskClient
) -> None:
    edit = {
        "family_name": "Haddad",
        "given_names": "Layla",
        "household_mark": "HH-7",
        "birth_date": "18.06.1990",
    }
    assert lead.post(f"/people/{town.layla.id}/edit", data=edit | {"phone": "0711 2"}).status_code == 302
    page = lead.get(f"/history/person/{town.layla.id}").text
    assert town.staff[Role.TEAM_LEAD].name in page
    for old, new in (("0761 1", "0711 2"), ("17.06.1990", "18.06.1990")):
        assert f"vorher: </span>{old}</del>" in page
        assert f"jetzt: </span>{new}</ins>" in page
    assert f'href="/history/person/{town.layla.id}"' in lead.get(f"/people/{town.layla.id}").text
    with app.app_context():
        opened = db.session.scalars(
            select(TrailEntry).where(TrailEntry.action == "history:record:opened")
        ).all()
        assert [entry.about_id for entry in opened] == [town.layla.id]


def test_what_was_kept_of_a_person_goes_with_their_key(app: Flask, town: Filled) -> None:
    with app.app_context():
        with transaction():
            change_person(db.session.get_one(Person, town.layla.id), {"phone": "0711 2"})
        kept = db.session.scalars(select(EarlierVersion).order_by(EarlierVersion.recorded_at.desc())).first()
        assert kept.before == {"phone": "0761 1"}
        assert b"0761" not in kept.__dict__["_before"]
        with transaction():
            db.session.execute(delete(SubjectKey).where(SubjectKey.id == town.layla.id))
    with app.app_context():
        assert not any(dict(kept.before) for kept in db.session.scalars(select(EarlierVersion)))


def test_an_account_keeps_no_password(app: Flask, town: Filled) -> None:
    with app.app_context(), transaction():
        user = db.session.get_one(User, town.bystander.id)
        user.password_hash, user.name = "$argon2id$neu", "Lou Neu"
    with app.app_context():
        kept = db.session.scalars(
            select(EarlierVersion).where(EarlierVersion.row_id == town.bystander.id)
        ).one()
        assert kept.before == {"name": "Lou Anders"}


def test_a_talk_shows_word_by_word_what_changed(app: Flask, town: Filled) -> None:
    kim = signed_in(app, town.staff[Role.CASE_MANAGER])
    talk = f"/consultations/{town.ids['consultation_id']}"
    said = {
        "present": str(town.layla.id),
        "held_on": "01.06.2026",
        "contact_kind": "OFFICE",
        "main_topic": "KIT",
    }
    first = kim.post(talk, data=said | {"content": LONG})
    assert first.status_code == 302
    assert kim.post(talk, data=said | {"content": LONG.replace("wartet", "hofft")}).status_code == 302
    page = kim.get(f"/history/talk/{town.ids['consultation_id']}").text
    assert "gestrichen: </span>wartet<" in page
    assert "eingefügt: </span>hofft<" in page
    assert "Kitaplatz besprochen" in page, "every version is there"
    assert page.index("hofft") < page.index("Kitaplatz besprochen"), "the newest first"


def test_what_was_confidential_stays_with_its_author(app: Flask, town: Filled, lead: FlaskClient) -> None:
    kim = signed_in(app, town.staff[Role.CASE_MANAGER])
    talk, history = (f"{way}/{town.ids['consultation_id']}" for way in ("/consultations", "/history/talk"))
    said = {
        "present": str(town.layla.id),
        "held_on": "01.06.2026",
        "contact_kind": "OFFICE",
        "main_topic": "KIT",
    }
    assert kim.post(talk, data=said | {"content": "Geheim.", "is_confidential": "y"}).status_code == 302
    assert lead.get(history).status_code == 403
    assert "Geheim." in kim.get(history).text
    assert kim.post(talk, data=said | {"content": "Für alle."}).status_code == 302
    page = lead.get(history)
    assert page.status_code == 200
    assert "Geheim." not in page.text
    assert "Was hier stand, ist vertraulich." in page.text


def test_what_was_taken_back_says_so(app: Flask, town: Filled, lead: FlaskClient) -> None:
    place = f"/people/{town.layla.id}/titles/{town.ids['title_id']}/take-back"
    assert lead.post(place).status_code == 302
    assert "Zurückgenommen am" in lead.get(f"/history/title/{town.ids['title_id']}").text


def test_a_chain_of_corrections_is_one_record(app: Flask, town: Filled, lead: FlaskClient) -> None:
    """Wherever one enters it."""
    key = f"/accommodations/{town.house.id}/desk/keys/{town.ids['entry_id']}"
    said = {"person_id": str(town.layla.id), "handed_on": "01.01.2025"}
    for number in ("18", "19"):
        assert lead.post(key, data=said | {"key_number": number}).status_code == 302
    with app.app_context():
        kind = KINDS["keys"]
        entries = db.session.scalars(select(kind.model)).all()
        assert all(isinstance(entry, DeskEntry) for entry in entries)
        ids = [entry.id for entry in entries]
    pages = [lead.get(f"/history/desk_keys/{entry_id}").text for entry_id in ids]
    assert len(pages) == 3
    for page in pages:
        for words in ("vorher: </span>17<", "jetzt: </span>18<", "vorher: </span>18<", "jetzt: </span>19<"):
            assert words in page


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("eins", ""),
        ("", "eins zwei"),
        ("eins  zwei\ndrei", "eins vier\ndrei fünf"),
        ("a a a", "a b a c"),
    ],
)
def test_two_texts_are_put_together_from_what_stayed_went_and_came(old: str, new: str) -> None:
    parts = compared(old, new)
    assert "".join(text for word, text in parts if word != "ins") == old
    assert "".join(text for word, text in parts if word != "del") == new
