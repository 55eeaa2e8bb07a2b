"""A whole row as bytes, the same before it is stored and after it was read from any engine."""

import hmac
import uuid
from collections.abc import Mapping
from datetime import UTC
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, Numeric, String, Table, Uuid

from casework.database.moments import Moment
from casework.vault.keys import DataKey

HMAC_SHA256 = 1
DOMAIN = b"casework/rowseal/v1"
LABEL = b"rowseal/v1"


def seal_over(table: Table, values: Mapping[str, Any], key: DataKey) -> bytes:
    """`alg(1) ‖ generation(2) ‖ HMAC-SHA256(32)` over all columns of a row, by their names."""
    header = HMAC_SHA256.to_bytes(1, "big") + key.generation.to_bytes(2, "big")
    message = _joined(DOMAIN, header, key.owner, table.name.encode(), canonical(table, values))
    return header + hmac.digest(key.derive(LABEL), message, "sha256")


def canonical(table: Table, values: Mapping[str, Any]) -> bytes:
    """Names and values of all columns that say something; an empty one added later changes no seal."""
    said = sorted((column.name, column, values.get(column.name)) for column in table.columns)
    return _joined(
        *(
            part
            for name, column, value in said
            if value is not None
            for part in (name.encode(), _octets(column, value))
        )
    )


def _octets(column: Column[Any], value: Any) -> bytes:
    match column.type:
        case Uuid():
            return uuid.UUID(str(value)).bytes
        case LargeBinary():
            return bytes(value)
        case Moment():
            return _encoded(value.astimezone(UTC).isoformat(timespec="microseconds"))
        case Date():
            return _encoded(value.isoformat())
        case Boolean():
            return b"true" if value else b"false"
        case Integer():
            return str(int(value)).encode()
        case Numeric(scale=int() as scale):
            return str(Decimal(str(value)).quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP)).encode()
        case String():
            return str(value).encode()
    raise TypeError(f"{column} has a type no row seal knows")


def _encoded(text: str) -> bytes:
    return text.encode()


def _joined(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)
