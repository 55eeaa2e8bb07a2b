"""Addresses one can send to a colleague."""

import pytest
from flask import Flask

from casework.web.filters import address_with, changed_query, is_filtered, kept_parameters

pytestmark = pytest.mark.engine_independent
QUERY = {"stage": ["AU"], "house": ["w", "n"], "page": ["3"]}


def test_one_parameter_changes_and_the_rest_stays_but_the_page() -> None:
    assert changed_query(QUERY, {"stage": "VU"}) == "house=w&house=n&stage=VU"


def test_none_and_empty_remove_a_parameter() -> None:
    assert changed_query(QUERY, {"house": None, "stage": ""}) == ""


def test_turning_the_page_keeps_the_filters() -> None:
    assert changed_query(QUERY, {"page": 4}) == "stage=AU&house=w&house=n&page=4"


def test_several_values_and_awkward_letters() -> None:
    assert changed_query({}, {"q": "Müller & Söhne", "house": ["a", "b"]}) == (
        "q=M%C3%BCller+%26+S%C3%B6hne&house=a&house=b"
    )


def test_the_address_of_this_page() -> None:
    app = Flask(__name__)
    with app.test_request_context("/personen?stage=AU&page=2&sort=-name"):
        assert address_with(stage=None) == "/personen?sort=-name"
        assert is_filtered()
        assert kept_parameters("sort") == [("sort", "-name")]
    with app.test_request_context("/personen?sort=name&q="):
        assert not is_filtered()
        assert address_with(sort=None, q=None) == "/personen"
