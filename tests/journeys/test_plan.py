"""A plan from its first goal to its end, by two roles: agreed, reviewed twice, one goal reached, one given up."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from flask import Flask

from casework.database.base import db
from casework.database.moments import today
from casework.plans.goal_models import Goal
from casework.plans.models import IntegrationPlan
from tests import factories
from tests.journeys.conftest import Town, Walk

B1 = "Ich möchte bis zum Sommer die Prüfung B1 bestehen und dann eine Ausbildung suchen."
LATER = B1.replace("Sommer", "Herbst")
DRIVING = "Ich will den Führerschein machen."


def ago(days: int) -> str:
    return f"{today() - timedelta(days=days):%d.%m.%Y}"


@contextmanager
def somebody_else(walk: Walk, town: Town, user: factories.User) -> Iterator[Walk]:
    """Another browser of the same size, with somebody else at it."""
    own = walk.page.context
    assert own.browser
    context = own.browser.new_context(viewport=walk.page.viewport_size, bypass_csp=True, locale="de-DE")
    other = Walk(context.new_page(), town.address)
    other.sign_in(user)
    yield other
    context.close()


def fill(walk: Walk, **said: str) -> None:
    """Fields by their label, „_“ for a space."""
    for label, text in said.items():
        walk.page.get_by_label(label.replace("_", " "), exact=True).fill(text)


def agree_goal(walk: Walk, town: Town, wording: str, field: str) -> None:
    walk.open(f"/people/{town.layla.id}/goals/new")
    walk.page.locator("summary", has_text="Mehr").click()
    fill(walk, Ziel=wording, Vereinbart_am=ago(200))
    walk.page.get_by_label("Handlungsfeld").select_option(label=field)
    walk.press("Vereinbaren")


def begin(walk: Walk, town: Town) -> None:
    """Two goals, a phase, a strength, the situation, and the person signs."""
    agree_goal(walk, town, B1, "Spracherwerb")
    agree_goal(walk, town, DRIVING, "Sonstiges")
    walk.follow("Ganzer Plan")
    walk.sees("0 von 2 Zielen erreicht", "Ergänzen")
    walk.follow("Phase festhalten")
    fill(walk, seit=ago(200))
    walk.press("Festhalten")
    walk.follow("Stärke ergänzen")
    fill(walk, Stärke="Spricht drei Sprachen.", Genannt_am=ago(200))
    walk.press("Festhalten")
    walk.follow("Lage je Handlungsfeld einschätzen")
    fill(walk, Eingeschätzt_am=ago(200))
    walk.page.get_by_label("Spracherwerb").select_option(label="2 – schwierig, braucht viel Hilfe")
    walk.press("Festhalten")
    walk.sees("● Umsetzung", "Spricht drei Sprachen.", "2 – schwierig")
    walk.follow("Plan vereinbaren")
    fill(walk, Besprochen_am=ago(199))
    walk.page.get_by_label("Ausfertigung mitgegeben").select_option(label="Arabisch – العربية")
    walk.press("Vereinbarung festhalten")
    walk.sees("Version 1", B1, "auf Papier unterschrieben")


def review(walk: Walk, plan: str, days: int, **reached: str) -> None:
    """Goal by goal: what is not told stays as it is."""
    walk.open(f"{plan}/review")
    for state, wording in reached.items():
        goal = walk.page.get_by_role("group", name=wording)
        goal.get_by_label("Stand", exact=True).select_option(label=state)
    fill(walk, Überprüft_am=ago(days), Nächste_Überprüfung=ago(days - 90))
    walk.press("Festhalten")


def word_anew(walk: Walk, goal: str) -> None:
    walk.open(goal)
    fill(walk, Ziel=LATER)
    walk.press("Speichern")


def close(walk: Walk, plan: str) -> None:
    """What is open is given up with a reason, and the situation is rated for the last time."""
    walk.open(plan)
    walk.follow("Plan beenden")
    walk.page.get_by_label("Ziele erreicht, selbstständig").check()
    given_up = walk.page.get_by_role("group", name=DRIVING)
    given_up.get_by_label("Stand", exact=True).select_option(label="aufgegeben")
    walk.press("Plan beenden")
    walk.sees("warum das Ziel nicht erreicht wurde")
    given_up.get_by_label("Warum nicht erreicht?").select_option(label="Wunsch hat sich geändert")
    walk.page.get_by_text("Lage am Ende einschätzen").click()
    walk.page.get_by_label("Spracherwerb").select_option(label="4 – geht meist allein")
    fill(walk, Übergabe_an_Regeldienste_freiwillig="Berufsberatung, Termin steht")
    walk.press("Plan beenden")


def test_a_plan_from_its_first_goal_to_its_end(walk: Walk, town: Town, app: Flask) -> None:
    walk.sign_in(town.manager)
    begin(walk, town)
    with app.app_context():
        plan = f"/plans/{db.session.scalars(db.select(IntegrationPlan.id)).one()}"
        goals = db.session.scalars(db.select(Goal)).all()
        goal = next(f"/goals/{one.id}" for one in goals if one.wording == B1)
    review(walk, plan, 110)
    word_anew(walk, goal)
    walk.open(plan)
    walk.sees("seit Version 1 geändert, noch nicht vereinbart")

    with somebody_else(walk, town, town.lead) as lead:
        lead.open(plan)
        lead.follow("Plan vereinbaren")
        lead.page.get_by_label("mündlich bestätigt").check()
        lead.page.get_by_label("Sprachmittlung").select_option(label="ehrenamtlich")
        lead.press("Vereinbarung festhalten")
        lead.sees("Version 2", "Geändert gegenüber Version 1", "Herbst")
        review(lead, plan, 20, erreicht=LATER)
        close(lead, plan)

    walk.open(f"/people/{town.layla.id}?tab=plan")
    walk.sees("1 von 2 Zielen erreicht", "Ziele erreicht, selbstständig", "aufgegeben", "● Abschluss")
    walk.follow("Ganzer Plan")
    walk.sees("Berufsberatung, Termin steht", "besser, um 2", "Version 2", "Version 1")
    walk.follow("Version 1")
    walk.sees(B1, "offen", "Arabisch")
    assert "Herbst" not in walk.page.get_by_role("main").inner_text()
    walk.open(f"{plan}/reopen")
