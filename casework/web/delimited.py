"""CSV as German Excel opens it as it is meant."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from casework.web.components import number

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HARMLESS = re.compile(r"[+-]?[\d\s./()-]*")


def write_delimited(rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows with semicolons and a byte-order mark: no cell becomes a formula, days and decimals are German."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([[_written(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def _written(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, datetime | date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, Decimal):
        return number(cell, 1).replace(".", "")
    if isinstance(cell, float):
        return f"{cell:.15g}".replace(".", ",")
    text = str(cell)
    if text.startswith(_STARTS_A_FORMULA) and not _HARMLESS.fullmatch(text):
        return f"'{text}"
    return text
