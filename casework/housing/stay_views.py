"""Pages on which people move and leave, one or many in one act."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.moments import now, today
from casework.errors import Doubt
from casework.housing.act_models import StayAct
from casework.housing.blueprint import blueprint
from casework.housing.companions import companions
from casework.housing.hearings import hearing_due
from casework.housing.occupancy import occupancy
from casework.housing.operations import leave_together, move_together
from casework.housing.place_options import place_choices
from casework.housing.queries import houses_of
from casework.housing.stay_forms import FindFields, LeaveForm, MoveForm
from casework.housing.warnings import after_leaving, after_move
from casework.people.models import Person
from casework.people.queries import get_people, household_members
from casework.people.scope import get_person
from casework.vocabulary.housing import LEAVING
from casework.web.filters import asked_day
from casework.web.notices import say


@blueprint.route("/people/<uuid:person_id>/move", methods=["GET", "POST"])
@requires(Permission.HOUSING_STAY_WRITE)
def move(person_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Move a person, the household, or whoever is picked, in one act."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    form = MoveForm(data=_asked(viewer, person))
    _offer_people(form, viewer, person)
    _offer_places(form, viewer)
    form.ask_hearing(len(hearing_due(form.offered_people, form.on.data or today())))
    if not form.is_looking() and form.validate_on_submit():
        people = get_people(viewer, form.asked_people())
        act = form.attempt(lambda: move_together(people, **form.details()))
        if act:
            heard = form.hearing() is not None
            doubts = after_move(people, form.destination(), act.acts_on, is_hearing_answered=heard)
            return _told(person, act, people, doubts)
    form.looked()
    return render_template("housing/move.html", form=form, person=person), form.status


@blueprint.route("/people/<uuid:person_id>/leave", methods=["GET", "POST"])
@requires(Permission.HOUSING_STAY_WRITE)
def leave(person_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Let a person, the household, or whoever is picked, leave the town's care."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    form = LeaveForm(data=_asked(viewer, person))
    _offer_people(form, viewer, person)
    if not form.is_looking() and form.validate_on_submit():
        people = get_people(viewer, form.asked_people())
        act = form.attempt(lambda: leave_together(people, **form.details()))
        if act:
            return _told(person, act, people, after_leaving(people, act.acts_on))
    form.looked()
    return render_template("housing/leave.html", form=form, person=person), form.status


def _asked(viewer: Viewer, person: Person) -> dict[str, Any]:
    """What the address says: ?people=, or ?all= the household and ?with= others; ?on=, ?stage=, ?place=, ?where=."""
    people = request.args.getlist("people") or [str(person.id), *request.args.getlist("with")]
    if request.args.get("all"):
        people += [str(member.person_id) for member in household_members(viewer, person)]
    where = request.args.get("where", "")
    return {
        "people": list(dict.fromkeys(people)),
        "on": asked_day("on") or today(),
        "stage": request.args.get("stage", ""),
        "place": request.args.get("place", ""),
        "where": where,
        "narrowed": where,
    }


def _offer_people(form: FindFields, viewer: Viewer, person: Person) -> None:
    words = form.find.data or "" if form.is_submitted() else ""
    form.offer_people(companions(viewer, person, form.asked_people(), words))


def _offer_places(form: MoveForm, viewer: Viewer) -> None:
    day = form.on.data or today()
    wanted = form.wanted(houses_of(form.asked_people(), day))
    houses = occupancy(viewer.municipality_id, day, now())
    form.offer_places(*place_choices(viewer, houses, wanted, form.place.data or ""))


def _told(person: Person, act: StayAct, people: Sequence[Person], doubts: Sequence[Doubt]) -> Response:
    """Back to the person, where the act and its warnings are told once."""
    back = url_for("people.person", person_id=person.id)
    if act.kind == LEAVING:
        sentence = ngettext(
            "Der Auszug ist festgehalten: 1 Person am %(day)s.",
            "Der Auszug ist festgehalten: %(num)s Personen am %(day)s.",
            len(people),
            day=f"{act.acts_on:%d.%m.%Y}",
        )
    else:
        sentence = ngettext(
            "Der Umzug ist festgehalten: 1 Person ab %(day)s.",
            "Der Umzug ist festgehalten: %(num)s Personen ab %(day)s.",
            len(people),
            day=f"{act.acts_on:%d.%m.%Y}",
        )
    say(sentence, undo_url=url_for("housing.undo", act_id=act.id, next=back))
    for doubt in doubts:
        say(str(doubt), "warning")
    return redirect(back)
