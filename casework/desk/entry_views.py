"""Making an entry at the desk of a house, correcting it, settling it, taking it back."""

import uuid

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.database.moments import today
from casework.desk import operations
from casework.desk.blueprint import blueprint
from casework.desk.forms import ENTRY_FORMS, DefectBlockForm, as_typed
from casework.desk.kinds import BANS, DEFECTS, KINDS, Kind, kind_named
from casework.desk.queries import get_entry, get_latest_entry, people_of, room_names
from casework.desk.scope import get_house, houses_of
from casework.housing.models import Accommodation
from casework.people.cards import Card
from casework.people.register import card_of
from casework.people.scope import get_person
from casework.web.notices import say
from casework.web.paging import PAGE_SIZE

Page = str | Response | tuple[str, int]
DESK = "/accommodations/<uuid:accommodation_id>/desk"
OF_KIND = f"{DESK}/<any(keys, rules, bans, defects):entry_kind>"


@blueprint.route(f"{OF_KIND}/new", methods=["GET", "POST"])
@requires(Permission.DESK_ENTRY_WRITE)
def make(accommodation_id: uuid.UUID, entry_kind: str) -> Page:
    """Write down a new entry; ?person= and ?room= say whom or what it concerns."""
    kind, house = kind_named(entry_kind), get_house(current_viewer(), accommodation_id)
    asked = {"person_id": request.args.get("person", ""), "room_id": request.args.get("room", "")}
    form = ENTRY_FORMS[kind.key](data={**asked, kind.model.begins: today()})
    people = people_of(current_viewer(), house, asked["person_id"]) if kind.key != DEFECTS else []
    form.offer(people[:PAGE_SIZE], room_names(house))
    if form.validate_on_submit() and form.accepts(lambda: operations.make(house, kind, form.details())):
        say(_(kind.made))
        return _to_desk(house)
    if people:
        witness("desk:house:listed", about=house.id, kind=kind.key, shown=len(people[:PAGE_SIZE]))
    more = max(0, len(people) - PAGE_SIZE)
    return render_template("desk/make.html", form=form, house=house, kind=kind, more=more), form.status


@blueprint.route(f"{OF_KIND}/<uuid:entry_id>", methods=["GET", "POST"])
@requires(Permission.DESK_ENTRY_WRITE)
def correct(accommodation_id: uuid.UUID, entry_kind: str, entry_id: uuid.UUID) -> Page:
    """Say what is right instead; what was written first stays on record."""
    viewer, kind = current_viewer(), kind_named(entry_kind)
    house = get_house(viewer, accommodation_id)
    entry = get_latest_entry(viewer, house, kind, entry_id)
    card = card_of(entry.whom) if entry.whom else None
    form = ENTRY_FORMS[kind.key](data=as_typed(entry)).of(entry)
    form.offer([(str(entry.whom), card.list_name)] if card else [], room_names(house))
    if form.validate_on_submit() and form.accepts(lambda: operations.correct(house, entry, form.details())):
        say(_("Der Eintrag ist berichtigt."))
        return _to_desk(house)
    _witness_card(house, kind, card)
    return render_template("desk/correct.html", form=form, house=house, kind=kind, entry=entry), form.status


@blueprint.post(f"{OF_KIND}/<uuid:entry_id>/settle")
@requires(Permission.DESK_ENTRY_WRITE)
def settle(accommodation_id: uuid.UUID, entry_kind: str, entry_id: uuid.UUID) -> Response:
    """The key is back, the ban lifted, the defect fixed, from today on."""
    viewer, kind = current_viewer(), kind_named(entry_kind)
    house = get_house(viewer, accommodation_id)
    operations.settle(house, get_entry(viewer, house, kind, entry_id), today())
    say(_(kind.settled))
    return _to_desk(house)


@blueprint.post(f"{OF_KIND}/<uuid:entry_id>/take-back")
@requires(Permission.DESK_ENTRY_WRITE)
def take_back(accommodation_id: uuid.UUID, entry_kind: str, entry_id: uuid.UUID) -> Response:
    """Take back an entry that should never have been made."""
    viewer, kind = current_viewer(), kind_named(entry_kind)
    house = get_house(viewer, accommodation_id)
    operations.take_back(house, get_entry(viewer, house, kind, entry_id))
    say(_("Der Eintrag ist zurückgenommen."))
    return _to_desk(house)


@blueprint.route(f"{DESK}/defects/<uuid:defect_id>/block", methods=["GET", "POST"])
@requires(Permission.HOUSING_ACCOMMODATION_EDIT)
def block(accommodation_id: uuid.UUID, defect_id: uuid.UUID) -> Page:
    """Block places of the broken room until the defect is fixed."""
    viewer = current_viewer()
    house = get_house(viewer, accommodation_id)
    defect = get_entry(viewer, house, KINDS[DEFECTS], defect_id)
    form = DefectBlockForm(data={"starts_on": today()})
    if form.validate_on_submit() and form.accepts(
        lambda: operations.block_for(house, defect, **form.details())
    ):
        say(_("Die Plätze sind gesperrt, bis der Mangel behoben ist."))
        return _to_desk(house)
    room = dict(room_names(house))[str(defect.room_id)]
    return render_template("desk/block.html", form=form, house=house, defect=defect, room=room), form.status


@blueprint.get("/people/<uuid:person_id>/ban")
@requires(Permission.PEOPLE_PERSON_READ)
def ban(person_id: uuid.UUID) -> Page:
    """Ban a person from a house, wherever they live: first which house; ?house= leads on to the entry."""
    viewer = current_viewer()
    person, houses = get_person(viewer, person_id), houses_of(viewer)
    chosen = next((house for house in houses if str(house.id) == request.args.get("house")), None)
    if chosen is None:
        return render_template("desk/ban.html", person=person, houses=houses)
    return redirect(url_for("desk.make", accommodation_id=chosen.id, entry_kind=BANS, person=str(person.id)))


def _witness_card(house: Accommodation, kind: Kind, card: Card | None) -> None:
    if card is not None:
        witness("desk:house:listed", about=house.id, kind=kind.key, shown=1)


def _to_desk(house: Accommodation) -> Response:
    return redirect(url_for("desk.house", accommodation_id=house.id))
