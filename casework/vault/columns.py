"""Every column says whether it is sealed or clear, for what purpose and how long: declared here, then collected.

What people state declares itself (`Sealed(…)`, `clear(…)`). Structure need not: what a key, a reference, a moment, a
counter, an index or a hash is for follows from what it is; how long it is kept, from its table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Column, Integer, LargeBinary, Table, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Base
from casework.database.moments import Moment
from casework.database.retention import Kept, Retention


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a data-protection officer wants to know of a column."""

    label: str
    sealed: bool
    purpose: str = ""
    retention: str = ""
    is_structure: bool = False


_MOMENTS = {
    "answered_at": "beantwortet",
    "cancelled_at": "abgesagt",
    "changed_at": "geändert",
    "created_at": "angelegt",
    "done_at": "erledigt",
    "ended_at": "beendet",
    "expires_at": "gültig bis",
    "happened_at": "geschehen",
    "known_from": "bekannt seit",
    "known_until": "bekannt bis",
    "last_recorded_at": "zuletzt festgehalten",
    "opened_at": "zuerst geöffnet",
    "recorded_at": "festgehalten",
    "revoked_at": "widerrufen",
    "seen_at": "zuletzt gesehen",
    "sent_at": "gesendet",
    "started_at": "begonnen",
    "superseded_at": "abgelöst",
    "tried_at": "versucht",
    "uploaded_at": "hochgeladen",
    "used_at": "verbraucht",
}
_COUNTERS = {
    "change_seq": ("Änderungszähler", "damit jeder Prozess weiß, was neu ist"),
    "generation": ("Generation", "Wechsel des Schlüssels"),
    "kek_id": ("Nummer des Hauptschlüssels", "welcher Hauptschlüssel öffnet"),
    "position": ("Reihenfolge", "Anzeige"),
    "sequence": ("laufende Nummer", "damit eine Lücke auffällt"),
    "turns": ("Zähler", "damit Schreibende einander abwarten"),
    "version": ("Fassung", "damit niemand die Änderung eines anderen überschreibt"),
}
_OCTETS = {
    "_index": ("Blindindex", "Auffinden gleicher Werte, ohne sie zu kennen (HMAC)"),
    "hash": ("Prüfwert", "damit eine Änderung auffällt; der Wert ist daraus nicht lesbar"),
    "seal": ("Siegel", "damit eine Änderung der Zeile auffällt (HMAC)"),
    "wrapped": ("verschlossener Schlüssel", "öffnet nur mit dem Hauptschlüssel"),
}
REFERENCES = {
    "about_id": "worum es geht",
    "act_id": "Vorgang, zu dem es gehört",
    "actor_id": "wer handelte",
    "consent_id": "Einwilligung, deren Fassung es ist",
    "fact_id": "Angabe, deren Fassung es ist",
    "line_id": "Angabe, mit der der Verlauf begann",
    "municipality_id": "Kommune",
    "protection_id": "Schutz, dessen Fassung es ist",
    "recorded_by_id": "wer es festhielt",
    "rating_id": "Einschätzung, deren Fassung es ist",
    "release_id": "Schweigepflichtentbindung, deren Fassung es ist",
    "review_id": "Überprüfung, deren Fassung es ist",
    "row_id": "Zeile",
    "stated_id": "Angabe, die gemacht wurde",
    "step_id": "Schritt, dessen Fassung es ist",
    "strength_id": "Stärke, deren Fassung es ist",
    "subject_id": "wessen Schlüssel öffnet",
    "superseded_id": "Angabe, die abgelöst wurde",
    "talk_id": "Gespräch, dessen Fassung es ist",
}
"""What a reference without a foreign key points to."""


def clear(
    label: str, *args: Any, purpose: str = "", retention: Retention | None = None, **kwargs: Any
) -> Mapped[Any]:
    """A column readable in the database, with the reason on record; kept as long as its table, unless told."""
    declared = Declaration(label, False, purpose, retention or "")
    return mapped_column(*args, info={"declaration": declared}, **kwargs)


def tables() -> dict[str, Kept | None]:
    """Every table by name with what it declares; None where it says nothing."""
    said = {mapper.local_table: getattr(mapper.class_, "kept", None) for mapper in Base.registry.mappers}
    return {table.name: said.get(table) for table in Base.metadata.sorted_tables}


def declarations() -> dict[tuple[str, str], Declaration | None]:
    """Every column of every table with what it declares or what follows from it; None where neither says anything."""
    kept = tables()
    return {
        (table.name, column.name): _complete(_declaration(column, kept), kept[table.name])
        for table in Base.metadata.sorted_tables
        for column in table.columns
    }


def _complete(declared: Declaration | None, kept: Kept | None) -> Declaration | None:
    if declared is None or declared.retention or kept is None:
        return declared
    return replace(declared, retention=kept.retention.value)


def _declaration(column: Column[Any], kept: Mapping[str, Kept | None]) -> Declaration | None:
    own: Declaration | None = column.info.get("declaration")
    if own is not None:
        return own
    said = _structure(column, kept)
    return said and Declaration(said[0], False, said[1], is_structure=True)


def _structure(column: Column[Any], kept: Mapping[str, Kept | None]) -> tuple[str, str] | None:
    """Label and purpose of what a row needs to be a row."""
    if column.primary_key and column.name == "id":
        return "Kennung", "Zuordnung; zufällig oder fest, sagt nichts über die Person"
    for reference in column.foreign_keys:
        return f"Verweis: {_title(reference.column.table, kept)}", "Zuordnung"
    match column.type:
        case Uuid() if column.name in REFERENCES:
            return f"Verweis: {REFERENCES[column.name]}", "Zuordnung"
        case Moment() if column.name in _MOMENTS:
            return f"Zeitpunkt: {_MOMENTS[column.name]}", "Nachweis; was wann bekannt war"
        case Integer() if column.name in _COUNTERS:
            return _COUNTERS[column.name]
        case LargeBinary():
            return next((said for end, said in _OCTETS.items() if column.name.endswith(end)), None)
    return None


def _title(table: Table, kept: Mapping[str, Kept | None]) -> str:
    said = kept[table.name]
    return said.title if said else table.name
