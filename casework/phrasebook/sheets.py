"""The sentences of a paper in a language, as a municipality prints them and as far as it has confirmed them."""

import functools
import hashlib
import re
from dataclasses import dataclass

from casework.errors import Conflict
from casework.phrasebook.models import ConfirmedPhrase
from casework.vocabulary.phrases.catalogues import PAPERS
from casework.vocabulary.phrases.languages import ClientLanguage

KEY_CHARACTERS = 16
PLACE = re.compile(r"%\(\w+\)s")


@functools.cache
def hash_of(text: str) -> bytes:
    """By which a sentence is found and a change to it is seen."""
    return hashlib.sha256(text.encode()).digest()


def key_of(german: str) -> str:
    """How an address names a sentence."""
    return hash_of(german).hex()[:KEY_CHARACTERS]


@dataclass(frozen=True)
class Sentence:
    """A German sentence, our translation of it, and what the municipality has said about that."""

    german: str
    translation: str
    row: ConfirmedPhrase | None

    @property
    def key(self) -> str:
        return key_of(self.german)

    @property
    def text(self) -> str:
        """What is printed."""
        return self.row.wording if self.row and self.row.wording else self.translation

    @property
    def shown(self) -> str:
        """What is printed, on a screen: in a line from right to left the signs of a place would change sides."""
        return PLACE.sub("\u2066\\g<0>\u2069", self.text)

    @property
    def is_own(self) -> bool:
        """Whether the municipality words it otherwise than we do."""
        return bool(self.row and self.row.wording)

    @property
    def is_confirmed(self) -> bool:
        """Whether what is printed now is what was confirmed."""
        return self.row is not None and self.row.text_hash == hash_of(self.text)

    @property
    def is_changed(self) -> bool:
        """Whether our translation became another one after it was confirmed."""
        return self.row is not None and not self.is_confirmed


@dataclass(frozen=True)
class PhraseSheet:
    """All sentences of a paper in one language."""

    paper: str
    language: ClientLanguage
    sentences: list[Sentence]

    @property
    def title(self) -> str:
        return PAPERS[self.paper]

    @property
    def unconfirmed(self) -> list[Sentence]:
        """What nobody has confirmed as it is printed now."""
        return [sentence for sentence in self.sentences if not sentence.is_confirmed]

    @property
    def is_confirmed(self) -> bool:
        return not self.unconfirmed

    @property
    def own(self) -> list[Sentence]:
        """What the municipality words in its own way."""
        return [sentence for sentence in self.sentences if sentence.is_own]

    @property
    def mark(self) -> str:
        """By which a page that was seen is known again: it changes with any text on it."""
        return hash_of("\0".join(sentence.text for sentence in self.sentences)).hex()

    def check_unchanged(self, mark: str | None) -> None:
        """Raises Conflict when other texts stand here than were seen."""
        if mark != self.mark:
            raise Conflict(
                "Inzwischen steht hier ein anderer Wortlaut. Bitte lesen Sie die Sätze noch einmal, bevor Sie "
                "sie bestätigen."
            )
