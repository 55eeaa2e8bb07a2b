"""Lists as text, brought in through the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from casework.database.base import db
from casework.housing.models import Accommodation, Room
from casework.housing.stays import DwellingSpan, StageSpan
from casework.people.models import Person
from tests import factories

Answer = dict[str, Any]


class Town:
    """A town whose lists are brought in by the command."""

    def __init__(self, runner: FlaskCliRunner, folder: Path, name: str) -> None:
        self._runner = runner
        self._folder = folder
        self.name = name

    def bring(self, list_name: str, content: str | bytes, *options: str, file: str = "liste.csv") -> Answer:
        """Import a list; the answer carries the exit code as `exit`."""
        path = self._folder / file
        path.write_bytes(content if isinstance(content, bytes) else _unindented(content).encode())
        arguments = ["import", list_name, str(path), "--municipality", self.name, "--json", *options]
        result = self._runner.invoke(args=arguments)
        assert result.exit_code in (0, 2), result.output
        return json.loads(result.stdout) | {"exit": result.exit_code}

    def brought(self, list_name: str, content: str) -> Answer:
        """Import a list that must be accepted."""
        answer = self.bring(list_name, content)
        assert answer["exit"] == 0, answer
        return answer

    def file(self, name: str) -> Path:
        return self._folder / name


def _unindented(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


def counts(answer: Answer) -> tuple[int, int, int, int, int]:
    """New, corrected, unchanged, retracted, rejected."""
    return tuple(answer[name] for name in ("new", "corrected", "unchanged", "retracted", "rejected"))  # type: ignore[return-value]


def remarks(answer: Answer, kind: str = "errors") -> list[tuple[int | None, str | None]]:
    """Where something is wrong: row and column."""
    return [(remark["row"], remark["column"]) for remark in answer[kind]]


@pytest.fixture
def town(app: Flask, runner: FlaskCliRunner, tmp_path: Path) -> Town:
    """Musterstadt, empty."""
    with app.app_context():
        factories.municipality()
    return Town(runner, tmp_path, "Musterstadt")


@pytest.fixture
def spans(app: Flask) -> Callable[[], dict[str, list[tuple[str, ...]]]]:
    """What holds by now of everybody: by case number stage or house/room with first day and last."""

    def read() -> dict[str, list[tuple[str, ...]]]:
        with app.app_context():
            found: dict[str, list[tuple[str, ...]]] = {}
            names = {person.id: person.case_number for person in db.session.scalars(select(Person))}
            stages = select(StageSpan).where(StageSpan.known_until.is_(None))
            for span in db.session.scalars(stages):
                found.setdefault(names[span.person_id], []).append((span.stage, *_days(span)))
            dwellings = (
                select(DwellingSpan, Accommodation.name, Room.name)
                .outerjoin(Accommodation, Accommodation.id == DwellingSpan.accommodation_id)
                .outerjoin(Room, Room.id == DwellingSpan.room_id)
                .where(DwellingSpan.known_until.is_(None))
            )
            for span, house, room in db.session.execute(dwellings):
                place = "/".join(filter(None, (house, room))) or span.form
                found.setdefault(names[span.person_id], []).append((place, *_days(span)))
            return {number: sorted(held) for number, held in sorted(found.items())}

    return read


def _days(span: StageSpan | DwellingSpan) -> tuple[str, str]:
    return str(span.starts_on), str(span.ends_on or "")
