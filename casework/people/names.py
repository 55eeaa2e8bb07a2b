"""Names as they are written, sorted and compared without accents; spelling variants come with the name search."""

import unicodedata

NO_NAME = frozenset({"", "-", "--", "–", "xxx", "fnu"})
"""What documents write where a part of the name is not known (AKNV Anlage 2); never used for salutation or search."""
_LETTERS_WITHOUT_PARTS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)


def meaningful(name: str | None) -> str:
    """The name, or nothing where only a placeholder was written."""
    return "" if name is None or name.strip().casefold() in NO_NAME else name.strip()


def full_name(given_names: str | None, family_name: str | None) -> str:
    """Given names before the family name, as people introduce themselves."""
    return (
        " ".join(part for part in (meaningful(given_names), meaningful(family_name)) if part) or "ohne Namen"
    )


def list_name(given_names: str | None, family_name: str | None) -> str:
    """Family name first, as in lists."""
    return (
        ", ".join(part for part in (meaningful(family_name), meaningful(given_names)) if part) or "ohne Namen"
    )


def folded(text: str) -> str:
    """Small letters without accents, so that „Öztürk“ is found by „ozturk“ and sorted beside it (DIN 5007-1)."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part)).translate(
        _LETTERS_WITHOUT_PARTS
    )
