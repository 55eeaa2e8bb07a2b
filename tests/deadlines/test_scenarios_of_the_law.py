"""The clocks of the acceptance scenarios, by the law alone (domain brief §9)."""

from dataclasses import replace

import pytest

from casework.deadlines.lives import Protection, RegimeHeld
from casework.people.birth_dates import BirthDate
from casework.vocabulary import deadlines as clock
from casework.vocabulary.situation import ASYLBLG_3, DAY, SGB2
from tests.deadlines.lived import ROW, case, day, ends, found, life, stage, title, warned

pytestmark = pytest.mark.engine_independent

HADDAD = life(
    birth_date=BirthDate.read("04.05.1988"),
    titles=[
        title("GESTATTUNG", "03.03.2025", "02.03.2026"),
        title("AE_25_2_FLU", "20.06.2025", "19.06.2028", served_on="30.04.2025", final_on="15.05.2025"),
    ],
    stages=[stage("VU", "03.03.2025", "01.07.2025"), stage("AU", "01.07.2025")],
    regimes=[RegimeHeld(ASYLBLG_3, day("03.03.2025"), DAY)],
    cases=[case("01.07.2025")],
)
BEFORE_THE_NOTICE = replace(HADDAD, titles=HADDAD.titles[:1])
AMIR = life(birth_date=BirthDate.read("14.09.2007"), stages=[stage("UMA", "10.02.2025")])


@pytest.mark.parametrize(
    ("code", "on", "last_day"),
    [
        (clock.VU_END, "15.05.2025", "15.05.2025"),
        (clock.VU_CONTINUED, "16.05.2025", "15.08.2025"),
        (clock.ASYLBLG_END, "31.05.2025", "31.05.2025"),
        (clock.RESIDENCE_OBLIGATION, "01.07.2025", "30.04.2028"),
        (clock.COURSE_CLAIM, "01.07.2025", "20.06.2026"),
        (clock.TITLE_EXPIRY, "01.07.2025", "19.06.2028"),
        (clock.COUNSELLING_LIMIT, "01.07.2025", "01.07.2028"),
    ],
)
def test_family_haddad(code: str, on: str, last_day: str) -> None:
    assert ends(code, HADDAD, on) == [last_day]


def test_family_haddad_is_warned_ninety_days_before_the_title_ends() -> None:
    assert warned(found(clock.TITLE_EXPIRY, HADDAD, "01.07.2025")[0])[0] == "21.03.2028"


def test_without_the_notice_the_vu_would_have_ended_after_two_years() -> None:
    assert ends(clock.VU_END, BEFORE_THE_NOTICE, "01.05.2025") == ["03.03.2027"]


def test_what_is_settled_no_longer_runs() -> None:
    assert not found(clock.VU_CONTINUED, HADDAD, "01.07.2025")
    assert not found(clock.PERMISSION_EXPIRY, HADDAD, "01.07.2025")
    since_june = RegimeHeld(SGB2, day("01.06.2025"), DAY)
    assert not found(clock.ASYLBLG_END, replace(HADDAD, regimes=[*HADDAD.regimes, since_june]), "01.07.2025")


def test_amir() -> None:
    on = "10.02.2025"
    assert ends(clock.UMA_REPORT, AMIR, on) == ["18.02.2025"]
    assert ends(clock.UMA_HEALTH, AMIR, on) == ["26.02.2025"]
    assert ends(clock.UMA_DISTRIBUTION, AMIR, on) == ["10.03.2025"]
    adult = found(clock.UMA_ADULT, AMIR, on)[0]
    assert (adult.due_on, adult.is_uncertain) == (day("14.09.2025"), False)
    assert warned(adult) == ["14.09.2024", "14.03.2025", "14.06.2025"]


@pytest.mark.parametrize(
    ("written", "is_fictive", "adult_on", "is_uncertain"),
    [
        ("01.01.2008", True, "01.01.2026", False),
        ("29.02.2008", False, "01.03.2026", False),
        ("00.00.2007", False, "01.01.2025", True),
        ("00.02.2008", False, "01.02.2026", True),
    ],
)
def test_coming_of_age_with_set_and_partial_birth_dates(
    written: str, is_fictive: bool, adult_on: str, is_uncertain: bool
) -> None:
    born = BirthDate.read(written, is_fictive=is_fictive)
    adult = found(clock.UMA_ADULT, replace(AMIR, birth_date=born), "30.06.2025")
    assert [(one.due_on, one.is_uncertain) for one in adult] == [(day(adult_on), is_uncertain)]


def test_the_baby_of_the_overfull_room() -> None:
    baby = life(birth_date=BirthDate.read("10.05.2025"), stages=[stage("AU", "10.05.2025")])
    (running,) = found(clock.CHILD_TITLE, baby, "10.05.2025")
    assert (running.due_on, running.is_uncertain) == (day("10.11.2025"), False)


def test_the_household_from_ukraine_is_not_alarmed_by_what_is_printed() -> None:
    mother = life(
        titles=[title("AE_24", "06.03.2025", "04.03.2026")],
        stages=[stage("VU", "06.03.2025", "15.05.2025"), stage("AU", "15.05.2025")],
        cases=[case("15.05.2025")],
    )
    assert ends(clock.VU_END, mother, "06.03.2025") == ["06.09.2025"]
    assert not found(clock.VU_END, mother, "15.05.2025")
    (running,) = found(clock.TITLE_EXPIRY, mother, "05.03.2026")
    assert (running.due_on, running.paragraph) == (day("04.03.2027"), "§ 2 UkraineAufenthFGV")
    assert warned(running)[0] == "04.12.2026"


def test_a_block_in_the_register_ends_after_two_years() -> None:
    block = Protection(ROW, "AUSKUNFTSSPERRE", day("12.10.2025"))
    assert ends(clock.REGISTER_BLOCK, life(protections=[block]), "13.10.2025") == ["12.10.2027"]
