"""The index by itself: whoever is put in is found, whoever is taken out is not."""

import string
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.people.birth_dates import BirthDate
from casework.people.name_index import NameIndex, Text, bare_number

pytestmark = pytest.mark.engine_independent


@dataclass(frozen=True)
class Somebody:
    key: str
    names: tuple[str, ...]
    all_numbers: tuple[str, ...] = ()
    birth_date: BirthDate | None = None


PEOPLE = st.lists(
    st.builds(
        Somebody,
        key=st.sampled_from("abcdef"),
        names=st.tuples(st.text(string.ascii_lowercase, min_size=2, max_size=6)),
        all_numbers=st.tuples(st.from_regex(r"\A20[0-9]{2}-[0-9]{4}\Z")),
        birth_date=st.builds(BirthDate, st.integers(1950, 1955)),
    ),
    max_size=40,
)


@given(PEOPLE, st.sets(st.sampled_from("abcdef")))
def test_the_index_holds_exactly_who_is_in_it(told: list[Somebody], gone: set[str]) -> None:
    index = NameIndex(told)
    for key in gone:
        index.drop(key)
    present = {person.key: person for person in told if person.key not in gone}
    for person in present.values():
        (slot,) = index.slots_of([person.key])
        assert index.person(slot) == person
        assert slot in index.numbered(bare_number(person.all_numbers[0]))
        assert slot in index.born_in(person.birth_date.year if person.birth_date else 0)
        ids = {word_id for word_id, _word in index.words_with(person.names[0])}
        assert any(slot in index.bearers(word_id) for word_id in ids)
    standing = [slot for slot, length in enumerate(index.lengths) if length]
    assert {index.person(slot) for slot in standing} == set(present.values())


@given(
    st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=5), max_size=3000),
    st.text("abc", min_size=1, max_size=2),
)
def test_a_part_is_found_in_every_text_that_holds_it(texts: list[str], part: str) -> None:
    long = Text()
    for number, text in enumerate(texts):
        long.add(number, text)
    expected = {(number, text) for number, text in enumerate(texts) if part in text}
    assert set(long.holding(part)) == expected
    for number, text in enumerate(texts, len(texts)):
        long.add(number, text)
    assert {text for _number, text in long.holding(part)} == {text for _number, text in expected}


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("2025-0117", "20250117"),
        ("+49 176 / 12 34", "01761234"),
        ("0176 1234", "01761234"),
        ("Kim.Beispiel@Muster.example", "kim.beispiel@muster.example"),
        ("AZR 123.456", "azr123456"),
    ],
)
def test_numbers_are_compared_without_blanks_and_strokes(typed: str, bare: str) -> None:
    assert bare_number(typed) == bare
