"""What somebody's life is like, stated, corrected, ended and taken back through the front door."""

import html
import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.people.merging import merge
from casework.people.models import Person
from casework.people.titles import state_title
from casework.situation.forms import FactForm
from casework.situation.kinds import KINDS
from casework.situation.models import LifeFact
from tests import factories
from tests.situation.conftest import Family

YESTERDAY = f"{today() - timedelta(days=1):%d.%m.%Y}"


def seen(client: FlaskClient, address: str) -> str:
    """The words of a page, without its tags."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    text = re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2])
    return " ".join(html.unescape(text).split())


def say(client: FlaskClient, address: str, **fields: object) -> None:
    """Fill a form that is accepted."""
    answer = client.post(address, data=fields)
    assert answer.status_code == 302, answer.text


def address_of(client: FlaskClient, page: str, words: str) -> str:
    """Where „Ändern“ beside a statement leads."""
    text = client.get(page).text
    found = re.search(
        rf'href="([^"]*/situation/[0-9a-f-]{{36}})">Ändern<span[^>]*>: {re.escape(words)}', text
    )
    assert found, text
    return found[1]


def edition_of(client: FlaskClient, address: str) -> str:
    found = re.search(r'name="edition"[^>]*value="([^"]*)"', client.get(address).text)
    assert found
    return found[1]


def test_a_page_shows_what_is_filled_and_nothing_else(kim: FlaskClient, family: Family) -> None:
    empty = seen(kim, family.tab)
    assert "Noch nichts festgehalten" in empty
    assert "Kita" not in empty.partition("Hinzufügen:")[2], "nobody asks an adult for a place in a Kita"
    say(
        kim,
        family.new("language"),
        level="A2",
        language="de",
        skill="OVERALL",
        evidence="CERTIFICATE",
        starts_on="06.2024",
    )
    say(kim, family.new("language"), level="A1", language="de", skill="WRITING", starts_on="2024")
    say(kim, family.new("literacy"), ability="NOT_STATED")
    filled = seen(kim, family.tab)
    assert "Deutsch A2 · Zertifikat seit 06/2024" in filled
    assert "Deutsch A1 · Schreiben seit 2024" in filled
    assert "Lesen und Schreiben: nicht angegeben" in filled
    assert "Leistungen" not in filled.partition("Hinzufügen:")[2]
    assert "Deutsch A2" in seen(kim, family.page)


def test_no_answer_unknown_and_not_stated_are_three_things(kim: FlaskClient, family: Family) -> None:
    for kind, answer, words in (
        ("work", "NO", "Arbeit: nein, nichts davon"),
        ("regime", "UNKNOWN", "Rechtskreis: unbekannt"),
        ("family_status", "NOT_STATED", "Familienstand: nicht angegeben"),
    ):
        field = {"work": "state", "regime": "regime", "family_status": "family_status"}[kind]
        say(kim, family.new(kind), **{field: answer})
        assert words in seen(kim, family.tab)
    refused = kim.post(family.new("work"), data={"hours": "20"})
    assert refused.status_code == 422
    assert "Bitte wählen Sie eine Antwort." in refused.text


def test_a_later_statement_ends_the_earlier_and_folds_it_away(kim: FlaskClient, family: Family) -> None:
    say(kim, family.new("work"), state="SEEKING", starts_on="01.02.2025", remark="sucht in der Pflege")
    say(
        kim,
        family.new("work"),
        state="EMPLOYED",
        hours="30",
        employer="Bäckerei Sonne",
        starts_on="01.06.2025",
    )
    page = seen(kim, family.tab)
    current, _fold, older = page.partition("1 frühere Angabe")
    assert "sozialversicherungspflichtig beschäftigt · 30 Stunden je Woche · Bäckerei Sonne" in current
    assert "arbeitsuchend sucht in der Pflege 01.02.2025 – 31.05.2025" in older
    timeline = seen(kim, family.page)
    assert "01.06.2025 Lebenslage sozialversicherungspflichtig beschäftigt" in timeline


def test_a_course_keeps_the_history_of_its_states_beside_another_course(
    kim: FlaskClient, family: Family
) -> None:
    say(
        kim,
        family.new("course"),
        course="IK",
        state="WAITING",
        access="CLAIM",
        carrier="VHS",
        starts_on="01.02.2025",
    )
    first = address_of(kim, family.tab, "Integrationskurs Warteliste")
    after = f"{family.new('course')}?after={first.rpartition('/')[2]}"
    form = kim.get(after).text
    assert 'value="VHS"' in form
    say(
        kim,
        after,
        course="IK",
        state="ATTENDING",
        access="CLAIM",
        carrier="VHS",
        units="700",
        starts_on="01.04.2025",
    )
    say(kim, family.new("course"), course="VOLUNTEER", state="ATTENDING", starts_on="01.03.2025")
    page = seen(kim, family.tab)
    current, _fold, older = page.partition("1 frühere Angabe")
    assert "Integrationskurs läuft · Anspruch · 700 UE · VHS seit 01.04.2025" in current
    assert "Kurs im Ehrenamt läuft seit 01.03.2025" in current
    assert "Integrationskurs Warteliste · Anspruch · VHS 01.02.2025 – 31.03.2025" in older


def test_a_correction_is_a_new_version_and_ending_keeps_the_last_day(
    app: Flask, kim: FlaskClient, family: Family
) -> None:
    say(kim, family.new("school"), school="VKL", year="4a", starts_on="01.02.2025")
    address = address_of(kim, family.tab, "Vorbereitungsklasse (VKL) · 4a")
    say(kim, address, school="VKL", year="4b", starts_on="01.02.2025", edition=edition_of(kim, address))
    ending = kim.get(f"{address}?end=1").text
    assert f'value="{today():%d.%m.%Y}"' in ending
    say(
        kim,
        address,
        school="VKL",
        year="4b",
        starts_on="01.02.2025",
        last_on="31.07.2025",
        edition=edition_of(kim, address),
    )
    assert "Vorbereitungsklasse (VKL) · 4b 01.02.2025 – 31.07.2025" in seen(kim, family.tab)
    refused = kim.post(
        address,
        data={
            "school": "VKL",
            "starts_on": "01.02.2025",
            "last_on": "31.01.2025",
            "edition": edition_of(kim, address),
        },
    )
    assert refused.status_code == 422
    with app.app_context():
        rows = db.session.query(LifeFact).order_by(LifeFact.recorded_at).all()
        assert [(row.texts or {}).get("year") for row in rows] == ["4a", "4b", "4b"]
        assert [row.ends_on for row in rows] == [None, None, date(2025, 8, 1)]
        assert [row.superseded_at is None for row in rows] == [False, False, True]


def test_whoever_saves_second_keeps_what_both_changed_and_chooses_where_both_changed_the_same(
    kim: FlaskClient, lead: FlaskClient, family: Family
) -> None:
    say(kim, family.new("work"), state="SEEKING", starts_on="01.02.2025")
    address = address_of(kim, family.tab, "arbeitsuchend")
    opened = edition_of(kim, address)
    say(lead, address, state="MINI_JOB", starts_on="01.02.2025", edition=opened)
    say(kim, address, state="SEEKING", employer="Café", starts_on="01.02.2025", edition=opened)
    assert "Minijob · Café" in seen(lead, family.tab)
    late = kim.post(address, data={"state": "EMPLOYED", "starts_on": "01.02.2025", "edition": opened})
    assert late.status_code == 409
    assert "Gespeichert von Kim Beispiel" in late.text
    for words in ("Minijob", "sozialversicherungspflichtig beschäftigt"):
        assert words in late.text


def test_taken_back_what_was_before_holds_again(app: Flask, kim: FlaskClient, family: Family) -> None:
    say(kim, family.new("regime"), regime="ASYLBLG_3", starts_on="01.02.2025")
    say(kim, family.new("regime"), regime="SGB12", starts_on="01.03.2025")
    address = address_of(kim, family.tab, "SGB XII")
    say(kim, f"{address}/take-back")
    assert "SGB XII" not in seen(kim, family.tab)
    assert "AsylbLG (§ 3) seit 01.02.2025" in seen(kim, family.tab)
    assert kim.post(f"{address}/take-back").status_code == 409
    with app.app_context():
        actions = [entry.action for entry in db.session.query(TrailEntry).order_by(TrailEntry.sequence)]
    assert [action for action in actions if action.startswith("situation:")] == [
        "situation:fact:stated",
        "situation:fact:stated",
        "situation:fact:retracted",
    ]


def test_a_household_gets_the_same_at_once_and_a_child_its_age_group(
    kim: FlaskClient, family: Family
) -> None:
    say(kim, family.new("regime"), regime="ASYLBLG_3", starts_on="01.02.2025", people=[str(family.amir.id)])
    child = f"/people/{family.amir.id}"
    assert "AsylbLG (§ 3)" in seen(kim, f"{child}?tab=situation")
    say(kim, f"{child}/situation/childcare/new", state="WAITING", carrier="Kita Sonnenschein")
    assert "Kita: Warteliste · Kita Sonnenschein · U3" in seen(kim, f"{child}?tab=situation")
    say(kim, family.new("childcare"), state="NEED")
    assert "Kita: Bedarf · Ü3" in seen(kim, family.tab)


def test_what_is_replaced_on_the_same_day_is_said_and_of_how_many_people(
    kim: FlaskClient, family: Family
) -> None:
    both = {"starts_on": "01.02.2025", "people": [str(family.amir.id)]}

    def told(**fields: object) -> str:
        return kim.post(family.new("regime"), data=both | fields, follow_redirects=True).text

    assert "Die Angabe ist für 2 Personen gespeichert.</p>" in told(
        regime="ASYLBLG_3", office="Amt für Soziales"
    )
    assert "Ersetzt" not in told(regime="ASYLBLG_3", office="Amt für Soziales")
    answer = told(regime="SGB2")
    assert (
        "Die Angabe ist für 2 Personen gespeichert. Ersetzt, als Berichtigung: AsylbLG (§ 3) seit 01.02.2025.</p>"
        in answer
    )
    assert "Die Angabe ist gespeichert.</p>" in told(regime="SGB12", starts_on="01.03.2025", people=[])


def test_asylblg_is_proposed_to_end_with_the_month_and_people_decide(
    app: Flask, kim: FlaskClient, family: Family
) -> None:
    """Domain brief §9, scenario 1: unanfechtbar 15.05.2025, title 20.06.2025 → AsylbLG to 31.05., SGB II from 01.06."""
    say(kim, family.new("regime"), regime="ASYLBLG_3", starts_on="03.03.2025")
    with app.app_context(), transaction():
        state_title(
            db.session.get_one(Person, family.layla.id),
            "AE_25_2_FLU",
            starts_on=date(2025, 6, 20),
            ends_on=date(2028, 6, 19),
            served_on=date(2025, 4, 30),
            final_on=date(2025, 5, 15),
        )
    page = seen(kim, family.page)
    assert page.count("überfällig Leistungen nach AsylbLG enden: 31.05.2025") == 1, (
        "one line among the deadlines"
    )
    assert page.count("31.05.2025 überfällig Frist: Leistungen nach AsylbLG enden") == 1, (
        "and one among the dates"
    )
    deadlines = kim.get(f"{family.page}?tab=deadlines").text
    assert "Bescheid unanfechtbar am 15.05.2025: " in deadlines
    leads_to = re.search(r'href="([^"]*/situation/regime/new\?[^"]*regime=SGB2[^"]*)"', deadlines)
    assert leads_to
    assert 'value="01.06.2025"' in kim.get(html.unescape(leads_to[1])).text
    say(kim, family.new("regime"), regime="SGB2", office="Jobcenter", starts_on="01.06.2025")
    assert "Leistungen nach AsylbLG" not in seen(kim, family.page)
    older = seen(kim, family.tab).partition("1 frühere Angabe")[2]
    assert "AsylbLG (§ 3) 03.03.2025 – 31.05.2025" in older


def test_a_change_of_benefits_stands_at_the_top_around_its_day(kim: FlaskClient, family: Family) -> None:
    first, second = today() - timedelta(days=400), today() + timedelta(days=20)
    say(kim, family.new("regime"), regime="ASYLBLG_3", starts_on=f"{first:%d.%m.%Y}")
    say(kim, family.new("regime"), regime="SGB2", starts_on=f"{second:%d.%m.%Y}")
    assert f"AsylbLG → SGB II {second:%d.%m.}" in seen(kim, family.page)


def test_facts_of_merged_records_stand_under_the_person(app: Flask, kim: FlaskClient, family: Family) -> None:
    with app.app_context():
        double = factories.person(
            family.town, "Hadad", given_names="Leila", household=family.layla.household_id
        )
        factories.case(double, family.kim, date(2025, 1, 1))
    say(kim, f"/people/{double.id}/situation/course/new", course="IK", state="PASSED", starts_on="2023")
    say(kim, f"/people/{double.id}/situation/work/new", state="SEEKING", starts_on="01.02.2025")
    say(kim, family.new("work"), state="MINI_JOB", starts_on="01.02.2025")
    with app.app_context(), transaction():
        merge(*(db.session.get_one(Person, one.id) for one in (double, family.layla)))
    page = seen(kim, family.tab)
    assert "Integrationskurs bestanden seit 2023" in page
    assert "Minijob" in page.partition("frühere Angabe")[0]
    assert "arbeitsuchend" not in page.partition("frühere Angabe")[0]
    address = address_of(kim, family.tab, "Integrationskurs bestanden")
    say(kim, address, course="IK", state="FAILED", starts_on="2023", edition=edition_of(kim, address))
    assert "Integrationskurs nicht bestanden" in seen(kim, family.tab)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("31.02.2025", "31.02.2025 gibt es nicht"), ("13.2024", "kein Datum"), ("bald", "kein Datum")],
)
def test_a_day_that_cannot_be_is_said_and_kept(
    kim: FlaskClient, family: Family, typed: str, sentence: str
) -> None:
    answer = kim.post(family.new("work"), data={"state": "SEEKING", "starts_on": typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{typed}"' in answer.text


def test_without_a_day_it_holds_from_today_at_the_latest(kim: FlaskClient, family: Family) -> None:
    say(kim, family.new("work"), state="SEEKING", starts_on="")
    assert f"arbeitsuchend spätestens seit {today():%d.%m.%Y}" in seen(kim, family.tab)
    address = address_of(kim, family.tab, "arbeitsuchend")
    say(kim, address, state="MINI_JOB", starts_on="", edition=edition_of(kim, address))
    assert f"Minijob spätestens seit {today():%d.%m.%Y}" in seen(kim, family.tab)


def test_no_field_of_a_kind_is_called_like_something_a_form_has_of_its_own() -> None:
    own = set(dir(FactForm))
    taken = [(kind.key, field.name) for kind in KINDS.values() for field in kind.fields if field.name in own]
    assert not taken
