"""Words are kept in a transaction of their own: whatever becomes of the request, they are safe."""

from casework.database.transaction import transaction
from casework.drafts import operations
from casework.drafts.marks import Mark
from casework.drafts.models import Draft
from casework.drafts.queries import sheets_of
from casework.drafts.sheets import Sheet, without


def keep_at_once(mark: Mark, sheet: Sheet, *, basis: str = "", title: str = "") -> tuple[Draft, list[Sheet]]:
    """Keep a version of a form for good; the draft, and what other windows have kept of it.

    It is no recorded fact, so that it counts as no writer's turn and makes no figure stale.
    """
    with transaction(in_turn=False):
        draft = operations.keep(mark, sheet, basis=basis, title=title)
        return draft, without(sheets_of(draft), sheet.window, sheet.id)


def forget_at_once(mark: Mark, *, window: str, basis: str) -> None:
    """Throw away for good what a window has kept of a form in which nothing stands any more."""
    with transaction(in_turn=False):
        operations.forget(mark, window=window, basis=basis)
