"""Municipalities: created in order, found by name, the first without one."""

from collections.abc import Iterator

import pytest
from flask import Flask

from casework.database.transaction import transaction
from casework.errors import NotThere, Refused
from casework.organisation.operations import create_municipality
from casework.organisation.queries import get_municipality


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def test_the_first_created_is_meant_when_none_is_named() -> None:
    with transaction():
        create_municipality("  Zell   am Berg ")
        create_municipality("Aldorf")
    assert get_municipality().name == "Zell am Berg"
    assert get_municipality("Aldorf").position == 2


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    with pytest.raises(NotThere, match="init"):
        get_municipality()
    with transaction():
        create_municipality("Aldorf")
        create_municipality("Zell")
    with pytest.raises(NotThere, match=r"„Bedorf“ gibt es nicht\. Vorhanden: Aldorf, Zell"):
        get_municipality("Bedorf")


@pytest.mark.parametrize("name", ["", "  ", "Aldorf", "A" * 201])
def test_a_name_is_needed_and_taken_only_once(name: str) -> None:
    with transaction():
        create_municipality("Aldorf")
    with pytest.raises(Refused):
        create_municipality(name)
