"""Data goes out only with consent, only what it covers, word for word as shown – and stays on record."""

import re
from collections.abc import Sequence
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.consents.models import Consent
from casework.consents.operations import give_consent, revoke_consent
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.errors import Refused
from casework.partners.operations import enter_partner
from casework.people.models import Person
from casework.referrals.models import Referral
from casework.referrals.operations import record_state, refer
from casework.referrals.sharing import check_may_share, transmit
from casework.referrals.transmission_models import Part, Transmission
from tests import factories
from tests.caseload import Caseload

PURPOSE = "Schulden ordnen"
COVERED = ("NAME", "LANGUAGE", "REQUEST", "HEALTH")


@pytest.fixture
def referral_id(app: Flask, world: Caseload) -> str:
    """A referral with data that is prepared, without a consent."""
    with app.app_context(), transaction():
        person = db.session.get_one(Person, world.layla.id)
        details = {"name": "Schuldnerberatung", "kind": "COUNSELLING", "street": "Am Markt 1"}
        partner = enter_partner(world.kim.municipality.id, details)
        made = refer(person, partner, referred_on=today(), purpose=PURPOSE, way="WITH_DATA")
        return str(made.id)


def consent_to(
    app: Flask, person: factories.Person, categories: Sequence[str] = COVERED, **changes: object
) -> None:
    """The person consents to a referral to the one partner there is."""
    with app.app_context(), transaction():
        referral = only_referral()
        said = {"purpose": "REFERRAL", "form": "WRITTEN", "given_on": today(), "categories": list(categories)}
        give_consent(db.session.get_one(Person, person.id), referral.partner, said | changes)


def revoke_today(app: Flask) -> None:
    with app.app_context(), transaction():
        revoke_consent(db.session.scalars(db.select(Consent)).one(), revoked_on=today(), revoked_by="ORAL")


def only_referral() -> Referral:
    return db.session.scalars(db.select(Referral)).one()


def sent() -> list[Transmission]:
    return list(db.session.scalars(db.select(Transmission)))


def form_of(page: str) -> dict[str, str]:
    """What the form for sending says as it stands, ticked boxes included."""
    found = dict(re.findall(r'<textarea[^>]* name="(text_\w+)"[^>]*>\s*([^<]*)</textarea>', page))
    for box in re.findall(r"<input[^>]*type=\"checkbox\"[^>]*>", page):
        if "checked" in box:
            found[re.search(r'name="(\w+)"', box)[1]] = "y"  # type: ignore[index]
    found["seen"] = re.search(r'name="seen"[^>]*value="([0-9a-f]*)"', page)[1]  # type: ignore[index]
    return found | {"channel": "POST"}


def test_nothing_goes_out_without_a_consent(
    app: Flask, client: FlaskClient, world: Caseload, referral_id: str
) -> None:
    factories.sign_in(client, world.kim)
    page = client.get(f"/referrals/{referral_id}").text
    assert "gesperrt" in page
    assert "keine Einwilligung" in page
    refused = client.post(f"/referrals/{referral_id}/send", data={"channel": "POST", "send": "1"})
    assert refused.status_code == 409
    said_sent = {"state": "SENT", "state_on": f"{today():%d.%m.%Y}"}
    by_hand = client.post(f"/referrals/{referral_id}/state", data=said_sent)
    assert by_hand.status_code == 422
    assert "noch nichts an die Stelle gegangen" in by_hand.text
    with app.app_context():
        assert not sent()


def test_a_missing_consent_is_recorded_on_the_way_and_leads_back(
    app: Flask, client: FlaskClient, world: Caseload, referral_id: str
) -> None:
    factories.sign_in(client, world.kim)
    page = f"/referrals/{referral_id}"
    for blocked in (client.get(page).text, client.get(f"{page}/send").text):
        links = dict(re.findall(r'href="([^"]+)"[^>]*><span class="kern-label">([^<]+)', blocked))
        leading = {label: unescape(link) for link, label in links.items()}
        assert "Senden" not in leading
        assert len(re.findall("kern-btn--primary", blocked)) == 1
    with app.app_context():
        partner = str(only_referral().partner_id)
    paper = client.get(leading["Formular drucken"]).text
    form = client.get(leading["Einwilligung festhalten"]).text
    for preset in (paper, form):
        assert f'selected value="{partner}"' in preset
        assert re.search(r'checked[^>]*value="REFERRAL"', preset)
    said = {"people": str(world.layla.id), "partner_id": partner, "purpose": "REFERRAL", "form": "WRITTEN"}
    more = {
        "given_on": f"{today():%d.%m.%Y}",
        "categories": ["NAME", "REQUEST"],
        "language": "",
        "interpreter": "",
    }
    assert client.post(leading["Einwilligung festhalten"], data=said | more).location == page
    opened = client.get(f"{page}/send").text
    shown = client.post(f"{page}/send", data=form_of(opened) | {"channel": "LINK"})
    sent_by_link = client.post(f"{page}/send", data=form_of(shown.text) | {"channel": "LINK", "send": "1"})
    assert sent_by_link.location == f"{page}/link"


