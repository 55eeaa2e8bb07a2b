"""Forms whose words are kept while somebody types: a slice above declares how, and no form knows of it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from flask import Flask, has_request_context, request
from werkzeug.datastructures import MultiDict
from wtforms import FileField, PasswordField

MARK, WINDOW, BASIS, EARLIER = "draft", "draft_window", "draft_basis", "draft_earlier"
"""Hidden fields of every kept form: what it is and whose, the window it stands in, the version it began from; and the
window from which it was sent before, if one has gone back to it."""
TITLE = "draft_title"
"""What the page calls itself; told by the script that keeps it."""
NOTHING = "draft_nothing"
"""Sent along by the script when nothing stands in the form that did not when it was opened."""
NEVER_KEPT = frozenset({MARK, WINDOW, BASIS, EARLIER, TITLE, NOTHING, "csrf_token"})
WORTH_KEEPING_CHARACTERS = 20


@dataclass(frozen=True, slots=True)
class OtherVersion:
    """What another window has kept of the same form."""

    saved_at: datetime
    url: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What was typed earlier and stands in the form again."""

    draft_id: uuid.UUID
    basis: str
    saved_at: datetime
    fields: tuple[tuple[str, str], ...]
    others: tuple[OtherVersion, ...]
    discard_url: str

    @property
    def as_sent(self) -> MultiDict[str, str]:
        """The fields as a form takes them."""
        return MultiDict(self.fields)


@dataclass(frozen=True, slots=True)
class Drafting:
    """What a form carries along so that its words can be kept."""

    save_url: str
    hidden: Mapping[str, str]
    restored: Restored | None
    homeless: tuple[str, ...] = ()
    """Longer texts of the draft for which the form has no field now (where two versions were being put together)."""


class Keeper(Protocol):
    """Whoever keeps drafts."""

    def find(self, form_name: str) -> Restored | None:
        """What the viewer has typed into this form of this page earlier."""

    def mark(self, form_name: str, secrets: list[str], restored: Restored | None) -> Drafting | None:
        """What the form carries; None where nobody is signed in. `secrets` are fields that are never kept."""

    def keep_refused(self) -> str | None:
        """Keep what the running request wanted to save and was not allowed to; where to go on, if it was kept."""


_keepers: list[Keeper] = []


def keep_with(keeper: Keeper) -> None:
    """Declare who keeps drafts."""
    _keepers[:] = [keeper]


def restore(form: Any) -> MultiDict[str, str] | None:
    """What fills a form that is opened, if it was not sent the last time."""
    if not has_request_context() or request.method not in ("GET", "HEAD"):
        return None
    form.restored = next((keeper.find(name_of(form)) for keeper in _keepers), None)
    return form.restored.as_sent if form.restored else None


def drafting(form: Any) -> Drafting | None:
    """What a form carries when it is drawn."""
    secrets = [field.name for field in form if isinstance(field, PasswordField | FileField)]
    carried = next((keeper.mark(name_of(form), secrets, form.restored) for keeper in _keepers), None)
    if carried is None or form.restored is None:
        return carried
    homeless = [
        value
        for name, value in form.restored.fields
        if name not in form and len(value.strip()) >= WORTH_KEEPING_CHARACTERS
    ]
    return replace(carried, homeless=tuple(homeless))


def keep_refused() -> str | None:
    """Where somebody goes on whose form was refused only because they are not signed in any more."""
    return next((keeper.keep_refused() for keeper in _keepers), None)


def name_of(form: Any) -> str:
    """Which form of a page it is."""
    return f"{type(form).__name__}{form._prefix}"  # noqa: SLF001  # the library has no other word for it


def install(app: Flask) -> None:
    """Give the form macro what each form carries."""
    app.jinja_env.globals["drafting"] = drafting
