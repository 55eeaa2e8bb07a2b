"""Nothing crosses the border of a municipality: not a page, not a list, not a search."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.guard import declared_access
from casework.access.roles import MATRIX, Role
from tests import factories
from tests.access.addresses import addresses

SECRETS = ("Vasilenko", "Oksana", "Haus Geheimrat", "MA-4711")
"""What is written nowhere else in the product."""
LINK = re.compile(r'href="(/[^"#]*)')
LONGEST_WALK = 400


@dataclass(frozen=True)
class TwoTowns:
    """A person of A, and those who must not know of her."""

    person: factories.Person
    house: factories.House
    own_staff: dict[Role, factories.User]
    strangers: dict[Role, factories.User]


@pytest.fixture
def towns(app: Flask) -> TwoTowns:
    with app.app_context():
        a, b = factories.municipality("Musterstadt"), factories.municipality("Beispielburg")
        own_staff = {role: factories.user(a, role) for role in Role}
        house = factories.house(a, "Haus Geheimrat", rooms={"G1": 2})
        person = factories.person(a, "Vasilenko", given_names="Oksana", case_number="MA-4711")
        factories.stay(person, stage="VU", starts_on=date(2025, 1, 1), house=house, room="G1")
        factories.case(person, own_staff[Role.CASE_MANAGER], date(2025, 1, 1))
        strangers = {role: factories.user(b, role) for role in Role}
        theirs = factories.person(b, "Anders")
        their_house = factories.house(b, "Haus Anderswo")
        factories.stay(theirs, stage="AU", starts_on=date(2025, 1, 1), house=their_house, room="N1")
        factories.case(theirs, strangers[Role.CASE_MANAGER], date(2025, 1, 1))
    return TwoTowns(person, house, own_staff, strangers)


def looks(app: Flask, towns: TwoTowns) -> list[tuple[str, str]]:
    """Every page that can be opened with the ids of A, and every search for her, with the endpoint of each."""
    ids = {"person_id": towns.person.id, "accommodation_id": towns.house.id}
    ids |= {"room_id": towns.house.rooms["G1"], "household_id": towns.person.household_id}
    found = []
    for rule, method, address in addresses(app, ids):
        if method == "GET":
            found.append((rule.endpoint, address))
        if method == "GET" and not rule.arguments:
            found += [(rule.endpoint, f"{address}?q={word}&on=2025-06-30") for word in SECRETS]
    return found


def walk(client: FlaskClient) -> Iterator[tuple[str, str]]:
    """All pages that can be reached by links from the first, with what they show."""
    waiting, seen = ["/"], {"/"}
    while waiting and len(seen) < LONGEST_WALK:
        address = waiting.pop()
        page = client.get(address, follow_redirects=True)
        if page.mimetype != "text/html":
            continue
        yield address, page.text
        for link in LINK.findall(page.text.replace("&amp;", "&")):
            if link not in seen and not link.startswith("/static"):
                seen.add(link)
                waiting.append(link)


@pytest.mark.parametrize("role", Role)
def test_strangers_find_nobody_by_address_or_search(
    app: Flask, client: FlaskClient, towns: TwoTowns, role: Role
) -> None:
    factories.sign_in(client, towns.strangers[role])
    for endpoint, address in looks(app, towns):
        page = client.get(address)
        assert page.status_code < 500, address
        if f"{towns.person.id}" in address or f"{towns.house.id}" in address:
            with app.app_context():
                allowed = declared_access(endpoint) in MATRIX[role]
            assert page.status_code == (404 if allowed else 403), address
        assert not leaks(page.data.decode(errors="replace"), address), address


@pytest.mark.parametrize("role", Role)
def test_strangers_see_nobody_wherever_they_walk(client: FlaskClient, towns: TwoTowns, role: Role) -> None:
    factories.sign_in(client, towns.strangers[role])
    walked = 0
    for address, page in walk(client):
        walked += 1
        assert not leaks(page, address), address
    assert walked > 3


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.CASE_MANAGER])
def test_her_own_town_finds_her(client: FlaskClient, towns: TwoTowns, role: Role) -> None:
    """Else the tests above would prove nothing."""
    factories.sign_in(client, towns.own_staff[role])
    assert "Vasilenko" in client.get("/people?q=Vasilenko").text
    assert "Oksana" in client.get(f"/people/{towns.person.id}").text
    assert any("Vasilenko" in page for _address, page in walk(client))


def test_whoever_leads_no_case_of_hers_does_not_see_her(
    app: Flask, client: FlaskClient, towns: TwoTowns
) -> None:
    with app.app_context():
        colleague = factories.user(towns.person.municipality, Role.CASE_MANAGER)
    factories.sign_in(client, colleague)
    assert client.get(f"/people/{towns.person.id}").status_code == 404
    for address, page in walk(client):
        assert "Vasilenko" not in page, address


def test_the_administration_sees_no_names(client: FlaskClient, towns: TwoTowns) -> None:
    factories.sign_in(client, towns.own_staff[Role.ADMINISTRATOR])
    for address, page in walk(client):
        assert "Vasilenko" not in page, address
        assert "Oksana" not in page, address


def leaks(page: str, address: str) -> list[str]:
    """What a page shows of A beyond the words that were typed into the address."""
    typed = address.partition("q=")[2].partition("&")[0].replace("%20", " ")
    return [secret for secret in SECRETS if secret in page and secret != typed]
