"""Who is away, on a page of its own: why may be health data."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.database.moments import today
from casework.housing.absence_forms import AbsenceForm
from casework.housing.absences import absences_of, state_absence, take_back_absence
from casework.housing.blueprint import blueprint
from casework.people.scope import get_person
from casework.web.notices import say
from casework.web.paging import page_of


@blueprint.route("/people/<uuid:person_id>/absences", methods=["GET", "POST"])
@requires(Permission.HOUSING_STAY_WRITE)
def absences(person_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """State that a person is away, or came back, and see what was stated."""
    person = get_person(current_viewer(), person_id)
    form = AbsenceForm(data={"starts_on": today()})
    if form.validate_on_submit() and form.accepts(lambda: state_absence(person, *form.details())):
        say(_("Die Abwesenheit ist festgehalten. Der Platz bleibt belegt."))
        return redirect(url_for("housing.absences", person_id=person.id))
    page = page_of(absences_of(person))
    return render_template("housing/absences.html", form=form, person=person, page=page), form.status


@blueprint.post("/people/<uuid:person_id>/absences/<uuid:absence_id>/take-back")
@requires(Permission.HOUSING_STAY_WRITE)
def withdraw_absence(person_id: uuid.UUID, absence_id: uuid.UUID) -> Response:
    """Take back an absence that never was."""
    person = get_person(current_viewer(), person_id)
    take_back_absence(person, absence_id)
    say(_("Die Abwesenheit ist zurückgenommen."))
    return redirect(url_for("housing.absences", person_id=person.id))
