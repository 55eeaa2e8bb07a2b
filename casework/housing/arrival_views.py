"""Pages about people announced to the town: what is expected, what came, what was cancelled."""

import uuid

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.database.moments import today
from casework.housing import planned_arrivals as arrivals
from casework.housing.arrival_forms import ArrivedForm, PlannedArrivalForm
from casework.housing.arrival_models import PlannedArrival
from casework.housing.blueprint import blueprint
from casework.housing.queries import houses_and_rooms
from casework.vocabulary.housing import PROVISIONAL
from casework.web.notices import say
from casework.web.paging import page_of_rows

Page = Response | tuple[str, int]


@blueprint.get("/planned-arrivals")
@requires(Permission.HOUSING_ACCOMMODATION_READ)
def planned_arrivals() -> str:
    """What is announced and still expected; with ?settled=1 what came of earlier announcements."""
    viewer, settled = current_viewer(), bool(request.args.get("settled"))
    listed = arrivals.settled_arrivals if settled else arrivals.expected_arrivals
    return render_template(
        "housing/planned_arrivals.html",
        page=page_of_rows(listed(viewer.municipality_id)),
        settled=settled,
        today=today(),
        may_edit=viewer.may(Permission.HOUSING_ACCOMMODATION_EDIT),
        may_read_remarks=viewer.may(Permission.HOUSING_RESIDENTS_READ),
    )


@blueprint.route("/planned-arrivals/new", methods=["GET", "POST"])
@requires(Permission.HOUSING_ACCOMMODATION_EDIT)
def announce() -> Page:
    """Enter an announcement."""
    viewer = current_viewer()
    form = PlannedArrivalForm(data={"stage": PROVISIONAL, "announced_on": today()})
    form.offer_places(houses_and_rooms(viewer.municipality_id))
    if form.validate_on_submit() and form.accepts(
        lambda: arrivals.announce(viewer.municipality_id, form.details())
    ):
        say(_("Die Ankündigung ist eingetragen."))
        return redirect(url_for("housing.planned_arrivals"))
    return render_template("housing/announce.html", form=form), form.status


@blueprint.route("/planned-arrivals/<uuid:arrival_id>", methods=["GET", "POST"])
@requires(Permission.HOUSING_ACCOMMODATION_EDIT)
def correct_arrival(arrival_id: uuid.UUID) -> Page:
    """Correct an announcement; what was believed before stays on record."""
    viewer = current_viewer()
    arrival = arrivals.get_latest_arrival(viewer, arrival_id)
    form = PlannedArrivalForm(data=PlannedArrivalForm.as_typed(arrival)).of(arrival)
    form.offer_places(houses_and_rooms(viewer.municipality_id))
    if form.validate_on_submit() and form.accepts(lambda: arrivals.correct(arrival, form.details())):
        say(_("Die Ankündigung ist berichtigt."))
        return redirect(url_for("housing.planned_arrivals"))
    return render_template("housing/correct_arrival.html", form=form, arrival=arrival), form.status


@blueprint.route("/planned-arrivals/<uuid:arrival_id>/arrived", methods=["GET", "POST"])
@requires(Permission.HOUSING_ACCOMMODATION_EDIT)
def arrived(arrival_id: uuid.UUID) -> Page:
    """Say on which day they came."""
    arrival = arrivals.get_planned_arrival(current_viewer(), arrival_id)
    form = ArrivedForm(data={"arrived_on": min(today(), arrival.expected_on)})
    if form.validate_on_submit() and form.arrived_on.data:
        on = form.arrived_on.data
        settled = form.attempt(lambda: arrivals.mark_arrived(arrival, on), at="arrived_on")
        if settled is not None:
            return _settled(settled, _("Die Ankündigung ist erledigt: Die Personen sind da."))
    return render_template("housing/arrived.html", form=form, arrival=arrival), form.status


@blueprint.post("/planned-arrivals/<uuid:arrival_id>/cancel")
@requires(Permission.HOUSING_ACCOMMODATION_EDIT)
def cancel_arrival(arrival_id: uuid.UUID) -> Response:
    """Say that they will not come."""
    arrival = arrivals.get_planned_arrival(current_viewer(), arrival_id)
    return _settled(arrivals.cancel(arrival), _("Die Ankündigung ist abgesagt."))


def _settled(arrival: PlannedArrival, sentence: str) -> Response:
    say(sentence, undo_url=url_for("housing.expect_again", arrival_id=arrival.id))
    return redirect(url_for("housing.planned_arrivals"))


@blueprint.post("/planned-arrivals/<uuid:arrival_id>/expect-again")
@requires(Permission.HOUSING_ACCOMMODATION_EDIT)
def expect_again(arrival_id: uuid.UUID) -> Response:
    """Take back that they came or were cancelled."""
    arrivals.expect_again(arrivals.get_planned_arrival(current_viewer(), arrival_id))
    say(_("Die Ankündigung gilt wieder als erwartet."))
    return redirect(url_for("housing.planned_arrivals"))


@blueprint.post("/planned-arrivals/<uuid:arrival_id>/retract")
@requires(Permission.HOUSING_ACCOMMODATION_EDIT)
def retract_arrival(arrival_id: uuid.UUID) -> Response:
    """Take an announcement back that should never have been entered."""
    arrivals.retract(arrivals.get_planned_arrival(current_viewer(), arrival_id))
    say(_("Die Ankündigung ist zurückgenommen."))
    return redirect(url_for("housing.planned_arrivals"))
