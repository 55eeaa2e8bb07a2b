"""Who is taken for one person, and who is not: spellings and birth dates against brothers, sisters, fathers, sons."""

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from casework.people.birth_dates import BirthDate
from casework.people.duplicates import Draft
from casework.people.same_person import Reason, likeness, may_be_one_birth, years_of_one_birth

pytestmark = pytest.mark.engine_independent

GIVEN_NAMES = [
    "Amina",
    "Amira",
    "Yusuf",
    "Omar",
    "Selam",
    "Hassan",
    "Hussein",
    "Layla",
    "Karim",
    "Reza",
    "Olena",
    "Dawit",
    "Hanan",
    "Mahmoud",
    "Fatima",
]
SPELLINGS = {
    "Mohammad": ("Muhamed", "Mohamed", "محمد"),
    "Hussein": ("Husain", "Hossein", "حسين"),
    "Tesfay": ("Tesfai", "ተስፋይ"),
    "Oleksandr": ("Alexander", "Олександр"),
}
DATES = (
    some.builds(
        lambda day, fictive: BirthDate(day.year, day.month, day.day, fictive), some.dates(), some.booleans()
    )
    .map(lambda born: replace(born, year=1930 + born.year % 95))
    .filter(lambda born: (born.month, born.day) != (2, 29))
)
PARTIAL = some.builds(BirthDate, some.integers(1930, 2025), some.none() | some.integers(1, 12))
BIRTHS = some.none() | DATES | PARTIAL
WORDS = some.sampled_from(
    [*GIVEN_NAMES, *SPELLINGS, *(one for all_of in SPELLINGS.values() for one in all_of)]
)
PEOPLE = some.builds(
    Draft,
    names=some.lists(some.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=2).map(
        tuple
    ),
    birth_date=BIRTHS,
    sex=some.sampled_from(["m", "w", None]),
    nationalities=some.sampled_from([(), ("475",), ("423",), ("998",)]),
)


def born(name: str, birth_date: str | None = None, **details: object) -> Draft:
    return Draft((name,), BirthDate.read(birth_date) if birth_date else None, **details)  # type: ignore[arg-type]


def reasons(one: Draft, other: Draft) -> set[Reason]:
    found = likeness(one, other)
    return set(found.reasons) if found else set()


def test_scenario_7_is_a_candidate_and_its_twins_are_not() -> None:
    found = likeness(
        born("Mohammad AL-HUSSEIN", "01.01.1994", nationalities=("475",)),
        born("Muhamed Alhusain", "01.01.1994", nationalities=("475",)),
    )
    assert found is not None
    assert set(found.reasons) == {
        Reason.SAME_NAME_OTHERWISE_SPELLED,
        Reason.SAME_FIRST_OF_JANUARY,
        Reason.SAME_NATIONALITY,
    }
    assert not found.is_strong
    family = {"nationalities": ("475",), "household_id": uuid4()}
    assert (
        likeness(born("Amina Haddad", "01.01.2015", **family), born("Amira Haddad", "01.01.2015", **family))
        is None
    )


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("17.06.1990", "17.06.1990", Reason.SAME_BIRTH_DATE),
        ("12.06.1990", "06.12.1990", Reason.DAY_AND_MONTH_SWAPPED),
        ("17.06.1990", "11.06.1990", Reason.ONE_DIGIT_OFF),
        ("17.06.1990", "17.06.1980", Reason.ONE_DIGIT_OFF),
        ("17.06.1990", "00.06.1990", Reason.SAME_MONTH),
        ("17.06.1990", "1990", Reason.SAME_YEAR),
        ("17.06.1990", "01.01.1990", Reason.SAME_YEAR),
        ("01.01.1990", "01.01.1990", Reason.SAME_FIRST_OF_JANUARY),
        ("17.06.1990", None, None),
    ],
)
def test_a_birth_date_that_may_be_meant_speaks_for_it(
    one: str, other: str | None, reason: Reason | None
) -> None:
    found = reasons(born("Layla Haddad", one), born("Haddad Leila", other))
    assert found - {Reason.SAME_NAME_OTHERWISE_SPELLED, Reason.SAME_NAME} == ({reason} if reason else set())
    assert found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("17.06.1974", "17.06.1994"),
        ("17.06.1970", "03.02.1996"),
        ("17.06.1990", "18.07.1990"),
        ("1990", "1991"),
        ("01.01.1974", "01.01.1994"),
        ("00.05.1990", "00.06.1990"),
    ],
)
def test_father_and_son_and_namesakes_are_two(one: str, other: str) -> None:
    family = uuid4()
    elder = born("Ahmad Karimi", one, household_id=family, nationalities=("423",))
    younger = born("Ahmad Karimi", other, household_id=family, nationalities=("423",))
    assert likeness(elder, younger) is None
    assert likeness(elder, younger, [Reason.SAME_BAMF_NUMBER]) is None, "a family has one number"


