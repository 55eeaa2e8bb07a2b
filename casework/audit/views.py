"""The auditor's page."""

import uuid

from flask import Blueprint, render_template, request
from flask_babel import lazy_gettext

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit import queries
from casework.audit.actions import in_words, is_alarm
from casework.audit.alarms import where
from casework.audit.trail import witness
from casework.web.filters import asked_day
from casework.web.navigation import menu_entry
from casework.web.paging import page_of_rows

blueprint = Blueprint("audit", __name__)
menu_entry(lazy_gettext("Protokoll"), "audit.trail", Permission.AUDIT_TRAIL_READ, 20, group="admin")


@blueprint.get("/trail")
@requires(Permission.AUDIT_TRAIL_READ)
def trail() -> str:
    """Who did or saw what in the own municipality; whom it was about only by the beginning of their id."""
    municipality_id = current_viewer().municipality_id
    actor_id = request.args.get("actor", type=uuid.UUID)
    alarms_only = request.args.get("show") == "alarms"
    found = queries.entries(municipality_id, day=asked_day("on"), actor_id=actor_id, alarms_only=alarms_only)
    witness("audit:trail:read")
    return render_template(
        "audit/trail.html",
        page=page_of_rows(found),
        actors=queries.actors_of(municipality_id),
        in_words=in_words,
        is_alarm=is_alarm,
        where=where,
    )
