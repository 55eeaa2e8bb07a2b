"""Words as people type them: compared without case, blanks and umlaut spelling, sorted as in a dictionary."""

import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LETTERS_WITHOUT_PARTS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset("\u00ad\u200b\u2060\ufeff")
_LAYOUT = frozenset("\n\t")


def plain(text: str) -> str:
    """What is left to compare: letters and digits, small, with „ä“ and „ae“ the same and no other accents."""
    spelled = unicodedata.normalize("NFC", text.casefold()).translate(_UMLAUTS)
    return "".join(character for character in unicodedata.normalize("NFKD", spelled) if character.isalnum())


def folded(text: str) -> str:
    """Small letters without accents, so that „Öztürk“ is found by „ozturk“ and sorted beside it (DIN 5007-1)."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part)).translate(
        _LETTERS_WITHOUT_PARTS
    )


def without_controls(text: str) -> str:
    """The text without characters that show nothing or turn the direction of what follows.

    Such characters make a name look like another one („exe.pdf“); the letters themselves carry their direction.
    Line breaks and tabs stay, as do the joiners that Persian and Hindi need.
    """
    if text.isprintable():
        return text
    return "".join(
        character
        for character in text
        if character in _LAYOUT
        or not (character in _TURNING or character in _INVISIBLE or unicodedata.category(character) == "Cc")
    )
