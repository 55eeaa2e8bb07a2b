"""A family of five taken in without a mouse: how many keys that takes, and how long somebody practised needs for them.

The time is estimated, not measured: Keystroke-Level Model (Card, Moran, Newell 1980) with K = 0.28 s for somebody who
types as most do, M = 1.35 s to look at the paper before each field that is filled and before each decision, and R = 1 s
for each of the two answers of the server. A capital letter is two keys. Nothing is pointed at, so P and H are none.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from flask import Flask
from playwright.sync_api import Page, expect

from casework.database.base import db
from casework.database.moments import today
from casework.housing.queries import dwellings_on, stages_on
from casework.people.models import IntegrationCase, Person, ResidenceTitle
from tests import factories
from tests.journeys.conftest import Town, Walk

KEY, THOUGHT, ANSWER = 0.28, 1.35, 1.0
MOST_KEYS, THREE_MINUTES = 230, 180


@dataclass
class Typist:
    """Somebody at the keyboard, whose keys and thoughts are counted."""

    page: Page
    keys: int = 0
    fields: int = 0
    answers: int = 0
    seconds: list[float] = field(default_factory=list)

    def press(self, *names: str) -> None:
        """Keys that need no thought of their own."""
        for name in names:
            self.page.keyboard.press(name)
            self.keys += len(name.split("+"))

    def fill(self, text: str) -> None:
        """Read what belongs into a field, and type it."""
        self.page.keyboard.type(text)
        self.keys += len(text) + sum(letter.isupper() for letter in text)
        self.fields += 1

    def choose(self, *names: str) -> None:
        """Decide, and say so with these keys."""
        self.press(*names)
        self.fields += 1

    def line(self, *texts: str) -> None:
        """A person; whatever is empty stays as in the lines above."""
        for number, text in enumerate(texts):
            if number:
                self.press("Tab")
            if text:
                self.fill(text)
        self.press("Enter")

    def waits(self) -> None:
        """The server answers."""
        self.answers += 1

    def estimate(self) -> float:
        """Seconds, by the operators above."""
        return self.keys * KEY + self.fields * THOUGHT + self.answers * ANSWER


def test_a_family_of_five_in_three_minutes_without_a_mouse(walk: Walk, town: Town, app: Flask) -> None:
    came, day = today() - timedelta(days=1), f"{today() - timedelta(days=1):%d%m%y}"
    with app.app_context():
        namesake = factories.person(
            town.manager.municipality, "Tekle", given_names="Yonas", birth_date="12.03.1984"
        )
        factories.case(namesake, town.manager, came)
    walk.sign_in(town.manager)
    walk.open("/people")
    walk.follow("Familie aufnehmen")
    typist = Typist(walk.page)
    typist.line("Tekle", "Yonas", "120384", "m", "Eritrea", "Tigrinya")
    typist.line("", "Selam", "1990", "w")
    typist.line("", "Robel", "140916", "m")
    typist.line("", "Ruta", "140916", "w")
    typist.line("", "Abel", "2021", "m")
    expect(walk.page.locator("#lines-0-same_as")).to_contain_text("gleiches Geburtsdatum")
    assert walk.page.locator("[name$='-seen']").count() == 1, "twins do not alarm against each other"
    expect(walk.page.locator("[name='lines-4-family_name']")).to_have_attribute("placeholder", "Tekle")
    typist.press("Enter")  # in the empty sixth line
    expect(walk.page.locator(".intake__places")).to_contain_text("Plätze für 5 Personen suchen")
    typist.fill(day)
    typist.press("Tab", "Tab")
    typist.choose("ArrowDown")  # the first proposal of the place finder
    expect(walk.page.get_by_label("Unterkunft und Zimmer")).to_have_value(
        f"room:{town.west.id}/{town.west.rooms['W2']}"
    )
    typist.press("Tab", "Tab", "Tab", "Tab")  # past the finder and the words to narrow places down by
    typist.choose("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown")
    for text in ("200625", "190628"):
        typist.press("Tab")
        typist.fill(text)
    typist.press("Tab")
    typist.choose("ArrowDown", "ArrowDown")
    for text in ("300425", "150525"):
        typist.press("Tab")
        typist.fill(text)
    walk.check()
    typist.choose("Control+Enter")
    walk.page.wait_for_selector("#error-summary")
    typist.waits()
    walk.check()
    expect(walk.page.locator("#error-summary")).to_be_focused()
    typist.choose("Tab", "Enter", "ArrowDown")
    expect(walk.page.get_by_label("Nein, jemand anderes")).to_be_checked()
    typist.press("Control+Enter")
    walk.page.wait_for_url("**/people/*")
    typist.waits()
    walk.check()
    walk.sees(
        "5 Personen sind aufgenommen.",
        "Der Einzug ist festgehalten: 5 Personen",
        "Rückgängig",
        "Ruta",
        "Abel",
    )
    print(  # noqa: T201  # pytest -s shows the estimate
        f"\nFamily of five: {typist.keys} keys, {typist.fields} fields and decisions, {typist.answers} answers; "
        f"estimated {typist.estimate():.0f} s (K {KEY} s, M {THOUGHT} s, R {ANSWER} s), with K 0.2 s "
        f"{typist.estimate() - typist.keys * (KEY - 0.2):.0f} s"
    )
    assert typist.keys <= MOST_KEYS
    assert typist.estimate() <= THREE_MINUTES
    with app.app_context():
        family = [
            person
            for person in db.session.scalars(db.select(Person))
            if person.family_name == "Tekle" and person.id != namesake.id
        ]
        ids = [person.id for person in family]
        assert len(family) == 5
        assert len({person.household_id for person in family}) == 1
        assert {tuple(person.nationalities or ()) for person in family} == {("224",)}
        assert set(stages_on(ids, came).values()) == {"AU"}
        assert set(dwellings_on(ids, came).values()) == {("ACCOMMODATION", "AU West", "W2")}
        titles = list(db.session.scalars(db.select(ResidenceTitle)))
        assert [title.title for title in titles] == ["AE_25_2_FLU"] * 5
        assert all(title.served_on and title.final_on and title.remark for title in titles)
        led = db.session.scalars(db.select(IntegrationCase).where(IntegrationCase.person_id.in_(ids)))
        assert [case.case_manager_id for case in led] == [town.manager.id] * 5


def test_a_pasted_list_fills_the_lines_and_is_there_again_after_an_interruption(
    walk: Walk, town: Town
) -> None:
    walk.sign_in(town.lead)
    walk.open("/intake")
    rows = [
        "Tekle\tYonas\t12.03.1984\tm",
        "Tekle\tSelam\t1990\tweiblich",
        "Tekle\tRobel\t\t",
        "Tekle\tRuta\t2016\tw",
    ]
    walk.page.evaluate(
        """text => { const data = new DataTransfer(); data.setData("text/plain", text);
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true,
        cancelable: true})); }""",
        "\n".join(rows),
    )
    expect(walk.page.locator("[name='lines-3-given_names']")).to_have_value("Ruta")
    expect(walk.page.locator("[name='lines-1-sex']")).to_have_value("w")
    expect(walk.page.locator(".intake__said")).to_have_text("4 Zeilen eingefügt.")
    walk.check()
    expect(walk.page.locator(".draft-line__saved")).to_contain_text("Entwurf gesichert")
    walk.open("/people")
    walk.open("/intake")
    walk.sees("wiederhergestellt")
    expect(walk.page.locator("[name='lines-3-given_names']")).to_have_value("Ruta")
    walk.page.locator("[name='lines-0-birth_date']").fill("31.02.1984")
    walk.page.get_by_label("Aufenthaltstitel", exact=True).select_option("AE_24")
    walk.press("Aufnehmen")
    walk.sees("Zeile 1, Geboren", "Den Tag „31.02.1984“ gibt es nicht.")
    expect(walk.page.locator("[name='lines-3-given_names']")).to_have_value("Ruta")
