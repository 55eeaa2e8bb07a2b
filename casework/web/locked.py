"""The application while its keys lie under a passphrase: one page, and one form that opens it."""

from collections.abc import Callable
from urllib.parse import urlencode

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
    session,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse
from wtforms import PasswordField
from wtforms.validators import InputRequired, Length

from casework.errors import Refused
from casework.vault.errors import WrongPassphrase
from casework.vault.inventory import check_nothing_is_missing
from casework.vault.keysource import KeySource
from casework.vault.passphrase import MOST_CHARACTERS
from casework.web.cookies import signature_secret
from casework.web.errors import typed_text
from casework.web.forms import BaseForm
from casework.web.navigation import home_address
from casework.web.patience import Patience, TooSoon
from casework.web.way_back import way_back

ADDRESS = "/unlock"
LOCKED, REFUSED, TOO_SOON = 503, 422, 429
_CHECKED = "casework keys checked"
_PATIENCE = "casework unlocking"
_told: list[Callable[[int], None]] = []


class UnlockForm(BaseForm):
    """The passphrase. There is no session yet, so the form carries no token: a stranger's page could only guess."""

    passphrase = PasswordField(
        _("Passphrase"),
        [InputRequired(), Length(max=MOST_CHARACTERS)],
        render_kw={"autocomplete": "current-password", "autofocus": True},
    )


def when_unlocked(tell: Callable[[int], None]) -> Callable[[int], None]:
    """Declare what is to be noted after unlocking; it is given the number of failed tries before."""
    _told.append(tell)
    return tell


def install(app: Flask) -> None:
    """Stand before everything else, session and forgery protection included."""
    app.extensions[_PATIENCE] = Patience()
    app.before_request(_check)


def _check() -> AnyResponse | None:
    if request.endpoint == "static":
        return None
    source: KeySource = current_app.extensions["casework key source"]
    if request.path == ADDRESS:
        return _unlock(source)
    if source.is_locked:
        return _page(UnlockForm(formdata=None, meta={"csrf": False}), LOCKED)
    _check_keys(source)
    return None


def _check_keys(source: KeySource) -> None:
    """Once per process: whether every needed master key is there, and with them the secret of the sessions."""
    if not current_app.extensions.get(_CHECKED):
        check_nothing_is_missing(source.keyring)
        current_app.extensions[_CHECKED] = True
    if current_app.session_interface.is_null_session(session):
        signature_secret()


def _unlock(source: KeySource) -> AnyResponse:
    form = UnlockForm(meta={"csrf": False})
    if not source.is_locked:
        return redirect(way_back(home_address()))
    if not form.validate_on_submit():
        return _page(form, REFUSED if form.errors else LOCKED)
    patience: Patience = current_app.extensions[_PATIENCE]
    try:
        patience.attempt(lambda: source.unlock(form.passphrase.data or ""))
    except TooSoon as refusal:
        form.blame(None, refusal)
        answer = _page(form, TOO_SOON)
        answer.headers["Retry-After"] = str(refusal.seconds)
        return answer
    except WrongPassphrase:
        form.blame("passphrase", Refused("Das ist nicht die Passphrase."))
        return _page(form, REFUSED)
    _check_keys(source)
    for tell in _told:
        tell(patience.failures)
    return redirect(way_back(home_address()))


def _page(form: UnlockForm, status: int) -> Response:
    g.drawing_a_fault = True  # nobody can be signed in, and nobody is to be looked for
    if request.accept_mimetypes.best == "application/json":
        answer = jsonify(sentence=_("Die Anwendung ist verschlossen."))
    else:
        answer = make_response(
            render_template("errors/locked.html", form=form, action=_action(), typed=typed_text())
        )
    answer.status_code = status
    return answer


def _action() -> str:
    """Where the form leads: to the opening, and from there back to the page that was wanted."""
    wanted = request.args.get("next", "") if request.path == ADDRESS else ""
    if request.path != ADDRESS and request.method == "GET":
        wanted = request.full_path if request.query_string else request.path
    return f"{request.root_path}{ADDRESS}" + (f"?{urlencode({'next': wanted})}" if wanted else "")
