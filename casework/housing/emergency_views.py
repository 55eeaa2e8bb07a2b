"""Pages on which extra beds are put into rooms for an emergency, and taken away again."""

import uuid

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.database.moments import today
from casework.housing import emergencies
from casework.housing.blueprint import blueprint
from casework.housing.forms import EmergencyForm
from casework.housing.queries import get_accommodation, get_room
from casework.web.notices import say


@blueprint.route("/accommodations/<uuid:accommodation_id>/emergencies/new", methods=["GET", "POST"])
@requires(Permission.HOUSING_ACCOMMODATION_EDIT)
def activate_emergency(accommodation_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Put extra beds into a room, from when until when."""
    viewer = current_viewer()
    house = get_accommodation(viewer, accommodation_id)
    form = EmergencyForm(data={"room_id": request.args.get("room", ""), "starts_on": today()})
    form.offer_rooms([(str(room.id), room.name or house.name) for room in house.rooms])
    if form.validate_on_submit() and form.accepts(
        lambda: emergencies.activate(get_room(viewer, uuid.UUID(form.room_id.data)), **form.details())
    ):
        say(_("Die Notplätze sind aktiviert. Sie zählen nicht zum Soll."))
        return redirect(url_for("housing.accommodation", accommodation_id=house.id))
    return render_template("housing/activate_emergency.html", form=form, house=house), form.status


@blueprint.post("/accommodations/<uuid:accommodation_id>/emergencies/<uuid:emergency_id>/end")
@requires(Permission.HOUSING_ACCOMMODATION_EDIT)
def end_emergency(accommodation_id: uuid.UUID, emergency_id: uuid.UUID) -> Response:
    """Take extra beds away from today on."""
    house = get_accommodation(current_viewer(), accommodation_id)
    emergencies.end(house, emergency_id, today())
    say(_("Die Notbelegung ist ab heute beendet."))
    return redirect(url_for("housing.accommodation", accommodation_id=house.id))
