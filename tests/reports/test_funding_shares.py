"""The lines of posts and teams in the funding evidence: whose work each is, and who may see that."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.accounts.employing import hold_post
from casework.accounts.models import User
from casework.counselling.operations import document
from casework.database.base import db
from casework.database.moments import now
from casework.database.transaction import transaction
from casework.people.models import Person
from casework.statistics.question import Question
from reports.funding.asked import Asked
from reports.funding.evidence import Evidence, evidence_of
from reports.funding.figures import ALL
from reports.funding.waits import hidden_among
from tests import factories
from tests.reports.funded_town import (
    FIGURES,
    FIRST,
    OF_KIM,
    OF_LOU,
    OF_MIKA,
    ON,
    Town,
    build,
    evidence,
    sheets_of,
    show_workers,
    told,
)
from tests.reports.reading import printed, text_of
from tests.templates import Template, Templates

QUARTER = "period=2025-Q2"
EVERYTHING = "&".join(["topics=exact", *(f"figures={name}" for name in ALL)])


@pytest.fixture(scope="module")
def template(templates: Templates) -> Template:
    return templates.holding(build)


@pytest.fixture
def town(template: Template) -> Town:
    return template.holds


def values_of(made: Evidence, label: str) -> dict[str, Any]:
    """The line of a post or a team."""
    assert made.table
    (share,) = (share for share in made.table.shares if share.label == label)
    assert not share.is_withheld
    return dict(share.values)


def test_each_post_has_its_line_once_that_is_switched_on(app: Flask, town: Town) -> None:
    with app.app_context():
        show_workers(town.municipality)
    made = evidence(app, town, names_workers=True)
    assert made.table
    assert [share.label for share in made.table.shares] == ["Kim Beispiel", "Lou Vorbild", "Mika Modell"]
    for label, expected in (("Kim Beispiel", OF_KIM), ("Lou Vorbild", OF_LOU), ("Mika Modell", OF_MIKA)):
        told = values_of(made, label)
        assert {name: told[name] for name in expected} == expected, label
    unnamed = evidence(app, town)
    assert unnamed.table
    assert [share.label for share in unnamed.table.shares] == ["Stelle 1", "Stelle 2", "Stelle 3"]
    assert [share.values for share in unnamed.table.shares] == [share.values for share in made.table.shares]
    assert unnamed.check_code != made.check_code
    words = text_of(printed(unnamed.html()))
    assert "Je Stelle: Beratung" in words
    assert "Kim Beispiel" not in words


def test_chosen_posts_are_counted_together(app: Flask, client: FlaskClient, town: Town) -> None:
    with app.app_context():
        show_workers(town.municipality)
    factories.sign_in(client, town.lead)
    first_visit = client.get("/funding")
    assert first_visit.status_code == 200
    assert "Kim Beispiel" in first_visit.text, "to be chosen"
    both = f"{QUARTER}&{EVERYTHING}&called=names&posts={town.kim.id}&posts={town.mika.id}"
    sheets = sheets_of(client.get(f"/funding.xlsx?{both}").data)
    values = {row[4]: row[2] for row in sheets["Nachweis"] if row[4] in FIGURES}
    assert (values["counselling.consultations"], values["counselling.persons"]) == (4, 3)
    assert (values["work.cases"], values["waiting.followup_begun"], values["work.full_time_on"]) == (
        3,
        2,
        1.5,
    )
    assert [row[0] for row in sheets["Je Stelle"]] == ["Stelle", "Kim Beispiel", "Mika Modell", "Zusammen"]
    assert sheets["Nachweis"][1][:2] == ("Wessen Arbeit", "Kim Beispiel, Mika Modell")
    actor, detail = told(app, "reports:funding:exported")
    assert actor == town.lead.id
    assert detail["workers"] == sorted([str(town.kim.id), str(town.mika.id)])
    of_team = sheets_of(client.get(f"/funding.xlsx?{QUARTER}&{EVERYTHING}&team={town.north}").data)
    assert [row[0] for row in of_team["Je Stelle"]] == ["Stelle", "Stelle 1", "Stelle 2", "Zusammen"]
    assert of_team["Nachweis"][1][1] == "Nord"


def test_what_nobody_with_a_post_did_is_a_line_of_its_own(app: Flask, town: Town) -> None:
    with app.app_context():
        show_workers(town.municipality)
        with transaction():
            selam = db.session.get_one(Person, town.persons["Selam"].id)
            document(
                municipality_id=town.municipality.id,
                people=[selam],
                held_on=date(2025, 6, 6),
                minutes=5,
                contact_kind="PHONE",
                topics=["ARB"],
                case_manager_id=town.lead.id,
            )
    rest = values_of(evidence(app, town), "Ohne Stelle")
    assert (rest["counselling.consultations"], rest["counselling.minutes"], rest["plans.active"]) == (1, 5, 0)
    assert rest["counselling.persons"] is None
    assert rest["caseload_per_fte"] is None


def test_without_the_switch_no_line_tells_of_one_person(app: Flask, client: FlaskClient, town: Town) -> None:
    made = evidence(app, town)
    assert made.table
    lines = [(share.label, share.is_withheld) for share in made.table.shares]
    assert lines == [("Nord", True), ("Süd", True), ("Ohne Team", False)], "Süd is Mika, the rest is Nord"
    words = text_of(printed(made.html()))
    assert "Zahlen je Mitarbeiter/in sind in dieser Kommune nicht eingeschaltet" in words
    factories.sign_in(client, town.lead)
    page = client.get(f"/funding?{QUARTER}&{EVERYTHING}")
    assert "Mika Modell" not in page.text
    for asked in (f"team={town.south}", f"team={town.north}", f"posts={town.kim.id}"):
        refused = client.get(f"/funding.xlsx?{QUARTER}&{EVERYTHING}&{asked}", follow_redirects=True)
        assert refused.status_code == 422, asked


def test_a_team_of_several_has_its_line(app: Flask, town: Town) -> None:
    with app.app_context(), transaction():
        mika = db.session.get_one(User, town.mika.id)
        hold_post(mika, share=Decimal("0.5"), starts_on=date(2025, 5, 16), team_id=town.north)
    made = evidence(app, town, withholds_small=False)
    north = values_of(made, "Nord")
    assert {name: north[name] for name in FIGURES} == FIGURES
    assert values_of(made, "Ohne Team")["counselling.consultations"] == 0
    question = Question(town.municipality.id, town.municipality.name, ON, now(), FIRST, team_id=town.north)
    with app.app_context():
        alone = evidence_of(Asked(question, withholds_small=False))
    assert {name: alone.figures[name] for name in FIGURES} == FIGURES
    assert alone.whose == "Nord"


def test_nobody_is_told_how_long_one_or_two_people_waited(app: Flask, town: Town) -> None:
    with app.app_context():
        show_workers(town.municipality)
    lengths = ("waiting.days_mean", "waiting.days_median")
    made = evidence(app, town)
    assert values_of(made, "Stelle 1")["waiting.first_talks"] == 2
    for values in (made.figures, values_of(made, "Stelle 1")):
        assert [values[name] for name in lengths] == [None, None]
    words = text_of(printed(made.html()))
    assert "über weniger als drei Personen stehen nicht da" in words
    assert "10,0" not in words
    exact = evidence(app, town, withholds_small=False)
    assert [values_of(exact, "Stelle 1")[name] for name in lengths] == [Decimal("10.0")] * 2
    assert not exact.about_waits


def test_what_is_hidden_of_few_does_not_follow_from_the_others() -> None:
    assert hidden_among([5, 1, 3, 4]) == {1, 2}, "the smallest other, too"
    assert hidden_among([5, 1, 2, None, 0]) == {1, 2}, "three together"
    assert hidden_among([3, 4, None, 0]) == set()
    assert hidden_among([1, 1, 0]) == {0, 1}


def test_an_administrator_learns_no_names_of_posts(app: Flask, client: FlaskClient, town: Town) -> None:
    with app.app_context():
        show_workers(town.municipality)
    factories.sign_in(client, town.administrator)
    page = client.get(f"/funding?{QUARTER}&{EVERYTHING}")
    assert "Stelle 3" in page.text
    assert "Mika Modell" not in page.text
    assert client.get(f"/funding?{QUARTER}&{EVERYTHING}&called=names").status_code == 422


def test_posts_and_teams_of_others_are_refused(app: Flask, client: FlaskClient, town: Town) -> None:
    with app.app_context():
        show_workers(town.municipality)
        elsewhere = factories.municipality("Nachbarstadt")
        show_workers(elsewhere)
        lead = factories.user(elsewhere, Role.TEAM_LEAD)
    factories.sign_in(client, lead)
    for foreign in (f"posts={town.kim.id}", f"team={town.north}", "posts=nobody"):
        page = client.get(f"/funding?{QUARTER}&{EVERYTHING}&{foreign}")
        assert page.status_code == 422
        assert "Vorschau" not in page.text
