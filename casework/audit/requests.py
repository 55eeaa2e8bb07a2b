"""How a request ends: a successful POST commits, all else rolls back; what was witnessed is written either way."""

import atexit
import weakref
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, request, session
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from casework.access.guard import find_viewer
from casework.audit import alarms
from casework.audit.resting import write_rested
from casework.audit.trail import Actor, act_as, witness, write_witnessed
from casework.database.transaction import commit, rollback
from casework.database.turns import take_turn
from casework.vault.unreadable import on_unreadable
from casework.web.locked import when_unlocked

WRITING_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
FIRST_ERROR_STATUS = 400
NOT_ALLOWED_STATUS = 403
SENT = "forms sent"
"""Where a browser remembers which forms it has sent."""
SAVED_AND_LEADS_ON = frozenset({302, 303})

View = TypeVar("View", bound=Callable[..., Any])
_when_sent: list[Callable[[Response], None]] = []


def only_looks(view: View) -> View:
    """Declare that a view changes nothing although its form is posted (so that what is typed stands in no address):
    it waits for no writer, and nothing is committed."""
    view.only_looks = True  # type: ignore[attr-defined]
    return view


def when_sent(act: Callable[[Response], None]) -> Callable[[Response], None]:
    """Declare what is done at the end of every request that saved something and leads on, in its transaction."""
    if act not in _when_sent:
        _when_sent.append(act)
    return act


def install(app: Flask) -> None:
    """Know the actor before a request, let writers take turns, and settle the transaction at the end."""
    on_unreadable(alarms.tell_of_damage)
    app.before_request(_know_actor)
    app.after_request(_settle)
    atexit.register(_write_the_last, weakref.ref(app))


def _know_actor() -> None:
    viewer = None if request.endpoint == "static" else find_viewer()
    if viewer is None:
        return
    act_as(Actor(viewer.user_id, viewer.municipality_id))
    if _writes():
        take_turn()


def _writes() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method in WRITING_METHODS and not getattr(view, "only_looks", False)


def _settle(response: Response) -> Response:
    if response.status_code == NOT_ALLOWED_STATUS:
        _witness_refusal()
    if _writes() and response.status_code < FIRST_ERROR_STATUS:
        response = _commit(response)
    else:
        rollback()
    write_witnessed()
    if request.endpoint != "static":
        write_rested()
    return response


def _witness_refusal() -> None:
    """Somebody we know tried a page that is not theirs; the guard turned them away before the actor was set."""
    viewer = find_viewer()
    if viewer is not None:
        act_as(Actor(viewer.user_id, viewer.municipality_id))
        witness("access:page:refused", page=request.endpoint, method=request.method)


@when_unlocked
def _witness_unlocking(failures: int) -> None:
    """Somebody has given the passphrase of the keys; before that nothing could be noted."""
    witness("vault:application:unlocked", failed_before=failures)


def _commit(response: Response) -> Response:
    """The answer, or the page about a lost race; the good news for the next page is withdrawn when nothing was kept."""
    try:
        if response.status_code in SAVED_AND_LEADS_ON:
            for act in _when_sent:
                act(response)
        commit()
    except (StaleDataError, IntegrityError) as error:
        _withdraw_good_news()
        return current_app.make_response(current_app.handle_user_exception(error))
    except BaseException:
        _withdraw_good_news()
        raise
    return response


def _withdraw_good_news() -> None:
    for key in ("_flashes", SENT):
        session.pop(key, None)


def _write_the_last(app: "weakref.ref[Flask]") -> None:
    """A process that ends writes what still waits."""
    last = app()
    if last is not None:
        with last.app_context():
            write_rested(all_of_them=True)
