"""Who a row of „personen“ means: by case number, or by exact name, birth date and household."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from casework.exchange.lists import Row
from casework.exchange.queries import people_by_number, tight
from casework.people.birth_dates import BirthDate
from casework.people.cards import Card
from casework.people.models import Household
from casework.people.names import meaningful
from casework.people.register import cards_of


class Identities:
    """The people of a municipality as the register knows them."""

    def __init__(
        self, municipality_id: uuid.UUID, households: Mapping[str, Household], marked: set[uuid.UUID]
    ) -> None:
        self._municipality_id = municipality_id
        self._households = households
        self._marked = marked
        self._by_name: dict[tuple[Any, ...], list[Card]] = defaultdict(list)
        self._leading: dict[uuid.UUID, uuid.UUID] = {}
        for person in cards_of(municipality_id).values():
            for card in person.records:
                key = _name_key(card.family_name, card.given_names, card.birth_date)
                self._by_name[key].append(card)
                self._leading[card.person_id] = person.person_id

    def resolve(self, rows: Sequence[Row]) -> dict[int, uuid.UUID | None]:
        """The record each row means, by row number; None for somebody new. Refuses rows that could mean two people."""
        numbered = people_by_number(
            self._municipality_id, (row["Aktenzeichen"] for row in rows if row["Aktenzeichen"])
        )
        found: dict[int, uuid.UUID | None] = {}
        unnumbered: dict[tuple[Any, ...], Row] = {}
        for row in rows:
            if row["Aktenzeichen"]:
                found[row.number] = numbered.get(row["Aktenzeichen"])
                continue
            key = (*_row_key(row), tight(row["Haushalt"] or ""))
            twin = unnumbered.setdefault(key, row)
            if twin is not row:
                _refuse_twins(row, twin)
            found[row.number] = self._by_description(row)
        return found

    def _by_description(self, row: Row) -> uuid.UUID | None:
        candidates = [card for card in self._by_name[_row_key(row)] if self._shares_household(row, card)]
        if len({self._leading[card.person_id] for card in candidates}) > 1:
            numbers = ", ".join(sorted(card.case_number for card in candidates))
            row.refuse(
                "Aktenzeichen",
                f"Die Zeile passt auf mehrere Personen ({numbers}). Bitte das Aktenzeichen angeben.",
            )
        return candidates[0].person_id if candidates else None

    def _shares_household(self, row: Row, card: Card) -> bool:
        if not row.tells("Haushalt"):
            return True
        if not row["Haushalt"]:
            return card.household_id not in self._marked
        household = self._households.get(tight(row["Haushalt"]))
        return household is not None and household.id == card.household_id


def _row_key(row: Row) -> tuple[Any, ...]:
    return _name_key(row["Familienname"], row["Vornamen"], row["Geburtsdatum"])


def _name_key(family_name: str | None, given_names: str | None, birth: BirthDate | None) -> tuple[Any, ...]:
    return meaningful(family_name), meaningful(given_names), birth and birth.iso()


def _refuse_twins(row: Row, twin: Row) -> None:
    for one, other in ((row, twin), (twin, row)):
        if one.is_good:
            one.refuse(
                "Aktenzeichen",
                f"Dieselbe Person steht auch in Zeile {other.number}. Sind es zwei, geben Sie bitte Aktenzeichen an.",
            )
