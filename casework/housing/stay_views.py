"""Pages on which people move, leave, and on which an entry is corrected or taken back."""

import uuid

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.moments import now, today
from casework.errors import NotThere
from casework.housing.blueprint import blueprint
from casework.housing.forms import EndForm, LeaveForm, MoveForm, PeopleForm, place_choices
from casework.housing.ledger import AXES, Axis
from casework.housing.occupancy import occupancy
from casework.housing.operations import correct_end, leave_together, move_together, retract
from casework.housing.queries import find_stated
from casework.housing.warnings import after_move
from casework.people.models import Person
from casework.people.queries import get_people, household_members
from casework.people.scope import get_person
from casework.web.notices import say


@blueprint.route("/people/<uuid:person_id>/move", methods=["GET", "POST"])
@requires(Permission.HOUSING_STAY_WRITE)
def move(person_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Move a person, or the whole household, in one act."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    form = MoveForm(data={"people": _preselected(viewer, person), "on": today()})
    _offer_household(form, viewer, person)
    form.offer_places(place_choices(occupancy(viewer.municipality_id, form.on.data or today(), now())))
    if form.validate_on_submit():
        people = get_people(viewer, form.chosen_people())
        if form.accepts(lambda: move_together(people, **form.details())):
            _report(people, form)
            return redirect(url_for("people.person", person_id=person.id))
    return render_template("housing/move.html", form=form, person=person), form.status


def _report(people: list[Person], form: MoveForm) -> None:
    say(
        ngettext(
            "Der Umzug ist festgehalten: 1 Person ab %(day)s.",
            "Der Umzug ist festgehalten: %(num)s Personen ab %(day)s.",
            len(people),
            day=f"{form.on.data:%d.%m.%Y}",
        )
    )
    for doubt in after_move(form.destination(), form.on.data or today()):
        say(str(doubt), "warning")


@blueprint.route("/people/<uuid:person_id>/leave", methods=["GET", "POST"])
@requires(Permission.HOUSING_STAY_WRITE)
def leave(person_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Let a person, or the household, leave the town's care."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    form = LeaveForm(data={"people": _preselected(viewer, person), "on": today()})
    _offer_household(form, viewer, person)
    if form.validate_on_submit():
        people = get_people(viewer, form.chosen_people())
        if form.accepts(lambda: leave_together(people, **form.details())):
            say(_("Der Auszug ist festgehalten."))
            return redirect(url_for("people.person", person_id=person.id))
    return render_template("housing/leave.html", form=form, person=person), form.status


@blueprint.route("/people/<uuid:person_id>/stays/<axis_key>/<uuid:episode_id>", methods=["GET", "POST"])
@requires(Permission.HOUSING_STAY_WRITE)
def correct(person_id: uuid.UUID, axis_key: str, episode_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Say when an entry really ended; what was stated before stays on record."""
    person, axis = get_person(current_viewer(), person_id), _axis(axis_key)
    episode = find_stated(axis, person, episode_id)
    form = EndForm(data={"ends_on": episode.ends_on})
    if form.validate_on_submit() and form.accepts(
        lambda: correct_end(person, axis, episode.starts_on, form.ends_on.data, episode.person_id)
    ):
        say(_("Das Ende ist berichtigt."))
        return redirect(url_for("people.person", person_id=person.id, tab="stays"))
    return render_template(
        "housing/correct.html", form=form, person=person, episode=episode, axis=axis
    ), form.status


@blueprint.post("/people/<uuid:person_id>/stays/<axis_key>/<uuid:episode_id>/take-back")
@requires(Permission.HOUSING_STAY_WRITE)
def take_back(person_id: uuid.UUID, axis_key: str, episode_id: uuid.UUID) -> Response:
    """Take back an entry that should never have been made; what was before it holds again."""
    person, axis = get_person(current_viewer(), person_id), _axis(axis_key)
    episode = find_stated(axis, person, episode_id)
    retract(person, axis, episode.starts_on, episode.person_id)
    say(_("Der Eintrag ist zurückgenommen. Was davor galt, gilt wieder."))
    return redirect(url_for("people.person", person_id=person.id, tab="stays"))


def _axis(key: str) -> Axis:
    if key not in AXES:
        raise NotThere("Diese Seite gibt es nicht.")
    return AXES[key]


def _preselected(viewer: Viewer, person: Person) -> list[str]:
    """The person, or with ?all= the whole household."""
    if not request.args.get("all"):
        return [str(person.id)]
    return [str(member.person_id) for member in household_members(viewer, person)]


def _offer_household(form: PeopleForm, viewer: Viewer, person: Person) -> None:
    form.offer_people(
        [
            (str(member.person_id), member.name_with_age(today()))
            for member in household_members(viewer, person)
        ]
    )
