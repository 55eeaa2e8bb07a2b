"""Time series: which evenings, which numbers, and that they are the same as asked one by one."""

import json
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from flask.testing import FlaskCliRunner

from casework.database.moments import read_moment
from casework.database.turns import last_recorded_at
from casework.errors import Refused
from casework.statistics.evenings_between import DAY, MONTH, QUARTER, WEEK, YEAR, steps
from casework.statistics.measures import find_measure, offered
from casework.statistics.question import Question
from casework.statistics.series import Series, series
from tests import factories
from tests.statistics.conftest import World

FIRST, LAST = date(2025, 1, 1), date(2025, 6, 30)


@pytest.mark.parametrize(
    ("every", "first", "last", "evenings"),
    [
        (MONTH, FIRST, date(2025, 4, 15), ["2025-01-31", "2025-02-28", "2025-03-31"]),
        (QUARTER, FIRST, LAST, ["2025-03-31", "2025-06-30"]),
        (YEAR, date(2023, 5, 1), LAST, ["2023-12-31", "2024-12-31"]),
        (WEEK, date(2025, 6, 1), date(2025, 6, 14), ["2025-06-01", "2025-06-08"]),
        (DAY, date(2025, 6, 1), date(2025, 6, 3), ["2025-06-01", "2025-06-02", "2025-06-03"]),
        (YEAR, FIRST, LAST, ["2025-06-30"]),
    ],
)
def test_the_evenings(every: str, first: date, last: date, evenings: list[str]) -> None:
    found = steps(first, last, every)
    assert [step.on.isoformat() for step in found] == evenings
    assert found[0].since == first
    assert all(later.since.toordinal() == earlier.on.toordinal() + 1
               for earlier, later in pairwise(found))  # fmt: skip


def test_too_many_evenings_and_a_span_that_ends_first_are_refused() -> None:
    with pytest.raises(Refused, match="mehr als 400"):
        steps(date(2020, 1, 1), LAST, DAY)
    with pytest.raises(Refused, match="bevor sie beginnt"):
        steps(LAST, FIRST, MONTH)


def lived_in(world: World) -> None:
    """Two people: one in AU West from February, one in the VU until 20 May; a third came and went in March."""
    west, nord = world.houses["AU West"], world.houses["GU Nord"]
    factories.stay(world.person(), stage="AU", house=west, room="W1", starts_on=date(2025, 2, 1))
    factories.stay(
        world.person(),
        stage="VU",
        house=nord,
        room="N1",
        starts_on=date(2025, 1, 10),
        ends_on=date(2025, 5, 20),
    )
    factories.stay(world.person(), stage="VU", starts_on=date(2025, 3, 1), ends_on=date(2025, 3, 20))


def asked(world: World, *names: str, every: str = MONTH) -> Series:
    question = Question(world.town.id, world.town.name, LAST, last_recorded_at())
    return series(question, FIRST, every, names)


def column(found: Series, name: str) -> list[Any]:
    place = [measure.name for measure in found.measures].index(name)
    return [values[place] for values in found.values]


def test_numbers_of_evenings_and_of_the_days_they_close(world: World) -> None:
    lived_in(world)
    found = asked(world, "stock.total", "stock.by_stage.VU", "movement.arrivals", "movement.departures",
                  "occupied", "occupied@AU West")  # fmt: skip
    assert column(found, "stock.total") == [1, 2, 2, 2, 1, 1]
    assert column(found, "stock.by_stage.VU") == [1, 1, 1, 1, 0, 0]
    assert column(found, "movement.arrivals") == [1, 1, 1, 0, 0, 0]
    assert column(found, "movement.departures") == [0, 0, 1, 0, 1, 0]
    assert column(found, "occupied") == [1, 2, 2, 2, 1, 1]
    assert column(found, "occupied@AU West") == [0, 1, 1, 1, 1, 1]
    assert len(found.charts()) == 1, "all of them are people"
    assert len(asked(world, "stock.total", "occupancy_rate").charts()) == 2


def test_every_number_offered_is_the_number_of_its_evening(world: World) -> None:
    """One by one, through another way: the answer of a single day and period."""
    lived_in(world)
    names = [name for _part, choices in offered() for name, _label in choices]
    assert len(names) > 60
    answers = {
        evening: world.ask(evening, since)
        for since, evening in (("2025-01-01", "2025-03-31"), ("2025-04-01", "2025-06-30"))
    }
    for start in range(0, len(names), 6):
        some = [name for name in names[start : start + 6] if "." in name or name == "caseload_per_fte"]
        for on, *values in asked(world, *some, every=QUARTER).rows() if some else ():
            for name, value in zip(some, values, strict=True):
                shown = float(value) if isinstance(value, Decimal) else value
                assert shown == told(answers[on.isoformat()], name), (name, on)


def told(answer: Any, name: str) -> Any:
    found = answer
    for place in name.split("."):
        found = found.get(place) if isinstance(found, dict) else None
    return found


@pytest.mark.parametrize(
    "name", ["stock", "stock.by_stage", "movement.stage_changes", "period.houses", "occupied@Haus Nirgends",
             "stock.total@AU West", "", "stock.total.VU"],
)  # fmt: skip
def test_what_is_no_number_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="gibt es nicht"):
        find_measure(name, {"AU West"})


def test_none_and_too_many_are_refused(world: World) -> None:
    with pytest.raises(Refused, match="wenigstens eine"):
        asked(world)
    with pytest.raises(Refused, match="höchstens 6"):
        asked(world, *["stock.total"] * 7)


def test_the_past_is_told_as_it_was_known(world: World, clock: Any) -> None:
    clock("2025-07-01T10:00")
    person = world.person()
    factories.stay(person, stage="VU", starts_on=date(2025, 1, 1))
    clock("2025-07-09T10:00")
    factories.stay(person, stage="VU", starts_on=date(2025, 1, 1), ends_on=date(2025, 3, 25))
    question = Question(world.town.id, world.town.name, LAST, read_moment("2025-07-02"))
    assert column(series(question, FIRST, QUARTER, ["stock.total"]), "stock.total") == [1, 1]
    assert column(asked(world, "stock.total", every=QUARTER), "stock.total") == [0, 0]


def test_the_command(world: World, runner: FlaskCliRunner) -> None:
    lived_in(world)
    asked_for = ["series", "--figure", "stock.total", "--figure", "occupied@AU West", "--from", "01.01.2025",
                 "--to", "2025-06-30", "--every", "quarter"]  # fmt: skip
    done = runner.invoke(args=[*asked_for, "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["figures"][0] == {
        "name": "stock.total", "label": "Geflüchtete insgesamt", "unit": "Personen"
    }  # fmt: skip
    assert told["rows"] == [
        {"on": "2025-03-31", "since": "2025-01-01", "values": {"stock.total": 2, "occupied@AU West": 1}},
        {"on": "2025-06-30", "since": "2025-04-01", "values": {"stock.total": 1, "occupied@AU West": 1}},
    ]
    in_german = runner.invoke(args=asked_for)
    assert "30.06.2025" in in_german.stdout
    assert "Geflüchtete insgesamt" in in_german.stdout
    refused = runner.invoke(
        args=["series", "--figure", "nonsense", "--from", "2025-01-01", "--to", "2025-06-30"]
    )
    assert refused.exit_code == 2
