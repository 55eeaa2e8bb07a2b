"""What reported stocks add: nobody twice, and fixed on the day of the report."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.database.bulk import Key
from casework.planning.extras import Extra, Report, Series, by_house, by_stage, extra_on, extras, in_force

pytestmark = pytest.mark.engine_independent

FIRST = date(2020, 6, 1)


def on(day: int) -> date:
    return FIRST + timedelta(days=day)


def town_wide(stage: str, place: str = "", source: str = "landratsamt") -> Series:
    return Series(stage, place, source, None)


def added(reports: list[Report], day: date, named: Mapping[tuple[str, Key | None], int]) -> dict[str, int]:
    """By stage, with the same people recorded by name on every day."""
    return by_stage(extra_on(extras(reports, lambda _day, *where: named.get(where, 0)), day))


def test_a_report_holds_until_the_next_of_its_series() -> None:
    vu, uma = town_wide("VU"), town_wide("UMA", source="jugendamt")
    first, other, second = Report(vu, on(0), 141), Report(uma, on(0), 53), Report(vu, on(30), 150)
    assert {(held.starts_on, held.ends_on) for held in in_force([second, first, other])} == {
        (on(0), on(30)),
        (on(0), None),
        (on(30), None),
    }


def test_a_report_ends_earlier_if_it_says_so() -> None:
    (held, _next) = in_force(
        [Report(town_wide("VU"), on(0), 141, ends_on=on(10)), Report(town_wide("VU"), on(30), 150)]
    )
    assert held.ends_on == on(10)


def test_whoever_is_recorded_by_name_is_taken_off_once() -> None:
    assert added([Report(town_wide("VU"), on(0), 141)], on(3), {("VU", None): 1}) == {"VU": 140}
    assert added([Report(town_wide("VU"), on(0), 3)], on(3), {("VU", None): 5}) == {}


def test_what_was_added_stays_when_named_people_move_on() -> None:
    named = {on(0): 1, on(1): 0}
    found = extras([Report(town_wide("VU"), on(0), 141)], lambda day, _stage, _house: named[day])
    assert by_stage(extra_on(found, on(1))) == {"VU": 140}


def test_two_places_of_a_stage_share_the_named_between_them() -> None:
    reports = [
        Report(town_wide("UMA", "wohngruppe a", "jugendamt"), on(0), 20),
        Report(town_wide("UMA", "wohngruppe b", "jugendamt"), on(0), 33),
    ]
    assert added(reports, on(0), {("UMA", None): 5}) == {"UMA": 48}
    assert added(reports, on(0), {("UMA", None): 25}) == {"UMA": 28}


def test_who_lives_in_a_reported_house_is_taken_off_there() -> None:
    house = "a" * 32
    reports = [Report(Series("VU", "", "", house), on(0), 10), Report(town_wide("VU"), on(0), 100)]
    found = extras(reports, lambda _day, _stage, where: 4 if where == house else 7)
    assert by_house(found) == {house: 6}
    assert by_stage(found) == {"VU": 6 + 97}


SERIES = st.builds(
    town_wide, st.sampled_from(["VU", "UMA"]), st.sampled_from(["", "a", "b"]), st.sampled_from(["x", "y"])
)
REPORTS = st.lists(
    st.builds(Report, SERIES, st.integers(0, 40).map(on), st.integers(0, 60)),
    max_size=12,
    unique_by=lambda report: (report.series, report.starts_on),
)


@given(REPORTS, st.integers(0, 50))
def test_of_one_day_the_stock_is_what_was_reported_or_what_is_known_by_name(
    reports: list[Report], named: int
) -> None:
    """The oracle: all reports of a stage added up, the named among them."""
    of_one_day = list(
        {report.series: Report(report.series, on(0), report.persons) for report in reports}.values()
    )
    for stage in ("VU", "UMA"):
        told = sum(report.persons for report in of_one_day if report.series.stage == stage)
        known = {("VU", None): named, ("UMA", None): named}
        assert named + added(of_one_day, on(7), known).get(stage, 0) == max(named, told)


@given(REPORTS, st.integers(0, 40), st.integers(0, 50))
def test_the_named_are_taken_off_the_first_place_whenever_the_reports_came(
    reports: list[Report], day: int, named: int
) -> None:
    latest = {
        report.series: report.persons
        for report in sorted(reports, key=lambda report: report.starts_on)
        if report.starts_on <= on(day)
    }
    for stage in ("VU", "UMA"):
        first, *others = [latest[series] for series in sorted(latest) if series.stage == stage] or [0]
        total = named + added(reports, on(day), {("VU", None): named, ("UMA", None): named}).get(stage, 0)
        assert named <= total <= max(named, first) + sum(others)


@given(
    REPORTS,
    st.dictionaries(st.tuples(st.integers(0, 40), st.sampled_from(["VU", "UMA"])), st.integers(0, 90)),
)
def test_no_report_adds_less_than_nobody_or_more_than_it_says(
    reports: list[Report], named: dict[tuple[int, str], int]
) -> None:
    def count(day: date, stage: str, _house: Key | None) -> int:
        return named.get(((day - FIRST).days, stage), 0)

    found: list[Extra] = extras(reports, count)
    held = {(report.series.stage, report.starts_on): 0 for report in reports}
    for report in reports:
        held[report.series.stage, report.starts_on] += report.persons
    for extra in found:
        assert 0 <= extra.persons <= held[extra.stage, extra.starts_on]
