"""Every form of the product in which something can be typed gives it back after the page was closed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from tests import factories
from tests.access.addresses import address, rules
from tests.access.shown_forms import ShownField, ShownForm, shown_forms
from tests.access.two_towns import OURS, Town, furnished
from tests.drafts.opened import CARRIED

TEMPLATES = Path(__file__).parents[2] / "templates"
SENT = re.compile(r"form_open\((?![^%\n]*(?:method=\"get\"|draft=False))")
NOBODY_IS_IN = {"accounts.sign_in"}
ASKED = {"releases.new": "?rows=stage&on=2025-01-01"}
WORKED_ON = {"files", "find", "narrowed", "password", "person_words", "photo"}
"""Words that are looked for and then done with, what follows from other words, and what is never kept."""
LOOKED_FOR = {"referrals.refer": {"q", "need", "language", "district", "kind"}}
"""By what a partner is looked for on the form: what is picked is kept."""
WRITERS = (Role.TEAM_LEAD, Role.ADMINISTRATOR, Role.HOUSE_DESK)


@pytest.fixture
def town(app: Flask) -> Town:
    return furnished(app, OURS)


@pytest.fixture
def clients(app: Flask, town: Town) -> list[FlaskClient]:
    found = []
    for role in WRITERS:
        client = app.test_client()
        factories.sign_in(client, town.staff[role])
        found.append(client)
    return found


def forms_to_keep(app: Flask) -> set[str]:
    """The pages whose template draws a form that is sent and does not opt out."""
    return {
        endpoint
        for endpoint in app.view_functions
        if (path := TEMPLATES / f"{endpoint.replace('.', '/')}.html").exists()
        and SENT.search(path.read_text())
    } - NOBODY_IS_IN


def pages(app: Flask, town: Town) -> Iterator[tuple[str, str]]:
    """Every page of the town that takes a form."""
    for rule, method in rules(app):
        if method == "GET" and "POST" in (rule.methods or ()):
            yield rule.endpoint, address(app, rule, town.ids) + ASKED.get(rule.endpoint, "")


def kept_forms(page: str) -> dict[str, ShownForm]:
    """The forms of a page whose words are kept, by their place on it."""
    return {
        str(place): form for place, form in enumerate(f for f in shown_forms(page) if "draft" in f.fields)
    }


def typed(name: str, shown: ShownField) -> list[str]:
    """Something else than stands in a field: another choice, or words; what is hidden stays."""
    if shown.is_typed:
        return [f"Wort für {name}"]
    others = [value for value in shown.offered if value and value not in shown.chosen]
    return others[-1:] or shown.chosen


def test_what_was_typed_into_any_form_stands_in_it_again(
    app: Flask, town: Town, clients: list[FlaskClient]
) -> None:
    lost, tried = [], set()
    for endpoint, place in pages(app, town):
        for client in clients:
            page = client.get(place)
            is_shown = page.status_code == 200 and page.mimetype == "text/html"
            for number, form in kept_forms(page.text).items() if is_shown else ():
                values = {
                    name: typed(name, shown)
                    for name, shown in form.fields.items()
                    if name not in {*CARRIED, *LOOKED_FOR.get(endpoint, ())}
                }
                carried = {name: form.fields[name].chosen for name in CARRIED if name in form.fields}
                assert client.post("/drafts", data=values | carried).status_code == 200, endpoint
                again = kept_forms(client.get(place).text)[number]
                lost += [
                    f"{endpoint} loses {name}: {again.fields[name].chosen} instead of {words}"
                    for name, words in values.items()
                    if name not in WORKED_ON and again.fields[name].chosen != words
                ]
                tried.add(endpoint)
    assert not lost, "\n".join(lost)
    assert tried >= forms_to_keep(app), forms_to_keep(app) - tried
