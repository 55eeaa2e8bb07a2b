"""Families as they are typed into the form."""

from collections.abc import Mapping, Sequence
from typing import Any

Line = Mapping[str, str]
HADDADS: Sequence[Line] = (
    {
        "family_name": "Haddad",
        "given_names": "Samir",
        "birth_date": "12.3.1984",
        "sex": "m",
        "nationalities": "Syrien",
        "languages": "Arabisch, Kurdisch",
    },
    {"given_names": "Layla", "birth_date": "00.00.1990", "sex": "w"},
    {"given_names": "Amina", "birth_date": "12.3.16", "sex": "w"},
    {"given_names": "Amira", "birth_date": "120316", "sex": "w"},
    {"family_name": "Al Khatib", "given_names": "Yusuf", "birth_date": "2021", "nationalities": "Irak"},
)
"""Father, mother, twins, and a child of another name and nationality."""


def as_sent(*lines: Line, **shared: Any) -> dict[str, Any]:
    """A form with these lines as a browser sends it; three more lines stay empty."""
    typed = [*lines, {}, {}, {}]
    return (
        {f"lines-{number}-{name}": text for number, line in enumerate(typed) for name, text in line.items()}
        | {f"lines-{number}-family_name": "" for number in range(len(lines), len(typed))}
        | shared
    )
