"""What was saved is not saved a second time: neither by going back, nor from a window that shows the same draft."""

import hmac
import json
from urllib.parse import urlsplit

from flask import current_app, g, redirect, request, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import find_viewer
from casework.audit.requests import SENT
from casework.drafts import operations
from casework.drafts.marks import Mark
from casework.drafts.sent import sent_mark, sent_sheet
from casework.web.drafted import BASIS, EARLIER, MARK, WINDOW
from casework.web.notices import say

MOST_SENT = 8
"""So many forms a browser remembers as sent: their traces, a digest, and where it led; in its signed cookie."""
LENGTH_OF_TRACE = 12


def lead_on_who_sends_again() -> Response | None:
    """Sending once more what was saved already saves nothing twice; what this window has kept of it goes, too."""
    mark = _own_mark() if request.method == "POST" and MARK in request.form else None
    led_to = _where_it_led(mark) if mark else None
    if mark is None or led_to is None:
        return None
    g.saved_nothing = True
    operations.forget(mark, window=request.form.get(WINDOW, ""), basis=request.form.get(BASIS, ""))
    say(
        _(
            "Dieses Formular war schon gespeichert; es wurde nicht noch einmal gespeichert. "
            "Soll es ein zweites Mal gelten, öffnen Sie es bitte neu."
        )
    )
    return redirect(led_to)


def remember(response: Response) -> None:
    """In the transaction of a form that was saved: its draft has done its work, and it is known when it comes again."""
    mark = _own_mark()
    if mark is None or g.get("saved_nothing"):
        return
    draft_id = operations.forget(mark, window=request.form.get(WINDOW, ""), basis=request.form.get(BASIS, ""))
    traces = _traces(mark) | _short(request.form.get(WINDOW, ""), draft_id.hex if draft_id else "")
    path = urlsplit(response.location or "").path
    session[SENT] = [*session.get(SENT, []), (sorted(traces), _digest(mark), path)][-MOST_SENT:]


def _own_mark() -> Mark | None:
    """The mark of the form that is sent, if it was drawn for who sends it."""
    mark, viewer = sent_mark(), find_viewer()
    return mark if mark and viewer and viewer.user_id == mark.user_id else None


def _where_it_led(mark: Mark) -> str | None:
    traces, digest = _traces(mark), _digest(mark)
    sent = session.get(SENT, [])
    return next((path for left, told, path in sent if told == digest and not traces.isdisjoint(left)), None)


def _traces(mark: Mark) -> set[str]:
    """By what two forms are known to be one: the drawing, the draft and the version shown, the window gone back to."""
    draft = mark.draft_id.hex if mark.draft_id else ""
    return _short(mark.drawing, draft, request.form.get(BASIS, ""), request.form.get(EARLIER, ""))


def _short(*traces: str) -> set[str]:
    return {trace[:LENGTH_OF_TRACE] for trace in traces if trace}


def _digest(mark: Mark) -> str:
    """What was sent where, so that one knows it again and cannot read it."""
    fields = json.dumps([request.path, *sent_sheet(mark).fields])
    return hmac.digest(current_app.secret_key or b"", fields.encode(), "sha256")[:9].hex()  # type: ignore[arg-type]
