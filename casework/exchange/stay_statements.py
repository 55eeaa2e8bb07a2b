"""What a row of „aufenthalte“ states of each axis, in terms of the people, houses and episodes that are known."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.exchange.lists import Row, need
from casework.exchange.queries import Houses
from casework.housing.ledger import DWELLING, STAGE, Axis, Ledger
from casework.housing.stays import Episode
from casework.vocabulary.housing import DWELLING_FORMS, FOSTER_FAMILY, IN_ACCOMMODATION, PRIVATE_FLAT

WITHOUT_HOUSE = frozenset({PRIVATE_FLAT, FOSTER_FAMILY})
Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one row says of one axis of a person; `current` is what is stored for the same day.

    Without facts it takes back what is stored.
    """

    row: Row
    axis: Axis
    person_id: uuid.UUID
    starts_on: date
    ends_on: date | None
    reason: str | None
    facts: Mapping[str, Any] | None
    current: Episode | None

    @property
    def content(self) -> tuple[Any, ...] | None:
        """All that is said, to compare it with what others say."""
        return None if self.facts is None else (self.ends_on, self.reason, *self.facts.values())

    @property
    def stored_content(self) -> tuple[Any, ...] | None:
        """All that is stored for the same day."""
        if self.current is None:
            return None
        facts = (getattr(self.current, name) for name in self.axis.facts)
        return (self.current.ends_on, self.current.reason, *facts)


class StatementReader:
    """Reads rows with the houses and people of a town at hand."""

    def __init__(
        self, houses: Houses, people: Mapping[str, uuid.UUID], ledgers: Mapping[str, Ledger]
    ) -> None:
        self._houses = houses
        self._people = people
        self._stored = {
            (label, person_id, episode.starts_on): episode
            for label, ledger in ledgers.items()
            for person_id in set(people.values())
            for episode in ledger.of(person_id)
        }

    def read(self, row: Row) -> list[Statement]:
        """What a row states, at most once for each axis; refuses what is impossible."""
        if not need(row, "Aktenzeichen") or not need(row, "Von"):
            return []
        person_id = self._people.get(row["Aktenzeichen"])
        if person_id is None:
            row.refuse(
                "Aktenzeichen", f"Das Aktenzeichen „{row['Aktenzeichen']}“ gibt es in dieser Kommune nicht."
            )
        if row["Bis"] and row["Bis"] < row["Von"]:
            row.refuse(
                "Bis", f"Das Ende ({row['Bis']:%d.%m.%Y}) liegt vor dem Beginn ({row['Von']:%d.%m.%Y})."
            )
        said = [(STAGE, {"stage": row["Stufe"]} if row["Stufe"] else None), (DWELLING, self._dwelling(row))]
        if row.is_good and all(facts is None for _axis, facts in said):
            row.refuse("Stufe", "Bitte eine Stufe angeben, eine Wohnform oder Unterkunft, oder beides.")
        if person_id is None or not row.is_good:
            return []
        return [self._statement(row, axis, person_id, facts) for axis, facts in said if facts is not None]

    def _statement(self, row: Row, axis: Axis, person_id: uuid.UUID, facts: Facts) -> Statement:
        """Columns the file does not have leave what is stored."""
        current = self._stored.get((axis.label, person_id, row["Von"]))
        ends_on, reason = row["Bis"], row["Grund"]
        if current is not None:
            ends_on = ends_on if row.tells("Bis") else current.ends_on
            reason = reason if row.tells("Grund") else current.reason
            if axis is DWELLING:
                facts = _completed(row, facts, current)
        return Statement(
            row, axis, person_id, row["Von"], ends_on, reason, None if row["Storno"] else facts, current
        )

    def _dwelling(self, row: Row) -> Facts | None:
        form, name, room_name = row["Wohnform"], row["Unterkunft"], row["Zimmer"]
        house = self._houses.find(name) if name else None
        room = self._houses.find_room(house, room_name) if house and room_name else None
        if room_name and not name:
            row.refuse("Unterkunft", "Zum Zimmer fehlt die Unterkunft.")
        elif name and house is None:
            row.refuse(
                "Unterkunft", f"Die Unterkunft „{name}“ gibt es nicht. Bitte zuerst „unterkuenfte“ einlesen."
            )
        elif room_name and room is None:
            row.refuse("Zimmer", f"Das Zimmer „{room_name}“ gibt es in „{name}“ nicht.")
        elif name and form in WITHOUT_HOUSE:
            row.refuse(
                "Wohnform", f"„{DWELLING_FORMS.label(form)}“ und eine Unterkunft zugleich sind nicht möglich."
            )
        elif form == IN_ACCOMMODATION and not name and not row["Storno"]:
            row.refuse("Unterkunft", "Bitte die Unterkunft nennen.")
        elif house and row["Ortsteil"] and row["Ortsteil"] != house.district:
            row.warn(
                "Ortsteil", "Der Ortsteil gilt nur für Wohnungen; bei einer Unterkunft zählt der des Hauses."
            )
        if not form and not name:
            return None
        return {
            "form": form or IN_ACCOMMODATION,
            "accommodation_id": house and house.id,
            "room_id": room and room.id,
            "district": None if name else row["Ortsteil"],
        }


def _completed(row: Row, facts: Facts, current: Any) -> Facts:
    same_house = facts["accommodation_id"] == current.accommodation_id
    if same_house and not row.tells("Zimmer"):
        facts = facts | {"room_id": current.room_id}
    if same_house and facts["accommodation_id"] is None and not row.tells("Ortsteil"):
        facts = facts | {"district": current.district}
    if same_house and facts["accommodation_id"] is not None and row["Wohnform"] is None:
        facts = facts | {"form": current.form}
    return facts
