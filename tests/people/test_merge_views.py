"""The pages on which records are compared, merged, told apart and parted."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.errors import Conflict, Refused
from casework.housing.ledger import DWELLING, STAGE
from casework.people.merging import merge, undo_merge
from casework.people.models import Person
from casework.people.not_duplicates import mark_not_duplicate, not_duplicates, take_back_not_duplicate
from casework.people.register import Index
from tests import factories
from tests.people.merged import AGAIN, ARRIVED, Pair, held, page, typed


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


def test_another_process_sees_the_card_go_and_come(app: Flask, two: Pair) -> None:
    elsewhere = Index()
    with app.app_context():
        assert {two.old.id, two.leading.id} <= elsewhere.refresh().keys()
        two.merge()
        card = elsewhere.refresh()[two.leading.id]
        assert two.old.id not in elsewhere.refresh()
        assert two.old.id.hex not in elsewhere.of_town(two.lead.municipality.id)
        assert elsewhere.of_record(two.old.id) is card
        assert "Muhamed Alhusain" in card.names
        assert card.case_numbers == (two.leading.case_number, two.old.case_number)
        with transaction():
            undo_merge(db.session.get_one(Person, two.old.id))
        assert elsewhere.of_record(two.old.id).name == "Muhamed Alhusain"
        assert "Muhamed Alhusain" not in elsewhere.refresh()[two.leading.id].names
