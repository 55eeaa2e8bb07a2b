"""Pages for what went wrong: each says in German what to do, and gives back what was typed."""

import re
from typing import Any

from flask import (
    Flask,
    Response,
    current_app,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from casework.access.guard import find_viewer
from casework.database.transaction import rollback
from casework.errors import CaseworkError, Conflict, Fault, Moved, NotAllowed, NotThere, Refused
from casework.web.drafted import WORTH_KEEPING_CHARACTERS, keep_refused
from casework.web.secret_addresses import is_secret_address

_STATUS: dict[type[CaseworkError], int] = {
    NotThere: 404,
    NotAllowed: 403,
    Conflict: 409,
    Refused: 422,
    Fault: 500,
}
_PAGES = frozenset({400, 403, 404, 405, 409, 413, 422, 429, 500})
_AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NEVER_SHOWN_AGAIN = ("password", "passphrase", "token", "code", "secret", "csrf")


def typed_text() -> list[str]:
    """Longer text of the refused request, so that nobody loses a word; never passwords or tokens."""
    if request.method != "POST" or request.is_json:
        return []
    return [
        value
        for key, value in request.form.items(multi=True)
        if len(value.strip()) >= WORTH_KEEPING_CHARACTERS
        and not _AN_ID.fullmatch(value)
        and not any(word in key for word in _NEVER_SHOWN_AGAIN)
    ]


def error_page(status: int, sentence: str = "", *, keep_typed: bool = True) -> Response:
    """The page for a status, or the bare sentence for a script that asked for JSON."""
    if request.accept_mimetypes.best == "application/json":
        answer = jsonify(sentence=sentence)
    else:
        page = status if status in _PAGES else 400
        answer = make_response(
            render_template(
                f"errors/{page}.html", sentence=sentence, typed=typed_text() if keep_typed else []
            )
        )
    answer.status_code = status
    return answer


def _casework_error(error: CaseworkError) -> Response:
    if isinstance(error, NotAllowed) and find_viewer() is None and (goes_on := keep_refused()):
        return current_app.make_response(redirect(goes_on))
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 422)
    if status == InternalServerError.code:
        g.drawing_a_fault = True
        current_app.logger.error("installation fault", exc_info=error)
    return error_page(status, str(error))


def _moved(moved: Moved) -> Response:
    """The same page under the id that holds now; what was sent goes along."""
    values: dict[str, Any] = {
        name: moved.new_id if value == moved.old_id else value
        for name, value in (request.view_args or {}).items()
    }
    asked = request.query_string.decode()
    address = url_for(request.endpoint or "", **values) + (f"?{asked}" if asked else "")
    return current_app.make_response(redirect(address, 302 if request.method in ("GET", "HEAD") else 307))


def _lost_race(_error: StaleDataError | IntegrityError) -> Response:
    rollback()
    return error_page(
        409,
        _("Jemand anderes hat gleichzeitig dasselbe geändert. Gespeichert wurde von Ihnen nichts."),
    )


def _csrf_sentence() -> str:
    if is_secret_address():
        return str(_("Die Seite war zu lange offen. Bitte öffnen Sie den Link noch einmal."))
    if find_viewer() is None:
        return str(_("Die Seite war zu lange offen; Sie sind nicht mehr angemeldet. Ihr Text steht unten."))
    return str(_("Die Seite war zu lange offen oder wurde doppelt abgeschickt."))


def _http_error(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < 400:  # redirects travel as exceptions too
        return error
    if isinstance(error, CSRFError):
        if goes_on := keep_refused():
            return current_app.make_response(redirect(goes_on))
        return error_page(400, _csrf_sentence())
    if status == InternalServerError.code:
        g.drawing_a_fault = True
    answer = error_page(status, keep_typed=not isinstance(error, RequestEntityTooLarge))
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            answer.headers[name] = value
    return answer


def install(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(CaseworkError, _casework_error)
    app.register_error_handler(Moved, _moved)
    app.register_error_handler(StaleDataError, _lost_race)
    app.register_error_handler(IntegrityError, _lost_race)
    app.register_error_handler(HTTPException, _http_error)
