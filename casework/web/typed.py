"""The ground that fields stand on in which something is typed and read."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from wtforms import Field
from wtforms.validators import StopValidation
from wtforms.widgets import TextInput


class Understood:
    """What could not be read is said once, and not also as missing."""

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002  # the library's signature
        if getattr(self, "process_errors", None):
            raise StopValidation


class TypedField(Understood, Field):
    """Something read from what somebody typed, and shown as it was typed; None where nothing was.

    A text field, and not one of the browser's own: it takes what is written on paper, by paste and by number pad, in
    German whatever the browser speaks, and shows what cannot be again instead of losing it.
    """

    widget = TextInput()
    hints: ClassVar[Mapping[str, str]] = {}
    """Attributes of the field unless the form says otherwise."""

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        options["render_kw"] = {**self.hints, **(options.get("render_kw") or {})}
        super().__init__(label, validators, **options)

    def read(self, text: str) -> Any:
        """What was meant. Raises ValueError with the sentence for the screen."""
        raise NotImplementedError

    def written(self, value: Any) -> str:
        """What one would type to mean it."""
        return str(value)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.written(self.data)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        if typed:
            self.data = self.read(typed)
