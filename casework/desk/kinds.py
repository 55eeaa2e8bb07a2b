"""The four kinds of entries, by their word in the address, and what they are called."""

from dataclasses import dataclass

from casework.desk.models import DeskEntry, HouseBan, HouseRulesHandover, KeyHandover, RoomDefect
from casework.errors import NotThere

KEYS, RULES, BANS, DEFECTS = "keys", "rules", "bans", "defects"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry; `settling` is what one says when one is settled today, None if there is nothing to settle."""

    key: str
    model: type[DeskEntry]
    title: str
    one: str
    making: str
    made: str
    settling: str | None = None
    settled: str = ""


KINDS = {
    kind.key: kind
    for kind in (
        Kind(
            DEFECTS,
            RoomDefect,
            "Mängel",
            "Mangel",
            "Mangel melden",
            "Der Mangel ist festgehalten.",
            "Heute behoben",
            "Der Mangel gilt als behoben; dafür gesperrte Plätze sind ab heute wieder frei.",
        ),
        Kind(
            KEYS,
            KeyHandover,
            "Schlüssel",
            "Schlüssel",
            "Schlüssel ausgeben",
            "Die Ausgabe ist festgehalten.",
            "Heute zurückgegeben",
            "Der Schlüssel ist zurück.",
        ),
        Kind(
            BANS,
            HouseBan,
            "Hausverbote",
            "Hausverbot",
            "Hausverbot eintragen",
            "Das Hausverbot ist festgehalten.",
            "Heute aufheben",
            "Das Hausverbot gilt ab heute nicht mehr.",
        ),
        Kind(
            RULES,
            HouseRulesHandover,
            "Hausordnung",
            "ausgehändigte Hausordnung",
            "Hausordnung aushändigen",
            "Die Aushändigung ist festgehalten.",
        ),
    )
}


def kind_named(key: str) -> Kind:
    """The kind with this word in the address; raises NotThere."""
    if key not in KINDS:
        raise NotThere("Diese Seite gibt es nicht.")
    return KINDS[key]


def kind_of(entry: DeskEntry) -> Kind:
    """The kind an entry is of."""
    return next(kind for kind in KINDS.values() if isinstance(entry, kind.model))
