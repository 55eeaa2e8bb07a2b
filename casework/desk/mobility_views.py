"""How a person gets out of the house, on a page of its own: it is health data."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.database.moments import today
from casework.desk.blueprint import blueprint
from casework.desk.forms import MobilityForm
from casework.desk.mobility import needs_of, state_need, take_back_need
from casework.people.scope import get_person
from casework.web.notices import say
from casework.web.paging import page_of


@blueprint.route("/people/<uuid:person_id>/mobility", methods=["GET", "POST"])
@requires(Permission.DESK_MOBILITY_WRITE)
def mobility(person_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """State what help a person needs to get out, and see what was stated."""
    person = get_person(current_viewer(), person_id)
    form = MobilityForm(data={"starts_on": today()})
    if form.validate_on_submit() and form.accepts(
        lambda: state_need(person, form.need.data, form.starts_on.data or today())
    ):
        say(_("Die Angabe ist gespeichert."))
        return redirect(url_for("people.person", person_id=person.id, tab="house"))
    page = page_of(needs_of(person))
    return render_template("desk/mobility.html", form=form, person=person, page=page), form.status


@blueprint.post("/people/<uuid:person_id>/mobility/<uuid:mobility_id>/take-back")
@requires(Permission.DESK_MOBILITY_WRITE)
def take_back_mobility(person_id: uuid.UUID, mobility_id: uuid.UUID) -> Response:
    """Take back a statement that was never right."""
    person = get_person(current_viewer(), person_id)
    take_back_need(person, mobility_id)
    say(_("Die Angabe ist zurückgenommen. Was davor galt, gilt wieder."))
    return redirect(url_for("desk.mobility", person_id=person.id))
