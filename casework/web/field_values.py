"""What stands in a field: marked so that two values can be compared, in words, and as a browser would send it."""

import base64
import hmac
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, RadioField, SelectField, SelectMultipleField

from casework.web.cookies import signature_secret
from casework.web.forms import tidy

LABEL = b"edition/v1"
MARK_OCTETS, MARK_CHARACTERS = 6, 8


def mark_of(name: str, value: Any) -> str:
    """The same for equal values of a field, whoever wrote them in which way."""
    key = hmac.digest(signature_secret(), LABEL, "sha256")
    octets = hmac.digest(key, f"{name}\0{_plain(value)}".encode(), "sha256")[:MARK_OCTETS]
    return base64.urlsafe_b64encode(octets).decode()


def _plain(value: Any) -> str:
    if value is None or value is False or value in ("", []):
        return ""
    if isinstance(value, list | tuple | set):
        return "\n".join(sorted(str(one) for one in value))
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else str(tidy(str(value)))


def take_stored(field: Field) -> None:
    """Put what is stored into a field, as if it had been typed."""
    field.raw_data = None
    field.process(None, field.object_data)
    take(field, _as_sent(field))


def take(field: Field, sent: list[str]) -> None:
    """Put into a field what a browser sent, or would have sent."""
    field.process(MultiDict([(field.name, value) for value in sent]), field.object_data)


def _as_sent(field: Field) -> list[str]:
    """What a browser would send of a field as it is drawn."""
    if isinstance(field, BooleanField):
        return ["y"] if field.data else []
    if isinstance(field, SelectMultipleField):
        return [str(value) for value in field.data or []]
    if isinstance(field, SelectField):
        return [str(field.data)] if field.data is not None else [] if isinstance(field, RadioField) else [""]
    return [_written(field)]


def shown_text(field: Field) -> str:
    """What a field says, in words."""
    if isinstance(field, BooleanField):
        return str(_("ja") if field.data else _("nein"))
    if isinstance(field, SelectField | SelectMultipleField):
        return ", ".join(str(option.label.text) for option in field if option.checked)
    return _written(field)


def _written(field: Any) -> str:
    return str(field._value())  # noqa: SLF001  the library's own name for what stands in a field
