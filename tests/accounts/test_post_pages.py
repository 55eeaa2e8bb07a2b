"""Posts and teams on the screen: the account's form says them from a day on, their history is corrected, teams end."""

import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.accounts.post_models import Post
from casework.accounts.posts import full_time_on, posts_of
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import today
from casework.organisation.queries import shows_single_workers, teams_of
from tests import factories
from tests.situation.test_views import edition_of

TOMORROW = today() + timedelta(days=1)


def typed(user: factories.User, **changes: str) -> dict[str, str]:
    return {"name": user.name, "email": user.email, "role": user.role, **changes}


def with_team(app: Flask, client: FlaskClient, town: factories.Municipality, name: str = "Team Nord") -> str:
    assert client.post("/teams", data={"name": name, "carrier": "Diakonie"}).status_code == 302
    with app.app_context():
        return next(str(team.id) for team in teams_of(town.id) if team.name == name)


def test_one_form_says_share_and_team_from_a_day_on_and_the_list_shows_today(
    app: Flask, client: FlaskClient, administrator: factories.User, colleague: factories.User
) -> None:
    town = colleague.municipality
    factories.sign_in(client, administrator)
    north = with_team(app, client, town)
    page = f"/accounts/{colleague.id}"
    assert client.post(page, data=typed(colleague, team_id=north)).status_code == 422
    assert "auch den Stellenanteil" in client.post(page, data=typed(colleague, team_id=north)).text
    said = typed(colleague, share_percent="50", team_id=north, post_starts_on="01.03.2025")
    assert client.post(page, data=said).status_code == 302
    row = client.get("/accounts").text.partition(colleague.name)[2].partition("</tr>")[0]
    assert "Team Nord" in row
    assert "50\u00a0%" in row
    raised = typed(colleague, share_percent="80", team_id=north, post_starts_on=f"{TOMORROW:%d.%m.%Y}")
    assert client.post(page, data=raised).status_code == 302
    shown = client.get(page).text
    assert re.search(r'aria-current="true"[^>]*>Konten', shown)
    assert shown.count("Berichtigen") == 2
    assert "vorgesehen" in shown
    assert 'value="50"' in shown, "the form shows what holds today"
    assert client.post(page, data=typed(colleague, share_percent="50", team_id=north)).status_code == 302
    with app.app_context():
        assert len(posts_of(colleague.id)) == 2, "nothing new was said"
        assert [str(full_time_on(town.id, day)) for day in (today(), TOMORROW)] == ["0.50", "0.80"]
    assert "Diakonie" in client.get("/teams").text
    client.post("/sign-out")
    factories.sign_in(client, colleague)
    assert "50\u00a0%, Team Nord" in client.get("/account").text


def test_a_statement_is_corrected_and_taken_back(
    app: Flask, client: FlaskClient, administrator: factories.User, colleague: factories.User
) -> None:
    factories.sign_in(client, administrator)
    page = f"/accounts/{colleague.id}"
    client.post(page, data=typed(colleague, share_percent="50", post_starts_on="01.03.2025"))
    address = re.search(r'href="(/accounts/posts/[^"]+)"', client.get(page).text)
    assert address
    wrong = {"share_percent": "50", "starts_on": "01.03.2025", "ends_on": "01.03.2025"}
    assert "liegt nicht nach ihrem Beginn" in client.post(address[1], data=wrong).text
    right = {"share_percent": "60", "starts_on": "01.02.2025", "ends_on": ""}
    assert client.post(address[1], data=right).location == page
    assert "01.02.2025" in client.get(page).text
    changes = client.get(f"/history/post/{address[1].rpartition('/')[2]}").text
    assert "50\u00a0%" in changes
    assert "60\u00a0%" in changes
    with app.app_context():
        (post,) = posts_of(colleague.id)
    assert client.post(f"{address[1]}/take-back").status_code == 404, "it was corrected meanwhile"
    assert client.post(f"/accounts/posts/{post.id}/take-back").location == page
    assert "Stelle und Team bisher" not in client.get(page).text
    with app.app_context():
        assert db.session.query(Post).count() == 2, "what was stated stays on record"


def test_a_team_is_renamed_and_ends_once_nobody_works_in_it(
    app: Flask, client: FlaskClient, administrator: factories.User, colleague: factories.User
) -> None:
    with app.app_context():
        lead = factories.user(colleague.municipality, Role.TEAM_LEAD)
    factories.sign_in(client, administrator)
    north = with_team(app, client, colleague.municipality)
    assert "gibt es schon" in client.post("/teams", data={"name": "team  nord"}).text
    client.post(f"/accounts/{colleague.id}", data=typed(colleague, share_percent="100", team_id=north))
    client.post("/sign-out")
    factories.sign_in(client, lead)
    page, ends_on = f"/teams/{north}", f"{TOMORROW:%d.%m.%Y}"
    refused = client.post(page, data={"name": "Team Ost", "ends_on": ends_on})
    assert refused.status_code == 422
    assert f"gehören noch zum Team: {colleague.name}" in refused.text
    client.post("/sign-out")
    factories.sign_in(client, administrator)
    client.post(
        f"/accounts/{colleague.id}",
        data=typed(colleague, share_percent="100", team_id="", post_starts_on=ends_on),
    )
    assert client.post(page, data={"name": "Team Ost", "ends_on": ends_on}).status_code == 302
    assert f"endet am {ends_on}" in client.get("/teams").text
    assert re.search(r'aria-current="true"[^>]*>Teams', client.get(page).text)
    assert "Team Nord" in client.get(f"/history/team/{north}").text
    late = typed(
        colleague,
        share_percent="100",
        team_id=north,
        post_starts_on=f"{TOMORROW + timedelta(days=9):%d.%m.%Y}",
    )
    assert "gibt es an diesem Tag nicht mehr" in client.post(f"/accounts/{colleague.id}", data=late).text


def test_whether_figures_name_workers_is_off_and_only_the_administration_switches_it(
    app: Flask, client: FlaskClient, administrator: factories.User, colleague: factories.User
) -> None:
    town_id = colleague.municipality.id
    with app.app_context():
        lead = factories.user(colleague.municipality, Role.TEAM_LEAD)
        assert not shows_single_workers(town_id)
    for user in (lead, colleague):
        factories.sign_in(client, user)
        assert client.get("/worker-figures").status_code == 403
        client.post("/sign-out")
    factories.sign_in(client, administrator)
    assert "bestimmt der Personalrat" in client.get("/worker-figures").text
    for ticked, shown in (({"names_workers": "y"}, True), ({"names_workers": "y"}, True), ({}, False)):
        edition = edition_of(client, "/worker-figures")
        assert client.post("/worker-figures", data={"edition": edition} | ticked).status_code == 302
        with app.app_context():
            assert shows_single_workers(town_id) is shown
    with app.app_context():
        for switched in ("on", "off"):
            action = f"organisation:worker-figures:switched-{switched}"
            assert db.session.query(TrailEntry).filter_by(action=action).count() == 1
