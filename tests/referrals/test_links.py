"""A partner without an account answers a referral by a link that works once."""

import re
import uuid
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.partners.operations import enter_partner
from casework.people.merging import merge
from casework.people.models import Person
from casework.people.operations import register_person
from casework.referrals.link_models import ReferralLink
from casework.referrals.links import BY_LINK, make_link
from casework.referrals.models import Referral
from casework.referrals.operations import record_state, refer
from casework.referrals.reference import reference_of
from casework.vault.keys import keys
from casework.web.throttle import MOST_LOOKS, MOST_MISSES
from tests import factories
from tests.caseload import Caseload

CODE = re.compile(r"/answer\?token=([0-9A-Z-]{34})")
PURPOSE = "Canaryanliegen: Schulden"
UNKNOWN = "Dieser Link ist nicht (mehr) gültig."


def german(day: date) -> str:
    return f"{day:%d.%m.%Y}"


@dataclass(frozen=True)
class Made:
    """A referral, by its id."""

    id: uuid.UUID


@pytest.fixture
def referral(app: Flask, world: Caseload) -> Made:
    """Layla goes to the advice centre by herself; nothing is sent."""
    with app.app_context(), transaction():
        details = {"name": "Schuldnerberatung", "kind": "COUNSELLING", "email": "info@schulden.example"}
        made = refer(
            db.session.get_one(Person, world.layla.id),
            enter_partner(world.kim.municipality.id, details),
            referred_on=today() - timedelta(days=3),
            purpose=PURPOSE,
            feedback_due_on=today() + timedelta(days=10),
            case_manager_id=world.kim.id,
        )
        return Made(made.id)


@pytest.fixture
def token(app: Flask, client: FlaskClient, world: Caseload, referral: Made) -> str:
    """The code as its page shows it to Kim."""
    factories.sign_in(client, world.kim)
    page = client.post(f"/referrals/{referral.id}/link", data={"days": "14"})
    assert page.status_code == 200
    found = CODE.search(page.text)
    assert found
    return found[1]


@pytest.fixture
def partner(app: Flask) -> FlaskClient:
    """A browser of somebody without an account."""
    return app.test_client()


def said(token: str, **typed: str) -> dict[str, str]:
    return {"token": token, "said": "ACCEPTED", "proposed_on": "", "proposed_at": "", "remark": ""} | typed


def send(partner: FlaskClient, token: str, **typed: str) -> TestResponse:
    return partner.post("/answer/send", data=said(token, **typed))


def states(referral: Made) -> list[tuple[str, str | None]]:
    told = db.session.get_one(Referral, referral.id).told_states()
    return [(state.state, state.remark) for state in told]


def actions(*wanted: str) -> list[TrailEntry]:
    entries = db.session.scalars(db.select(TrailEntry).order_by(TrailEntry.sequence))
    return [entry for entry in entries if entry.action in wanted]


def test_a_partner_answers_once_and_the_caseworker_hears_of_it(
    app: Flask, client: FlaskClient, partner: FlaskClient, world: Caseload, referral: Made, token: str
) -> None:
    page = partner.get(f"/answer?token={token}")
    assert page.status_code == 200
    for shown in ("Musterstadt", reference_of(referral.id), "Schuldnerberatung"):
        assert shown in page.text
    for hidden in ("Layla", "Haddad", "Canary", "Kim", "/sign-in", 'name="draft"'):
        assert hidden not in page.text
    looked = partner.post("/answer", data=said(token, remark="Bitte Bescheide mitbringen"))
    assert "Stimmt das so?" in looked.text
    assert "Bitte Bescheide mitbringen" in looked.text
    with app.app_context():
        assert states(referral) == [("SENT", None)], "looked at is not sent"
    sent = send(partner, token, remark="Bitte Bescheide mitbringen")
    assert (sent.status_code, sent.location) == (303, "/answer/received")
    assert "Danke, Ihre Rückmeldung ist angekommen." in partner.get(sent.location).text
    assert "Der Link ist damit verbraucht." in partner.get(sent.location).text
    with app.app_context():
        assert states(referral) == [("SENT", None), ("ACCEPTED", "Bitte Bescheide mitbringen")]
        assert db.session.get_one(Referral, referral.id).feedback_due_on == today() + timedelta(days=10)
        (entry,) = actions("referrals:link:answered")
        assert (entry.actor_id, entry.municipality_id) == (BY_LINK, world.kim.municipality.id)
    home = client.get("/").text
    assert "Rückmeldung eingegangen" in home
    assert "Schuldnerberatung: angenommen" in home
    assert "Partner über Einmal-Link" in client.get(f"/history/referral/{referral.id}").text
    (seen,) = re.findall(r'action="(/referral-replies/[^"]+/seen\?next=/)"', home)
    assert client.post(seen).status_code == 302
    assert "Rückmeldung eingegangen" not in client.get("/").text


