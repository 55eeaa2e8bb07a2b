"""What of the entries of a house's desk is shown as it was before."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import url_for

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.base import db
from casework.desk.kinds import BANS, DEFECTS, KEYS, KINDS, RULES, Kind
from casework.desk.queries import chain_of_entry, get_latest_entry
from casework.desk.scope import get_house
from casework.errors import NotThere
from casework.history.kinds import Fact, in_words, record_kind
from casework.housing.models import Room
from casework.people.register import card_of
from casework.vocabulary.languages import language_name

PLACES = {KEYS: "entry_id", RULES: "house_rules_id", BANS: "ban_id", DEFECTS: "defect_id"}
WORDS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "person_id": ("Person", lambda record_id: card_of(record_id).list_name if record_id else in_words(None)),
    "room_id": ("Zimmer", lambda room_id: db.session.get_one(Room, room_id).name),
    "key_number": ("Nummer des Schlüssels", in_words),
    "language": ("Sprache", lambda code: language_name(code or "")),
    "handed_on": ("Ausgegeben am", in_words),
    "returned_on": ("Zurückgegeben am", in_words),
    "outsider": ("Wer von außerhalb?", in_words),
    "starts_on": ("Gilt ab", in_words),
    "ends_on": ("Gilt bis", in_words),
    "reason": ("Grund", in_words),
    "imposed_by": ("Ausgesprochen von", in_words),
    "what": ("Was ist kaputt?", in_words),
    "reported_on": ("Gemeldet am", in_words),
    "fixed_on": ("Behoben am", in_words),
    "block_id": ("Plätze dafür gesperrt", lambda block_id: in_words(block_id is not None)),
}


def declare() -> None:
    """Enter the four kinds of entries; once, at the start."""
    for kind in KINDS.values():
        record_kind(
            key=f"desk_{kind.key}",
            place=PLACES[kind.key],
            model=kind.model,
            permission=Permission.DESK_ENTRY_WRITE,
            find=_finder(kind),
            title=lambda _entry, kind=kind: kind.one,
            back=lambda entry: url_for("desk.house", accommodation_id=entry.accommodation_id),
            subjects=lambda entry: [entry.whom] if entry.whom else [],
            versions=chain_of_entry,
            facts=tuple(Fact(name, *WORDS[name]) for name in kind.model.facts),
        )


def _finder(kind: Kind) -> Callable[[Viewer, uuid.UUID], Any]:
    def find(viewer: Viewer, entry_id: uuid.UUID) -> Any:
        row: Any = db.session.get(kind.model, entry_id)
        if row is None:
            raise NotThere("Diesen Eintrag gibt es nicht.")
        return get_latest_entry(viewer, get_house(viewer, row.accommodation_id), kind, entry_id)

    return find
