"""Who may be in the register already: found before somebody is taken in, by hand or by a list."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import select

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.audit.trail import note
from casework.database.base import db
from casework.people.birth_dates import BirthDate
from casework.people.cards import Card
from casework.people.lookalikes import Lookalikes
from casework.people.models import Person
from casework.people.name_index import NameIndex
from casework.people.not_duplicates import mark_not_duplicate
from casework.people.operations import number_index
from casework.people.queries import unrestricted_of
from casework.people.records import leading_ids
from casework.people.register import cards, names_of
from casework.people.same_person import Described, Likeness, Reason, likeness, may_be_one_birth
from casework.people.scope import visible_cards

NUMBERS = {
    "azr_number": (Person.azr_number_index, Reason.SAME_AZR_NUMBER),
    "bamf_file_number": (Person.bamf_file_number_index, Reason.SAME_BAMF_NUMBER),
}
BORN_ALIKE = frozenset(
    {
        Reason.SAME_BIRTH_DATE,
        Reason.SAME_FIRST_OF_JANUARY,
        Reason.DAY_AND_MONTH_SWAPPED,
        Reason.ONE_DIGIT_OFF,
        Reason.SAME_MONTH,
        Reason.SAME_YEAR,
    }
)
ELSEWHERE = "elsewhere"
SameNumbers = Mapping[uuid.UUID, Collection[Reason]]


@dataclass(frozen=True, slots=True)
class Draft:
    """Somebody who is not in the register yet, as far as they are described."""

    names: tuple[str, ...]
    birth_date: BirthDate | None = None
    sex: str | None = None
    nationalities: tuple[str, ...] = ()
    household_id: uuid.UUID | None = None
    azr_number: str | None = None
    bamf_file_number: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody in the register who may be the same person."""

    card: Card
    likeness: Likeness

    @property
    def is_telling(self) -> bool:
        """Whether a birth date or year speaks for it as well as a name, or it is strong by itself."""
        return self.likeness.is_strong or not BORN_ALIKE.isdisjoint(self.likeness.reasons)


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates a viewer may know of, likeliest first; and those of whom they may only know that they exist."""

    candidates: Sequence[Candidate] = ()
    elsewhere: Sequence[uuid.UUID] = ()

    @property
    def ids(self) -> list[uuid.UUID]:
        return [candidate.card.person_id for candidate in self.candidates]

    @property
    def marks(self) -> set[str]:
        """What a form must carry of whoever has seen all of this and says that it is somebody else."""
        return {str(person_id) for person_id in self.ids} | ({ELSEWHERE} if self.elsewhere else set())


def find_duplicates(viewer: Viewer, draft: Draft) -> Found:
    """Who in the viewer's municipality may be the person described.

    Outside the viewer's own cases a name counts only together with a birth date or year, and no protected person does.
    """
    municipality_id = viewer.municipality_id
    numbered = _with_same_numbers(municipality_id, draft)
    with names_of(municipality_id) as index:
        slots = Lookalikes(index).of(draft.names, draft.birth_date, thorough=True)
        known = {card.person_id: card for card in cards_in(index, slots)}
    known |= {person_id: cards()[person_id] for person_id in numbered if person_id in cards()}
    found = sorted(compared(draft, known.values(), numbered), key=_by_likeness)
    if not viewer.sees_own_cases_only:
        return Found(found)
    visible = {card.person_id for card in visible_cards(viewer)}
    hidden = [one.card.person_id for one in found if one.card.person_id not in visible and one.is_telling]
    return Found(
        [one for one in found if one.card.person_id in visible],
        unrestricted_of(municipality_id, hidden) if hidden else (),
    )


def _by_likeness(found: Candidate) -> tuple[float, str]:
    return -found.likeness.score, found.card.sort_key


def compared(draft: Described, known: Iterable[Card], numbered: SameNumbers) -> Iterator[Candidate]:
    """Those of these people who may be the one described."""
    for card in known:
        same_numbers = numbered.get(card.person_id, ())
        if same_numbers or may_be_one_birth(draft.birth_date, card.birth_date):
            found = likeness(draft, card, same_numbers)
            if found is not None:
                yield Candidate(card, found)


def cards_in(index: NameIndex, slots: Iterable[int]) -> Iterator[Card]:
    """Who stands in these slots."""
    return (cast("Card", person) for person in map(index.person, slots) if person is not None)


def _with_same_numbers(municipality_id: uuid.UUID, draft: Draft) -> dict[uuid.UUID, list[Reason]]:
    found: dict[uuid.UUID, list[Reason]] = defaultdict(list)
    for name, (column, reason) in NUMBERS.items():
        if number := getattr(draft, name):
            holders = db.session.scalars(
                select(Person.id).where(
                    column == number_index(municipality_id, name, number),
                    Person.municipality_id == municipality_id,
                )
            ).all()
            for person_id in dict.fromkeys(leading_ids(holders).values()):
                found[person_id].append(reason)
    return found


def find_duplicates_of_many(municipality_id: uuid.UUID, drafts: Sequence[Draft]) -> list[list[Candidate]]:
    """Who in the register may be each of the people described, likeliest first, whoever looks."""
    with names_of(municipality_id) as index:
        lookalikes = Lookalikes(index)
        of_one_sound = [
            list(cards_in(index, lookalikes.of(draft.names, draft.birth_date))) for draft in drafts
        ]
    holders = number_holders(municipality_id)
    town = cards()
    found = []
    for draft, known in zip(drafts, of_one_sound, strict=True):
        numbered: dict[uuid.UUID, list[Reason]] = defaultdict(list)
        for name, (_column, reason) in NUMBERS.items():
            if number := getattr(draft, name):
                for person_id in holders[reason].get(number_index(municipality_id, name, number), ()):
                    numbered[person_id].append(reason)
        everybody = {card.person_id: card for card in known}
        everybody |= {person_id: town[person_id] for person_id in numbered if person_id in town}
        found.append(sorted(compared(draft, everybody.values(), numbered), key=_by_likeness))
    return found


def number_holders(municipality_id: uuid.UUID) -> dict[Reason, dict[bytes, list[uuid.UUID]]]:
    """Who has each number, by its blind index; of several records the leading one, once."""
    found: dict[Reason, dict[bytes, list[uuid.UUID]]] = {}
    for column, reason in NUMBERS.values():
        holders = found[reason] = defaultdict(list)
        rows = db.session.execute(
            select(Person.id, column).where(Person.municipality_id == municipality_id, column.is_not(None))
        ).all()
        leading = leading_ids(person_id for person_id, _digest in rows)
        for person_id, digest in rows:
            if digest is not None and leading[person_id] not in holders[digest]:
                holders[digest].append(leading[person_id])
    return found


def remember_as_different(viewer: Viewer, person: Person, found: Found) -> None:
    """Remember that somebody looked at these people and said: they are not the same person.

    Of those who are probably the same that is for whoever may merge them to say; the others stay on their list.
    """
    others = [
        one.card.person_id
        for one in found.candidates
        if viewer.may(Permission.PEOPLE_PERSON_MERGE) or not one.likeness.is_strong
    ]
    for other in db.session.scalars(select(Person).where(Person.id.in_(others))):
        mark_not_duplicate(person, other)
    if found.ids:
        note("people:duplicate:denied", subject=person.id, others=[str(other) for other in found.ids])
