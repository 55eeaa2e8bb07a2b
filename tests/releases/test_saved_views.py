"""Views of lists and figures under a name: kept, shared, changed, forgotten; never with words that were searched."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML

from casework.access.roles import Role
from tests import factories

FORM = ("endpoint", "query")


@pytest.fixture
def staff(app: Flask) -> dict[str, factories.User]:
    with app.app_context():
        town = factories.municipality()
        house = factories.house(town, "Haus Nord")
        factories.stay(factories.person(town), stage="VU", house=house, starts_on=date(2025, 1, 1))
        return {
            "lead": factories.user(town),
            "manager": factories.user(town, Role.CASE_MANAGER),
            "other": factories.user(factories.municipality("Nebenan"), name="Nele Nachbarin"),
        }


def keep(client: FlaskClient, address: str, name: str, **more: str) -> str:
    """Keep the view of a page by the form below it, and return where one is led."""
    page = JustHTML(client.get(address).text, sanitize=False)
    hidden = {
        field.attrs["name"]: field.attrs["value"]
        for field in page.query(".saved-views__keep input")
        if field.attrs.get("name") in FORM
    }
    answer = client.post("/saved-views/new", data=hidden | {"name": name} | more)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def offered(client: FlaskClient, address: str) -> dict[str, str]:
    """The views offered below a page."""
    links = JustHTML(client.get(address).text, sanitize=False).query(".saved-views__list a")
    return {link.to_text(): link.attrs["href"] for link in links}


@pytest.mark.parametrize(
    "address",
    [
        "/people?stage=VU",
        "/occupancy?on=01.02.2025&columns=occupied&columns=free_net",
        "/cross?on=01.02.2025&rows=house&columns=sex&in-stage=VU",
    ],
)
def test_a_view_brings_back_filters_and_columns(
    client: FlaskClient, staff: dict[str, factories.User], address: str
) -> None:
    factories.sign_in(client, staff["lead"])
    assert keep(client, address, "Montagsrunde") == address
    assert offered(client, address.partition("?")[0]) == {"Montagsrunde": address}
    assert client.get(address).status_code == 200


def test_words_searched_are_not_kept(client: FlaskClient, staff: dict[str, factories.User]) -> None:
    factories.sign_in(client, staff["lead"])
    assert keep(client, "/people?q=Haddad&stage=VU&page=2", "VU") == "/people?stage=VU"


def test_a_view_is_ones_own_until_it_is_shared(
    app: Flask, client: FlaskClient, staff: dict[str, factories.User]
) -> None:
    factories.sign_in(client, staff["lead"])
    keep(client, "/people?stage=VU", "nur meine")
    keep(client, "/people?stage=AU", "für alle", is_shared="y")
    for name, seen in (("manager", {"für alle": "/people?stage=AU"}), ("other", {})):
        browser = app.test_client()
        factories.sign_in(browser, staff[name])
        assert offered(browser, "/people") == seen
        assert "nur meine" not in browser.get("/saved-views").text


def test_a_view_is_renamed_shared_and_forgotten_by_its_owner_only(
    app: Flask, client: FlaskClient, staff: dict[str, factories.User]
) -> None:
    factories.sign_in(client, staff["lead"])
    keep(client, "/people?stage=VU", "VU", is_shared="y")
    page = JustHTML(client.get("/saved-views").text, sanitize=False)
    (edit,) = [
        link.attrs["href"] for link in page.query("main td a") if "/saved-views/" in link.attrs["href"]
    ]
    stranger = app.test_client()
    factories.sign_in(stranger, staff["manager"])
    assert stranger.get(edit).status_code == stranger.post(f"{edit}/forget").status_code == 404
    assert client.post(edit, data={"name": "Vorläufige"}).status_code == 302
    assert offered(client, "/people") == {"Vorläufige": "/people?stage=VU"}
    assert offered(stranger, "/people") == {}
    assert client.post(f"{edit}/forget").status_code == 302
    assert offered(client, "/people") == {}


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": "", "endpoint": "people.register", "query": ""}, "Bitte ausfüllen"),
        ({"name": "VU", "endpoint": "people.register", "query": ""}, "haben Sie auf dieser Seite schon"),
        ({"name": "Neu", "endpoint": "accounts.users", "query": ""}, "lassen sich keine Ansichten merken"),
    ],
)
def test_what_cannot_be_kept_is_said(
    client: FlaskClient, staff: dict[str, factories.User], sent: dict[str, str], sentence: str
) -> None:
    factories.sign_in(client, staff["lead"])
    keep(client, "/people", "VU")
    answer = client.post("/saved-views/new", data=sent)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_chosen_columns_go_into_page_and_file(client: FlaskClient, staff: dict[str, factories.User]) -> None:
    factories.sign_in(client, staff["lead"])
    query = "on=01.02.2025&columns=occupied&columns=free_net"
    heads = JustHTML(client.get(f"/occupancy?{query}").text, sanitize=False).query("main thead th")
    assert [head.to_text().strip() for head in heads] == ["Unterkunft", "Art", "belegt", "frei netto"]
    lines = client.get(f"/occupancy.csv?{query}").data.decode("utf-8-sig").splitlines()
    assert "Unterkunft;Art;belegt;frei netto" in lines
    assert "Haus Nord;VU;1;3" in lines
