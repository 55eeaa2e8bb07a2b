"""What a form carries so that its words can be kept even when its user is signed out: whose it is, and where it stands.

A mark is signed. It lets words in and never out: whoever holds it can add to a draft, reading needs its user.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from itsdangerous import BadData, URLSafeTimedSerializer

KEPT_FOR = timedelta(days=7)
"""So long a draft waits for whoever typed it, and so long a page may stay open."""
_SALT = "casework draft"


@dataclass(frozen=True, slots=True)
class Mark:
    """A form of a page as one user has it open; `place` is the page's address, „#“ and the form's name.

    `drawing` tells one drawn form from the same form drawn again.
    """

    user_id: uuid.UUID
    place: str
    draft_id: uuid.UUID | None = None
    secrets: tuple[str, ...] = ()
    drawing: str = ""

    @property
    def page(self) -> str:
        """The address of the page."""
        return self.place.rpartition("#")[0]

    @property
    def form_name(self) -> str:
        """Which form of the page it is."""
        return self.place.rpartition("#")[2]


def signed(mark: Mark, secret: bytes) -> str:
    """A mark as it stands in the page."""
    draft = mark.draft_id.hex if mark.draft_id else ""
    return _signer(secret).dumps([mark.user_id.hex, mark.place, draft, list(mark.secrets), mark.drawing])


def read_mark(token: str, secret: bytes) -> Mark | None:
    """The mark in a page; None for one that was made up, or is older than drafts are kept."""
    try:
        user, place, draft, secrets, drawing = _signer(secret).loads(
            token, max_age=int(KEPT_FOR.total_seconds())
        )
    except BadData:
        return None
    draft_id = uuid.UUID(hex=draft) if draft else None
    return Mark(uuid.UUID(hex=user), place, draft_id, tuple(secrets), drawing)


def _signer(secret: bytes) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt=_SALT)
