"""A served installation and a real browser that checks every page it visits for accessibility."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from casework.access.roles import Role
from casework.database.moments import today
from tests import factories
from tests.serving import served

ROOT = Path(__file__).parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = {"desk": 1280, "phone": 390}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@dataclass
class Town:
    """The town of the journeys, where it is served, and its people."""

    address: str
    lead: factories.User
    manager: factories.User
    administrator: factories.User
    layla: factories.Person
    amir: factories.Person
    selam: factories.Person
    north: factories.House
    west: factories.House
    names: list[str] = field(
        default_factory=lambda: ["Alnahhas", "Layaal", "Aamir", "Tesfalem", "Шевчукова", "ሰላማዊት"]
    )
    birth_dates: list[str] = field(default_factory=lambda: ["1987-04-23", "23.04.1987", "2016-09-14"])


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    """A small town with a family of two in one house and a person in another, served on a free port."""
    with app.app_context():
        town = furnish()
    with served(app) as port:
        town.address = f"http://127.0.0.1:{port}"
        yield town


def furnish() -> Town:
    """The town, not served yet."""
    municipality = factories.municipality()
    manager = factories.user(municipality, Role.CASE_MANAGER)
    household = factories.household(municipality, "H1")
    arabic, ethiopic = ["ليال النحاس"], ["ሰላማዊት"]
    layla = factories.person(
        municipality,
        "Alnahhas",
        given_names="Layaal",
        birth_date="23.04.1987",
        nationalities=["475"],
        household=household,
        other_spellings=arabic,
    )
    amir = factories.person(
        municipality, "Alnahhas", given_names="Aamir", birth_date="14.09.2016", household=household
    )
    selam = factories.person(municipality, "Tesfalem", given_names="Шевчукова", other_spellings=ethiopic)
    north = factories.house(municipality, "GU Nord", rooms={"N1": 4, "N2": 2})
    west = factories.house(municipality, "AU West", kind="AU", rooms={"W1": 1, "W2": 5})
    arrived = date(2025, 3, 3)
    for person in (layla, amir):
        factories.stay(person, stage="VU", house=north, room="N1", starts_on=arrived)
    factories.stay(selam, stage="AU", house=west, room="W1", starts_on=today() - timedelta(days=10))
    factories.case(layla, manager, arrived)
    return Town(
        "",
        factories.user(municipality, Role.TEAM_LEAD),
        manager,
        factories.user(municipality, Role.ADMINISTRATOR),
        layla,
        amir,
        selam,
        north,
        west,
    )


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """Debian's Chromium, without a screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        yield browser
        browser.close()


class Walk:
    """One person's way through the product; every page they land on is checked."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self._address = address

    def open(self, path: str) -> None:
        """Go to an address."""
        self.page.goto(self._address + path)
        self.check()

    def sign_in(self, user: factories.User) -> None:
        """Sign in as people do."""
        self.open("/")
        self.page.get_by_label("E-Mail").fill(user.email)
        self.page.get_by_label("Passwort").fill(user.password)
        self.press("Anmelden")

    def press(self, name: str) -> None:
        """Press a button and look at what comes."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self._arrive()

    def press_enter(self, label: str) -> None:
        """Send the form of a field by Enter and look at what comes."""
        self.page.get_by_label(label, exact=True).press("Enter")
        self._arrive()

    def _arrive(self) -> None:
        self.page.wait_for_function("!document.querySelector('form[data-sending]')")
        self.page.wait_for_load_state()
        self.check()

    def follow(self, name: str, *, within: Locator | None = None) -> None:
        """Follow a link and look at what comes."""
        (within or self.page.get_by_role("main")).get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()
        self.check()

    def check(self) -> None:
        """One h1, no accessibility finding, nothing that scrolls sideways."""
        assert self.page.locator("h1").count() == 1, self.page.url
        self.page.add_script_tag(path=str(AXE))
        found = self.page.evaluate(
            "tags => axe.run(document, {runOnly: tags}).then(found => found.violations"
            ".map(one => one.id + ': ' + one.nodes.map(node => node.target.join(' ')).join(', ')))",
            WCAG,
        )
        assert found == [], f"{self.page.url}: {found}"
        overflow = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{self.page.url} is {overflow} px too wide"

    def sees(self, *words: str) -> None:
        """Everything of this stands on the page."""
        text = self.page.get_by_role("main").inner_text()
        for word in words:
            assert word in text, f"{word!r} is not on {self.page.url}:\n{text}"


@pytest.fixture(params=WIDTHS.values(), ids=WIDTHS.keys())
def walk(request: pytest.FixtureRequest, browser: Browser, town: Town) -> Iterator[Walk]:
    """A walk on a screen as wide as a desk's or a phone's."""
    context = browser.new_context(
        viewport={"width": request.param, "height": 900},
        bypass_csp=True,
        locale="de-DE",
        accept_downloads=True,
    )
    yield Walk(context.new_page(), town.address)
    context.close()
