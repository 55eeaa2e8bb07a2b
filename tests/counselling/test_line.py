"""The one line through the front door: what it shows while it is typed, to whom, and what is kept of it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.audit.models import TrailEntry
from casework.counselling.models import Consultation
from casework.counselling.statements import STATEMENTS
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.partners.operations import enter_partner
from casework.people.models import Person
from casework.referrals.models import Referral
from casework.vocabulary.counselling import INTERPRETERS
from tests import factories
from tests.access.shown_forms import shown_forms
from tests.caseload import Caseload
from tests.counselling.talks import only_talk

READING, LINE = "/consultations/line/reading", "/consultations/line"
PARTNERS = {"Jobcenter Musterstadt": "JOBCENTER", "Caritas Nord": "CARRIER", "Caritas Süd": "CARRIER"}
IN_A_WEEK = today() + timedelta(days=7)


def chips(page: str) -> dict[str, str]:
    """What was understood, by its label; several of a label after each other."""
    found: dict[str, str] = {}
    for label, text in re.findall(r'line__kind">([^<]+)</span> <bdi>([^<]*)</bdi>', page):
        found[label] = "; ".join(filter(None, [found.get(label), unescape(text)]))
    return found


def filled(page: str) -> dict[str, list[str]]:
    """The form of the line as a browser would send it."""
    (form,) = (form for form in shown_forms(page) if "line" in form.fields)
    return form.filled()


def understood(client: FlaskClient, line: str, path: str = READING, **more: str) -> str:
    answer = client.post(path, data={"line": line} | more)
    assert answer.status_code == 200
    return answer.text


@pytest.fixture
def kim(client: FlaskClient, world: Caseload) -> FlaskClient:
    factories.sign_in(client, world.kim)
    return client


@pytest.fixture
def jobcenter(app: Flask, world: Caseload) -> None:
    with app.app_context(), transaction():
        for name, kind in (
            ("Jobcenter Musterstadt", "JOBCENTER"),
            ("Caritas Nord", "CARRIER"),
            ("Caritas Süd", "CARRIER"),
        ):
            enter_partner(world.kim.municipality.id, {"name": name, "kind": kind})


def test_the_line_stands_on_the_home_page_and_on_every_persons(kim: FlaskClient, world: Caseload) -> None:
    assert f'data-line="{READING}"' in kim.get("/").text
    assert f'data-line="/people/{world.layla.id}{READING}"' in kim.get(f"/people/{world.layla.id}").text


def test_a_line_shows_chips_and_fills_the_form(kim: FlaskClient, world: Caseload) -> None:
    page = understood(
        kim, "had+f, Unterkunft, 20 min, wohnen kita, WV in 7 Tagen Rückruf: Formular ausgefüllt"
    )
    found = chips(page)
    assert all(name in found["Wer"] for name in ("Layla Haddad", "Amir Haddad", "Sara Haddad"))
    assert found["Kontakt"] == "Unterkunft"
    assert found["Dauer"] == "20 Min."
    assert (found["Hauptthema"], found["Thema"]) == ("Wohnen und Wohnungssuche", "Kinderbetreuung")
    assert found["Wiedervorlage"] == f"{IN_A_WEEK:%d.%m.%Y}"
    assert found["Nächster Schritt"] == "Rückruf"
    assert found["Inhalt"] == "Formular ausgefüllt"
    assert found["Sprache"] == "Arabisch", "as usual with Layla"
    assert "data-complete" in page
    assert 'selected value="ACCOMMODATION"' in page


def test_what_is_kept_is_the_same_by_line_and_by_form(app: Flask, kim: FlaskClient, world: Caseload) -> None:
    line = "had+f tel 25 wohnen kita gestern, WV in 7 Tagen Rückruf: Kita-Platz besprochen"
    by_line = filled(kim.post(LINE, data={"line": line}).text) | {"save": ["1"]}
    assert kim.post(LINE, data=by_line).location == "/"
    by_form = {
        "present": [str(one.id) for one in (world.layla, world.amir, world.sara)],
        "held_on": f"{today() - timedelta(days=1):%d.%m.%Y}",
        "minutes": "25",
        "contact_kind": "PHONE",
        "main_topic": "WOH",
        "further_topics": ["KIT"],
        "content": "Kita-Platz besprochen",
        "next_step": "Rückruf",
        "next_step_on": f"{IN_A_WEEK:%d.%m.%Y}",
        "language": "Arabisch",
        "interpreter": "NONE",
        "result": "",
    }
    assert kim.post(f"/people/{world.layla.id}/consultations/new", data=by_form).status_code == 302
    with app.app_context():
        one, other = db.session.scalars(db.select(Consultation))
        assert {name: getattr(one, name) for name in STATEMENTS} == {
            name: getattr(other, name) for name in STATEMENTS
        }
        assert set(one.person_ids) == set(other.person_ids)


def test_a_partner_in_the_line_prepares_a_referral(
    app: Flask, kim: FlaskClient, world: Caseload, jobcenter: None
) -> None:
    page = kim.post(LINE, data={"line": "had+f, arb, >jc, WV in 7 Tagen: Termin vereinbaren"}).text
    assert chips(page)["Vermitteln an"].startswith("Jobcenter Musterstadt: alle ")
    assert chips(page)["Ergebnis"] == "Weitervermittlung"
    kim.post(LINE, data=filled(page) | {"save": ["1"]})
    with app.app_context():
        referrals = db.session.scalars(db.select(Referral)).all()
        assert sorted(one.person_id for one in referrals) == sorted(only_talk().person_ids)
        for referral in referrals:
            assert referral.partner.name == "Jobcenter Musterstadt"
            assert [state.state for state in referral.states] == ["PREPARED"]
            assert (referral.way, referral.purpose) == ("ALONE", "Arbeit")
            assert referral.feedback_due_on == only_talk().next_step_on == IN_A_WEEK
        assert only_talk().result == "REFERRAL"


def test_an_ambiguous_partner_is_asked_for(kim: FlaskClient, jobcenter: None) -> None:
    page = understood(kim, "had+f arb >caritas: Kurs")
    assert "Welche Stelle ist gemeint?" in page
    assert "data-complete" not in page
    choice = re.search(r'value="(partner:[^"]+)"><span class="kern-label">Caritas Süd', page)
    assert choice
    chosen = understood(kim, "had+f arb >caritas: Kurs", choose=choice[1])
    assert chips(chosen)["Vermitteln an"].startswith("Caritas Süd: alle 3")
    assert "data-complete" in chosen


def test_a_name_that_several_bear_is_asked_for_and_the_choice_stays(
    kim: FlaskClient, world: Caseload
) -> None:
    page = understood(kim, "haddad kita: Hallo")
    assert "Wer ist gemeint?" in page
    assert "Wer" not in chips(page)
    chosen = understood(kim, "haddad kita: Hallo", choose=f"who:{world.sara.id}")
    assert chips(chosen)["Wer"] == "Sara Haddad"
    sent = filled(kim.post(LINE, data={"line": "haddad kita: Hallo", "choose": f"who:{world.sara.id}"}).text)
    later = kim.post(READING, data=sent | {"line": "haddad kita: Hallo und"}).text
    assert chips(later)["Wer"] == "Sara Haddad"


def test_of_those_who_bear_a_name_adults_are_offered_before_children(
    app: Flask, kim: FlaskClient, world: Caseload
) -> None:
    with app.app_context():
        town = world.kim.municipality
        for given_names, born in (("Aaron", str(today().year - 10)), ("Zahra", "1985"), ("Mona", "1980")):
            someone = factories.person(town, "Sabbagh", given_names=given_names, birth_date=born)
            factories.case(someone, world.kim, today())
    page = understood(kim, "sabbagh arb: Bewerbung")
    assert re.findall(r"\b(Aaron|Zahra|Mona) Sabbagh", page.partition("line__understood")[2])[:3] == [
        "Mona",
        "Zahra",
        "Aaron",
    ]


def test_nobody_is_shown_whom_the_viewer_may_not_see(app: Flask, kim: FlaskClient, world: Caseload) -> None:
    with app.app_context(), transaction():
        db.session.get_one(Person, world.amir.id).restricted = True
    for line in ("Tesfay kita: Hallo", "Yonas kita", "amir kita"):
        page = understood(kim, line, choose=f"who:{world.single.id}", present=str(world.single.id))
        assert "Yonas" not in page.replace("„Yonas“", "").replace("Yonas kita", ""), line
        assert "ist in Ihren Fällen niemand" in page
    assert kim.post(f"/people/{world.single.id}{READING}", data={"line": "kita"}).status_code in (403, 404)
    sent = {
        "line": "kita",
        "main_topic": "KIT",
        "held_on": f"{today():%d.%m.%Y}",
        "contact_kind": "OFFICE",
        "save": "1",
    }
    assert kim.post(LINE, data=sent | {"present": str(world.single.id)}).status_code == 422


def test_what_was_changed_in_the_form_by_hand_stays(kim: FlaskClient) -> None:
    first = "had+f 20 kita: Hallo"
    sent = filled(kim.post(LINE, data={"line": first}).text) | {
        "minutes": ["35"],
        "content": ["Hallo, ganz lang"],
    }
    page = kim.post(LINE, data=sent | {"line": "had+f 20 kita woh: Hallo"}).text
    assert chips(page)["Dauer"] == "35 Min."
    assert "Hallo, ganz lang</textarea>" in page
    assert chips(page)["Thema"] == "Wohnen und Wohnungssuche"
    again = kim.post(LINE, data=filled(page) | {"line": "had+f 25 kita woh: Hallo"}).text
    assert chips(again)["Dauer"] == "35 Min.", "it stays, whatever the line goes on to say"


def test_a_line_is_blank_when_nothing_is_said_by_it_or_by_hand(kim: FlaskClient) -> None:
    sent = filled(kim.post(LINE, data={"line": "had+f 20 kita"}).text)
    assert "data-blank" not in kim.post(READING, data=sent).text
    assert "data-blank" in kim.post(READING, data=sent | {"line": ""}).text
    for by_hand in ({"place": ["im Flur"]}, {"content": ["Hallo"]}, {"minutes": ["35"]}):
        assert "data-blank" not in kim.post(READING, data=sent | {"line": ""} | by_hand).text


def test_an_interpreter_may_be_added_to_the_line(kim: FlaskClient) -> None:
    sent = filled(kim.post(LINE, data={"line": "had+f 20 kita"}).text)
    page = kim.post(READING, data=sent | {"line": "had+f 20 kita Dolmetscher"}).text
    assert chips(page)["Sprachmittlung"] == INTERPRETERS.label("PROFESSIONAL")


def test_a_chip_is_taken_out_of_the_line(kim: FlaskClient) -> None:
    page = understood(kim, "had+f, wohnen, kita: Hallo")
    cut = re.search(r'value="(\d+-\d+)" aria-label="Hauptthema', page)
    assert cut
    left = understood(kim, "had+f, wohnen, kita: Hallo", cut=cut[1])
    assert 'data-typed="had+f, kita: Hallo"' in left
    assert chips(left)["Hauptthema"] == "Kinderbetreuung"


def test_a_line_that_is_not_understood_stays_and_says_what_to_do(app: Flask, kim: FlaskClient) -> None:
    answer = kim.post(LINE, data={"line": "Unbekannt hat angerufen"})
    assert "Zu „Unbekannt“ ist in Ihren Fällen niemand" in answer.text
    assert "Worum ging es?" in answer.text
    refused = kim.post(LINE, data=filled(answer.text) | {"save": ["1"]})
    assert refused.status_code == 422
    assert "Unbekannt hat angerufen" in refused.text
    assert "Bitte kreuzen Sie an, wer dabei war." in refused.text
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Consultation)) == 0


def test_who_has_no_file_becomes_a_short_contact(app: Flask, kim: FlaskClient) -> None:
    page = kim.post(LINE, data={"line": "Herr Grau, tel, kita: Hallo", "choose": "short:1"}).text
    assert chips(page)["Art"] == "Kurzkontakt"
    kim.post(LINE, data=filled(page) | {"save": ["1"]})
    with app.app_context():
        talk = only_talk()
        assert (talk.talk_form, talk.described_as, talk.contact_kind, talk.person_ids) == (
            "SHORT",
            "Herr Grau",
            "PHONE",
            [],
        )


def test_on_a_persons_page_the_person_is_there_already(app: Flask, kim: FlaskClient, world: Caseload) -> None:
    path = f"/people/{world.sara.id}{LINE}"
    page = kim.post(path, data={"line": "20 kita Anmeldung liegt vor"}).text
    assert kim.post(path, data=filled(page) | {"save": ["1"]}).location == f"/people/{world.sara.id}"
    with app.app_context():
        talk = only_talk()
        assert (talk.person_ids, talk.topics, talk.content) == (
            [world.sara.id],
            ["KIT"],
            "Anmeldung liegt vor",
        )


def test_what_was_shown_while_typing_stands_in_the_trail_by_name_alone(app: Flask, kim: FlaskClient) -> None:
    understood(kim, "had+f kita: Geheimes")
    kim.get("/")
    with app.app_context():
        entries = db.session.scalars(
            db.select(TrailEntry).where(TrailEntry.action == "people:register:suggested")
        )
        told = [entry.detail for entry in entries]
    assert [one["words"] for one in told] == ["had"]
    assert "Geheimes" not in str(told)


def test_a_letter_or_number_beside_a_name_is_no_part_of_it(
    app: Flask, kim: FlaskClient, world: Caseload
) -> None:
    with app.app_context():
        for family_name, given_names in (
            ("Tesfaye", "Dawit Tariq"),
            ("Yılmaz", "Mehmet"),
            ("Okonkwo", "Festus"),
            ("Hassan", "Musa"),
        ):
            factories.case(
                factories.person(world.kim.municipality, family_name, given_names=given_names),
                world.kim,
                today(),
            )
    for line, who, contact, minutes, text in (
        (
            "tesf dawit t 5 spr WV morgen Rückruf: Bescheid erklärt",
            "Dawit Tariq Tesfaye",
            "Telefon",
            5,
            "Bescheid erklärt",
        ),
        ("Yılmaz Mehmet m 15 arb: Mail", "Mehmet Yılmaz", "Mail oder Messenger", 15, "Mail"),
        ("Okonkwo Festus t 5", "Festus Okonkwo", "Telefon", 5, None),
        ("Tesfaye Dawit h 45", "Dawit Tariq Tesfaye", "Hausbesuch", 45, None),
        ("Hassan m 10, kita", "Musa Hassan", "Mail oder Messenger", 10, None),
        ("hassan musa h", "Musa Hassan", "Hausbesuch", 20, None),
        ("Tesfaye Dawit 5 t spr: Mail", "Dawit Tariq Tesfaye", "Telefon", 5, "Mail"),
        ("Tesfaye Dawit t5 spr", "Dawit Tariq Tesfaye", "persönlich im Büro", 20, "t5 spr"),
    ):
        said = chips(understood(kim, line))
        found = (said["Wer"], said["Kontakt"], said["Dauer"], said.get("Inhalt"))
        assert found == (who, contact, f"{minutes} Min.", text), line


def test_a_day_that_there_is_not_is_asked_about(kim: FlaskClient) -> None:
    page = understood(kim, "haddad layla, wohnen, WV 30.2. Rückruf: Besuch")
    assert "Den 30.2. gibt es nicht, oder er ist vorbei." in page
    assert "Enter hält das Gespräch fest" not in page
