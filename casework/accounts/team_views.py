"""The teams of the own municipality: who works in which today, another one, and one that changes or ends."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.access.roles import ROLE_LABELS
from casework.accounts.blueprint import blueprint
from casework.accounts.team_forms import NewTeamForm, TeamForm
from casework.accounts.teams import change_team, staffed_teams
from casework.database.moments import today
from casework.organisation.operations import enter_team
from casework.organisation.queries import get_team
from casework.web.notices import say


@blueprint.route("/teams", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_TEAM_WRITE)
def teams() -> Response | tuple[str, int]:
    """The teams with whoever works in them today, and a form for another one."""
    town_id = current_viewer().municipality_id
    form = NewTeamForm()
    if form.validate_on_submit() and form.accepts(lambda: enter_team(town_id, form.details())):
        say(_("Das Team ist angelegt."))
        return redirect(url_for("accounts.teams"))
    found = staffed_teams(town_id, today())
    return render_template("accounts/teams.html", form=form, teams=found, roles=ROLE_LABELS), form.status


@blueprint.route("/teams/<uuid:team_id>", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_TEAM_WRITE)
def edit_team(team_id: uuid.UUID) -> Response | tuple[str, int]:
    """Name and carrier of a team, and from which day on it is no more."""
    team = get_team(current_viewer().municipality_id, team_id)
    form = TeamForm.of_team(team)
    if form.validate_on_submit() and form.accepts(lambda: change_team(team, form.details())):
        say(_("Das Team ist geändert."))
        return redirect(url_for("accounts.teams"))
    return render_template("accounts/edit_team.html", form=form, team=team), form.status
