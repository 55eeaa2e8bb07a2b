"""The German sentences of a paper and how they are said in another language.

The sentence itself is the key, so that a sentence that is changed has no translation until somebody writes one. Code
lists whose labels a client reads are named here; all other sentences are found where a paper says them.
"""

import functools
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from babel.messages.pofile import read_po

from casework.vocabulary.consents import DATA_CATEGORIES, PURPOSES
from casework.vocabulary.counselling import FIELDS_OF_ACTION, GOAL_STATES, PARTNER_KINDS, RESPONSIBLE
from casework.vocabulary.phrases.languages import GERMAN, LANGUAGES
from casework.vocabulary.slips import TO_BRING
from casework.vocabulary.terms import CodeList

FOLDER = Path(__file__).parent
COMMON = "common"
PAPERS = {
    "plan": "Plan zum Mitnehmen",
    "consent": "Einwilligung",
    "release": "Schweigepflichtentbindung",
    "slip": "Terminzettel",
    COMMON: "Wörter aller Papiere",
}
"""Papers by name, with what they are called on the screen."""
CODE_LISTS: dict[str, tuple[CodeList, ...]] = {
    COMMON: (FIELDS_OF_ACTION, GOAL_STATES, RESPONSIBLE, PARTNER_KINDS),
    "slip": (TO_BRING,),
    "consent": (PURPOSES, DATA_CATEGORIES),
}
"""The code lists of which clients read the labels, by the paper whose files hold them."""


def phrase(paper: str, german: str, language: str) -> str:
    """A sentence of a paper in a language; German is said as it stands.

    `%(name)s` in it is left for the caller to fill. Raises KeyError for a sentence that nobody translated.
    """
    return german if language == GERMAN else catalogue(paper, language)[german]


@functools.cache
def catalogue(paper: str, language: str) -> Mapping[str, str]:
    """Every sentence of a paper in a language, by the German one, in the order of the file."""
    with _file(paper, language).open("rb") as file:
        return MappingProxyType(
            {str(message.id): str(message.string) for message in read_po(file) if message.id}
        )


def sentences(paper: str) -> list[str]:
    """The German sentences of a paper, in the order of its files; all its languages hold the same ones."""
    return list(catalogue(paper, next(iter(LANGUAGES))))


def written_papers() -> list[str]:
    """The papers that have catalogues."""
    return [paper for paper in PAPERS if (FOLDER / paper).is_dir()]


def _file(paper: str, language: str) -> Path:
    return FOLDER / paper / f"{language}.po"
