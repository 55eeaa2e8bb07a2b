"""A town that is known by nothing but its lists, and asked by nothing but the command line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskCliRunner

from casework.database.moments import read_moment

HOUSES = """
    Unterkunft;Art;Zimmer;Plätze;Fläche;Bestimmung;Betrieb ab
    GU Nord;VU;N1;4;;Männer;01.01.2024
    GU Nord;VU;N2;4;;Familie;01.01.2024
    GU Nord;VU;N3;2;;Frauen;01.01.2024
    AU West;AU;W1;3;22;;01.01.2024
    AU West;AU;W2;5;;Familie;01.01.2024
    Haus Linde;SGBVIII;;6;;;01.01.2024
"""
"""The world of the acceptance scenarios (domain brief §9)."""


class Office:
    """Imports lists and reads figures, at the moment the clock shows."""

    def __init__(self, runner: FlaskCliRunner, folder: Path) -> None:
        self._runner, self._folder = runner, folder
        self._clock: time_machine.travel | None = None
        self.at("2010-01-04T09:00")  # what is recorded later must not look earlier
        created = runner.invoke(args=["init", "--municipality", "Musterstadt"])
        assert created.exit_code == 0, created.output

    def at(self, moment: str) -> None:
        """Set the clock, Berlin."""
        self.leave()
        self._clock = time_machine.travel(read_moment(moment), tick=True)
        self._clock.start()

    def leave(self) -> None:
        """Give the clock back."""
        if self._clock is not None:
            self._clock.stop()
            self._clock = None

    def bring(self, list_name: str, content: str) -> dict[str, Any]:
        """Import a list that must be accepted; what the command says."""
        path = self._folder / f"{list_name}.csv"
        path.write_text("\n".join(line.strip() for line in content.strip().splitlines()), encoding="utf-8")
        done = self._runner.invoke(args=["import", list_name, str(path), "--json"])
        assert done.exit_code == 0, done.output
        said: dict[str, Any] = json.loads(done.stdout)
        return said

    def people(self, *rows: str, columns: str = "Haushalt") -> None:
        """People of these numbers; further columns follow the number in each row."""
        lines = "\n".join(f"{row.partition(';')[0]};Person;{row.partition(';')[2]}" for row in rows)
        self.bring("personen", f"Aktenzeichen;Familienname;{columns}\n{lines}")

    def stays(
        self, *rows: str, columns: str = "Aktenzeichen;Stufe;Unterkunft;Zimmer;Von;Bis"
    ) -> dict[str, Any]:
        """Stays, a row each; columns at the end may be left out."""
        missing = columns.count(";")
        return self.bring(
            "aufenthalte", "\n".join([columns, *(row + ";" * (missing - row.count(";")) for row in rows)])
        )

    def figures(self, on: str, since: str | None = None, known: str | None = None) -> dict[str, Any]:
        """All figures of an evening."""
        options = [
            "--on",
            on,
            *(["--from", since] if since else []),
            *(["--as-known-at", known] if known else []),
        ]
        done = self._runner.invoke(args=["figures", *options, "--json"])
        assert done.exit_code == 0, done.output
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def deadlines(self, on: str, case_number: str) -> list[dict[str, Any]]:
        """What runs for a person on a day, by all that is known now."""
        done = self._runner.invoke(
            args=["deadlines", "show", "--on", on, "--case-number", case_number, "--json"]
        )
        assert done.exit_code == 0, done.output
        found: list[dict[str, Any]] = json.loads(done.stdout)["deadlines"]
        return found

    def shown(self, on: str, case_number: str, clock: str) -> bool:
        """Whether a clock that runs for a person is shown on a day."""
        return any(one["level"] > 0 for one in self.deadlines(on, case_number) if one["clock"] == clock)

    def house(self, name: str, on: str, since: str | None = None, known: str | None = None) -> dict[str, Any]:
        """The figures of one house; empty where it is not listed."""
        houses = {house["name"]: house for house in self.figures(on, since, known)["accommodations"]}
        found: dict[str, Any] = houses.get(name, {})
        return found


@pytest.fixture
def empty_office(runner: FlaskCliRunner, tmp_path: Path) -> Iterator[Office]:
    """A town of which nothing is known."""
    office = Office(runner, tmp_path)
    yield office
    office.leave()


@pytest.fixture
def office(empty_office: Office) -> Office:
    """The town of the scenarios with its three houses, before anybody has come."""
    empty_office.at("2025-01-02T09:00")
    empty_office.bring("unterkuenfte", HOUSES)
    return empty_office
