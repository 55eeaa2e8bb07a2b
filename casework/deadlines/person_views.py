"""Pages on which somebody says of a person's deadline that it was seen to, and that it was not after all."""

import uuid
from datetime import date

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.database.moments import today
from casework.deadlines.blueprint import blueprint
from casework.deadlines.queries import Held
from casework.deadlines.shown.declarations import TAB
from casework.deadlines.shown.forms import ConfirmForm
from casework.deadlines.shown.household import Household, get_held, get_open, household_of, said_together
from casework.deadlines.shown.person import Line
from casework.deadlines.together import reopen, see_to
from casework.people.models import Person
from casework.people.scope import get_person
from casework.web.notices import say
from casework.web.way_back import way_back


@blueprint.route("/people/<uuid:person_id>/deadlines/<uuid:deadline_id>", methods=["GET", "POST"])
@requires(Permission.DEADLINES_DEADLINE_CONFIRM)
def confirm(person_id: uuid.UUID, deadline_id: uuid.UUID) -> Response | tuple[str, int]:
    """Say that a deadline was seen to: on which day, for whom of the household, and what became of it."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    held, household = get_open(person, deadline_id), household_of(viewer, person)
    form = _form(household, held)
    if form.validate_on_submit():
        chosen = [one for one in household.open_beside(held) if one.person_id in form.chosen]
        people = form.attempt(lambda: see_to(viewer, chosen, **form.details()))
        if people:
            return _told(person, deadline_id, people)
    line = Line(held, today(), len(household.open_beside(held)))
    return render_template("deadlines/confirm.html", form=form, person=person, line=line), form.status


@blueprint.post("/people/<uuid:person_id>/deadlines/<uuid:deadline_id>/done")
@requires(Permission.DEADLINES_DEADLINE_CONFIRM)
def done(person_id: uuid.UUID, deadline_id: uuid.UUID) -> Response:
    """Say in one step that it was seen to today, for everybody of the household for whom the same one runs."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    held, household = get_open(person, deadline_id), household_of(viewer, person)
    people = see_to(viewer, household.open_beside(held), today())
    return _told(person, deadline_id, people)


@blueprint.post("/people/<uuid:person_id>/deadlines/<uuid:deadline_id>/reopen")
@requires(Permission.DEADLINES_DEADLINE_CONFIRM)
def open_anew(person_id: uuid.UUID, deadline_id: uuid.UUID) -> Response:
    """Say that it was not seen to after all; ?all=1 means for everybody for whom that was said in the same act."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    held = get_held(person, deadline_id)
    reopen(viewer, said_together(viewer, person, held) if "all" in request.args else [held])
    say(_("Die Frist läuft wieder."))
    return redirect(way_back(_tab(person)))


def _form(household: Household, held: Held) -> ConfirmForm:
    found = household.open_beside(held)
    day: date = today()
    form = ConfirmForm(data={"confirmed_on": day, "people": [str(one.person_id) for one in found]})
    form.offer([(one.person_id, household.cards[one.person_id].name_with_age(day)) for one in found])
    return form


def _told(person: Person, deadline_id: uuid.UUID, people: int) -> Response:
    """Back to where one came from, with the way to undo it."""
    back = way_back(_tab(person))
    undo = url_for("deadlines.open_anew", person_id=person.id, deadline_id=deadline_id, all=1, next=back)
    sentence = ngettext(
        "Die Frist ist als erledigt festgehalten.",
        "Die Frist ist für %(num)s Personen als erledigt festgehalten.",
        people,
    )
    say(sentence, undo_url=undo)
    return redirect(back)


def _tab(person: Person) -> str:
    return url_for("people.person", person_id=person.id, tab=TAB)