def test_what_was_shown_is_what_goes_out(
    app: Flask, client: FlaskClient, world: Caseload, referral_id: str
) -> None:
    consent_to(app, world.layla)
    factories.sign_in(client, world.kim)
    address = f"/referrals/{referral_id}/send"
    opened = client.get(address).text
    assert "take_BIRTH_DATE" not in opened, "not covered, not offered"
    form = form_of(opened)
    assert form["text_REQUEST"] == PURPOSE
    assert "take_HEALTH" not in form, "of which we know nothing"
    shown = client.post(address, data=form | {"send": "1"})
    assert "Wort für Wort" in shown.text, "unseen, it is shown first"
    seen = form_of(shown.text)
    changed = client.post(address, data=seen | {"send": "1", "text_REQUEST": "Anderes"})
    assert "Wort für Wort" in changed.text
    with app.app_context():
        assert not sent()
    assert client.post(address, data=seen | {"send": "1"}).status_code == 302
    with app.app_context():
        (gone,) = sent()
        assert [(part.category, part.value) for part in gone.content] == [
            ("NAME", "Layla Haddad"),
            ("LANGUAGE", "Deutsch, Arabisch"),
            ("REQUEST", PURPOSE),
        ]
        assert gone.recipient == "Schuldnerberatung\nAm Markt 1"
        assert gone.recorded_by_id == world.kim.id
        state = only_referral().state_then()
        assert state
        assert (state.state, state.state_on) == ("SENT", today())
        assert state.feedback_due_on
        assert state.feedback_due_on > today()
    assert "Deutsch, Arabisch" in client.get(f"/referrals/{referral_id}").text


def test_a_revoked_consent_stops_all_that_follows_and_leaves_what_was(
    app: Flask, client: FlaskClient, world: Caseload, referral_id: str
) -> None:
    consent_to(app, world.layla)
    with app.app_context(), transaction():
        transmit(only_referral(), [Part("NAME", "Name", "Layla Haddad")], channel="PHONE")
    revoke_today(app)
    factories.sign_in(client, world.kim)
    assert client.get(f"/referrals/{referral_id}/send").status_code == 409
    page = client.get(f"/referrals/{referral_id}").text
    assert "widerrufen" in page
    assert "Hinausgegangen am" in page
    with app.app_context(), pytest.raises(Refused, match="widerrufen"):
        check_may_share(only_referral(), today())
    with app.app_context():
        assert len(sent()) == 1


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ([], "kreuzen Sie an"),
        ([Part("BIRTH_DATE", "Geburtsdatum", "1990")], "deckt das nicht: Geburtsdatum"),
    ],
)
def test_only_what_the_consent_covers(
    app: Flask, world: Caseload, referral_id: str, parts: list[Part], sentence: str
) -> None:
    consent_to(app, world.layla)
    with app.app_context():
        with pytest.raises(Refused, match=sentence), transaction():
            transmit(only_referral(), parts, channel="POST")
        assert not sent()


def test_who_goes_alone_who_is_protected_and_what_is_closed(
    app: Flask, world: Caseload, referral_id: str
) -> None:
    consent_to(app, world.layla)
    with app.app_context(), transaction():
        found = only_referral()
        record_state(found, state="CLOSED", state_on=today())
        db.session.flush()
        with pytest.raises(Refused, match="abgeschlossen"):
            check_may_share(found, today())
        alone = refer(found.person, found.partner, referred_on=today(), purpose="allein")
        with pytest.raises(Refused, match="geht die Person selbst"):
            check_may_share(alone, today())
        other = refer(found.person, found.partner, referred_on=today(), purpose="neu", way="WITH_DATA")
        found.person.restricted = True
        with pytest.raises(Refused, match="engere Rechte"):
            check_may_share(other, today())


def test_an_answer_is_not_undone_by_sending_more_and_nothing_sent_is_changed(
    app: Flask, world: Caseload, referral_id: str
) -> None:
    consent_to(app, world.layla)
    with app.app_context(), transaction():
        transmit(only_referral(), [Part("NAME", "Name", "Layla Haddad")], channel="POST")
    with app.app_context(), transaction():
        record_state(only_referral(), state="ACCEPTED", state_on=today())
    with app.app_context(), transaction():
        transmit(only_referral(), [Part("REQUEST", "Anliegen", "mehr")], channel="EMAIL")
    with app.app_context():
        held = only_referral().state_then()
        assert held
        assert held.state == "ACCEPTED"
        assert len(sent()) == 2
        with pytest.raises(TypeError), transaction():
            sent()[0].channel = "POST"
        db.session.rollback()
        with pytest.raises(TypeError), transaction():
            db.session.delete(sent()[0])


def test_a_consent_of_yesterday_or_of_another_day(app: Flask, world: Caseload, referral_id: str) -> None:
    consent_to(
        app, world.layla, given_on=today() - timedelta(days=9), valid_until=today() - timedelta(days=2)
    )
    with app.app_context():
        check_may_share(only_referral(), today() - timedelta(days=2))
        with pytest.raises(Refused):
            check_may_share(only_referral(), today() - timedelta(days=1))
