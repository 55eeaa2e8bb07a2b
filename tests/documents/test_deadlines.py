"""The deadlines that run from papers are proposed, with the day, and only a person enters them."""

import html
import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import travel

from casework.appointments.models import Appointment
from casework.database.base import db
from casework.database.moments import today
from casework.documents.clocks import suit_against
from tests import factories, papers
from tests.appointments.planned import only_appointment
from tests.caseload import Caseload
from tests.documents.filing import bring, only_document
from tests.documents.test_views import actions, place

PAPER = (papers.photo(), "bescheid.jpg")
SERVED = today() - timedelta(days=3)


def proposed(page: str) -> dict[str, str]:
    """The deadlines proposed on a page in words, each with what names it."""
    sections = "".join(re.findall(r'<section class="[^"]* deadline">.*?</section>', page, re.DOTALL))
    words = re.findall(r"<li><strong>([^<(]*(?:\(§ 74 AsylG\))?[^<(]*?)(?: \(\w+\))?:</strong>", sections)
    named = re.findall(r'name="proposal" value="([^"]*)"', sections)
    return dict(zip(map(html.unescape, words), dict.fromkeys(named), strict=True))


def subscribed(app: Flask, client: FlaskClient, form: dict[str, str]) -> str:
    """The own calendar as a program gets it, its lines unfolded."""
    address = re.search(r"/calendar/feed\.ics\?token=[\w-]+", client.post("/calendar/feed", data=form).text)
    assert address
    return app.test_client().get(address[0]).text.replace("\r\n ", "")


def text(day: date) -> str:
    return f"{day:%d.%m.%Y}"


@pytest.mark.parametrize(
    ("served_on", "in_two_weeks", "in_one_week"),
    [
        (date(2025, 4, 30), date(2025, 5, 14), date(2025, 5, 7)),
        (date(2025, 12, 24), date(2026, 1, 7), date(2025, 12, 31)),
        (date(2024, 2, 19), date(2024, 3, 4), date(2024, 2, 26)),
    ],
)
def test_weeks_are_counted_from_the_day_after_the_service(
    served_on: date, in_two_weeks: date, in_one_week: date
) -> None:
    assert [found.due_on for found in suit_against(served_on)] == [in_two_weeks, in_one_week]


