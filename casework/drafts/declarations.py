"""How the forms of all slices find their drafts: what stands in the request, and what goes into the page."""

import uuid
from secrets import token_hex
from urllib.parse import parse_qsl, urlencode

from flask import current_app, g, request, url_for
from flask_babel import gettext as _
from flask_login import login_url

from casework.access.guard import find_viewer
from casework.access.viewer import Viewer
from casework.audit.requests import when_sent
from casework.drafts import sent_once
from casework.drafts.keeping import keep_at_once
from casework.drafts.marks import Mark, signed
from casework.drafts.models import Draft
from casework.drafts.queries import find_draft, sheets_of
from casework.drafts.sent import sent_mark, sent_sheet
from casework.drafts.sheets import Sheet
from casework.errors import Refused
from casework.web.drafted import BASIS, EARLIER, MARK, WINDOW, Drafting, OtherVersion, Restored, keep_with
from casework.web.navigation import viewer_or_nobody
from casework.web.notices import say

DRAFT, VERSION = "draft", "version"
"""Of which draft a page is opened, and of which of its versions; the latest unless named."""
SAYS_NOTHING_OF_THE_FORM = frozenset({"next", DRAFT, VERSION})


def declare() -> None:
    """Keep the drafts of every form."""
    keep_with(_InTheRequest())
    when_sent(sent_once.remember)


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
            EARLIER: request.form.get(EARLIER, ""),
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
