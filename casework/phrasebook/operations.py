"""Confirming what a paper says in another language, and wording it in one's own way."""

import re
import uuid
from collections.abc import Collection
from typing import Any

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.errors import Refused
from casework.phrasebook.models import ConfirmedPhrase
from casework.phrasebook.sheets import PhraseSheet, Sentence, hash_of

PLACE = re.compile(r"%\(\w+\)s")
LONGEST_WORDING = 1000


def confirm(municipality_id: uuid.UUID, sheet: PhraseSheet, sentences: Collection[Sentence]) -> int:
    """Confirm sentences as they are printed now; returns how many were not confirmed before."""
    fresh = [sentence for sentence in sentences if not sentence.is_confirmed]
    for sentence in fresh:
        _state(municipality_id, sheet, sentence, sentence.row.wording if sentence.row else None)
    if fresh:
        note("phrasebook:phrase:confirmed", about=municipality_id, sentences=len(fresh), **_named(sheet))
    return len(fresh)


def word(municipality_id: uuid.UUID, sheet: PhraseSheet, sentence: Sentence, wording: str) -> None:
    """Print a sentence in these words from now on, which confirms it; our own words are taken as ours.

    Raises Refused when it is empty, too long, or a place for a day or a name was lost.
    """
    wording = " ".join(wording.split())
    if not 0 < len(wording) <= LONGEST_WORDING:
        raise Refused("Bitte schreiben Sie 1 bis %(most)s Zeichen.", most=LONGEST_WORDING)
    places = sorted(PLACE.findall(sentence.german))
    if sorted(PLACE.findall(wording)) != places or (places and "%" in PLACE.sub("", wording)):
        raise Refused(
            "Diese Platzhalter müssen genau so im Satz stehen, jeder einmal: %(places)s. Dort steht auf dem Papier "
            "zum Beispiel der Tag.",
            places=" ".join(places) or "(keiner)",
        )
    _state(municipality_id, sheet, sentence, None if wording == sentence.translation else wording)
    note("phrasebook:phrase:worded", about=municipality_id, sentence=sentence.german, **_named(sheet))


def reopen(municipality_id: uuid.UUID, sheet: PhraseSheet, sentence: Sentence) -> None:
    """Take back what was confirmed of a sentence; it is printed in our words again, as not confirmed."""
    if sentence.row is not None:
        sentence.row.supersede()
        note("phrasebook:phrase:reopened", about=municipality_id, sentence=sentence.german, **_named(sheet))


def _state(municipality_id: uuid.UUID, sheet: PhraseSheet, sentence: Sentence, wording: str | None) -> None:
    if sentence.row is not None:
        sentence.row.supersede()
        db.session.flush()
    db.session.add(
        ConfirmedPhrase(
            municipality_id=municipality_id,
            paper=sheet.paper,
            language=sheet.language.code,
            german_hash=hash_of(sentence.german),
            text_hash=hash_of(wording or sentence.translation),
            wording=wording,
            recorded_by_id=actor().user_id,
        )
    )
    db.session.flush()


def _named(sheet: PhraseSheet) -> dict[str, Any]:
    return {"paper": sheet.paper, "language": sheet.language.code}
