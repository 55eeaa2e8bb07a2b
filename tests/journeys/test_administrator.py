"""The Administration: creates an account, takes it away, exports the report – and opens no case."""

import pikepdf
from playwright.sync_api import expect

from tests import factories
from tests.journeys.conftest import Town, Walk

NEW_PASSWORD = "Sieben Birnen im Korb 4"


def test_an_account_comes_and_goes(walk: Walk, town: Town) -> None:
    walk.sign_in(town.administrator)
    walk.open("/accounts")
    walk.follow("Konto anlegen")
    walk.page.get_by_label("Name", exact=True).fill("Jo Neuling")
    walk.page.get_by_label("E-Mail-Adresse").fill("jo@musterstadt.example")
    walk.page.get_by_label("Rolle").select_option(label="Integrationsmanager/in")
    walk.page.get_by_label("Passwort").fill("kurz")
    walk.press("Konto anlegen")
    walk.sees("12")
    expect(walk.page.get_by_label("E-Mail-Adresse")).to_have_value("jo@musterstadt.example")
    walk.page.get_by_label("Passwort").fill(NEW_PASSWORD)
    walk.press("Konto anlegen")
    walk.sees("Jo Neuling")

    newcomer = Walk(walk.page.context.browser.new_context(bypass_csp=True).new_page(), town.address)  # type: ignore[union-attr]
    newcomer.sign_in(
        factories.User(
            town.lead.id, town.lead.municipality, town.lead.role, "", "jo@musterstadt.example", NEW_PASSWORD
        )
    )
    newcomer.sees("Jo Neuling")

    row = walk.page.get_by_role("row").filter(has_text="Jo Neuling")
    row.get_by_role("link").first.click()
    walk.check()
    walk.press("Konto sperren")
    newcomer.page.reload()
    expect(newcomer.page.get_by_label("Passwort")).to_be_visible()
    newcomer.page.context.close()


def test_the_report_without_names_and_no_case(walk: Walk, town: Town) -> None:
    walk.sign_in(town.administrator)
    walk.open("/jour-fixe")
    walk.page.get_by_label("Stichtag").fill("30.06.2025")
    walk.press("Vorschau")
    walk.sees("Am 30.06.2025 lebten 2 Geflüchtete in Musterstadt")
    with walk.page.expect_download() as download:
        walk.page.get_by_role("button", name="Als PDF").click()
    with pikepdf.open(download.value.path()) as paper:
        assert len(paper.pages) >= 1
    for path in ("/people", f"/people/{town.layla.id}", "/imports"):
        walk.open(path)
        walk.sees("Rechte")
        assert "Alnahhas" not in walk.page.content()
