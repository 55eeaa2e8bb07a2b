"""How the forms of all slices find their drafts: what stands in the request, and what goes into the page."""

import hmac
import json
import uuid
from secrets import token_hex
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import current_app, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import login_url
from werkzeug.wrappers import Response

from casework.access.guard import find_viewer
from casework.access.viewer import Viewer
from casework.audit.requests import SENT, when_sent
from casework.database.moments import now
from casework.drafts import operations
from casework.drafts.keeping import keep_at_once
from casework.drafts.marks import Mark, read_mark, signed
from casework.drafts.models import Draft
from casework.drafts.queries import find_draft, sheets_of
from casework.drafts.sheets import Sheet
from casework.errors import Refused
from casework.web.drafted import BASIS, MARK, NEVER_KEPT, WINDOW, Drafting, OtherVersion, Restored, keep_with
from casework.web.navigation import viewer_or_nobody
from casework.web.notices import say

DRAFT, VERSION = "draft", "version"
"""Of which draft a page is opened, and of which of its versions; the latest unless named."""
SAYS_NOTHING_OF_THE_FORM = frozenset({"next", DRAFT, VERSION})

MOST_SENT = 8
"""So many forms a browser remembers as sent: which drawing, a digest, and where it led; in its signed cookie."""


def declare() -> None:
    """Keep the drafts of every form."""
    keep_with(_InTheRequest())
    when_sent(_forget_what_was_sent)


def page_address() -> str:
    """The address of the running request as far as it says which form is meant."""
    asked = [
        (key, value)
        for key, value in parse_qsl(request.query_string.decode(), keep_blank_values=True)
        if key not in SAYS_NOTHING_OF_THE_FORM
    ]
    return request.path + (f"?{urlencode(asked)}" if asked else "")


def address_of(draft: Draft, sheet: Sheet | None = None) -> str:
    """Where a draft is opened, in its latest version or in one of another window."""
    page = draft.place.rpartition("#")[0]
    asked = {DRAFT: draft.id.hex} | ({VERSION: sheet.id} if sheet else {})
    return f"{request.root_path}{page}{'&' if '?' in page else '?'}{urlencode(asked)}"


def sent_mark() -> Mark | None:
    """The mark of the form that is sent, if it carries a true one."""
    return read_mark(request.form.get(MARK, ""), current_app.secret_key or b"")  # type: ignore[arg-type]


def sent_sheet(mark: Mark) -> Sheet:
    """What stands in the form that is sent, without passwords, tokens and what only drafts need."""
    fields = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in NEVER_KEPT and name not in mark.secrets
    ]
    return Sheet.of(request.form.get(WINDOW, "")[:32], now(), fields)


class _InTheRequest:
    """Keeps drafts for the forms of the running request."""

    def find(self, form_name: str) -> Restored | None:
        viewer = viewer_or_nobody()
        if viewer is None:
            return None
        mark = Mark(viewer.user_id, f"{page_address()}#{form_name}", _asked_draft())
        draft = find_draft(mark)
        if draft is None or draft.place.rpartition("#")[2] != form_name:
            return None
        return _restored(draft)

    def mark(self, form_name: str, secrets: list[str], restored: Restored | None) -> Drafting | None:
        viewer = viewer_or_nobody()
        if viewer is None:
            return None
        mark = _mark_of(viewer, form_name, secrets, restored)
        hidden = {
            MARK: signed(mark, current_app.secret_key or b""),  # type: ignore[arg-type]
            WINDOW: request.form.get(WINDOW, ""),
            BASIS: restored.basis if restored else request.form.get(BASIS, ""),
        }
        return Drafting(url_for("drafts.keep"), hidden, restored)

    def keep_refused(self) -> str | None:
        mark = sent_mark()
        if mark is None or request.accept_mimetypes.best == "application/json":
            return None
        viewer = find_viewer()
        try:
            keep_at_once(mark, sent_sheet(mark), basis=request.form.get(BASIS, ""))
        except Refused:
            return None
        if viewer is not None and viewer.user_id != mark.user_id:
            return None
        g.saved_nothing = True
        say(_("Gespeichert ist noch nichts, aber Ihr Text ist als Entwurf gesichert."), "info")
        page = f"{request.root_path}{mark.page}"
        return page if viewer is not None else login_url("accounts.sign_in", next_url=mark.page)


def _asked_draft() -> uuid.UUID | None:
    try:
        return uuid.UUID(hex=request.args.get(DRAFT, ""))
    except ValueError:
        return None


def _restored(draft: Draft) -> Restored | None:
    sheets = sheets_of(draft)
    if not sheets:
        return None
    asked = request.args.get(VERSION)
    chosen = next((sheet for sheet in sheets if sheet.id == asked), sheets[0])
    others = tuple(OtherVersion(one.moment, address_of(draft, one)) for one in sheets if one is not chosen)
    page = f"{request.root_path}{draft.place.rpartition('#')[0]}"
    discard_url = url_for("drafts.discard", draft_id=draft.id, next=page)
    return Restored(draft.id, chosen.id, chosen.moment, chosen.fields, others, discard_url)


def _mark_of(viewer: Viewer, form_name: str, secrets: list[str], restored: Restored | None) -> Mark:
    """The mark of a form that is drawn; one that was sent and is shown again keeps that with which it was opened."""
    sent = sent_mark() if request.method == "POST" else None
    if sent is not None and sent.user_id == viewer.user_id and sent.form_name == form_name:
        return sent
    draft_id = restored.draft_id if restored else None
    place, drawing = f"{page_address()}#{form_name}", token_hex(6)
    return Mark(viewer.user_id, place, draft_id, tuple(secrets), drawing)


def lead_on_who_sends_again() -> Response | None:
    """Going back and sending once more what was saved already saves nothing twice."""
    mark = sent_mark() if request.method == "POST" and MARK in request.form else None
    sent = session.get(SENT, {}).get(mark.drawing) if mark else None
    if mark is None or sent is None or sent[0] != _digest(mark):
        return None
    g.saved_nothing = True
    say(
        _(
            "Dieses Formular war schon gespeichert; es wurde nicht noch einmal gespeichert. "
            "Soll es ein zweites Mal gelten, öffnen Sie es bitte neu."
        ),
        "info",
    )
    return redirect(sent[1])


def _digest(mark: Mark) -> str:
    """What was sent where, so that one knows it again and cannot read it."""
    fields = json.dumps([request.path, *sent_sheet(mark).fields])
    return hmac.digest(current_app.secret_key or b"", fields.encode(), "sha256")[:9].hex()  # type: ignore[arg-type]


def _forget_what_was_sent(response: Response) -> None:
    """In the transaction of a form that was saved: its draft has done its work, and it is known when it comes again."""
    mark, viewer = sent_mark(), find_viewer()
    if mark is None or viewer is None or viewer.user_id != mark.user_id or g.get("saved_nothing"):
        return
    path = urlsplit(response.location or "").path
    session[SENT] = dict([*session.get(SENT, {}).items(), (mark.drawing, (_digest(mark), path))][-MOST_SENT:])
    operations.forget(mark, window=request.form.get(WINDOW, ""), basis=request.form.get(BASIS, ""))
