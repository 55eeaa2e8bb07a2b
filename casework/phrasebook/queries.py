"""Which translations a municipality has confirmed, and how it words what its papers say."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping

from sqlalchemy import select

from casework.database.base import db
from casework.database.recorded import known
from casework.errors import NotThere
from casework.phrasebook.models import ConfirmedPhrase
from casework.phrasebook.sheets import PhraseSheet, Sentence, hash_of
from casework.vocabulary.phrases.catalogues import COMMON, catalogue, phrase, written_papers
from casework.vocabulary.phrases.languages import GERMAN, LANGUAGES

Rows = Mapping[bytes, ConfirmedPhrase]


def is_confirmed(municipality_id: uuid.UUID, paper: str, language: str) -> bool:
    """Whether all that a paper says in a language was confirmed as it is printed now, the common words included."""
    if language == GERMAN:
        return True
    rows = _rows(municipality_id, language)
    return all(_sheet(name, language, rows[name, language]).is_confirmed for name in (paper, COMMON))


def wording_of(municipality_id: uuid.UUID, language: str) -> Callable[[str, str, str], str]:
    """`phrase` as a municipality says it in one language; its own wordings are read once, now."""
    own = {
        (paper, key): row.wording
        for (paper, _), rows in _rows(municipality_id, language).items()
        for key, row in rows.items()
        if row.wording
    }
    return lambda paper, german, code: own.get((paper, hash_of(german))) or phrase(paper, german, code)


def sheets_of(municipality_id: uuid.UUID) -> dict[str, list[PhraseSheet]]:
    """Every paper that is written, with its languages in their usual order."""
    rows = _rows(municipality_id)
    return {
        paper: [_sheet(paper, language, rows[paper, language]) for language in LANGUAGES]
        for paper in written_papers()
    }


def get_sheet(municipality_id: uuid.UUID, paper: str, language: str) -> PhraseSheet:
    """A paper in a language; raises NotThere."""
    if paper not in written_papers() or language not in LANGUAGES:
        raise NotThere("Dieses Papier gibt es in dieser Sprache nicht.")
    return _sheet(paper, language, _rows(municipality_id, language)[paper, language])


def get_sentence(sheet: PhraseSheet, key: str) -> Sentence:
    """A sentence by the key in its address; raises NotThere once the software words it otherwise in German."""
    found = next((sentence for sentence in sheet.sentences if sentence.key == key), None)
    if found is None:
        raise NotThere("Diesen Satz gibt es auf dem Papier nicht mehr.")
    return found


def _sheet(paper: str, language: str, rows: Rows) -> PhraseSheet:
    held = [
        Sentence(german, text, rows.get(hash_of(german)))
        for german, text in catalogue(paper, language).items()
    ]
    return PhraseSheet(paper, LANGUAGES[language], held)


def _rows(municipality_id: uuid.UUID, language: str | None = None) -> Mapping[tuple[str, str], Rows]:
    """What is believed now, by paper and language and then by sentence."""
    wanted = select(ConfirmedPhrase).where(
        ConfirmedPhrase.municipality_id == municipality_id, known(ConfirmedPhrase)
    )
    if language is not None:
        wanted = wanted.where(ConfirmedPhrase.language == language)
    found: dict[tuple[str, str], dict[bytes, ConfirmedPhrase]] = defaultdict(dict)
    for row in db.session.scalars(wanted.order_by(ConfirmedPhrase.recorded_at, ConfirmedPhrase.id)):
        found[row.paper, row.language][row.german_hash] = row
    return found
