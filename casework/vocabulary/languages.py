"""Languages by ISO 639: two letters where there are two, else three; what is not known is kept as typed."""

import functools

from babel import Locale
from babel.core import get_global

from casework.vocabulary.spelling import folded, plain

_ADDED = {
    "ckb": "Kurdisch (Sorani)",
    "fa": "Persisch (Farsi)",
    "kmr": "Kurdisch (Kurmandschi)",
    "prs": "Dari",
    "rom": "Romanes",
    "ti": "Tigrinya",
    "zza": "Zazaki",
}

_UNSPECIFIC = frozenset({"mul", "und", "zxx", "root"})

_VARIANTS = {
    "ckb": "Sorani|Zentralkurdisch|ckb",
    "fa": "Persisch|Farsi|fas|per|pes",
    "kmr": "Kurmandschi|Kurmanci|Kurmanji|Nordkurdisch",
    "ku": "Kurdisch",
    "mk": "Mazedonisch",
    "prs": "Dari-Persisch|Afghanisch-Persisch",
    "ps": "Pashto|Paschtu|Pashtu",
    "ro": "Moldauisch|Moldawisch",
    "ti": "Tigrinisch|Tigrigna|tir",
    "ar": "arb",
    "ber": "Berberisch",
    "sq": "Albanisch|alb",
}

USUAL = ("ar", "de", "en", "fa", "fr", "kmr", "ckb", "prs", "ps", "ru", "so", "ti", "tr", "uk", "ur")
"""Those most often spoken in the field, for the top of a list."""


def language_name(code: str) -> str:
    """The German name of a code; free text is shown as it stands."""
    return _names().get(code, code)


def language_choices() -> list[tuple[str, str]]:
    """What a form offers: (code, name) in German order."""
    return sorted(_names().items(), key=lambda choice: folded(choice[1]))


def read_language(text: str) -> str:
    """The code for a German name or an ISO code of two or three letters; anything else is kept as typed."""
    return _by_text().get(plain(text), text)


@functools.cache
def _names() -> dict[str, str]:
    known = {
        code: name
        for code, name in Locale("de").languages.items()
        if code.isalpha() and code not in _UNSPECIFIC
    }
    return known | _ADDED


@functools.cache
def _by_text() -> dict[str, str]:
    names = _names()
    found = {
        plain(alias): code
        for alias, code in get_global("language_aliases").items()
        if alias.isalpha() and code in names
    }
    found |= {plain(code): code for code in names}
    found |= {plain(variant): code for code, variants in _VARIANTS.items() for variant in variants.split("|")}
    return found | {plain(name): code for code, name in names.items()}