def test_a_served_notice_proposes_the_time_for_a_suit_and_a_person_enters_it(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    both = [world.layla, world.amir]
    answer = bring(client, world.layla, PAPER, people=both, kind="DECISION_NOTICE", served_on=text(SERVED))
    assert answer.location == place(app), "what may be urgent is shown at once"
    page = client.get(place(app)).text
    normal, urgent = text(SERVED + timedelta(days=14)), text(SERVED + timedelta(days=7))
    found = proposed(page)
    assert list(found) == [
        f"Klagefrist (§ 74 AsylG) bis {normal}",
        f"Klagefrist im Eilfall (§ 74 AsylG) bis {urgent}",
    ]
    assert f"Klagefrist (§ 74 AsylG) bis {normal}, bitte prüfen" in page
    assert "Ob die Frist gilt, entscheiden Sie" in page
    person = client.get(f"/people/{world.amir.id}").text
    assert f"{urgent}" in person
    assert "Klagefrist im Eilfall (§ 74 AsylG), nicht eingetragen" in client.get("/").text
    with app.app_context():
        assert db.session.scalars(db.select(Appointment)).all() == [], "nobody has decided yet"

    entered = client.post(
        f"{place(app)}/deadlines",
        data={"proposal": found[f"Klagefrist (§ 74 AsylG) bis {normal}"], "enter": "1"},
    )
    assert entered.status_code == 302
    with app.app_context():
        deadline = db.session.scalars(db.select(Appointment)).one()
        assert (deadline.kind, deadline.title) == ("DEADLINE", "Klagefrist (§ 74 AsylG)")
        assert deadline.planned_on == SERVED + timedelta(days=14)
        assert deadline.owner_id == world.kim.id
        assert {one.person_id for one in deadline.attendees} == {world.layla.id, world.amir.id}
    page = client.get(place(app)).text
    assert proposed(page) == {}, "one of the two is meant, the other is no longer urged"
    assert f"Frist {normal} steht im Kalender" in page
    with app.app_context():
        first = only_appointment().id
    assert f'href="/appointments/{first}"' in page
    for key, status in zip(found.values(), (409, 302), strict=True):
        again = client.post(f"{place(app)}/deadlines", data={"proposal": key, "enter": "1"})
        assert again.status_code == status, "what stands there stands once, the other may be taken as well"
    assert client.post(f"/appointments/{first}/cancel").status_code == 302
    page = client.get(place(app)).text
    assert f"Frist {urgent} steht im Kalender" in page
    assert f"Frist {normal} doch eintragen" in page, "cancelled, so that it may be entered again"
    assert f"Frist {normal} steht im Kalender" not in page
    assert len(actions(app, "documents:deadline:entered")) == 4, "one for each person, twice"
    assert "Frist, bitte prüfen" in client.get(f"/people/{world.layla.id}").text


def test_a_deadline_that_does_not_run_is_proposed_anew_only_for_another_day_of_service(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    bring(client, world.layla, PAPER, kind="DECISION_NOTICE")
    assert proposed(client.get(place(app)).text) == {}, "not served, as far as anybody knows"
    said = {"kind": "DECISION_NOTICE"}
    assert client.post(place(app), data=said | {"served_on": text(SERVED)}).status_code == 302
    found = proposed(client.get(place(app)).text)
    assert len(found) == 2
    client.post(f"{place(app)}/deadlines", data={"proposal": next(iter(found.values()))})
    assert proposed(client.get(place(app)).text) == {}
    assert "Klagefrist" not in client.get("/").text
    page = client.get(place(app)).text
    assert "Keine Frist eingetragen" in page
    assert page.count("doch eintragen") == 2
    with app.app_context():
        assert db.session.scalars(db.select(Appointment)).all() == []
        served_on = only_document().facts.served_on
    (edition,) = re.findall(r'name="edition"[^>]*value="([^"]+)"', client.get(place(app)).text)
    other = said | {"edition": edition, "served_on": text(served_on - timedelta(days=1))}
    assert client.post(place(app), data=other).status_code == 302
    assert len(proposed(client.get(place(app)).text)) == 2


def test_a_birth_certificate_proposes_nothing_for_the_clock_of_the_child_runs(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    """Scenario 5 of the domain brief: born on 10.05.2025, to be applied for by 10.11.2025, in one line."""
    with travel("2025-05-20T10:00:00+02:00"):
        with app.app_context():
            baby = factories.person(
                world.layla.municipality,
                "Haddad",
                given_names="Noor",
                birth_date="10.05.2025",
                household=world.layla.household_id,
            )
        factories.sign_in(client, world.kim)
        answer = bring(client, baby, PAPER, people=[world.layla, baby], kind="BIRTH_CERTIFICATE")
        assert answer.location.endswith("tab=documents"), "nothing urgent stands on the page of the paper"
        assert proposed(client.get(place(app)).text) == {}
        dates = (
            client.get(f"/people/{baby.id}").text.partition("Nächste Termine")[2].partition("</section>")[0]
        )
        assert dates.count("10.11.2025") == 1


@pytest.mark.parametrize(
    ("given_names", "shown"), [("Noor <i>", "Noor &lt;i&gt;"), ("100 % Noor", "100 % Noor")]
)
def test_a_name_in_a_deadline_is_no_markup_and_no_pattern(
    app: Flask, client: FlaskClient, world: Caseload, given_names: str, shown: str
) -> None:
    with app.app_context():
        baby = factories.person(
            world.layla.municipality,
            "Haddad",
            given_names=given_names,
            birth_date=text(today() - timedelta(days=175)),
            household=world.layla.household_id,
        )
    factories.sign_in(client, world.kim)
    said = {"kind": "BIRTH_CERTIFICATE", "valid_until": text(today() + timedelta(days=3))}
    bring(client, baby, PAPER, people=[world.layla, baby], **said)
    for page in ("/", f"/people/{baby.id}", "/calendar", "/calendar/week", place(app)):
        found = client.get(page)
        assert found.status_code == 200, page
        assert given_names not in found.text or given_names == shown
    assert f"{shown} Haddad" in client.get("/").text


def test_a_deadline_says_that_its_day_is_a_sunday_and_what_it_is(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    """Served on a Sunday, so that it ends on one; the feed says it, too, and no name unless asked."""
    with travel("2026-06-09T10:00:00+02:00"):
        factories.sign_in(client, world.kim)
        served_on = "07.06.2026"
        bring(client, world.layla, PAPER, kind="DECISION_NOTICE", served_on=served_on)
        assert "bis 21.06.2026 (Sonntag):" in client.get(place(app)).text
        veiled, named = (subscribed(app, client, form) for form in ({}, {"shows_names": "y"}))
        assert "SUMMARY:Frist\\, nicht eingetragen (Casework)" in veiled
        assert "Layla" not in veiled
        assert "Klagefrist" not in veiled
        title = "Klagefrist (§ 74 AsylG)"
        assert f"SUMMARY:{title}\\, nicht eingetragen (Sonntag): Layla Haddad" in named
        key = next(iter(proposed(client.get(place(app)).text).values()))
        client.post(f"{place(app)}/deadlines", data={"proposal": key, "enter": "1"})
        for page in ("/calendar", "/calendar/week"):
            shown = html.unescape(client.get(f"{page}?on=21.06.2026").text)
            assert f"{title}, bitte prüfen (Sonntag):" in shown
            assert "nicht eingetragen" not in shown
        assert "steht im Kalender</strong> (Sonntag)" in client.get(place(app)).text
