"""How a request ends: a successful POST commits, all else rolls back; what was witnessed is written either way."""

from flask import Flask, Response, current_app, request, session
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from casework.access.guard import find_viewer
from casework.audit.trail import Actor, act_as, write_witnessed
from casework.database.transaction import commit, rollback

WRITING_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
FIRST_ERROR_STATUS = 400


def install(app: Flask) -> None:
    """Know the actor before a request and settle its transaction after it."""
    app.before_request(_know_actor)
    app.after_request(_settle)


def _know_actor() -> None:
    viewer = None if request.endpoint == "static" else find_viewer()
    if viewer is not None:
        act_as(Actor(viewer.user_id, viewer.municipality_id))


def _settle(response: Response) -> Response:
    if request.method in WRITING_METHODS and response.status_code < FIRST_ERROR_STATUS:
        response = _commit(response)
    else:
        rollback()
    write_witnessed()
    return response


def _commit(response: Response) -> Response:
    """The answer, or the page about a lost race: then the good news for the next page is withdrawn as well."""
    try:
        commit()
    except (StaleDataError, IntegrityError) as error:
        session.pop("_flashes", None)
        return current_app.make_response(current_app.handle_user_exception(error))
    return response
