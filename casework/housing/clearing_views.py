"""The page on which a closing house is cleared, fifty people at a time."""

import uuid
from collections.abc import Sequence

from flask import redirect, render_template, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.audit.trail import witness
from casework.database.moments import now, today
from casework.housing.act_models import StayAct
from casework.housing.blueprint import blueprint
from casework.housing.clearing import Lodger, clearing_steps
from casework.housing.hearings import hearing_due
from casework.housing.models import Accommodation
from casework.housing.occupancy import occupancy
from casework.housing.operations import leave_together, move_together
from casework.housing.place_options import place_choices
from casework.housing.queries import get_accommodation
from casework.housing.stay_forms import ClearForm
from casework.housing.warnings import after_leaving, after_move
from casework.people.models import Person
from casework.people.queries import get_people
from casework.vocabulary.housing import CLEARING
from casework.web.filters import asked_day
from casework.web.notices import say
from casework.web.paging import page_of


@blueprint.route("/accommodations/<uuid:accommodation_id>/clear", methods=["GET", "POST"])
@requires(Permission.HOUSING_HOUSE_CLEAR)
def clear(accommodation_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Move those who live in a house elsewhere on one day, or let them leave; again until it is empty."""
    viewer = current_viewer()
    house = get_accommodation(viewer, accommodation_id)
    form = ClearForm(data={"on": asked_day("on") or today()})
    day = form.on.data or today()
    page = page_of(clearing_steps(viewer, house, day), size=1)
    step = page.items[0] if page.items else []
    witness("housing:residents:listed", about=house.id, on=day.isoformat(), shown=len(step))
    _offer(form, viewer, house, step)
    if not form.is_looking() and form.validate_on_submit():
        people = get_people(viewer, form.asked_people())
        act = form.attempt(lambda: _clear(people, form))
        if act:
            return _told(house, act, people, form)
    form.looked()
    return render_template("housing/clear.html", form=form, house=house, page=page), form.status


def _offer(form: ClearForm, viewer: Viewer, house: Accommodation, step: Sequence[Lodger]) -> None:
    """The people of this step, all checked, and places elsewhere."""
    day = form.on.data or today()
    form.offer_people([(str(lodger.card.person_id), lodger.label(day)) for lodger in step])
    if not form.is_submitted():
        form.people.data = [str(lodger.card.person_id) for lodger in step]
    houses = [
        one for one in occupancy(viewer.municipality_id, day, now()) if one.accommodation_id != house.id
    ]
    form.offer_places(*place_choices(viewer, houses, form.wanted(set()), form.place.data or ""))
    form.ask_hearing(len(hearing_due(form.offered_people, day)))


def _clear(people: Sequence[Person], form: ClearForm) -> StayAct:
    if form.leaves.data:
        return leave_together(people, on=form.on.data, reason=form.reason.data, kind=CLEARING)  # type: ignore[arg-type]
    return move_together(people, **form.details(), kind=CLEARING)


def _told(house: Accommodation, act: StayAct, people: Sequence[Person], form: ClearForm) -> Response:
    """Back to whoever still lives there, with what was done and its warnings."""
    back = url_for("housing.clear", accommodation_id=house.id, on=act.acts_on.isoformat())
    sentence = ngettext(
        "Festgehalten: 1 Person zieht am %(day)s aus.",
        "Festgehalten: %(num)s Personen ziehen am %(day)s aus.",
        len(people),
        day=f"{act.acts_on:%d.%m.%Y}",
    )
    say(sentence, undo_url=url_for("housing.undo", act_id=act.id, next=back))
    if form.leaves.data:
        doubts = after_leaving(people, act.acts_on)
    else:
        heard = form.hearing() is not None
        doubts = after_move(people, form.destination(), act.acts_on, is_hearing_answered=heard)
    for doubt in doubts:
        say(str(doubt), "warning")
    return redirect(back)
