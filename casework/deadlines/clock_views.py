"""Saying that the legal clock of a row of Mein Tag was seen to, for all for whom it stands; and taking that back."""

import uuid

from flask import redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.deadlines.blueprint import blueprint
from casework.deadlines.day import confirming
from casework.people.scope import get_person
from casework.web.navigation import home_address
from casework.web.notices import say


@blueprint.post("/day/<row>/seen-to")
@requires(Permission.DEADLINES_DEADLINE_CONFIRM)
def seen_to(row: str) -> Response:
    """Say that a legal clock was seen to, for everybody for whom the row stands."""
    person_id = confirming.see_to(current_viewer(), row)
    back = url_for("deadlines.open_again", person_id=person_id, row=row)
    say(_("Die Frist ist als erledigt gekennzeichnet."), undo_url=back)
    return redirect(home_address())


@blueprint.post("/people/<uuid:person_id>/clocks/<row>/open-again")
@requires(Permission.DEADLINES_DEADLINE_CONFIRM)
def open_again(person_id: uuid.UUID, row: str) -> Response:
    """Take that back."""
    viewer = current_viewer()
    confirming.reopen(viewer, get_person(viewer, person_id), row)
    say(_("Die Frist ist wieder offen."))
    return redirect(home_address())
