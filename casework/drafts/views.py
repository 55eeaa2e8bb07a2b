"""What is typed comes in here every few seconds; a draft that is not wanted goes."""

import uuid

from flask import Blueprint, Response, abort, jsonify, redirect, request
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as AnyResponse

from casework.access.guard import current_viewer, find_viewer, public, requires
from casework.access.permissions import Permission
from casework.audit.requests import only_looks
from casework.drafts import operations, queries
from casework.drafts.declarations import address_of, declare
from casework.drafts.keeping import forget_at_once, keep_at_once
from casework.drafts.marks import Mark
from casework.drafts.sent import sent_mark, sent_sheet
from casework.drafts.sent_once import lead_on_who_sends_again
from casework.web.components import clock
from casework.web.drafted import BASIS, NOTHING, TITLE, WINDOW
from casework.web.navigation import home_address
from casework.web.notices import say
from casework.web.way_back import way_back

blueprint = Blueprint("drafts", __name__)
declare()
blueprint.before_app_request(lead_on_who_sends_again)
BAD_REQUEST = 400


@blueprint.post("/drafts")
@public
@only_looks
def keep() -> Response:
    """Keep what stands in a form. Its mark says whose it is, so that it is kept after the session has ended, too.

    It waits for no writer and commits by itself.
    """
    mark = sent_mark()
    if mark is None:
        abort(BAD_REQUEST)
    viewer = find_viewer()
    is_in = viewer is not None and viewer.user_id == mark.user_id
    said = _forgotten(mark) if is_in and NOTHING in request.form else _kept(mark)
    return jsonify(
        **said,
        token=generate_csrf() if is_in else None,
        signed_in="as before" if is_in else "nobody" if viewer is None else "somebody else",
    )


def _kept(mark: Mark) -> dict[str, str | None]:
    sheet, title = sent_sheet(mark), request.form.get(TITLE, "")
    draft, others = keep_at_once(mark, sheet, basis=request.form.get(BASIS, ""), title=title)
    other = address_of(draft, others[0]) if others else None
    return {"basis": sheet.id, "kept_at": clock(sheet.moment), "other": other}


def _forgotten(mark: Mark) -> dict[str, str | None]:
    """A form in which nothing stands any more leaves no draft, if it is its user who says so."""
    forget_at_once(mark, window=request.form.get(WINDOW, ""), basis=request.form.get(BASIS, ""))
    return {"basis": "", "kept_at": "", "other": None}


@blueprint.get("/drafts/<uuid:draft_id>")
@requires(Permission.ACCOUNTS_OWN)
def resume(draft_id: uuid.UUID) -> AnyResponse:
    """Open the form in which an own draft was typed; it stands in it again."""
    return redirect(address_of(queries.get_readable_draft(current_viewer().user_id, draft_id)))


@blueprint.post("/drafts/<uuid:draft_id>/discard")
@requires(Permission.ACCOUNTS_OWN)
def discard(draft_id: uuid.UUID) -> AnyResponse:
    """Throw an own draft away, in all its versions."""
    operations.discard(queries.get_draft(current_viewer().user_id, draft_id))
    say(_("Der Entwurf ist verworfen."))
    return redirect(way_back(home_address()))


blueprint.record(lambda state: state.app.extensions["csrf"].exempt(keep))
