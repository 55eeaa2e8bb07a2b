"""Every clock with the days at which one miscounts: 29.02., the 31st, ends of months and years, Sundays, holidays."""

from dataclasses import replace

import pytest

from casework.deadlines.lives import ConsentGiven, Life, ReviewDue
from casework.people.birth_dates import BirthDate
from casework.vocabulary import deadlines as clock
from tests.deadlines.lived import (
    ROW,
    basic_benefits,
    block,
    born,
    case,
    day,
    ends,
    found,
    held,
    issued,
    life,
    minor,
    refugee,
    stage,
    title,
)

pytestmark = pytest.mark.engine_independent


EDGES = [
    (
        clock.TITLE_EXPIRY,
        "01.01.2024",
        held(title("AE_25_3", "01.03.2023", "29.02.2024")),
        "29.02.2024",
    ),
    (
        clock.TITLE_EXPIRY,
        "01.12.2025",
        held(title("AE_FAM", "01.01.2025", "31.12.2025")),
        "31.12.2025",
    ),
    (
        clock.TOLERATION_EXPIRY,
        "01.02.2025",
        held(title("DULDUNG_60B", "01.01.2025", "28.02.2025")),
        "28.02.2025",
    ),
    (
        clock.PERMISSION_EXPIRY,
        "01.02.2025",
        held(title("FIKTION_4", "01.01.2025", "20.04.2025")),
        "20.04.2025",
    ),
    (
        clock.PERMISSION_EXPIRY,
        "01.02.2025",
        held(title("GESTATTUNG", "01.01.2025", "31.07.2025")),
        "31.07.2025",
    ),
    (clock.ASYLUM_APPLICATION, "15.02.2024", issued("AKN", "15.02.2024"), "29.02.2024"),
    (clock.ASYLUM_APPLICATION, "15.02.2025", issued("AKN", "15.02.2025"), "01.03.2025"),
    (clock.ASYLUM_APPLICATION, "18.12.2025", issued("AKN", "18.12.2025"), "01.01.2026"),
    (clock.ASYLUM_APPLICATION, "06.04.2025", issued("AKN", "06.04.2025"), "20.04.2025"),
    (clock.CHILD_TITLE, "31.08.2024", born("31.08.2024", stages=[stage("AU", "31.08.2024")]), "28.02.2025"),
    (clock.CHILD_TITLE, "29.02.2024", born("29.02.2024", stages=[stage("AU", "29.02.2024")]), "29.08.2024"),
    (clock.CHILD_TITLE, "31.10.2025", born("31.10.2025", stages=[stage("VU", "31.10.2025")]), "30.04.2026"),
    (clock.VU_END, "15.03.2023", life(stages=[stage("VU", "15.03.2023")]), "15.03.2025"),
    (clock.VU_END, "29.02.2024", life(stages=[stage("VU", "29.02.2024")]), "28.02.2026"),
    (
        clock.VU_END,
        "31.08.2024",
        life(stages=[stage("VU", "31.08.2024")], titles=[title("AE_24", "31.08.2024")]),
        "28.02.2025",
    ),
    (clock.VU_CONTINUED, "01.01.2025", life(stages=[stage("VU", "30.11.2022")]), "28.02.2025"),
    (clock.VU_CONTINUED, "01.06.2025", life(stages=[stage("VU", "31.05.2023")]), "31.08.2025"),
    (clock.RESIDENCE_OBLIGATION, "01.07.2025", refugee("29.02.2024"), "28.02.2027"),
    (clock.RESIDENCE_OBLIGATION, "01.07.2025", refugee("31.12.2024"), "31.12.2027"),
    (clock.RESIDENCE_OBLIGATION, "01.07.2025", issued("AE_25_3", "28.02.2025"), "28.02.2028"),
    (clock.RESIDENCE_OBLIGATION, "01.07.2025", issued("AE_24", "01.03.2025"), "01.03.2028"),
    (clock.COURSE_CLAIM, "29.02.2024", issued("AE_25_1", "29.02.2024"), "28.02.2025"),
    (clock.COURSE_CLAIM, "31.12.2024", issued("AE_25_2_SUB", "31.12.2024"), "31.12.2025"),
    (
        clock.ASYLBLG_END,
        "01.02.2024",
        replace(basic_benefits("01.01.2024"), titles=[title("AE_FAM", "01.02.2024")]),
        "29.02.2024",
    ),
    (
        clock.ASYLBLG_END,
        "31.12.2025",
        replace(basic_benefits("01.01.2024"), titles=[title("AE_FAM", "31.12.2025")]),
        "31.12.2025",
    ),
    (clock.ANALOGOUS_BENEFITS, "29.02.2024", basic_benefits("29.02.2024"), "28.02.2027"),
    (clock.ANALOGOUS_BENEFITS, "31.12.2024", basic_benefits("31.12.2024"), "31.12.2027"),
    (clock.UMA_REPORT, "14.04.2025", minor("14.04.2025"), "24.04.2025"),  # Karfreitag, Ostermontag
    (
        clock.UMA_REPORT,
        "20.12.2025",
        minor("20.12.2025"),
        "31.12.2025",
    ),  # 24.12. counts, 25.12. and 26.12. do not
    (clock.UMA_REPORT, "29.12.2025", minor("29.12.2025"), "08.01.2026"),  # Neujahr, Erscheinungsfest
    (clock.UMA_REPORT, "25.10.2025", minor("25.10.2025"), "04.11.2025"),  # Allerheiligen on a Saturday
    (clock.UMA_REPORT, "26.05.2025", minor("26.05.2025"), "04.06.2025"),  # Christi Himmelfahrt
    (clock.UMA_HEALTH, "06.06.2025", minor("06.06.2025"), "25.06.2025"),  # Pfingstmontag, Fronleichnam
    (clock.UMA_HEALTH, "29.09.2025", minor("29.09.2025"), "16.10.2025"),  # Tag der Deutschen Einheit
    (clock.UMA_DISTRIBUTION, "31.01.2025", minor("31.01.2025"), "28.02.2025"),
    (clock.UMA_DISTRIBUTION, "29.02.2024", minor("29.02.2024"), "29.03.2024"),
    (clock.UMA_DISTRIBUTION, "31.12.2025", minor("31.12.2025"), "31.01.2026"),
    (
        clock.UMA_ADULT,
        "01.01.2025",
        replace(minor("01.01.2024"), birth_date=BirthDate.read("29.02.2008")),
        "01.03.2026",
    ),
    (
        clock.UMA_ADULT,
        "01.01.2025",
        replace(minor("01.01.2024"), birth_date=BirthDate.read("31.12.2007")),
        "31.12.2025",
    ),
    (
        clock.CONSENT_EXPIRY,
        "01.02.2028",
        life(consents=[ConsentGiven(ROW, day("29.02.2028"), "Kita")]),
        "29.02.2028",
    ),
    (clock.PLAN_REVIEW, "01.02.2025", life(reviews=[ReviewDue(ROW, day("20.04.2025"))]), "20.04.2025"),
    (
        clock.COUNSELLING_LIMIT,
        "01.03.2024",
        life(stages=[stage("AU", "29.02.2024")], cases=[case("29.02.2024")]),
        "28.02.2027",
    ),
    (
        clock.COUNSELLING_LIMIT,
        "01.03.2024",
        life(stages=[stage("AU", "29.02.2024")], cases=[case("29.02.2024", extended=True)]),
        "29.02.2028",
    ),
    (clock.REGISTER_BLOCK, "01.03.2024", block("29.02.2024"), "28.02.2026"),
    (clock.REGISTER_BLOCK, "01.03.2024", block("31.12.2024"), "31.12.2026"),
]


