"""Pages on which the case of a person is led, handed on, extended, and taken back."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.moments import today
from casework.people.blueprint import blueprint
from casework.people.case_forms import CaseForm, ExtensionForm
from casework.people.cases import lead_case, take_back_case
from casework.people.extensions import extend, get_extendable, take_back_extension
from casework.people.models import IntegrationCase, Person
from casework.people.queries import case_managers, cases_of, find_open_case, stated
from casework.people.scope import get_person, is_visible
from casework.web.navigation import home_address
from casework.web.notices import say


@blueprint.route("/people/<uuid:person_id>/case", methods=["GET", "POST"])
@requires(Permission.PEOPLE_PERSON_EDIT)
def case(person_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Say who leads the case, or end it."""
    viewer = current_viewer()
    found = get_person(viewer, person_id)
    cases = cases_of(found)
    led = find_open_case(found, today())
    form = CaseForm(data=CaseForm.as_typed(led)).of(led or found)
    form.offer(case_managers(viewer.municipality_id, cases))
    if form.validate_on_submit() and form.accepts(lambda: lead_case(found, **form.details())):
        say(_("Die Zuständigkeit ist gespeichert."))
        return redirect(back_to(viewer, found))
    may_extend = led is not None or any(one.extended for one in cases)
    page = render_template("people/case.html", form=form, person=found, cases=cases, may_extend=may_extend)
    return page, form.status


@blueprint.post("/people/<uuid:person_id>/case/<uuid:case_id>/take-back")
@requires(Permission.PEOPLE_PERSON_EDIT)
def take_back(person_id: uuid.UUID, case_id: uuid.UUID) -> Response:
    """Take back a case that should never have been entered."""
    viewer = current_viewer()
    found = get_person(viewer, person_id)
    take_back_case(found, stated(IntegrationCase, found, case_id))
    say(_("Der Fall ist zurückgenommen. Was davor galt, gilt wieder."))
    return redirect(back_to(viewer, found))


@blueprint.route("/people/<uuid:person_id>/case/extension", methods=["GET", "POST"])
@requires(Permission.PEOPLE_PERSON_EDIT)
def extension(person_id: uuid.UUID) -> Response | tuple[str, int]:
    """Say that the counselling goes on into the fourth year, and why; or correct what was said."""
    found = get_person(current_viewer(), person_id)
    case = get_extendable(found, today())
    form = ExtensionForm(data=ExtensionForm.as_typed(case)).of(case)
    if form.validate_on_submit() and form.accepts(
        lambda: extend(found, case, on=form.extended_on.data or today(), reason=form.reason.data or "")
    ):
        say(_("Die Verlängerung der Beratung ist gespeichert."))
        return redirect(url_for("people.case", person_id=found.id))
    return render_template("people/extension.html", form=form, person=found, case=case), form.status


@blueprint.post("/people/<uuid:person_id>/case/extension/take-back")
@requires(Permission.PEOPLE_PERSON_EDIT)
def retract_extension(person_id: uuid.UUID) -> Response:
    """Take back that the counselling was extended."""
    found = get_person(current_viewer(), person_id)
    take_back_extension(found)
    say(_("Die Verlängerung der Beratung ist zurückgenommen."))
    return redirect(url_for("people.case", person_id=found.id))


def back_to(viewer: Viewer, person: Person) -> str:
    """The page of a person, or the home page of whoever may not know of them any longer."""
    if is_visible(viewer, person):
        return url_for("people.person", person_id=person.id)
    return home_address()
