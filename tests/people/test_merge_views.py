"""The pages of merging, and a merged person on all the others: everything is found in one place."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.audit.models import TrailEntry
from casework.counselling.models import Consultation
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.errors import Conflict, Refused
from casework.housing.ledger import DWELLING, STAGE, Axis
from casework.people.merging import merge, undo_merge
from casework.people.models import IntegrationCase, Person, ResidenceTitle
from casework.people.not_duplicates import mark_not_duplicate, not_duplicates, take_back_not_duplicate
from casework.plans.models import Goal
from tests import factories
from tests.access.shown_forms import shown_forms
from tests.people.merged import AGAIN, ARRIVED, Pair, pair


@pytest.fixture
def two(app: Flask) -> Pair:
    with app.app_context():
        return pair()


@pytest.fixture
def merged(app: Flask, two: Pair) -> Pair:
    with app.app_context():
        two.merge()
    return two


def page(two: Pair, *rest: str) -> str:
    return "/".join(("/people", str(two.leading.id), *rest))


def typed(client: FlaskClient, address: str) -> dict[str, object]:
    """The form of a page as a browser would send it."""
    shown = [form for form in shown_forms(client.get(address).text) if form.is_sent_to(address)]
    return dict(shown[0].filled())


def believed(app: Flask, kind: type) -> dict[object, object]:
    """Rows of a kind that are believed, by the record under which they stand."""
    with app.app_context():
        rows = db.session.scalars(db.select(kind).where(kind.superseded_at.is_(None)))  # type: ignore[attr-defined]
        return {row.person_id: row for row in rows}


def stated(app: Flask, axis: Axis, person: factories.Person) -> list[tuple[date, date | None]]:
    with app.app_context():
        rows = db.session.scalars(
            db.select(axis.episode)
            .where(axis.episode.person_id == person.id, axis.episode.superseded_at.is_(None))
            .order_by(axis.episode.starts_on)
        )
        return [(row.starts_on, row.ends_on) for row in rows]


def held(app: Flask, axis: Axis, person: factories.Person) -> list[tuple[date, date | None]]:
    with app.app_context():
        rows = db.session.scalars(
            db.select(axis.span)
            .where(axis.span.person_id == person.id, axis.span.known_until.is_(None))
            .order_by(axis.span.starts_on)
        )
        return [(row.starts_on, row.ends_on) for row in rows]


def test_both_records_stand_side_by_side(app: Flask, client: FlaskClient, two: Pair) -> None:
    factories.sign_in(client, two.lead)
    assert f"{page(two)}/merge" in client.get(page(two)).text
    found = client.get(f"{page(two)}/merge?q=alhusain").text
    address = f"{page(two)}/merge/{two.old.id}"
    assert address in found
    shown = re.sub("</?bdi[^>]*>", "", client.get(address).text)
    for words in (
        "Muhamed Alhusain",
        "Mohammad Al-Hussein",
        two.old.case_number,
        "1994",
        "GU Nord, Zimmer N1, seit 12.01.2025",
        "GU Nord, Zimmer N2, seit 20.01.2025",
        "Aufenthaltsgestattung",
        "Kim Beispiel",
        "zwei Haushalten",
    ):
        assert words in shown, words
    counts = re.findall(
        r"<th[^>]*>(Gespräche|Ziele|Vermittlungen)</th>\s*<td[^>]*>(\d)</td><td[^>]*>(\d)</td>", shown
    )
    assert counts == [("Gespräche", "0", "1"), ("Ziele", "0", "1"), ("Vermittlungen", "0", "1")]
    assert typed(client, address)["leading_id"] == [str(two.leading.id)], "the older one leads"
    done = client.post(address, data={"leading_id": str(two.old.id)})
    assert done.location == f"/people/{two.old.id}", "but either may"
    assert client.get(page(two)).location == f"/people/{two.old.id}"


def test_contradicting_stays_are_said_and_not_in_the_way(app: Flask, client: FlaskClient, two: Pair) -> None:
    with app.app_context():
        factories.stay(two.leading, stage="VU", starts_on=ARRIVED, ends_on=date(2025, 2, 1))
        factories.stay(two.old, form="PRIVATE", starts_on=ARRIVED)
    factories.sign_in(client, two.lead)
    address = f"{page(two)}/merge/{two.old.id}"
    shown = client.get(address).text
    assert "Stufe: Ein Eintrag ab 12.01.2025 endet laut Angabe erst am 01.02.2025" in shown
    assert "Wohnung: Ab 12.01.2025 sagen beide Akten etwas anderes." in shown
    assert client.post(address, data={"leading_id": str(two.leading.id)}).status_code == 302
    assert held(app, STAGE, two.leading) == [(ARRIVED, AGAIN), (AGAIN, None)]
    assert held(app, STAGE, two.old) == []
    with app.app_context():
        wanted = db.select(DWELLING.span).where(DWELLING.span.person_id == two.leading.id)
        first = db.session.scalars(wanted.where(DWELLING.span.known_until.is_(None))).first()
        assert first is not None
        assert first.form == "ACCOMMODATION", "the leading record's statement holds"


@pytest.mark.parametrize("who", ["kim", "lou"])
def test_only_team_leads_merge(client: FlaskClient, merged: Pair, who: str) -> None:
    factories.sign_in(client, getattr(merged, who))
    if who == "kim":
        shown = client.get(page(merged)).text
        assert "Zusammengeführt mit" in shown
        assert "Rückgängig" not in shown
        assert f"{page(merged)}/merge" not in shown
    pairs = f"{page(merged)}/merge/{merged.relatives[0].id}"
    part = f"{page(merged)}/records/{merged.old.id}/part"
    for address in (f"{page(merged)}/merge", pairs, part):
        assert client.get(address).status_code == 403, address
    for address in (pairs, part, f"{pairs}/tell-apart", f"{pairs}/no-longer-tell-apart"):
        assert client.post(address).status_code == 403, address


def test_whoever_led_the_old_record_keeps_sight_of_all(client: FlaskClient, merged: Pair) -> None:
    factories.sign_in(client, merged.kim)
    assert client.get(f"/people/{merged.old.id}?tab=talks").location == f"{page(merged)}?tab=talks"
    shown = client.get(page(merged)).text
    for words in (
        "Leila",
        "Noor",
        "Sprachkurs B1",
        "Wohnungsantrag",
        "Sprachschule",
        "Aufenthaltsgestattung",
    ):
        assert words in shown, words
    people = client.get("/people").text
    assert people.count("Al-Hussein, Mohammad") == 1
    assert "Alhusain, Muhamed" not in people
    assert str(merged.old.id) not in people
    home = client.get("/").text
    assert home.count("Mohammad Al-Hussein") == 4, "follow-up, goal, feedback and the talk led last"
    assert "Muhamed" not in home


def test_whoever_leads_nothing_there_is_led_nowhere(client: FlaskClient, merged: Pair) -> None:
    factories.sign_in(client, merged.lou)
    for person in (merged.leading, merged.old):
        answer = client.get(f"/people/{person.id}")
        assert (answer.status_code, answer.location) == (404, None)


def test_a_talk_of_the_old_record_is_corrected_and_stays_there(
    app: Flask, client: FlaskClient, merged: Pair
) -> None:
    factories.sign_in(client, merged.kim)
    address = f"/consultations/{merged.talk_id}"
    sent = typed(client, address)
    assert sent["present"] == [str(merged.leading.id)]
    assert client.post(address, data=sent).status_code == 302
    assert client.post(address, data=sent | {"content": "Zimmer zu laut"}).status_code == 302
    with app.app_context():
        latest = db.session.scalars(db.select(Consultation).where(Consultation.superseded_at.is_(None))).one()
        assert latest.person_ids == [merged.old.id]
        assert latest.content == "Zimmer zu laut"
        assert db.session.query(Consultation).count() == 2, "an unchanged one is no new version"
    relative = merged.relatives[1]
    both = {"present": [str(merged.leading.id), str(relative.id)]}
    (latest_id,) = re.findall(
        r"/consultations/([0-9a-f-]{36})", client.get(f"{page(merged)}?tab=talks").text
    )[:1]
    address = f"/consultations/{latest_id}"
    assert client.post(address, data=typed(client, address) | both).status_code == 302
    with app.app_context():
        latest = db.session.scalars(db.select(Consultation).where(Consultation.superseded_at.is_(None))).one()
        assert set(latest.person_ids) == {merged.old.id, relative.id}


def test_goals_referrals_cases_and_titles_of_the_old_record_go_on(
    app: Flask, client: FlaskClient, merged: Pair
) -> None:
    factories.sign_in(client, merged.lead)
    state = f"/goals/{merged.goal_id}/state"
    assert client.post(state, data=typed(client, state) | {"state": "ACHIEVED"}).status_code == 302
    new_goal = f"{page(merged)}/goals/new"
    goal = {"wording": "Führerschein", "field_of_action": "ARB"}
    assert client.post(new_goal, data=typed(client, new_goal) | goal).status_code == 302
    with app.app_context():
        assert {goal.person_id for goal in db.session.scalars(db.select(Goal))} == {merged.old.id}
    referral = f"/referrals/{merged.referral_id}/state"
    assert client.post(referral, data=typed(client, referral) | {"state": "CLOSED"}).status_code == 302
    case = f"{page(merged)}/case"
    new_case = {"case_manager_id": str(merged.lou.id), "starts_on": "01.03.2025"}
    assert client.post(case, data=typed(client, case) | new_case).status_code == 302
    found = believed(app, IntegrationCase)
    assert {person_id: row.ends_on for person_id, row in found.items()} == {
        merged.old.id: date(2025, 3, 1),
        merged.leading.id: None,
    }
    take_back = f"{case}/{found[merged.leading.id].id}/take-back"
    assert client.post(take_back).status_code == 302
    assert {row.ends_on for row in believed(app, IntegrationCase).values()} == {None}
    title = {"title": "GESTATTUNG", "starts_on": f"{AGAIN:%d.%m.%Y}", "ends_on": "20.07.2025"}
    assert client.post(f"{page(merged)}/titles/new", data=title).status_code == 302
    (row,) = believed(app, ResidenceTitle).values()
    assert (row.person_id, row.ends_on) == (merged.old.id, date(2025, 7, 20))
    assert client.post(f"{page(merged)}/titles/{row.id}/take-back").status_code == 302
    assert not believed(app, ResidenceTitle)


def test_stays_of_both_records_are_moved_corrected_and_taken_back_in_one_place(
    app: Flask, client: FlaskClient, merged: Pair
) -> None:
    factories.sign_in(client, merged.lead)
    move = f"{page(merged)}/move"
    on_the_day = {"people": [str(merged.leading.id)], "on": f"{AGAIN:%d.%m.%Y}", "stage": "AU"}
    assert client.post(move, data=on_the_day).status_code == 422, "a stage of the old record begins then"
    assert client.post(move, data=on_the_day | {"on": "01.03.2025"}).status_code == 302
    assert stated(app, STAGE, merged.leading) == [(ARRIVED, None), (date(2025, 3, 1), None)]
    shown = client.get(f"{page(merged)}?tab=stays").text
    stays = re.findall(rf"{page(merged)}/stays/dwelling/[0-9a-f-]+", shown)
    assert len(stays) == 2
    assert client.post(stays[0], data={"ends_on": "01.04.2025"}).status_code == 302
    assert stated(app, DWELLING, merged.old) == [(AGAIN, date(2025, 4, 1))]
    assert stated(app, DWELLING, merged.leading) == [(ARRIVED, None)]
    assert held(app, DWELLING, merged.leading) == [(ARRIVED, AGAIN), (AGAIN, date(2025, 4, 1))]
    leave = {"people": [str(merged.leading.id)], "on": "20.03.2025"}
    assert client.post(f"{page(merged)}/leave", data=leave).status_code == 302
    assert held(app, DWELLING, merged.leading)[-1] == (AGAIN, date(2025, 3, 20))
    shown = client.get(f"{page(merged)}?tab=stays").text
    newest = re.findall(rf"{page(merged)}/stays/dwelling/[0-9a-f-]+", shown)[0]
    assert client.post(f"{newest}/take-back").status_code == 302
    assert stated(app, DWELLING, merged.old) == []
    assert held(app, DWELLING, merged.leading) == [(ARRIVED, None)]


def test_an_old_address_of_an_entry_leads_to_the_entry_meant(
    app: Flask, client: FlaskClient, two: Pair
) -> None:
    """Both records state something for one day; the page of one of them was open when they were merged."""
    with app.app_context():
        factories.stay(two.old, stage="AU", starts_on=ARRIVED)
    factories.sign_in(client, two.lead)
    shown = client.get(f"/people/{two.old.id}?tab=stays").text
    first = re.findall(r"/people/[0-9a-f-]+/stays/stage/[0-9a-f-]+", shown)[-1]
    with app.app_context():
        two.merge()
    moved = client.post(first, data={"ends_on": "15.01.2025"})
    assert moved.status_code == 307
    assert client.post(moved.location, data={"ends_on": "15.01.2025"}).status_code == 302
    assert stated(app, STAGE, two.leading) == [(ARRIVED, None)]
    assert stated(app, STAGE, two.old) == [(ARRIVED, date(2025, 1, 15)), (AGAIN, None)]


def test_parting_says_what_goes_and_leaves_each_record_its_own(
    app: Flask, client: FlaskClient, merged: Pair
) -> None:
    with app.app_context():
        third = factories.person(merged.lead.municipality, "Alhousein")
        with transaction():
            merge(*(db.session.get_one(Person, one.id) for one in (merged.leading, third)))
    factories.sign_in(client, merged.lead)
    address = f"/people/{third.id}/records/{merged.leading.id}/part"
    shown = client.get(address).text
    assert "Mit ihr gehen" in shown
    assert merged.old.case_number in shown
    assert client.post(address).location == f"/people/{third.id}"
    assert client.get(f"/people/{merged.old.id}").location == page(merged)
    assert client.post(address).status_code == 404
    part = f"{page(merged)}/records/{merged.old.id}/part"
    assert client.post(part).status_code == 302
    assert client.get(f"/people/{merged.old.id}").status_code == 200
    assert held(app, STAGE, merged.old) == [(AGAIN, None)]
    assert held(app, STAGE, merged.leading) == [(ARRIVED, None)]
    with app.app_context():
        noted = db.session.scalars(
            db.select(TrailEntry.action).where(
                TrailEntry.about_id == merged.old.id, TrailEntry.action.startswith("people:person:")
            )
        ).all()
    assert [action for action in noted if "merged" in action] == [
        "people:person:merged",
        "people:person:unmerged",
    ]


def test_what_cannot_be_one_person_is_refused(app: Flask, two: Pair) -> None:
    with app.app_context():
        stranger = factories.person(factories.municipality("Anderstadt"))
        old, leading, other = (db.session.get_one(Person, one.id) for one in (two.old, two.leading, stranger))
        with pytest.raises(Refused, match="mit sich selbst"), transaction():
            merge(old, old)
        with pytest.raises(Refused, match="verschiedenen Kommunen"), transaction():
            merge(old, other)
        with pytest.raises(Refused, match="verschiedenen Kommunen"), transaction():
            mark_not_duplicate(old, other)
        with pytest.raises(Conflict, match="mit keiner anderen"), transaction():
            undo_merge(old)
        two.merge()
        for one, into in ((old, leading), (leading, old)):
            with pytest.raises(Conflict, match="inzwischen"), transaction():
                merge(one, into)
        with pytest.raises(Refused, match="dieselbe Person"), transaction():
            mark_not_duplicate(old, leading)


def test_who_was_told_apart_stays_so_through_a_merge(app: Flask, two: Pair) -> None:
    relative = two.relatives[0]
    with app.app_context():
        with transaction():
            old, other = (db.session.get_one(Person, one.id) for one in (two.old, relative))
            assert mark_not_duplicate(other, old)
            assert not mark_not_duplicate(old, other), "it is known already"
        two.merge()
        ids = [two.leading.id, relative.id, two.relatives[1].id]
        assert not_duplicates(ids) == {
            two.leading.id: {relative.id},
            relative.id: {two.leading.id},
            two.relatives[1].id: set(),
        }
        with transaction():
            leading, other = (db.session.get_one(Person, one.id) for one in (two.leading, relative))
            with pytest.raises(Refused, match="als verschiedene Personen"):
                merge(other, leading)
            assert take_back_not_duplicate(leading, other)
            assert not take_back_not_duplicate(leading, other)
            merge(other, leading)
        assert not_duplicates([two.leading.id]) == {two.leading.id: set()}


def test_an_old_number_is_not_given_again(app: Flask, merged: Pair) -> None:
    with app.app_context():
        town = merged.lead.municipality
        with pytest.raises(Refused, match="schon vergeben"):
            factories.person(town, case_number=merged.old.case_number)
        numbers = {merged.old.case_number, merged.leading.case_number}
        assert factories.person(town).case_number not in numbers
        assert today().year == int(merged.old.case_number[:4])
