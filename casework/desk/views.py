"""The desks of the houses, who lives where, the list for the fire brigade, and which account has which house."""

import uuid

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.access.roles import ROLE_LABELS
from casework.accounts.queries import get_user
from casework.audit.trail import witness
from casework.database.moments import now, today
from casework.desk import declarations, duties, entry_views, fire_list, mobility_views, record_kinds
from casework.desk.blueprint import blueprint
from casework.desk.forms import DutyForm
from casework.desk.kinds import KINDS, kind_named
from casework.desk.queries import entries_of, lines_of, open_defects, overview, standing_of, without_rules
from casework.desk.scope import get_house, houses_of, residents_of
from casework.web.fields import as_choices
from casework.web.filters import asked_day
from casework.web.navigation import menu_entry
from casework.web.notices import say
from casework.web.paging import PAGE_SIZE, page_of, page_of_rows

__all__ = ["blueprint", "entry_views", "mobility_views"]

declarations.declare()
record_kinds.declare()
menu_entry(
    lazy_gettext("Hausbetreuung"),
    "desk.houses",
    Permission.DESK_HOUSE_READ,
    35,
    below="housing.accommodations",
)

LACKING = "missing"


@blueprint.get("/desk")
@requires(Permission.DESK_HOUSE_READ)
def houses() -> str:
    """The houses whose desk this viewer may open."""
    page = page_of(houses_of(current_viewer()))
    return render_template("desk/houses.html", page=page, defects=open_defects(page.items))


@blueprint.get("/accommodations/<uuid:accommodation_id>/desk")
@requires(Permission.DESK_HOUSE_READ)
def house(accommodation_id: uuid.UUID) -> str:
    """What lies open at the desk of a house, with a step to every entry."""
    viewer = current_viewer()
    found = get_house(viewer, accommodation_id)
    seen = overview(viewer, found, PAGE_SIZE)
    if seen.names_shown:
        witness("desk:house:listed", about=found.id, shown=seen.names_shown)
    return render_template("desk/house.html", house=found, overview=seen, kinds=KINDS, today=today())


@blueprint.get("/accommodations/<uuid:accommodation_id>/desk/<any(keys, rules, bans, defects):entry_kind>")
@requires(Permission.DESK_HOUSE_READ)
def entries(accommodation_id: uuid.UUID, entry_kind: str) -> str:
    """All entries of a kind, settled ones too."""
    viewer, kind = current_viewer(), kind_named(entry_kind)
    found = get_house(viewer, accommodation_id)
    page = page_of_rows(entries_of(viewer, found, kind))
    lines = lines_of(found, page.items, residents_of(viewer, found))
    if any(line.card for line in lines):
        witness("desk:house:listed", about=found.id, kind=kind.key, shown=len(lines))
    return render_template("desk/entries.html", house=found, kind=kind, page=page, lines=lines, today=today())


@blueprint.get("/accommodations/<uuid:accommodation_id>/desk/residents")
@requires(Permission.DESK_HOUSE_READ)
def residents(accommodation_id: uuid.UUID) -> str:
    """Who lives in which room this evening, with keys and house rules; on demand only who lacks the rules."""
    viewer = current_viewer()
    found = get_house(viewer, accommodation_id)
    standings = standing_of(found, residents_of(viewer, found))
    only_lacking = request.args.get("rules") == LACKING
    page = page_of(without_rules(standings) if only_lacking else standings)
    if page.items:
        witness("desk:house:listed", about=found.id, kind="residents", shown=len(page.items))
    return render_template(
        "desk/residents.html", house=found, page=page, only_lacking=only_lacking, today=today()
    )


@blueprint.get("/accommodations/<uuid:accommodation_id>/fire-list")
@requires(Permission.DESK_FIRE_LIST_READ)
def fire(accommodation_id: uuid.UUID) -> str:
    """How many sleep in each room and what help they need, without names; made to be printed."""
    found = get_house(current_viewer(), accommodation_id)
    day = asked_day("on") or today()
    witness("desk:fire-list:opened", about=found.id, on=day.isoformat())
    return render_template(
        "desk/fire.html",
        house=found,
        day=day,
        now=now(),
        listed=fire_list.fire_list(found, day),
        help=fire_list.HELP,
    )


@blueprint.route("/accounts/<uuid:user_id>/houses", methods=["GET", "POST"])
@requires(Permission.DESK_HOUSES_ASSIGN)
def assign(user_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Say which houses an account looks after."""
    viewer = current_viewer()
    user, houses = get_user(viewer.municipality_id, user_id), houses_of(viewer)
    form = DutyForm(data={"houses": [str(house_id) for house_id in duties.houses_looked_after(user)]}).of(
        user
    )
    form.houses.choices = as_choices([(str(house.id), house.name) for house in houses])
    if form.validate_on_submit() and form.accepts(
        lambda: duties.assign(user, [house for house in houses if str(house.id) in (form.houses.data or [])])
    ):
        say(_("Die Häuser sind zugeteilt."))
        return redirect(url_for("accounts.edit_user", user_id=user.id))
    return render_template("desk/assign.html", form=form, user=user, roles=ROLE_LABELS), form.status
