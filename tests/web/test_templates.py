"""The furniture as HTML: valid, one h1, ids unique, nothing inline that the security policy would forbid."""

import re
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from flask import Flask, render_template_string
from justhtml import JustHTML

from casework.web import navigation
from casework.web.install import install
from casework.web.notices import say
from casework.web.paging import Page

pytestmark = pytest.mark.engine_independent

SAMPLE = """
{% extends "layouts/app.html" %}
{% from "components/page.html" import action, badge, breadcrumb, card, chip, definition %}
{% from "components/page.html" import definitions, empty, name, tabs %}
{% from "components/table.html" import filter_bar, filter_select, filter_text, pagination, table %}
{% from "components/timeline.html" import timeline %}
{% from "components/figures.html" import key_figure, key_figures, places, sum_line %}
{% block title %}Sample{% endblock %}
{% block breadcrumb %}{{ breadcrumb([("Personen", "/")]) }}{% endblock %}
{% block heading %}{{ name("أحمد", "ar") }} {{ badge("unbestätigt", "warning") }}{% endblock %}
{% block actions %}{{ action("Gespräch", "/", key="n") }}{% endblock %}
{% block content %}
  {% call card("Wohnen", action_label="Umziehen", action_url="/") %}
    {% call definitions() %}{{ definition("Stufe", none) }}{% endcall %}
  {% endcall %}
  {% call filter_bar("Personen filtern", shown=1014) %}
    {{ filter_select("stage", "Stufe", [("", "alle"), ("AU", "AU")], "AU") }}{{ filter_text("q", "Name", "Ha\\"d") }}
  {% endcall %}
  {% call table("Personen", [{"label": "Name", "sort": "name"}, {"label": "Alter", "kind": "number"}]) %}
    <tr><th scope="row">Haddad</th><td>34</td></tr>
  {% endcall %}
  {{ pagination(page) }}{{ chip("AU", remove_url="/") }}{{ tabs([("Verlauf", "/", none), ("Plan", "/p", 5)], "/") }}
  {{ timeline([{"day": day, "kind": "Umzug", "title": "nach AU West", "text": none, "url": none}]) }}
  {% call key_figures() %}{{ key_figure("38", "belegt", "von 42", "/") }}{% endcall %}
  {{ sum_line([("Anfang", 1002, "/"), ("Abgänge", -12, none)], ("Ende", 990, "/")) }}
  {{ places(occupied=3, free=1, blocked=1, reserved=1) }}{{ empty("Noch nichts.", "Anlegen", "/") }}
{% endblock %}
"""


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    viewer = SimpleNamespace(user_name="Kim", municipality_name="Musterstadt", may=lambda _permission: True)
    monkeypatch.setattr(navigation, "find_viewer", lambda: viewer)
    monkeypatch.setattr(navigation, "_declared", {})
    monkeypatch.setattr(navigation, "_search", {})
    app = Flask(__name__, template_folder="../../templates", static_folder="../../casework/static")
    app.config["SECRET_KEY"] = "made up for this test"
    install(app)
    app.add_url_rule("/", "home", lambda: "")
    app.add_url_rule("/out", "out", lambda: "", methods=["GET", "POST"])
    navigation.menu_entry("Mein Tag", "home", None, 10)
    navigation.menu_entry("Abmelden", "out", None, 90, group="account", post=True)
    navigation.search_at("home", None)
    with app.test_request_context("/?stage=AU&sort=-name&page=2"):
        say("Gespräch gespeichert.", undo_url="/undo")
        yield render_template_string(SAMPLE, page=Page(["x"], 2, 9, 401), day=date(2025, 7, 1))


def test_it_is_valid_html(page: str) -> None:
    JustHTML(page, strict=True)


def test_one_h1_and_unique_ids(page: str) -> None:
    assert page.count("<h1") == 1
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_nothing_inline(page: str) -> None:
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", page)


def test_what_the_eye_needs_is_there(page: str) -> None:
    assert '<bdi lang="ar">أحمد</bdi>' in page
    assert 'aria-sort="descending"' in page
    assert 'data-label="Alter"' in page
    assert "1.014 Treffer" in page
    assert "51–51 von 401" in page
    assert "Filter zurücksetzen" in page
    assert 'aria-current="page">Mein Tag' in page


def test_undo_and_sign_out_carry_the_token(page: str) -> None:
    undo = page[page.index('action="/undo"') :][:200]
    assert "Rückgängig" in page
    assert 'name="csrf_token"' in undo
    assert 'name="csrf_token"' in page[page.index('action="/out"') :][:200]
