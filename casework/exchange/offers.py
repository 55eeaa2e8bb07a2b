"""What a row of the list „partner“ says of offers, beside those on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.exchange.cells import line, several, typed
from casework.exchange.lists import Row
from casework.exchange.tables import Cell
from casework.partners.models import Partner, PartnerOffer
from casework.vocabulary.counselling import FIELDS_OF_ACTION
from casework.vocabulary.spelling import folded

titles = several(line(200))


def fields_of_action(cell: Cell) -> list[list[str]] | None:
    """The fields at each place between the bars, several of one place with commas; a place may be empty."""
    words = typed(cell)
    return [_fields(place.strip()) for place in words.split("|")] if words else None


def _fields(words: str) -> list[str]:
    if FIELDS_OF_ACTION.find(words):
        return [FIELDS_OF_ACTION.read(words)]
    return list(
        dict.fromkeys(FIELDS_OF_ACTION.read(word.strip()) for word in words.split(",") if word.strip())
    )


@dataclass(slots=True)
class Told:
    """What is new, what is told otherwise, and what is told no more."""

    new: list[Mapping[str, Any]] = field(default_factory=list)
    changed: list[tuple[PartnerOffer, Mapping[str, Any]]] = field(default_factory=list)
    gone: list[PartnerOffer] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Whether anything of the partner's offers becomes another."""
        return bool(self.new or self.changed or self.gone)


def told_of(row: Row, partner: Partner) -> Told:
    """What the row changes of a partner's offers, which go by their titles; an empty cell says nothing."""
    told, on_record = Told(), {folded(offer.title): offer for offer in partner.offers}
    named = set()
    for said in _said(row, partner):
        title = folded(said["title"])
        if title in named:
            continue
        named.add(title)
        offer = on_record.get(title)
        if offer is None:
            told.new.append(said)
        elif any(getattr(offer, name) != value for name, value in said.items() if name != "title"):
            told.changed.append((offer, said | {"title": offer.title}))
    if row["Angebote"]:
        told.gone = [offer for offer in partner.current_offers if folded(offer.title) not in named]
    return told


def _said(row: Row, partner: Partner) -> list[dict[str, Any]]:
    fields: Sequence[Sequence[str]] = row["Handlungsfelder"] or []
    together = list(dict.fromkeys(code for place in fields for code in place))
    named = row["Angebote"] or [offer.title for offer in partner.current_offers]
    if not named:
        named, fields = [FIELDS_OF_ACTION.label(code) for code in together], [[code] for code in together]
    paired = fields if len(fields) == len(named) else [together] * len(named)
    said = [
        {"title": title, "is_active": True, "needs": list(needs)}
        for title, needs in zip(named, paired, strict=True)
    ]
    if not row["Handlungsfelder"]:
        said = [{name: value for name, value in one.items() if name != "needs"} for one in said]
    return [one | {"audience": row["Zielgruppe"]} for one in said] if row["Zielgruppe"] else said
