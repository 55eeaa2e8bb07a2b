"""Two people may have the same record open: whoever saves second keeps what both changed, and is asked where both
changed the same.

A form carries a mark of each value it was opened with. Beside these stand what is stored now and what was typed: a
field that only somebody else changed takes their value, one that only we changed keeps ours, and where both differ
nothing is saved until somebody has chosen. The marks are keyed, so a page tells nothing that it does not show.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, TypeVar

from flask import request
from flask_babel import gettext as _
from wtforms import Field, FileField, HiddenField, PasswordField, TextAreaField

from casework.web.field_values import MARK_CHARACTERS, mark_of, shown_text, take, take_stored
from casework.web.fields import field_kind
from casework.web.forms import BaseForm
from casework.web.notices import say

T = TypeVar("T")
MINE, THEIRS, BOTH = "mine", "theirs", "both"
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Saved:
    """Who saved a record last, and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Collision:
    """A field that two people changed: what each of them wants there, and what it takes to choose."""

    field: Field
    mine: str
    theirs: str
    mark: str

    @property
    def choice_name(self) -> str:
        return f"edition-{self.field.name}"

    @property
    def text_name(self) -> str:
        """Where the text is written that makes one of both."""
        return f"{self.choice_name}-text"

    @property
    def is_long(self) -> bool:
        """Whether both may be written together."""
        return isinstance(self.field, TextAreaField)

    def value_of(self, choice: str) -> str:
        """What is sent for a choice; it counts only beside what was stored when it was shown."""
        return f"{choice}.{self.mark}"


_savers: list[Callable[[Any], Saved | None]] = []


def saved_by(tell: Callable[[Any], Saved | None]) -> None:
    """Declare who knows who saved a record last (what lies above knows accounts)."""
    if tell not in _savers:
        _savers.append(tell)


class EditForm(BaseForm):
    """A form that shows a stored record, for whoever wants to change it."""

    edition = HiddenField()

    shown: Any = None
    collisions: tuple[Collision, ...] = ()
    _names: tuple[str, ...] = ()
    _taken: tuple[str, ...] = ()

    def of(self, record: Any, *names: str) -> Self:
        """Say which record is shown, in these fields or in all: without a record nothing is compared.

        A form that is opened is marked with what it shows; one that is sent brings its marks along.
        """
        self.shown, self._names = record, names
        if not self.edition.raw_data:
            self.edition.data = "".join(mark_of(field.name, field.object_data) for field in self._compared())
        return self

    @property
    def status(self) -> int:
        return CONFLICT if self.collisions else super().status

    @property
    def saved(self) -> Saved | None:
        """Who saved the record last, as far as anybody knows."""
        told = (tell(self.shown) for tell in _savers)
        return next((saved for saved in told if saved is not None), None)

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Whether the form was sent, goes together with what others saved meanwhile, and says nothing impossible."""
        if not self.is_submitted():
            return False
        if self.shown is not None:
            self._put_together()
        return not self.collisions and bool(self.validate(extra_validators))

    def accepts(self, act: Callable[[], object]) -> bool:
        """Also says what of somebody else's was kept."""
        accepted = super().accepts(act)
        if accepted:
            self._tell_kept()
        return accepted

    def attempt(self, act: Callable[[], T], *, at: str | None = None) -> T | None:
        """Also says what of somebody else's was kept."""
        done = super().attempt(act, at=at)
        if done is not None and at is None:
            self._tell_kept()
        return done

    def _compared(self) -> Iterator[Field]:
        for field in self:
            is_asked = field.name in self._names if self._names else field_kind(field) != "hidden"
            if is_asked and not isinstance(field, PasswordField | FileField):
                yield field

    def _put_together(self) -> None:
        seen, taken, collisions, marks = self.edition.data or "", [], [], []
        for place, field in enumerate(self._compared()):
            first = place * MARK_CHARACTERS
            before = seen[first : first + MARK_CHARACTERS]
            stored, typed = mark_of(field.name, field.object_data), mark_of(field.name, field.data)
            collision = None
            if before != stored and typed != stored:
                if typed == before:
                    take_stored(field)
                    taken.append(str(field.label.text))
                else:
                    collision = self._collision(field, stored)
            if collision is not None:
                collisions.append(collision)
            marks.append(stored if collision is None else before.ljust(MARK_CHARACTERS, "."))
        self.edition.data = "".join(marks)
        self._taken, self.collisions = tuple(taken), tuple(collisions)

    def _collision(self, field: Field, stored: str) -> Collision | None:
        """What is to be chosen; None once somebody has chosen, which is then in the field."""
        mine, typed = shown_text(field), field.raw_data
        take_stored(field)
        found = Collision(field, mine, shown_text(field), stored)
        chosen = request.form.get(found.choice_name)
        if chosen == found.value_of(THEIRS):
            return None
        if found.is_long and chosen == found.value_of(BOTH):
            typed = [request.form.get(found.text_name, "")]
        take(field, typed or [])
        return None if chosen in (found.value_of(MINE), found.value_of(BOTH)) else found

    def _tell_kept(self) -> None:
        """Without the name of whoever it was: what is said here travels in a cookie."""
        if self._taken:
            fields = ", ".join(f"„{label}“" for label in self._taken)
            say(_("Jemand anders hat inzwischen %(fields)s geändert; beides ist gespeichert.", fields=fields))
