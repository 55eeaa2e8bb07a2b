"""What the facts have settled, what is estimated, and what nobody can do anything about."""

from dataclasses import replace

import pytest

from casework.deadlines.lives import ConsentGiven, Life, Protection, RegimeHeld
from casework.vocabulary import deadlines as clock
from casework.vocabulary.situation import ASYLBLG_3, MONTH, NO_LATER
from tests.deadlines.lived import (
    ROW,
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


SETTLED = [
    (
        clock.TITLE_EXPIRY,
        held(title("AE_FAM", "01.01.2025", "31.12.2027"), title("AKN", "01.01.2025")),
        ["31.12.2027"],
    ),
    (
        clock.TITLE_EXPIRY,
        life(
            titles=[title("AE_FAM", "01.01.2024", "31.12.2024"), title("AE_FAM", "01.01.2025", "31.12.2027")]
        ),
        ["31.12.2027"],
    ),
    (
        clock.TITLE_EXPIRY,
        held(title("AE_FAM", "01.01.2024", "31.12.2024"), title("AE_FAM", "15.02.2025")),
        [],
    ),
    (
        clock.TITLE_EXPIRY,
        held(title("AE_FAM", "01.01.2024", "31.12.2024"), title("NE", "01.12.2024", "01.12.2026")),
        [],
    ),
    (
        clock.TITLE_EXPIRY,
        held(title("AE_FAM", "01.01.2024", "31.12.2024"), title("DE", "01.12.2024")),
        [],
    ),
    (
        clock.TITLE_EXPIRY,
        held(title("AE_FAM", "01.01.2024", "31.12.2024"), title("UNKLAR", "01.01.2025")),
        ["31.12.2024"],
    ),
    (
        clock.TITLE_EXPIRY,
        held(title("AE_24", "01.01.2024", "04.03.2026", legally_until="04.06.2026")),
        ["04.06.2026"],
    ),
    (clock.TITLE_EXPIRY, held(title("AE_24", "10.03.2023", "04.03.2024")), ["04.03.2027"]),
    (clock.TITLE_EXPIRY, held(title("AE_24", "02.02.2026", "04.03.2026")), ["04.03.2026"]),
    (clock.TITLE_EXPIRY, held(title("AE_25_3", "01.03.2025", "04.03.2026")), ["04.03.2026"]),
    (
        clock.TOLERATION_EXPIRY,
        life(
            titles=[
                title("DULDUNG", "01.01.2025", "30.06.2025"),
                title("DULDUNG", "01.07.2025", "31.12.2025"),
            ]
        ),
        ["31.12.2025"],
    ),
    (
        clock.PERMISSION_EXPIRY,
        held(title("FIKTION_4", "01.01.2026", "01.04.2026"), title("AE_FAM", "01.02.2026")),
        [],
    ),
    (
        clock.ASYLUM_APPLICATION,
        held(title("AKN", "01.01.2026"), title("GESTATTUNG", "10.01.2026")),
        [],
    ),
    (
        clock.ASYLUM_APPLICATION,
        held(title("AKN", "01.01.2026"), title("AKN", "01.02.2026")),
        ["15.01.2026"],
    ),
    (
        clock.CHILD_TITLE,
        born("10.01.2026", stages=[stage("AU", "10.01.2026")], titles=[title("AE_FAM", "20.01.2026")]),
        [],
    ),
    (clock.CHILD_TITLE, born("10.01.2015", stages=[stage("AU", "10.01.2024")]), []),
    (clock.VU_END, life(stages=[stage("VU", "01.01.2026", "01.02.2026"), stage("AU", "01.02.2026")]), []),
    (
        clock.VU_END,
        life(stages=[stage("VU", "01.12.2025", "01.02.2026"), stage("VU", "01.02.2026")]),
        ["01.12.2027"],
    ),
    (clock.RESIDENCE_OBLIGATION, held(title("AE_24", "01.03.2025"), title("NE", "01.02.2026")), []),
    (
        clock.RESIDENCE_OBLIGATION,
        held(title("AE_24", "01.03.2025"), title("AE_24", "01.02.2026")),
        ["01.03.2028"],
    ),
    (clock.COURSE_CLAIM, born("01.01.2015", titles=[title("AE_25_1", "01.02.2026")]), []),
    (clock.COURSE_CLAIM, born("00.00.2008", titles=[title("AE_25_1", "01.02.2026")]), ["01.02.2027"]),
    (clock.ANALOGOUS_BENEFITS, life(regimes=[RegimeHeld(ASYLBLG_3, day("01.01.2024"), NO_LATER)]), []),
    (
        clock.COUNSELLING_LIMIT,
        life(stages=[stage("AU", "01.01.2024")], cases=[case("01.01.2024", "01.01.2026")]),
        [],
    ),
    (
        clock.REGISTER_BLOCK,
        life(protections=[Protection(ROW, "AUSKUNFTSSPERRE", day("01.01.2025"), day("01.02.2026"))]),
        [],
    ),
    (
        clock.REGISTER_BLOCK,
        life(protections=[Protection(ROW, "AUSKUNFTSSPERRE", day("01.01.2025"), day("01.07.2026"))]),
        ["30.06.2026"],
    ),
    (
        clock.REGISTER_BLOCK,
        life(
            protections=[
                Protection(ROW, "AUSKUNFTSSPERRE", day("01.01.2025"), day("01.07.2026")),
                Protection(ROW, "AUSKUNFTSSPERRE", day("01.07.2026")),
            ]
        ),
        ["01.07.2028"],
    ),
    (clock.REGISTER_BLOCK, life(protections=[Protection(ROW, "GEWALTSCHUTZ", day("01.01.2025"))]), []),
    (
        clock.UMA_ADULT,
        born("01.01.2009", stages=[stage("UMA", "01.01.2024", "01.02.2026"), stage("JV", "01.02.2026")]),
        [],
    ),
    (
        clock.CONSENT_EXPIRY,
        life(
            consents=[
                ConsentGiven(ROW, day("01.03.2026"), "Kita"),
                ConsentGiven(ROW, day("01.03.2027"), "Kita"),
            ]
        ),
        ["01.03.2027"],
    ),
]


@pytest.mark.parametrize(("code", "lived", "expected"), SETTLED)
def test_what_the_facts_settle_does_not_run(code: str, lived: Life, expected: list[str]) -> None:
    assert ends(code, lived, "10.02.2026") == expected


def test_consents_that_end_together_are_one_row_that_names_all() -> None:
    until = day("01.03.2026")
    lived = life(consents=[ConsentGiven(ROW, until, "Kita Sonne"), ConsentGiven(ROW, until, "Jobcenter")])
    (running,) = found(clock.CONSENT_EXPIRY, lived, "10.02.2026")
    assert "Kita Sonne; Jobcenter" in running.why


def test_who_is_gone_has_no_clocks() -> None:
    held = [title("AE_FAM", "01.01.2024", "31.12.2026")]
    gone = life(titles=held, stages=[stage("AU", "01.01.2024", "01.02.2026")])
    assert found(clock.TITLE_EXPIRY, gone, "31.01.2026")
    assert not found(clock.TITLE_EXPIRY, gone, "01.02.2026")
    assert found(clock.TITLE_EXPIRY, replace(gone, cases=[case("01.01.2024")]), "01.02.2026")


UNCERTAIN = [
    (clock.RESIDENCE_OBLIGATION, issued("AE_25_1", "01.02.2025"), True),
    (clock.RESIDENCE_OBLIGATION, refugee("01.02.2025"), False),
    (clock.CHILD_TITLE, born("10.01.2026", stages=[stage("AU", "20.01.2026")]), True),
    (clock.CHILD_TITLE, born("10.01.2026", stages=[stage("AU", "10.01.2026")]), False),
    (clock.CHILD_TITLE, born("00.01.2026", stages=[stage("AU", "01.01.2026")]), True),
    (clock.ANALOGOUS_BENEFITS, life(regimes=[RegimeHeld(ASYLBLG_3, day("01.02.2025"), MONTH)]), True),
    (clock.COUNSELLING_LIMIT, life(cases=[case("01.02.2025")]), True),
    (clock.COUNSELLING_LIMIT, life(cases=[case("01.02.2025")], stages=[stage("AU", "01.02.2025")]), False),
    (clock.COURSE_CLAIM, issued("AE_23", "01.02.2026"), True),
]


@pytest.mark.parametrize(("code", "lived", "is_uncertain"), UNCERTAIN)
def test_what_is_estimated_says_so(code: str, lived: Life, is_uncertain: bool) -> None:
    (running,) = found(code, lived, "10.02.2026")
    assert running.is_uncertain is is_uncertain


@pytest.mark.parametrize(
    ("code", "lived", "last_shown"),
    [
        (clock.RESIDENCE_OBLIGATION, refugee("10.02.2023"), "10.02.2026"),
        (clock.COURSE_CLAIM, issued("AE_25_1", "10.02.2025"), "12.03.2026"),
        (clock.UMA_DISTRIBUTION, minor("10.01.2026"), "12.03.2026"),
        (clock.UMA_REPORT, minor("10.01.2026"), "10.02.2026"),
    ],
)
def test_what_nobody_can_do_anything_about_is_no_longer_shown(
    code: str, lived: Life, last_shown: str
) -> None:
    last = day(last_shown)
    assert found(code, lived, last)
    assert not found(code, lived, last.replace(day=last.day + 1))