@pytest.mark.parametrize(("code", "on", "lived", "last_day"), EDGES)
def test_the_last_day(code: str, on: str, lived: Life, last_day: str) -> None:
    assert ends(code, lived, on) == [last_day]


def test_every_clock_has_edges() -> None:
    in_the_chain = {clock.UMA_REGISTRATION, clock.UMA_LAND_NAMED, clock.UMA_OFFICE_NAMED}
    assert {code for code, *_rest in EDGES} | in_the_chain == set(clock.CLOCKS.codes())


@pytest.mark.parametrize(
    ("taken_in", "confirmed", "expected"),
    [
        ("10.02.2025", {}, ["18.02.2025", "21.02.2025", "24.02.2025", "26.02.2025"]),
        (
            "10.02.2025",
            {"UMA_REPORT": "12.02.2025"},
            ["18.02.2025", "15.02.2025", "18.02.2025", "20.02.2025"],
        ),
        (
            "14.04.2025",
            {"UMA_REPORT": "17.04.2025"},
            ["24.04.2025", "23.04.2025", "25.04.2025", "28.04.2025"],
        ),
    ],
)
def test_a_link_of_the_chain_runs_from_the_day_the_one_before_was_done(
    taken_in: str, confirmed: dict[str, str], expected: list[str]
) -> None:
    done = {(code, day(taken_in)): day(on) for code, on in confirmed.items()}
    lived = replace(minor(taken_in), confirmed=done)
    chain = [clock.UMA_REPORT, clock.UMA_REGISTRATION, clock.UMA_LAND_NAMED, clock.UMA_OFFICE_NAMED]
    running = [found(code, lived, taken_in)[0] for code in chain]
    assert [f"{one.due_on:%d.%m.%Y}" for one in running] == expected
    assert [one.is_uncertain for one in running] == [False, not confirmed, True, True]


@pytest.mark.parametrize(
    ("last_day", "word"), [("20.04.2025", "Sonntag"), ("21.04.2025", "Ostermontag"), ("22.04.2025", "")]
)
def test_an_end_on_a_closed_day_is_said_and_not_moved(last_day: str, word: str) -> None:
    (running,) = found(clock.PLAN_REVIEW, life(reviews=[ReviewDue(ROW, day(last_day))]), "01.04.2025")
    assert running.due_on == day(last_day)
    assert ("letzter Tag" in running.why) is bool(word)
    assert word in running.why