def test_a_proposed_appointment_waits_until_a_person_enters_it(
    app: Flask, client: FlaskClient, partner: FlaskClient, world: Caseload, referral: Made, token: str
) -> None:
    day = today() + timedelta(days=20)
    assert send(partner, token, said="APPOINTMENT").status_code == 422
    assert send(partner, token, said="APPOINTMENT", proposed_on="01.01.2020").status_code == 422
    looked = partner.post(
        "/answer", data=said(token, said="APPOINTMENT", proposed_on=german(day), proposed_at="9.30")
    )
    assert f"{german(day)}, 09:30 Uhr" in looked.text
    changed = partner.post("/answer", data=said(token, said="APPOINTMENT", remark="Zimmer 2", change="1"))
    assert "Zimmer 2" in changed.text
    assert "Stimmt das so?" not in changed.text
    sent = send(partner, token, said="APPOINTMENT", proposed_on=german(day), proposed_at="9.30")
    assert sent.status_code == 303
    assert german(day) not in client.get("/calendar").text
    assert f"Termin am {german(day)} vorgeschlagen" in client.get("/").text
    page = client.get(f"/referrals/{referral.id}").text
    (enter,) = re.findall(r'action="(/referral-replies/[^"]+/appointment)"', page)
    assert client.post(enter).status_code == 302
    assert client.post(enter).status_code == 422, "once"
    person = client.get(f"/people/{world.layla.id}").text
    assert "09:30 Uhr, Termin bei Schuldnerberatung" in person
    assert "Rückmeldung eingegangen" not in client.get("/").text


def test_a_mail_scanner_uses_nothing_up(app: Flask, partner: FlaskClient, referral: Made, token: str) -> None:
    address = f"/answer?token={token}"
    for _again in range(3):
        assert partner.head(address).status_code == 200
        assert partner.get(address).status_code == 200
    with app.app_context():
        link = db.session.scalars(db.select(ReferralLink)).one()
        assert link.opened_at is not None
        assert link.used_at is None
        assert {entry.actor_id for entry in actions("referrals:link:opened")} == {BY_LINK}
    assert send(partner, token).status_code == 303


def test_the_code_is_kept_nowhere_and_told_to_nobody(
    app: Flask, partner: FlaskClient, client: FlaskClient, referral: Made, token: str
) -> None:
    assert token not in client.get(f"/referrals/{referral.id}/link").text
    with app.app_context():
        told = [repr(entry.detail) for entry in actions("referrals:link:made")]
        assert not any(token in detail for detail in told)
        stored = db.session.scalars(db.select(ReferralLink.token_hash)).one()
        assert token.encode() not in stored
    for answer in (
        partner.get(f"/answer?token={token}"),
        partner.post("/answer", data=said(token)),
        partner.get("/answer?token=guess"),
        partner.get("/answer/received"),
    ):
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert 'name="robots" content="noindex"' in answer.text
        assert "token=" not in answer.text, "no link on the page carries it on"


def test_a_code_from_a_letter_is_read_however_it_is_typed(
    partner: FlaskClient, referral: Made, token: str
) -> None:
    assert 'name="token"' in partner.get("/answer").text
    typed = token.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    page = partner.get("/answer", query_string={"token": f" {typed} "})
    assert reference_of(referral.id) in page.text


REFUSALS = {
    "used": "Dieser Link ist verbraucht",
    "expired": "Dieser Link galt bis zum",
    "revoked": "zurückgezogen",
    "renewed": "durch einen neueren ersetzt",
    "closed": "Dieser Vorgang ist abgeschlossen.",
    "merged": "neu geordnet",
    "erased": "keine Akte mehr",
}


def make_it(what: str, app: Flask, client: FlaskClient, world: Caseload, referral: Made) -> None:
    """What can become of a link after it was given out, but for being used and growing old."""
    if what == "revoked":
        assert client.post(f"/referrals/{referral.id}/link/revoke").status_code == 302
    elif what == "renewed":
        assert client.post(f"/referrals/{referral.id}/link", data={"days": "3"}).status_code == 200
    with app.app_context(), transaction():
        if what == "closed":
            record_state(db.session.get_one(Referral, referral.id), state="CLOSED", state_on=today())
        elif what == "merged":
            person = db.session.get_one(Person, world.layla.id)
            other = register_person(world.kim.municipality.id, {"family_name": "Haddad"})
            db.session.flush()
            merge(person, other)
        elif what == "erased":
            keys().destroy([world.layla.id])


