"""What a form that is sent says of its draft, and of what is typed into it."""

from flask import current_app, request

from casework.database.moments import now
from casework.drafts.marks import Mark, read_mark
from casework.drafts.sheets import Sheet
from casework.web.drafted import MARK, NEVER_KEPT, WINDOW


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
