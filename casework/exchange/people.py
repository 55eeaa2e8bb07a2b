"""The list „personen“: who is in the town's care, with household and case."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from casework.accounts.models import User
from casework.accounts.queries import find_user_by_email
from casework.exchange.cells import birth_date, code, day, line, one, several, yes
from casework.exchange.identity import Identities
from casework.exchange.lists import Column, Outcome, Row, TownList, good, refuse_contradicting
from casework.exchange.lookalikes import warn_of_lookalikes
from casework.exchange.queries import (
    cases_by_person,
    households_by_mark,
    marked_households,
    people_by_id,
    tight,
)
from casework.people import operations as people
from casework.people.cases import begin_case, lead_case
from casework.people.models import Household, IntegrationCase, Person
from casework.people.names import meaningful
from casework.vocabulary.languages import read_language
from casework.vocabulary.nationalities import read_nationality
from casework.vocabulary.people import SEXES

LONGEST_NAME = 1000
DETAILS = {
    "Familienname": "family_name",
    "Vornamen": "given_names",
    "Weitere Schreibweisen": "other_spellings",
    "Geburtsdatum": "birth_date",
    "Geschlecht": "sex",
    "Staatsangehörigkeit": "nationalities",
    "Sprachen": "languages",
    "Telefon": "phone",
    "E-Mail": "email",
    "AZR-Nummer": "azr_number",
    "BAMF-Aktenzeichen": "bamf_file_number",
}


class People(TownList):
    """People. Key: `Aktenzeichen`, or without one the exact name, birth date and household."""

    name = "personen"
    title = "Personen"
    explanation = (
        "Eine Zeile je Person. Ohne Aktenzeichen wird eines vergeben, wenn die Person noch nicht bekannt ist."
    )
    columns = (
        Column("Aktenzeichen", line(100), "leer: wird gefunden oder vergeben", "2025-0001"),
        Column("Familienname", line(LONGEST_NAME), "bei nur einem Namen dieser", "Haddad", needed=True),
        Column("Vornamen", line(LONGEST_NAME), "darf leer sein", "Layla"),
        Column("Weitere Schreibweisen", several(line(LONGEST_NAME)), "mehrere mit | getrennt", "Hadad|حداد"),
        Column("Geburtsdatum", birth_date, "auch 1990 oder 00.00.1990", "00.00.1990"),
        Column("Geburtsdatum fiktiv", yes, "ja, wenn eine Behörde es festgesetzt hat", "nein"),
        Column("Geschlecht", code(SEXES), "m, w, d, x oder leer", "w"),
        Column(
            "Staatsangehörigkeit",
            several(read_nationality),
            "Name, ISO-Kürzel oder Destatis-Schlüssel; mehrere mit |, die erste zählt",
            "Syrien",
        ),
        Column("Haushalt", line(200), "gleiches Zeichen für alle eines Haushalts; leer: allein", "H1"),
        Column("Sprachen", several(read_language, "|,;"), "mehrere mit | getrennt", "Arabisch|Englisch"),
        Column("Telefon", line(100), ""),
        Column("E-Mail", line(200), ""),
        Column("AZR-Nummer", line(50), ""),
        Column("BAMF-Aktenzeichen", line(50), ""),
        Column("Zuständig", one(str), "E-Mail, mit der sich die zuständige Person anmeldet"),
        Column("Fall ab", day, "erster Tag der Betreuung", "01.07.2025"),
        Column("Fall bis", day, "erster Tag danach; leer: läuft"),
        Column("Storno", yes, "nur „nein“ oder leer: Personen werden nicht über Listen entfernt"),
    )

    def __init__(self, municipality_id: uuid.UUID) -> None:
        super().__init__(municipality_id)
        self._users: dict[str, User | None] = {}
        self._known: dict[int, Person] = {}
        self._households: dict[str, Household] = {}
        self._marked: set[uuid.UUID] = set()
        self._cases: dict[uuid.UUID, list[IntegrationCase]] = {}

    def decide(self, rows: Sequence[Row]) -> None:
        for row in good(rows):
            self._check(row)
        self._households = households_by_mark(
            self.municipality_id, (row["Haushalt"] for row in rows if row["Haushalt"])
        )
        self._marked = marked_households(self.municipality_id)
        ids = Identities(self.municipality_id, self._households, self._marked).resolve(good(rows))
        known = people_by_id(person_id for person_id in ids.values() if person_id)
        self._known = {number: known[person_id] for number, person_id in ids.items() if person_id}
        self._cases = cases_by_person(known)
        refuse_contradicting(
            [row for row in good(rows) if self._key(row)],
            self._key,
            lambda row: list(row.values.values()),
            "Aktenzeichen",
        )
        for row in good(rows):
            self._weigh(row)
        warn_of_lookalikes(
            self.municipality_id,
            [row for row in good(rows) if row.outcome is Outcome.NEW and not row.repeats],
            self._households,
        )

    def _key(self, row: Row) -> uuid.UUID | str | None:
        """The person known or, if there is none yet, the case number they are to have."""
        person = self._known.get(row.number)
        number = row["Aktenzeichen"]
        return person.id if person else number and tight(number)

    def _check(self, row: Row) -> None:
        if not meaningful(row["Familienname"]) and not meaningful(row["Vornamen"]):
            row.refuse("Familienname", "Bitte wenigstens einen Namen angeben.")
        if row["Storno"]:
            row.refuse("Storno", "Personen werden nicht über Listen entfernt.")
        if (row["Zuständig"] or row["Fall bis"]) and not row["Fall ab"]:
            row.refuse("Fall ab", "Bitte angeben, ab wann der Fall geführt wird.")
        if row["Fall ab"] and row["Fall bis"] and row["Fall bis"] < row["Fall ab"]:
            row.refuse("Fall bis", "Das Ende des Falls liegt vor seinem Beginn.")
        if row["Zuständig"] and self._find_user(row["Zuständig"]) is None:
            row.refuse("Zuständig", f"In dieser Kommune meldet sich niemand mit „{row['Zuständig']}“ an.")

    def _find_user(self, email: str) -> User | None:
        if email not in self._users:
            user = find_user_by_email(email)
            self._users[email] = user if user and user.municipality_id == self.municipality_id else None
        return self._users[email]

    def _weigh(self, row: Row) -> None:
        person = self._known.get(row.number)
        if person is None:
            row.outcome = Outcome.NEW
            return
        changes = (
            people.differences(person, _details(row, person)),
            self._moves_household(row, person),
            self._case_differs(row, person),
        )
        if any(changes):
            row.outcome = Outcome.CORRECTED

    def _moves_household(self, row: Row, person: Person) -> bool:
        """Whether the row puts the person into another household; an empty cell takes them out of a marked one."""
        if row["Haushalt"]:
            household = self._households.get(tight(row["Haushalt"]))
            return household is None or household.id != person.household_id
        return row.tells("Haushalt") and person.household_id in self._marked

    def _case(self, row: Row, person: Person | None) -> dict[str, Any] | None:
        """What the row says of the case; one without an end lasts until the next one that is known."""
        if row["Fall ab"] is None:
            return None
        cases = self._cases.get(person.id, []) if person else []
        stored = next((case for case in cases if case.starts_on == row["Fall ab"]), None)
        later = min((case.starts_on for case in cases if case.starts_on > row["Fall ab"]), default=None)
        user = self._find_user(row["Zuständig"]) if row["Zuständig"] else None
        return {
            "starts_on": row["Fall ab"],
            "ends_on": row["Fall bis"] or later
            if row.tells("Fall bis") or stored is None
            else stored.ends_on,
            "case_manager_id": user.id
            if user
            else None
            if row.tells("Zuständig") or stored is None
            else stored.case_manager_id,
        }

    def _case_differs(self, row: Row, person: Person) -> bool:
        said = self._case(row, person)
        if said is None:
            return False
        cases = self._cases.get(person.id, [])
        earlier = [case for case in cases if case.starts_on < said["starts_on"]]
        if any(case.ends_on and case.ends_on > said["starts_on"] for case in earlier):
            row.refuse("Fall ab", "An diesem Tag läuft schon ein Fall, dessen Ende gespeichert ist.")
        later = next((case for case in cases if case.starts_on > said["starts_on"]), None)
        if later and said["ends_on"] and said["ends_on"] > later.starts_on:
            row.refuse("Fall bis", f"Ab {later.starts_on:%d.%m.%Y} ist schon ein anderer Fall gespeichert.")
        stored = next((case for case in cases if case.starts_on == said["starts_on"]), None)
        return stored is None or any(getattr(stored, name) != value for name, value in said.items())

    def write(self, rows: Sequence[Row]) -> None:
        taken = {row["Aktenzeichen"] for row in rows if row["Aktenzeichen"]}
        for row in rows:
            person = self._known.get(row.number)
            if person is None:
                self._take_in(row, taken)
            elif row.outcome is Outcome.CORRECTED:
                self._correct(row, person)

    def _take_in(self, row: Row, taken: set[str]) -> None:
        number = row["Aktenzeichen"] or people.next_case_number(self.municipality_id)
        while not row["Aktenzeichen"] and number in taken:
            number = people.next_case_number(self.municipality_id)
        person = people.take_in(self.municipality_id, _details(row, None), self._household(row), number)
        if case := self._case(row, None):
            begin_case(person, **case)

    def _correct(self, row: Row, person: Person) -> None:
        household = self._household(row) if self._moves_household(row, person) else None
        people.change_person(person, _details(row, person), household=household)
        if self._case_differs(row, person) and (case := self._case(row, person)):
            lead_case(person, **case, among=self._cases.get(person.id, []))

    def _household(self, row: Row) -> Household:
        mark = row["Haushalt"]
        if not mark:
            return people.new_household(self.municipality_id)
        key = tight(mark)
        if key not in self._households:
            self._households[key] = people.new_household(self.municipality_id, mark)
        return self._households[key]


def _details(row: Row, person: Person | None) -> dict[str, Any]:
    """What the row says of the person; columns the file does not have say nothing."""
    said = {name: row[column] for column, name in DETAILS.items() if row.tells(column)}
    said["family_name"] = said["family_name"] or "-"
    birth = said.get("birth_date")
    if birth is not None:
        known = person.birth_date if person else None
        fictive = (
            row["Geburtsdatum fiktiv"] if row.tells("Geburtsdatum fiktiv") else known and known.is_fictive
        )
        said["birth_date"] = replace(birth, is_fictive=bool(fictive))
    return said
