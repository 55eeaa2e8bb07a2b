"""Which records have a history, and what of them is shown: each slice declares its own; nothing here knows them."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from flask_babel import gettext as _

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.web.components import NOTHING, day, number


def in_words(value: Any) -> str:
    """What a fact says, where its slice has no words of its own."""
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return str(_("ja") if value else _("nein"))
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return number(value, 2)
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a record says; `show` puts its value into words, `read` finds it where it is no attribute."""

    name: str
    label: str
    show: Callable[[Any], str] = in_words
    read: Callable[[Any], Any] | None = None

    def of(self, row: Any) -> Any:
        """The value in a row."""
        return (self.read or attrgetter(self.name))(row)


def _anybody(_viewer: Viewer, _row: Any) -> bool:
    return True


def _nobody(_row: Any) -> Sequence[uuid.UUID]:
    return ()


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record: how one is found for a viewer (raises NotThere or NotAllowed), and what is shown of it.

    `key` is its word in the address, `place` what its id is called there.

    `versions` gives all that was ever stated of it; a kind without is changed in place, and what its facts said before
    is kept beside it. `may_read` says it for each version, `subjects` whom the look concerns, `back` leads to a record.
    """

    key: str
    place: str
    model: type[Any]
    permission: Permission
    find: Callable[[Viewer, uuid.UUID], Any]
    title: Callable[[Any], str]
    facts: Sequence[Fact]
    back: Callable[[Any], str]
    versions: Callable[[Any], Sequence[Any]] | None = None
    may_read: Callable[[Viewer, Any], bool] = _anybody
    subjects: Callable[[Any], Sequence[uuid.UUID]] = _nobody


_kinds: dict[str, RecordKind] = {}


def record_kind(**values: Any) -> None:
    """Declare a kind of record; once, at the start."""
    declared = RecordKind(**values)
    _kinds[declared.key] = declared


def kinds() -> Sequence[RecordKind]:
    """All kinds that were declared."""
    return tuple(_kinds.values())


def find_kind(row: object) -> RecordKind | None:
    """The kind a record is of, if it has a history."""
    return next((kind for kind in _kinds.values() if isinstance(row, kind.model)), None)