@pytest.mark.parametrize("what", REFUSALS)
def test_what_has_ended_is_refused_with_a_sentence(
    app: Flask,
    client: FlaskClient,
    partner: FlaskClient,
    world: Caseload,
    referral: Made,
    token: str,
    what: str,
) -> None:
    if what == "used":
        assert send(partner, token).status_code == 303
    make_it(what, app, client, world, referral)
    with app.app_context():
        before = len(db.session.scalars(db.select(Referral)).one().told_states()) if what != "erased" else 0
    with time_machine.travel(today() + timedelta(days=15 if what == "expired" else 0), tick=True):
        answers = [
            partner.get(f"/answer?token={token}"),
            partner.post("/answer", data=said(token)),
            send(partner, token),
        ]
    for answer in answers:
        assert answer.status_code == 410
        assert REFUSALS[what] in answer.text
        assert "Schuldnerberatung" not in answer.text
        assert reference_of(referral.id) not in answer.text
    with app.app_context():
        assert what == "erased" or len(states(referral)) == before
        assert actions("referrals:link:refused")


def test_a_guess_learns_nothing_and_keeps_nobody_out(
    app: Flask, partner: FlaskClient, referral: Made, token: str
) -> None:
    guesser = app.test_client()
    answers = [guesser.get(f"/answer?token=guess{number}") for number in range(3)]
    answers.append(guesser.post("/answer/send", data=said("guess")))
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert UNKNOWN in answers[0].text
    assert "Musterstadt" not in answers[0].text
    for _again in range(MOST_MISSES):
        last = guesser.get("/answer?token=guess")
    assert last.status_code == 429
    for _again in range(MOST_LOOKS):
        assert partner.get(f"/answer?token={token}").status_code == 200
    assert partner.get(f"/answer?token={token}").status_code == 429


def test_only_who_may_know_the_person_handles_links(
    app: Flask, client: FlaskClient, partner: FlaskClient, world: Caseload, referral: Made, token: str
) -> None:
    send(partner, token)
    page = client.get(f"/referrals/{referral.id}").text
    (seen,) = re.findall(r'action="(/referral-replies/[^"]+/seen)"', page)
    for user in (world.lou, world.stranger):
        visitor = app.test_client()
        factories.sign_in(visitor, user)
        assert visitor.get(f"/referrals/{referral.id}/link").status_code == 404
        assert visitor.post(f"/referrals/{referral.id}/link", data={"days": "14"}).status_code == 404
        assert visitor.post(f"/referrals/{referral.id}/link/revoke").status_code == 404
        assert visitor.post(seen).status_code == 404
        assert "Rückmeldung eingegangen" not in visitor.get("/").text


def test_over_https_the_form_is_taken_without_telling_where_it_stood(
    app: Flask, partner: FlaskClient, referral: Made, token: str
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    page = partner.get(f"/answer?token={token}", base_url="https://localhost")
    (csrf,) = re.findall(r'name="csrf_token"[^>]* value="([^"]+)"', page.text)
    refused = partner.post("/answer/send", data=said(token), base_url="https://localhost")
    assert refused.status_code == 400
    assert "Bitte öffnen Sie den Link noch einmal." in refused.text
    taken = partner.post(
        "/answer/send", data=said(token) | {"csrf_token": csrf}, base_url="https://localhost"
    )
    assert taken.status_code == 303


def test_of_a_closed_referral_no_link_is_made(
    app: Flask, client: FlaskClient, world: Caseload, referral: Made
) -> None:
    factories.sign_in(client, world.kim)
    make_it("closed", app, client, world, referral)
    refused = client.post(f"/referrals/{referral.id}/link", data={"days": "14"})
    assert refused.status_code == 422
    assert "abgeschlossen" in refused.text
    with app.app_context():
        assert not db.session.scalars(db.select(ReferralLink)).all()


def test_a_new_link_ends_the_one_before(app: Flask, referral: Made) -> None:
    with app.app_context():
        for _again in range(2):
            with transaction():
                make_link(db.session.get_one(Referral, referral.id))
        links = db.session.scalars(db.select(ReferralLink).order_by(ReferralLink.created_at)).all()
        assert [link.revoked_at is None for link in links] == [False, True]
