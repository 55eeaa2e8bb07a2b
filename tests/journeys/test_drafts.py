"""No word is ever lost: not to a dead server, not to another tab that signs out, not to a session that is over."""

import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select, update

from casework.accounts.models import UserSession
from casework.counselling.models import Consultation
from casework.database.base import db
from casework.database.moments import now
from casework.drafts.models import Draft
from tests.journeys.conftest import Town, Walk, furnish
from tests.processes import PATIENCE_SECONDS, ROOT, environment_of, words

FIRST, SECOND, THIRD = "Kita gesucht.", " Antrag liegt bei der Leitung.", " Sie ruft am Montag an."


class Server:
    """`run` as a process of its own, which can be killed and started again."""

    def __init__(self, app: Flask) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = environment_of(app.extensions["casework config"]) | {"PORT": str(self.port)}
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            words("run"),
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and not self.answers():
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/sign-in") as answer:
                return answer.status == 200
        except OSError:
            return False

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def furnished(app: Flask) -> Town:
    with app.app_context():
        return furnish()


@pytest.fixture
def server(app: Flask, furnished: Town) -> Iterator[Server]:
    server = Server(app)
    furnished.address = f"http://127.0.0.1:{server.port}"
    yield server
    server.kill()


@pytest.fixture
def page(browser: Browser, furnished: Town, server: Server) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 900}, bypass_csp=True, locale="de-DE")
    yield context.new_page()
    context.close()


def said(page: Page, sentence: str) -> None:
    """The line below the form says it, by and by."""
    expect(page.locator(".draft-line")).to_contain_text(sentence, timeout=15_000)


def written(page: Page) -> str:
    return page.get_by_label("Inhalt").input_value()


def send(page: Page) -> None:
    page.get_by_role("button", name="Festhalten", exact=True).click()


def test_a_talk_survives_everything(app: Flask, furnished: Town, server: Server, page: Page) -> None:
    walk = Walk(page, furnished.address)
    walk.sign_in(furnished.manager)
    talk = f"/people/{furnished.layla.id}/consultations/new"
    walk.open(talk)
    page.get_by_label("Inhalt").press_sequentially(FIRST)
    said(page, "Entwurf gesichert")
    walk.check()

    page.get_by_label("Inhalt").press_sequentially(SECOND)
    server.kill()
    send(page)
    said(page, "Der Server antwortet nicht")
    walk.check()
    assert written(page) == FIRST + SECOND
    server.start()
    expect(page.locator(".draft-line__told")).to_be_empty(timeout=15_000)
    page.close()

    page = walk.page = page.context.new_page()
    walk.open("/")
    walk.sees("Entwürfe 1", "Gespräch festhalten")
    walk.follow("Gespräch festhalten")
    walk.sees("wiederhergestellt")
    assert written(page) == FIRST + SECOND

    elsewhere = Walk(page.context.new_page(), furnished.address)
    elsewhere.open("/")
    elsewhere.page.evaluate("document.querySelector('form[action=\"/sign-out\"]').submit()")
    elsewhere.page.wait_for_url("**/sign-in")
    page.get_by_label("Inhalt").press("Control+End")
    page.get_by_label("Inhalt").press_sequentially(THIRD)
    send(page)
    said(page, "Sie sind nicht mehr angemeldet")
    walk.check()
    assert written(page) == FIRST + SECOND + THIRD
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="In neuem Fenster anmelden").click()
    Walk(opened.value, furnished.address).sign_in(furnished.manager)
    said(page, "Sie sind wieder angemeldet")

    with app.app_context():
        db.session.execute(update(UserSession).values(ended_at=now()))
        db.session.commit()
    send(page)
    page.wait_for_url("**/sign-in?**")
    walk.sees("als Entwurf gesichert")
    walk.check()
    page.get_by_label("E-Mail").fill(furnished.manager.email)
    page.get_by_label("Passwort").fill(furnished.manager.password)
    walk.press("Anmelden")
    assert written(page) == FIRST + SECOND + THIRD
    page.get_by_label("Hauptthema").select_option("KIT")
    walk.press("Festhalten")
    walk.sees("Das Gespräch ist festgehalten.")
    with app.app_context():
        assert db.session.scalars(select(Consultation)).one().content == FIRST + SECOND + THIRD
        assert db.session.scalar(select(func.count()).select_from(Draft)) == 0


def test_what_was_saved_is_not_saved_again(app: Flask, furnished: Town, server: Server, page: Page) -> None:
    """Neither by going back nor in another window that shows the same draft."""
    walk = Walk(page, furnished.address)
    walk.sign_in(furnished.manager)
    talk = f"/people/{furnished.layla.id}/consultations/new"
    walk.open(talk)
    page.get_by_label("Inhalt").press_sequentially(FIRST)
    page.get_by_label("Hauptthema").select_option("KIT")
    said(page, "Entwurf gesichert")
    other = Walk(page.context.new_page(), furnished.address)
    other.open(talk)
    assert written(other.page) == FIRST
    walk.press("Festhalten")
    walk.sees("Das Gespräch ist festgehalten.")
    other.press("Festhalten")
    other.sees("war schon gespeichert")
    for _time in range(2):
        page.go_back()
        page.wait_for_load_state()
        page.get_by_label("Inhalt").fill(FIRST)
        page.get_by_label("Hauptthema").select_option("KIT")
        walk.press("Festhalten")
        walk.sees("war schon gespeichert")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Consultation)) == 1
    walk.open(talk)
    page.get_by_label("Inhalt").fill(FIRST)
    page.get_by_label("Hauptthema").select_option("KIT")
    walk.press("Festhalten")
    walk.sees("Das Gespräch ist festgehalten.")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Consultation)) == 2
