"""The tab „Einwilligungen“: recording for a family, correcting, taking back, and being told before the end."""

import re
import uuid
from datetime import date, timedelta

from flask import Flask
from flask.testing import FlaskClient

from casework.consents.models import Consent
from casework.consents.operations import give_consent
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.partners.models import Partner
from casework.people.models import Person
from tests import factories
from tests.caseload import Caseload

Partners = tuple[uuid.UUID, uuid.UUID]


def written(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def believed(app: Flask) -> list[Consent]:
    with app.app_context():
        return list(db.session.scalars(db.select(Consent).where(Consent.superseded_at.is_(None))))


def told_apart(page: str) -> list[str]:
    """The words of the badges that say whether something holds."""
    return re.findall(r'<span class="kern-label">(gilt|widerrufen|abgelaufen)</span></span>', page)


def test_a_family_consents_is_corrected_and_takes_back(
    app: Flask, client: FlaskClient, world: Caseload, partners: Partners
) -> None:
    factories.sign_in(client, world.kim)
    page = f"/people/{world.layla.id}"
    assert f'href="{page}/consents/new"' in client.get(page).text
    form = {
        "people": [str(world.layla.id), str(world.amir.id)],
        "partner_id": str(partners[0]),
        "purpose": "REFERRAL",
        "categories": ["NAME", "HEALTH"],
        "form": "WRITTEN",
        "given_on": written(today()),
        "valid_until": written(today() + timedelta(days=365)),
        "language": "ar",
        "interpreter": "VOLUNTEER",
        "given_by": "die Mutter",
    }
    refused = client.post(f"{page}/consents/new", data=form | {"people": [], "categories": []})
    assert refused.status_code == 422
    assert "Bitte kreuzen Sie an, wer es erklärt." in refused.text
    assert client.post(f"{page}/consents/new", data=form).location == f"{page}?tab=consents"
    assert {one.person_id for one in believed(app)} == {world.layla.id, world.amir.id}
    tab = client.get(f"{page}?tab=consents").text
    assert told_apart(tab) == ["gilt"]
    assert "Angaben zur Gesundheit" in tab
    mine = next(one for one in believed(app) if one.person_id == world.layla.id)
    address = f"/consents/{mine.consent_id}"
    opened = client.get(address).text
    edition = re.search(r'name="edition"[^>]*value="([^"]*)"', opened)
    assert edition
    changed = form | {"categories": ["NAME"], "edition": edition[1]}
    assert client.post(address, data=changed).status_code == 302
    history = client.get(f"/history/consent/{mine.consent_id}")
    assert history.status_code == 200
    assert "Angaben zur Gesundheit" in history.text
    taken_back = {"revoked_on": written(today()), "revoked_by": "ORAL", "reason": "Canarygrund"}
    assert client.post(f"{address}/revoke", data=taken_back).location == f"{page}?tab=consents"
    assert told_apart(client.get(f"{page}?tab=consents").text) == ["widerrufen"]
    assert "schon am" in client.post(f"{address}/revoke", data=taken_back).text
    assert "Canarygrund" in client.get(page).text, "the timeline tells it"
    assert told_apart(client.get(f"/people/{world.amir.id}?tab=consents").text) == ["gilt"]
    stranger = app.test_client()
    factories.sign_in(stranger, world.stranger)
    for hidden in (address, f"{address}/revoke", f"/history/consent/{mine.consent_id}"):
        assert stranger.get(hidden).status_code == 404


def test_a_release_from_secrecy_is_recorded_and_taken_back(
    app: Flask, client: FlaskClient, world: Caseload, partners: Partners
) -> None:
    factories.sign_in(client, world.kim)
    page = f"/people/{world.layla.id}"
    form = {
        "people": [str(world.layla.id)],
        "released": "Praxis Dr. Muster",
        "partner_id": "",
        "towards": "unsere Beratungsstelle",
        "about": "die Behandlung",
        "is_mutual": "y",
        "form": "ORAL",
        "remark": "im Büro, Frau Beispiel war dabei",
        "language": "",
        "interpreter": "",
        "given_on": written(today()),
    }
    both = client.post(f"{page}/secrecy-releases/new", data=form | {"partner_id": str(partners[0])})
    assert both.status_code == 422
    assert "entweder eine Stelle oder" in both.text
    assert client.post(f"{page}/secrecy-releases/new", data=form).status_code == 302
    tab = client.get(f"{page}?tab=consents").text
    assert "Praxis Dr. Muster" in tab
    assert "unsere Beratungsstelle (gegenseitig)" in tab
    assert told_apart(tab) == ["gilt"]
    revoke = re.search(r"/secrecy-releases/[0-9a-f-]+/revoke", tab)
    assert revoke
    taken_back = {"revoked_on": written(today()), "revoked_by": "WRITTEN"}
    assert client.post(revoke[0], data=taken_back).status_code == 302
    assert told_apart(client.get(f"{page}?tab=consents").text) == ["widerrufen"]


def test_a_consent_that_ends_soon_is_told_unless_it_was_given_anew(
    app: Flask, client: FlaskClient, world: Caseload, partners: Partners
) -> None:
    factories.sign_in(client, world.kim)
    said = {"purpose": "REFERRAL", "categories": ["NAME"], "form": "WRITTEN", "given_on": date(2026, 1, 1)}

    def give(partner_id: uuid.UUID, days: int | None) -> None:
        until = None if days is None else today() + timedelta(days=days)
        with app.app_context(), transaction():
            person = db.session.get_one(Person, world.layla.id)
            give_consent(person, db.session.get_one(Partner, partner_id), said | {"valid_until": until})

    give(partners[0], 20)
    give(partners[1], 90)
    home = client.get("/").text
    assert "Einwilligung läuft ab" in home
    assert "Klinik am See" in home
    assert "Abendschule" not in home
    give(partners[0], None)
    assert "Klinik am See" not in client.get("/").text
