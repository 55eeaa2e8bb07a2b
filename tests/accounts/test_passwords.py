"""Passwords, and how much slower each failure makes the next guess."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from casework.accounts import passwords
from casework.accounts.sessions import FREE_FAILURES, LONGEST_WAIT, wait_after
from config import Config


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.mark.usefixtures("context")
def test_only_the_password_matches_and_no_two_strings_are_alike() -> None:
    kept = passwords.hashed("Drei Birnen und ein Zug")
    assert passwords.matches("Drei Birnen und ein Zug", kept)
    assert not passwords.matches("Drei Birnen und ein Zug ", kept)
    assert kept != passwords.hashed("Drei Birnen und ein Zug")
    assert "Birnen" not in kept


@pytest.mark.usefixtures("context")
def test_composed_and_decomposed_umlauts_are_the_same_password() -> None:
    assert passwords.matches("Zu\u0308ge nach U\u0308berall", passwords.hashed("Züge nach Überall"))


@pytest.mark.usefixtures("context")
def test_nobody_has_a_password_but_costs_the_same() -> None:
    nobody = passwords.of_nobody()
    assert not passwords.matches("", nobody)
    assert not passwords.is_outdated(nobody)
    assert passwords.is_outdated(nobody.replace("m=8,", "m=16,"))


def test_an_installation_asks_for_what_owasp_does_or_more(config: Config) -> None:
    usual = Config(config.instance, config.key_file, config.database_url)
    assert usual.password_memory_kib >= 46 * 1024
    assert usual.password_passes >= 1


def test_the_wait_doubles_up_to_an_hour() -> None:
    waits = [wait_after(failures) for failures in range(FREE_FAILURES + 8)]
    assert waits[:FREE_FAILURES] == [timedelta(0)] * FREE_FAILURES
    assert waits[FREE_FAILURES : FREE_FAILURES + 3] == [timedelta(minutes=n) for n in (1, 2, 4)]
    assert waits[-1] == wait_after(1000) == LONGEST_WAIT
