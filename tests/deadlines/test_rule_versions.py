"""A new version of a rule: from its day on, and never for what began before."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from casework.deadlines.shipped import SHIPPED
from casework.deadlines.versions import Continuation, Rules, RuleVersion
from casework.vocabulary import deadlines as clock
from casework.vocabulary.periods import DAYS, MONTHS, Length
from tests.deadlines.lived import (
    SHIPPED_RULES,
    case,
    day,
    ends,
    found,
    held,
    issued,
    life,
    minor,
    stage,
    title,
    warned,
)

pytestmark = pytest.mark.engine_independent

FROM = day("01.07.2026")
LONGER = RuleVersion(
    "longer", clock.COURSE_CLAIM, FROM, Length(18, MONTHS), (Length(120, DAYS),), "§ 44 (2) AufenthG n. F."
)
FOR_RUNNING = replace(LONGER, key="running", holds_for_running=True)


def with_own(*versions: RuleVersion) -> Rules:
    return Rules([*SHIPPED, *versions])


@pytest.mark.parametrize(
    ("issued_on", "looked", "last_day"),
    [
        ("30.06.2026", "30.06.2026", "30.06.2027"),
        ("30.06.2026", "01.07.2026", "30.06.2027"),
        ("30.06.2026", "30.06.2027", "30.06.2027"),
        ("01.07.2026", "01.07.2026", "01.01.2028"),
        ("31.08.2026", "01.09.2026", "29.02.2028"),
    ],
)
def test_the_day_of_the_event_decides(issued_on: str, looked: str, last_day: str) -> None:
    rules = with_own(LONGER)
    (running,) = found(clock.COURSE_CLAIM, issued("AE_25_1", issued_on), looked, rules)
    assert running.due_on == day(last_day)
    is_new = day(issued_on) >= FROM
    assert (running.rule == "longer", running.paragraph.endswith("n. F.")) == (is_new, is_new)


@pytest.mark.parametrize(
    ("issued_on", "looked", "last_day"),
    [
        ("01.03.2026", "30.06.2026", "01.03.2027"),
        ("01.03.2026", "01.07.2026", "01.09.2027"),
        ("01.07.2025", "30.06.2026", "01.07.2026"),
        ("01.07.2025", "01.07.2026", "01.01.2027"),
        ("30.06.2025", "01.07.2026", "30.06.2026"),
    ],
)
def test_one_that_holds_for_running_periods_takes_over_on_its_first_day_what_has_not_ended(
    issued_on: str, looked: str, last_day: str
) -> None:
    assert ends(clock.COURSE_CLAIM, issued("AE_25_1", issued_on), looked, with_own(FOR_RUNNING)) == [last_day]


@given(
    issued_on=some.dates(date(2020, 1, 1), date(2026, 6, 30)),
    looked=some.dates(date(2020, 1, 1), date(2030, 1, 1)),
    amount=some.integers(1, 60),
)
def test_no_clock_that_began_before_is_changed_by_a_later_version(
    issued_on: date, looked: date, amount: int
) -> None:
    rules = with_own(replace(LONGER, length=Length(amount, MONTHS)))
    lived = issued("AE_25_1", f"{issued_on:%d.%m.%Y}")
    assert found(clock.COURSE_CLAIM, lived, looked, rules) == found(clock.COURSE_CLAIM, lived, looked)


@given(issued_on=some.dates(date(2020, 1, 1), date(2030, 1, 1)), looked=some.dates(date(2020, 1, 1), FROM))
def test_before_its_first_day_no_version_changes_anything(issued_on: date, looked: date) -> None:
    lived = issued("AE_25_1", f"{min(issued_on, looked):%d.%m.%Y}")
    for version in (LONGER, FOR_RUNNING):
        later = replace(version, applies_from=date(2026, 7, 2))
        assert found(clock.COURSE_CLAIM, lived, looked, with_own(later)) == found(
            clock.COURSE_CLAIM, lived, looked
        )


def test_an_event_that_lies_ahead_goes_by_what_is_in_force_when_it_is_looked_at() -> None:
    lived = held(title("AE_25_3", "01.01.2026", "31.12.2026"))
    sooner = RuleVersion(
        "soon", clock.TITLE_EXPIRY, FROM, Length(0, DAYS), (Length(120, DAYS),), "§ 81 AufenthG"
    )
    before, after = (
        found(clock.TITLE_EXPIRY, lived, on, with_own(sooner))[0] for on in ("30.06.2026", "01.07.2026")
    )
    assert (before.due_on, after.due_on) == (day("31.12.2026"), day("31.12.2026"))
    assert warned(before, with_own(sooner))[0] == "02.10.2026"
    assert warned(after, with_own(sooner)) == ["02.09.2026"]


def test_an_own_version_takes_the_place_of_ours_from_the_same_day() -> None:
    own = replace(LONGER, applies_from=date(1900, 1, 1))
    assert len(with_own(own).versions(clock.COURSE_CLAIM)) == 1
    assert ends(clock.COURSE_CLAIM, issued("AE_25_1", "01.01.2025"), "01.01.2025", with_own(own)) == [
        "01.07.2026"
    ]


def test_werktage_from_monday_to_friday() -> None:
    own = [
        replace(version, key=version.clock, options={clock.WERKTAGE: clock.MONDAY_TO_FRIDAY})
        for version in SHIPPED
        if clock.WERKTAGE in version.options
    ]
    amir, rules = minor("10.02.2025"), with_own(*own)
    assert ends(clock.UMA_REPORT, amir, "10.02.2025", rules) == ["19.02.2025"]
    assert ends(clock.UMA_HEALTH, amir, "10.02.2025", rules) == ["28.02.2025"]


def test_the_time_of_counselling_counts_from_where_the_municipality_says() -> None:
    lived = replace(
        life(stages=[stage("AU", "01.07.2025")], cases=[case("01.07.2025")]), first_talk_on=day("15.04.2025")
    )
    (shipped,) = (version for version in SHIPPED if version.clock == clock.COUNSELLING_LIMIT)
    by_talk = replace(shipped, options={**shipped.options, clock.COUNTED_FROM: clock.FIRST_TALK})
    assert ends(clock.COUNSELLING_LIMIT, lived, "01.07.2025") == ["01.07.2028"]
    assert ends(clock.COUNSELLING_LIMIT, lived, "01.07.2025", with_own(by_talk)) == ["15.04.2028"]
    extended = replace(lived, cases=[case("01.07.2025", extended=True)])
    assert ends(clock.COUNSELLING_LIMIT, extended, "01.07.2025") == ["01.07.2029"]
    no_more = replace(by_talk, options={**by_talk.options, clock.EXTENSION: "0"})
    assert ends(clock.COUNSELLING_LIMIT, extended, "01.07.2025", with_own(no_more)) == ["15.04.2028"]


def test_an_extension_is_another_clock_than_the_limit_that_was_confirmed() -> None:
    lived = life(stages=[stage("AU", "01.07.2025")], cases=[case("01.07.2025")])
    (limit,) = found(clock.COUNSELLING_LIMIT, lived, "01.07.2025")
    (more,) = found(
        clock.COUNSELLING_LIMIT, replace(lived, cases=[case("01.07.2025", extended=True)]), "01.07.2025"
    )
    assert (limit.event_on, more.event_on) == (day("01.07.2025"), limit.due_on)


def test_a_regulation_that_lets_titles_continue_is_a_dated_row() -> None:
    lived = held(title("AE_24", "06.03.2025", "04.03.2026"))
    assert ends(clock.TITLE_EXPIRY, lived, "31.01.2026") == ["04.03.2026"]
    assert ends(clock.TITLE_EXPIRY, lived, "01.02.2026") == ["04.03.2027"]
    next_year = RuleVersion(
        "next",
        clock.TITLE_EXPIRY,
        day("01.02.2027"),
        Length(0, DAYS),
        (Length(90, DAYS),),
        "§ 81 (4) AufenthG",
        continues=Continuation("AE_24", day("01.02.2027"), day("04.03.2028"), "§ 2 UkraineAufenthFGV n. F."),
    )
    assert ends(clock.TITLE_EXPIRY, lived, "01.02.2027", with_own(next_year)) == ["04.03.2028"]
    without = replace(next_year, continues=None, applies_from=day("01.06.2026"))
    assert ends(clock.TITLE_EXPIRY, lived, "01.07.2026", with_own(without)) == ["04.03.2027"]


def test_every_version_has_a_key_of_its_own() -> None:
    keys = [version.key for version in SHIPPED]
    assert len(set(keys)) == len(keys)
    assert all(SHIPPED_RULES.find(key) is not None for key in keys)
