"""Pages on which residence titles of a person are stated, corrected and taken back."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.people.blueprint import blueprint
from casework.people.models import ResidenceTitle
from casework.people.queries import get_latest_title, stated, titles_of
from casework.people.scope import get_person
from casework.people.title_forms import NewTitleForm, TitleForm
from casework.people.titles import correct_title, state_title, take_back_title
from casework.web.notices import say


@blueprint.route("/people/<uuid:person_id>/titles/new", methods=["GET", "POST"])
@requires(Permission.PEOPLE_PERSON_EDIT)
def new_title(person_id: uuid.UUID) -> Response | tuple[str, int]:
    """State a residence title."""
    found = get_person(current_viewer(), person_id)
    form = NewTitleForm()
    if form.validate_on_submit() and form.accepts(lambda: state_title(found, **form.details())):
        say(_("Der Aufenthaltstitel ist gespeichert."))
        return redirect(url_for("people.person", person_id=found.id))
    return render_template(
        "people/new_title.html", form=form, person=found, titles=titles_of(found)
    ), form.status


@blueprint.route("/people/<uuid:person_id>/titles/<uuid:title_id>", methods=["GET", "POST"])
@requires(Permission.PEOPLE_PERSON_EDIT)
def edit_title(person_id: uuid.UUID, title_id: uuid.UUID) -> Response | tuple[str, int]:
    """Correct what is said of a title; which one it is and when it begins stays."""
    found = get_person(current_viewer(), person_id)
    title = get_latest_title(found, title_id)
    form = TitleForm(data=TitleForm.as_typed(title)).of(title)
    if form.validate_on_submit() and form.accepts(lambda: correct_title(title, **form.details())):
        say(_("Der Aufenthaltstitel ist berichtigt."))
        return redirect(url_for("people.person", person_id=found.id))
    return render_template("people/edit_title.html", form=form, person=found, title=title), form.status


@blueprint.post("/people/<uuid:person_id>/titles/<uuid:title_id>/take-back")
@requires(Permission.PEOPLE_PERSON_EDIT)
def retract_title(person_id: uuid.UUID, title_id: uuid.UUID) -> Response:
    """Take back a title that should never have been entered."""
    found = get_person(current_viewer(), person_id)
    take_back_title(found, stated(ResidenceTitle, found, title_id))
    say(_("Der Aufenthaltstitel ist zurückgenommen."))
    return redirect(url_for("people.person", person_id=found.id))
