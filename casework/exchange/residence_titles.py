"""The list „aufenthaltstitel“: which title somebody holds, from when until when."""

import uuid
from collections.abc import Sequence
from typing import Any

from casework.exchange.cells import code, day, line, text, yes
from casework.exchange.lists import Column, Outcome, Row, TownList, good, need, refuse_contradicting
from casework.exchange.queries import people_by_id, people_by_number, titles_by_person
from casework.people.models import Person, ResidenceTitle
from casework.people.titles import issue_title, state_title, take_back_title
from casework.vocabulary.residence import RESIDENCE_TITLES

FACTS = {"Bis": "ends_on", "Zustellung": "served_on", "Unanfechtbar": "final_on", "Bemerkung": "remark"}


class ResidenceTitles(TownList):
    """Residence titles and certificates. Key: person, `Titel` and `Von`."""

    name = "aufenthaltstitel"
    title = "Aufenthaltstitel"
    explanation = "Eine Zeile je Titel, Gestattung, Duldung oder Bescheinigung."
    columns = (
        Column("Aktenzeichen", line(100), "wie in der Liste der Personen", "2025-0001", needed=True),
        Column(
            "Titel", code(RESIDENCE_TITLES), ", ".join(RESIDENCE_TITLES.codes()), "AE_25_2_FLU", needed=True
        ),
        Column("Von", day, "erster Tag", "20.06.2025", needed=True),
        Column("Bis", day, "aufgedrucktes Ende; leer: unbefristet", "19.06.2028"),
        Column("Zustellung", day, "des Bescheids", "30.04.2025"),
        Column(
            "Unanfechtbar", day, "seit wann der Bescheid nicht mehr angefochten werden kann", "15.05.2025"
        ),
        Column("Bemerkung", text(2000), ""),
        Column("Storno", yes, "ja nimmt zurück, was für Person, Titel und „Von“ angegeben war"),
    )

    def __init__(self, municipality_id: uuid.UUID) -> None:
        super().__init__(municipality_id)
        self._people: dict[str, Person] = {}
        self._titles: dict[uuid.UUID, list[ResidenceTitle]] = {}

    def decide(self, rows: Sequence[Row]) -> None:
        ids = people_by_number(
            self.municipality_id, (row["Aktenzeichen"] for row in rows if row["Aktenzeichen"])
        )
        known = people_by_id(ids.values())
        self._people = {number: known[person_id] for number, person_id in ids.items()}
        self._titles = titles_by_person(known)
        for row in good(rows):
            self._check(row)
        refuse_contradicting(good(rows), self._key, lambda row: (_facts(row), row["Storno"]), "Von")
        for row in good(rows):
            row.weigh(self._stored(row), _facts(row))

    def _check(self, row: Row) -> None:
        if not all([need(row, "Aktenzeichen"), need(row, "Titel"), need(row, "Von")]):
            return
        if row["Aktenzeichen"] not in self._people:
            row.refuse(
                "Aktenzeichen", f"Das Aktenzeichen „{row['Aktenzeichen']}“ gibt es in dieser Kommune nicht."
            )
        if row["Bis"] and row["Bis"] < row["Von"]:
            row.refuse(
                "Bis", f"Das Ende ({row['Bis']:%d.%m.%Y}) liegt vor dem Beginn ({row['Von']:%d.%m.%Y})."
            )

    def _key(self, row: Row) -> tuple[Any, ...]:
        return self._people[row["Aktenzeichen"]].id, row["Titel"], row["Von"]

    def _stored(self, row: Row) -> ResidenceTitle | None:
        held = self._titles.get(self._people[row["Aktenzeichen"]].id, [])
        return next(
            (title for title in held if (title.title, title.starts_on) == (row["Titel"], row["Von"])), None
        )

    def write(self, rows: Sequence[Row]) -> None:
        for row in rows:
            person, stored = self._people[row["Aktenzeichen"]], self._stored(row)
            if row.outcome is Outcome.RETRACTED and stored is not None:
                take_back_title(person, stored)
            elif row.outcome is Outcome.NEW:
                issue_title(person, row["Titel"], starts_on=row["Von"], **_facts(row))
            elif stored is not None and row.outcome is Outcome.CORRECTED:
                kept = {name: getattr(stored, name) for name in FACTS.values()}
                state_title(person, row["Titel"], starts_on=row["Von"], **(kept | _facts(row)))


def _facts(row: Row) -> dict[str, Any]:
    """What the row says of the title; columns the file does not have say nothing."""
    return {name: row[column] for column, name in FACTS.items() if row.tells(column)}
