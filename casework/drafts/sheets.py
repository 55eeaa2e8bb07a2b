"""The versions of one draft, one for each window in which its form stands open; the latest lies on top."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

MOST_SHEETS = 5
"""So many windows keep a version each; of a sixth the oldest makes room."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stood in a form at a moment, as names and values in their order."""

    id: str
    window: str
    saved_at: str
    fields: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, window: str, saved_at: datetime, fields: Iterable[tuple[str, str]]) -> Self:
        """A new version, of this moment."""
        return cls(secrets.token_hex(8), window, saved_at.isoformat(), tuple(fields))

    @classmethod
    def read(cls, stored: dict[str, Any]) -> Self:
        """A version as it was kept."""
        fields = tuple((str(name), str(value)) for name, value in stored["fields"])
        return cls(stored["id"], stored["window"], stored["saved_at"], fields)

    @property
    def moment(self) -> datetime:
        """When it was kept."""
        return datetime.fromisoformat(self.saved_at)

    def is_from(self, window: str, basis: str) -> bool:
        """Whether it is what a window has kept itself, or what that window began from."""
        return self.id == basis or (bool(window) and self.window == window)


def without(sheets: Sequence[Sheet], window: str, basis: str) -> list[Sheet]:
    """What other windows have kept."""
    return [sheet for sheet in sheets if not sheet.is_from(window, basis)]


def on_top(sheets: Sequence[Sheet], sheet: Sheet, basis: str) -> list[Sheet]:
    """A new version in the place of the one it goes on with; what other windows have kept lies below."""
    return [sheet, *without(sheets, sheet.window, basis)][:MOST_SHEETS]


def as_stored(sheets: Iterable[Sheet]) -> list[dict[str, Any]]:
    """The versions as they are sealed."""
    return [asdict(sheet) for sheet in sheets]
