"""Who is behind the numbers of a paper: names in the internal edition, case numbers alone in the pseudonymous one."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.people.cards import Card
from reports.paper import script_of


class Edition(StrEnum):
    """Whom a paper is made for: the office itself, or a round in which nobody's name is needed."""

    INTERNAL = "internal"
    PSEUDONYMOUS = "pseudonymous"

    @property
    def label(self) -> str:
        return "intern, mit Namen" if self is Edition.INTERNAL else "pseudonym"

    @property
    def class_words(self) -> str:
        """How the paper is marked at the head of each page."""
        if self is Edition.INTERNAL:
            return "Intern – enthält Namen, nur für Berechtigte"
        return "Intern – ohne Namen"

    @property
    def persons_heading(self) -> str:
        return "Personen" if self is Edition.INTERNAL else "Aktenzeichen"


def editions_for(viewer: Viewer) -> list[Edition]:
    """The editions somebody may have; names only for who may see them elsewhere, too."""
    if viewer.may(Permission.HOUSING_RESIDENTS_READ):
        return [Edition.PSEUDONYMOUS, Edition.INTERNAL]
    return [Edition.PSEUDONYMOUS]


@dataclass(frozen=True, slots=True, order=True)
class Shown:
    """A person as the edition shows them; `spellings` are those in another script than the name."""

    case_number: str
    name: str = ""
    spellings: tuple[str, ...] = ()


def shown(
    edition: Edition, cards: Mapping[uuid.UUID, Card], person_ids: Iterable[uuid.UUID]
) -> tuple[Shown, ...]:
    """These people in the order of their names or numbers; whoever has no card here is left out."""
    known = [cards[person_id] for person_id in person_ids if person_id in cards]
    if edition is Edition.PSEUDONYMOUS:
        return tuple(Shown(card.case_number) for card in sorted(known, key=lambda card: card.case_number))
    return tuple(
        Shown(card.case_number, card.list_name, _in_other_script(card))
        for card in sorted(known, key=lambda card: (card.sort_key, card.case_number))
    )


def _in_other_script(card: Card) -> tuple[str, ...]:
    if script_of(card.list_name):
        return ()
    return tuple(spelling for spelling in card.other_spellings if script_of(spelling))[:1]