def test_a_number_of_their_own_is_the_strongest_and_one_of_the_family_needs_the_name() -> None:
    one, other = born("Layla Haddad", "1990"), born("Lena Schmidt", "03.04.1985")
    found = likeness(one, other, [Reason.SAME_AZR_NUMBER])
    assert found is not None
    assert found.is_strong
    assert likeness(born("Layla Haddad"), born("Amir Haddad"), [Reason.SAME_BAMF_NUMBER]) is None
    both = likeness(born("Layla Haddad"), born("Leila Hadad"), [Reason.SAME_BAMF_NUMBER])
    assert both is not None
    assert both.is_strong


def test_another_nationality_or_sex_speaks_against_it() -> None:
    layla = born("Layla Haddad", "17.06.1990", nationalities=("475",), sex="w")
    for change in ({"nationalities": ("423",)}, {"sex": "m"}):
        found = likeness(layla, replace(layla, **change))
        assert found is not None
        assert not found.is_strong
    stateless = likeness(layla, replace(layla, nationalities=("997",)))
    assert stateless is not None
    assert stateless.is_strong


def test_a_spelling_of_the_family_name_alone_makes_nobody_one() -> None:
    one = Draft(("Amina Haddad", "Hadad"), BirthDate(2015, 3, 4))
    other = Draft(("Yusuf Haddad", "Hadad"), BirthDate(2015, 3, 4))
    assert likeness(one, other) is None


def test_a_single_name_meets_its_own_spelling() -> None:
    assert Reason.SAME_NAME_OTHERWISE_SPELLED in reasons(born("Mohammad", "1990"), born("Muhamed", "1990"))
    assert likeness(born("Mohammad", "1990"), born("Muhamed Karimi", "1990")) is None


@given(PEOPLE, PEOPLE, some.sets(some.sampled_from([Reason.SAME_AZR_NUMBER, Reason.SAME_BAMF_NUMBER])))
def test_it_does_not_matter_who_is_asked_first(one: Draft, other: Draft, numbers: set[Reason]) -> None:
    assert likeness(one, other, numbers) == likeness(other, one, numbers)


@given(BIRTHS, BIRTHS)
def test_the_coarse_question_leaves_nobody_out(one: BirthDate | None, other: BirthDate | None) -> None:
    if one and other and may_be_one_birth(one, other):
        assert other.year in years_of_one_birth(one)
        assert one.year in years_of_one_birth(other)


@given(
    some.lists(some.sampled_from(GIVEN_NAMES), min_size=2, max_size=2, unique=True), DATES, some.booleans()
)
def test_brothers_and_sisters_are_never_one(
    given_names: list[str], birth_date: BirthDate, twins: bool
) -> None:
    family = uuid4()
    one, other = (
        Draft(
            (f"{name} Haddad",),
            birth_date,
            nationalities=("475",),
            household_id=family,
            bamf_file_number="7654321",
        )
        for name in given_names
    )
    if not twins:
        other = replace(other, birth_date=replace(birth_date, year=birth_date.year + 1))
    assert likeness(one, other, [Reason.SAME_BAMF_NUMBER]) is None


@given(some.sampled_from(sorted(SPELLINGS)), some.data(), DATES)
def test_another_spelling_is_always_the_same_name(
    name: str, data: some.DataObject, birth_date: BirthDate
) -> None:
    spelling = data.draw(some.sampled_from(SPELLINGS[name]))
    one, other = Draft((f"{name} Karimi",), birth_date), Draft((f"Karimi {spelling}",), birth_date)
    assert Reason.SAME_NAME_OTHERWISE_SPELLED in reasons(one, other)
