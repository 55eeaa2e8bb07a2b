"""Nothing crosses the border of a municipality: not a page, not a list, not a search, not an act."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from casework.access.guard import declared_access
from casework.access.roles import MATRIX, Role
from casework.database.moments import today
from tests import factories
from tests.access.addresses import address, rules
from tests.access.belongings import belongings
from tests.access.neighbours import TwoTowns, two_towns
from tests.access.two_towns import OURS, mixtures
from tests.access.watched import Looks, watched
from tests.reports.reading import text_of
from tests.templates import Template, Templates

NOT_HERS = {
    "answer_id",
    "accommodation_id",
    "block_id",
    "defect_id",
    "room_id",
    "arrival_id",
    "quota_id",
    "report_id",
    "emergency_id",
    "partner_id",
    "offer_id",
    "contact_id",
    "upload_id",
    "user_id",
    "rule_id",
    "axis_key",
    "entry_kind",
    "name",
    "ending",
    "number",
    "position",
}
"""What an address may name without naming somebody whose case is led."""
LINK = re.compile(r'href="(/[^"#]*)')
LONGEST_WALK = 200


@pytest.fixture(scope="module")
def template(templates: Templates) -> Template:
    return templates.holding(two_towns)


@pytest.fixture
def towns(template: Template) -> TwoTowns:
    return template.holds


def crossings(app: Flask, towns: TwoTowns, wanted: str) -> Iterator[tuple[Rule, str, bool]]:
    """Every address with a method that names something of ours, and whether it names nothing else."""
    for rule, method in rules(app):
        if method == wanted:
            for ids in mixtures(sorted(rule.arguments), towns.ours.ids, towns.theirs.ids):
                yield rule, address(app, rule, ids), all(ids[n] == towns.ours.ids[n] for n in rule.arguments)


def searches(app: Flask, towns: TwoTowns, looks: Looks) -> Iterator[str]:
    """Every page of theirs, asked for ours by id; and those that need no id also by every word.

    Where a page did not even look for a name, asking it once more with that name would give the same page.
    """
    named = {"house": towns.ours.house.id, "room": towns.ours.room_id, "actor": towns.ours.ids["user_id"]}
    for rule, method in rules(app):
        if method == "GET":
            page = address(app, rule, towns.theirs.ids)
            looks.begin()
            yield page
            asked = [name for name in named if looks.may_matter(name)]
            is_searched = not rule.arguments and looks.may_matter("q", "on")
            if page.endswith(".pdf"):
                continue
            yield from (f"{page}?{name}={named[name]}" for name in asked)
            for word in OURS.secrets() if is_searched else ():
                looks.begin()
                yield f"{page}?q={word}&on=2025-06-30"
                if not looks.may_matter("q"):
                    break


def leaks(answer: TestResponse) -> list[str]:
    """What an answer shows of ours beyond the words that were typed into the address."""
    is_paper = answer.mimetype == "application/pdf"
    shown = text_of(answer.data) if is_paper else answer.data.decode(errors="replace")
    typed = answer.request.args.get("q")
    return [secret for secret in OURS.secrets() if secret in shown and secret != typed]


def walk(client: FlaskClient) -> Iterator[TestResponse]:
    """All pages that can be reached by links from the first."""
    waiting, seen = ["/"], {"/"}
    while waiting and len(seen) < LONGEST_WALK:
        page = client.get(waiting.pop(), follow_redirects=True)
        if page.mimetype != "text/html":
            continue
        yield page
        for link in LINK.findall(page.text.replace("&amp;", "&")):
            if link not in seen and not link.startswith("/static"):
                seen.add(link)
                waiting.append(link)


def test_every_address_can_be_made(app: Flask, towns: TwoTowns) -> None:
    unknown = {name for rule, _method in rules(app) for name in rule.arguments} - towns.ours.ids.keys()
    assert not unknown, f"tests/access/two_towns.py has nothing yet for {sorted(unknown)}"
    shared = {name for name, value in towns.ours.ids.items() if value == towns.theirs.ids[name]}
    assert shared == {
        "axis_key",
        "clock",
        "entry_kind",
        "fact_kind",
        "language",
        "name",
        "ending",
        "number",
        "paper",
        "position",
        "sentence",
    }


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("role", Role)
def test_strangers_reach_nothing_by_address(
    app: Flask, client: FlaskClient, towns: TwoTowns, role: Role, method: str
) -> None:
    before = belongings(app, towns.ours.municipality.id)
    factories.sign_in(client, towns.theirs.staff[role])
    wrong = []
    for rule, place, is_all_ours in crossings(app, towns, method):
        answer = client.open(place, method=method)
        with app.app_context():
            allowed = declared_access(rule.endpoint) in MATRIX[role]
        is_right = answer.status_code == (404 if allowed else 403)
        if allowed and not is_all_ours:
            is_right = answer.status_code in {404, 409, 422}
        if not is_right or leaks(answer):
            wrong.append(f"{method} {rule} answers {answer.status_code} and shows {leaks(answer)}")
    assert not wrong, "\n".join(wrong)
    assert belongings(app, towns.ours.municipality.id) == before


@pytest.mark.slow
@pytest.mark.parametrize("role", Role)
def test_strangers_find_nothing_by_search(
    app: Flask, client: FlaskClient, towns: TwoTowns, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = Looks()
    monkeypatch.setattr(app.request_class, "args", watched(looks))
    factories.sign_in(client, towns.theirs.staff[role])
    for place in searches(app, towns, looks):
        answer = client.get(place)
        assert answer.status_code < 500, place
        assert not leaks(answer), place


@pytest.mark.parametrize("role", Role)
def test_strangers_see_nothing_wherever_they_walk(client: FlaskClient, towns: TwoTowns, role: Role) -> None:
    factories.sign_in(client, towns.theirs.staff[role])
    walked = 0
    for page in walk(client):
        walked += 1
        assert not leaks(page), page.request.url
    assert walked > 3


@pytest.mark.parametrize("role", Role)
def test_her_own_town_reaches_everything(
    app: Flask, client: FlaskClient, towns: TwoTowns, role: Role
) -> None:
    """Else the tests above would prove nothing."""
    factories.sign_in(client, towns.ours.staff[role])
    seen: set[str] = set()
    for rule, method in rules(app):
        with app.app_context():
            allowed = declared_access(rule.endpoint) in MATRIX[role]
        if method == "GET" and rule.arguments and allowed:
            answer = client.get(
                address(app, rule, towns.ours.ids), follow_redirects="draft_id" in rule.arguments
            )
            is_anothers = bool({"view_id", "draft_id", "row"} & rule.arguments) and role is not Role.TEAM_LEAD
            assert answer.status_code == (404 if is_anothers else 200), rule
            seen.update(leaks(answer))
    if role is Role.HOUSE_DESK:
        assert {"Vasilenko", "Oksana", "Haus Geheimrat"} <= seen
        assert not {"Verein Nebelhorn", "MA-4711", "zedernholz.csv"} & seen
    elif role is Role.CONTROLLER:
        assert seen == {"Verein Nebelhorn", "Quirin Xylander"}, "an answer's question, and who released it"
    elif role is not Role.ADMINISTRATOR:
        assert {"Vasilenko", "Oksana", "Canarytext", "Verein Nebelhorn", "MA-4711"} <= seen


def test_a_new_row_of_hers_is_seen(app: Flask, client: FlaskClient, towns: TwoTowns) -> None:
    """Else unchanged belongings would prove nothing."""
    before = belongings(app, towns.ours.municipality.id)
    assert {place.partition(" ")[0] for place in before} >= {
        "person",
        "goal_state",
        "subject_key",
        "user_account",
    }
    assert not before.keys() & belongings(app, towns.theirs.municipality.id).keys()
    factories.sign_in(client, towns.ours.staff[Role.CASE_MANAGER])
    goal = {
        "wording": "Kita",
        "field_of_action": "KIT",
        "responsible": "CLIENT",
        "agreed_on": f"{today():%d.%m.%Y}",
    }
    assert client.post(f"/people/{towns.ours.person.id}/goals/new", data=goal).status_code == 302
    assert belongings(app, towns.ours.municipality.id).keys() > before.keys()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_whoever_leads_no_case_of_hers_reaches_nothing_of_her(
    app: Flask, client: FlaskClient, towns: TwoTowns, method: str
) -> None:
    with app.app_context():
        colleague = factories.user(towns.ours.municipality, Role.CASE_MANAGER, name="Noah Neu")
    before = belongings(app, towns.ours.municipality.id)
    factories.sign_in(client, colleague)
    for rule, asked in rules(app):
        if asked == method and rule.arguments - NOT_HERS:
            answer = client.open(address(app, rule, towns.ours.ids), method=method)
            with app.app_context():
                allowed = declared_access(rule.endpoint) in MATRIX[Role.CASE_MANAGER]
            assert answer.status_code == (404 if allowed else 403), rule
            assert not leaks(answer), rule
    assert belongings(app, towns.ours.municipality.id) == before


def test_whoever_leads_no_case_of_hers_never_meets_her_name(
    app: Flask, client: FlaskClient, towns: TwoTowns
) -> None:
    with app.app_context():
        colleague = factories.user(towns.ours.municipality, Role.CASE_MANAGER, name="Noah Neu")
    factories.sign_in(client, colleague)
    for page in walk(client):
        assert not {"Vasilenko", "Oksana", "Canarytext", "MA-4711"} & set(leaks(page)), page.request.url


def test_the_administration_sees_no_names(client: FlaskClient, towns: TwoTowns) -> None:
    factories.sign_in(client, towns.ours.staff[Role.ADMINISTRATOR])
    for page in walk(client):
        assert not {"Vasilenko", "Oksana", "Canarytext", "MA-4711"} & set(leaks(page)), page.request.url
