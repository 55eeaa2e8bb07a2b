"""What a glyph says when a paper is copied.

Readers of PDFs take the glyphs of a line from left to right, and turn round what runs from right to left. So a glyph
that joins two Arabic letters has to say them from left to right as well, and a bracket what it looks like: set from
right to left, „(“ is drawn as „)“.
"""

import io
import unicodedata
from typing import Any

from fontTools.ttLib import TTFont

RIGHT_TO_LEFT = frozenset({"R", "AL"})


class Said(dict[int, str]):
    """What the glyphs of one font say, by glyph."""

    def __init__(self, font: bytes) -> None:
        super().__init__()
        self._font = font
        self._drawn: dict[int, str] = {}

    def __setitem__(self, glyph: int, text: str) -> None:
        if len(text) > 1 and any(unicodedata.bidirectional(sign) in RIGHT_TO_LEFT for sign in text):
            text = text[::-1]
        elif len(text) == 1 and unicodedata.mirrored(text):
            text = self._looks_like(glyph, text)
        super().__setitem__(glyph, text)

    def _looks_like(self, glyph: int, text: str) -> str:
        if not self._drawn:
            with TTFont(io.BytesIO(self._font), lazy=True) as font:
                signs = font.getBestCmap().items()
                self._drawn = {font.getGlyphID(name): chr(sign) for sign, name in signs}
        return self._drawn.get(glyph, text)


class Fonts(dict[Any, Any]):
    """The fonts of a document, by whatever WeasyPrint knows them by; each says what its glyphs look like."""

    def __setitem__(self, key: Any, font: Any) -> None:
        font.to_unicode = Said(font.file_content)
        super().__setitem__(key, font)
