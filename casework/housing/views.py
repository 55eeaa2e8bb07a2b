"""Pages about houses, their rooms and blocked places."""

import uuid

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.database.moments import now, today
from casework.errors import Refused
from casework.housing import (
    absence_views,
    arrival_views,
    clearing_views,
    correction_views,
    declarations,
    district_views,
    emergency_views,
    finder_views,
    history_views,
    record_kinds,
    stay_views,
)
from casework.housing.blueprint import blueprint
from casework.housing.emergencies import emergencies_of, emergency_places_in
from casework.housing.forms import AccommodationForm, BlockForm, RoomForm
from casework.housing.house_list import Wanted, list_houses
from casework.housing.houses import (
    block_places,
    blocks_of,
    change_house,
    lift_block,
    open_house,
    room_of,
    state_operation,
)
from casework.housing.occupancy import house_occupancy
from casework.housing.plan import Evening
from casework.housing.queries import find_offer, get_accommodation, get_room, residents_by_room
from casework.vocabulary.housing import ACCOMMODATION_KINDS
from casework.web.filters import asked_day
from casework.web.navigation import menu_entry
from casework.web.notices import say
from casework.web.paging import page_of

__all__ = [
    "absence_views",
    "arrival_views",
    "blueprint",
    "clearing_views",
    "correction_views",
    "district_views",
    "emergency_views",
    "finder_views",
    "history_views",
    "stay_views",
]

declarations.declare()
record_kinds.declare()
menu_entry(lazy_gettext("Unterkünfte"), "housing.accommodations", Permission.HOUSING_ACCOMMODATION_READ, 30)


@blueprint.get("/accommodations")
@requires(Permission.HOUSING_ACCOMMODATION_READ)
def accommodations() -> str:
    """The houses with their free places this evening, narrowed by words and choices."""
    viewer = current_viewer()
    asked = {key: request.args.get(key, "").strip() for key in ("q", "kind", "free", "closed")}
    wanted = Wanted(asked["q"], asked["kind"], bool(asked["free"]), bool(asked["closed"]))
    return render_template(
        "housing/accommodations.html",
        page=page_of(list_houses(viewer.municipality_id, today(), wanted)),
        asked=asked,
        kinds=ACCOMMODATION_KINDS.choices(),
        today=today(),
    )


@blueprint.get("/accommodations/<uuid:accommodation_id>")
@requires(Permission.HOUSING_ACCOMMODATION_READ)
def accommodation(accommodation_id: uuid.UUID) -> str:
    """The plan of a house on an evening: rooms, places, and who lives there, as far as the viewer may know."""
    viewer, day = current_viewer(), asked_day("on") or today()
    house = get_accommodation(viewer, accommodation_id)
    residents = residents_by_room(viewer, house, day)
    plan, blocks = house_occupancy(house, day, now()), blocks_of(house, day)
    evening = Evening(plan, day, residents, blocks, emergency_places_in(house, day, now()))
    page = page_of(evening.tiles())
    if residents:
        shown = sum(tile.named for tile in page.items) + len(evening.without_room())
        witness("housing:residents:listed", about=house.id, on=day.isoformat(), shown=shown)
    return render_template(
        "housing/accommodation.html",
        house=house,
        evening=evening,
        page=page,
        emergencies=emergencies_of(house, day),
        may_clear=viewer.may(Permission.HOUSING_HOUSE_CLEAR),
    )


@blueprint.route("/accommodations/new", methods=["GET", "POST"])
@requires(Permission.HOUSING_ACCOMMODATION_EDIT)
def new_accommodation() -> str | Response | tuple[str, int]:
    """Take a house into the list."""
    viewer, form = current_viewer(), AccommodationForm()
    if form.validate_on_submit():
        try:
            house = open_house(viewer.municipality_id, form.details())
        except Refused as refusal:
            form.blame("name", refusal)
        else:
            say(_("Die Unterkunft ist angelegt. Nun fehlen noch ihre Zimmer."))
            return redirect(url_for("housing.accommodation", accommodation_id=house.id))
    return render_template("housing/new_accommodation.html", form=form), form.status


@blueprint.route("/accommodations/<uuid:accommodation_id>/edit", methods=["GET", "POST"])
@requires(Permission.HOUSING_ACCOMMODATION_EDIT)
def edit_accommodation(accommodation_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Correct what is known of a house."""
    house = get_accommodation(current_viewer(), accommodation_id)
    form = AccommodationForm(data=AccommodationForm.as_typed(house)).of(house)
    if form.validate_on_submit() and form.accepts(lambda: change_house(house, form.details())):
        say(_("Die Angaben sind gespeichert."))
        return redirect(url_for("housing.accommodation", accommodation_id=house.id))
    return render_template("housing/edit_accommodation.html", form=form, house=house), form.status


@blueprint.route("/accommodations/<uuid:accommodation_id>/rooms/new", methods=["GET", "POST"])
@requires(Permission.HOUSING_ACCOMMODATION_EDIT)
def state_room(accommodation_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Say what a room offers from a day on; a new room appears, a known one changes from that day."""
    house = get_accommodation(current_viewer(), accommodation_id)
    name = request.args.get("room", "")
    form = RoomForm.as_offered(name, find_offer(house, name, today()), today())
    if form.validate_on_submit() and form.accepts(
        lambda: state_operation(room_of(house, form.name.data or ""), **form.details())
    ):
        say(_("Das Zimmer ist gespeichert."))
        return redirect(url_for("housing.accommodation", accommodation_id=house.id))
    return render_template("housing/state_room.html", form=form, house=house), form.status


@blueprint.route("/accommodations/<uuid:accommodation_id>/blocks/new", methods=["GET", "POST"])
@requires(Permission.HOUSING_ACCOMMODATION_EDIT)
def block(accommodation_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Block places of a room, with reason and span."""
    viewer = current_viewer()
    house = get_accommodation(viewer, accommodation_id)
    form = BlockForm(data={"room_id": request.args.get("room", ""), "starts_on": today()})
    form.offer_rooms([(str(room.id), room.name or house.name) for room in house.rooms])
    if form.validate_on_submit() and form.accepts(
        lambda: block_places(get_room(viewer, uuid.UUID(form.room_id.data)), **form.details())
    ):
        say(_("Die Plätze sind gesperrt."))
        return redirect(url_for("housing.accommodation", accommodation_id=house.id))
    return render_template("housing/block.html", form=form, house=house), form.status


@blueprint.post("/accommodations/<uuid:accommodation_id>/blocks/<uuid:block_id>/release")
@requires(Permission.HOUSING_ACCOMMODATION_EDIT)
def release(accommodation_id: uuid.UUID, block_id: uuid.UUID) -> Response:
    """Free blocked places again from today on."""
    house = get_accommodation(current_viewer(), accommodation_id)
    lift_block(house, block_id, today())
    say(_("Die Plätze sind ab heute wieder belegbar."))
    return redirect(url_for("housing.accommodation", accommodation_id=house.id))
