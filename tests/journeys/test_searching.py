"""Finding somebody with the keyboard alone, while one types, at a desk and on a phone."""

from contextlib import suppress

from flask import Flask
from playwright.sync_api import Error, Page, Route, expect

from casework.audit.models import TrailEntry
from casework.database.base import db
from tests.journeys.conftest import Town, Walk


def hits(page: Page) -> list[str]:
    page.wait_for_selector("#search-hits [role='option']", state="visible")
    return page.get_by_role("option").all_inner_texts()


def test_somebody_is_found_and_opened_by_keyboard_alone(walk: Walk, town: Town, app: Flask) -> None:
    walk.sign_in(town.lead)
    page, search = walk.page, walk.page.get_by_role("combobox", name="Suche")
    page.keyboard.press("/")
    page.keyboard.type("alnahas")
    found = hits(page)
    assert len(found) == 3
    assert any(
        "Alnahhas, Layaal" in hit and "GU Nord, Zimmer N1" in hit and "klingt ähnlich" in hit for hit in found
    )
    expect(search).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("2 Treffer")
    walk.check()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option", selected=True)).to_have_text("Alle Treffer zu „alnahas“ anzeigen")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(search).to_have_attribute("aria-activedescendant", "search-hit-1")
    walk.check()
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/*-*")
    walk.check()
    with app.app_context():
        entries = db.session.scalars(
            db.select(TrailEntry).where(TrailEntry.action == "people:register:suggested")
        )
        assert [(entry.detail or {})["words"] for entry in entries] == ["alnahas"]


def test_the_list_closes_and_enter_leads_to_all_hits(walk: Walk, town: Town) -> None:
    walk.sign_in(town.lead)
    page = walk.page
    page.keyboard.press("/")
    page.keyboard.type("النحاس")
    assert "Schreibweise: ليال النحاس" in hits(page)[0]
    walk.check()
    page.keyboard.press("Escape")
    expect(page.locator("#search-hits")).to_be_hidden()
    expect(page.locator("#search")).to_have_value("النحاس")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people?q=**")
    walk.check()
    walk.sees("Alnahhas, Layaal")


def test_a_slow_answer_never_hides_a_newer_one(walk: Walk, town: Town) -> None:
    walk.sign_in(town.lead)
    page, held = walk.page, []

    def hold(route: Route) -> None:
        if route.request.url.endswith("q=alnahhas"):
            held.append(route)
        else:
            route.continue_()

    page.route("**/people/suggestions**", hold)
    page.keyboard.press("/")
    page.keyboard.type("alnahhas")
    page.wait_for_timeout(300)
    page.locator("#search").fill("tesfalem")
    assert "Tesfalem" in hits(page)[0]
    with suppress(Error):
        held[0].continue_()
    page.wait_for_timeout(500)
    assert "Tesfalem" in hits(page)[0]


def test_whoever_may_not_search_has_no_box(walk: Walk, town: Town) -> None:
    walk.sign_in(town.administrator)
    assert walk.page.locator("#search").count() == 0


def test_a_hit_opens_with_a_click(walk: Walk, town: Town) -> None:
    walk.sign_in(town.manager)
    walk.page.locator("#search").fill("zimmer n1")
    assert len(hits(walk.page)) == 3
    walk.page.get_by_role("option").nth(1).click()
    walk.page.wait_for_url("**/people/*-*")
    walk.sees("GU Nord, Zimmer N1")
