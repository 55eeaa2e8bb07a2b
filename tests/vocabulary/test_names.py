"""Names under other spellings: what counts as the same, what does not, and what always holds."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.vocabulary.names.compare import distance, finding_keys, is_same_name
from casework.vocabulary.names.keys import MOST_KEYS, keys_of
from casework.vocabulary.names.letters import spelled
from casework.vocabulary.names.words import words_of

pytestmark = pytest.mark.engine_independent

PAIRS = Path(__file__).parents[2] / ".." / "shared" / "data" / "dev_name_pairs.csv"

SAME = [
    ("AL-HUSSEIN, Mohammad", "Muhamed Alhusain"),  # domain brief §9, scenario 7
    ("محمد الحسين", "Mohammad Al-Hussein"),
    ("Abd al-Rahman", "Abdurrahman"),
    ("عبد الرحمن", "Abdulrahman"),
    ("Nur al-Din", "Noureddine"),
    ("Abu Bakr", "Aboubakar"),
    ("Шевченко", "Schewtschenko"),
    ("Shevchenko", "Chevtchenko"),
    ("Ковальчук", "Kowalczuk"),
    ("Сергій", "Sergey"),
    ("Олександр", "Alexander"),
    ("Mykola", "Nikolai"),
    ("ተስፋይ", "Tesfai"),
    ("ገብረስላሴ", "Gebreselassie"),
    ("Dschamal", "Gamal"),
    ("Xasan", "Hassan"),
    ("Cabdi", "Abdi"),
    ("Şükran", "Schukran"),
    ("Yılmaz", "Yilmaz"),
    ("حسینی", "Hosseini"),
    ("قربان", "Ghorban"),
    ("Rozhîn", "Roschin"),
    ("ناهید", "Nahid"),
    ("Nguyễn", "Nguyen"),
    ("Öztürk", "Oeztuerk"),
    ("Hosseinzadeh Reza", "Reza Hossein Zadeh"),
]
DIFFERENT = [
    ("Amina", "Amira"),  # the twins of scenario 7
    ("Samir", "Samira"),
    ("Jamal", "Jamil"),
    ("Hasan", "Hussein"),
    ("Abdullah", "Abdulrahman"),
    ("Ahmad", "Hamid"),
    ("Ahmed", "حمید"),
    ("Oleksandr", "Oleksii"),
    ("Kowalenko", "Kowaltschuk"),
    ("Khaled", "Walid"),
    ("عواد", "عيد"),
    ("Haddad", "Amina Haddad"),
    ("Omar Haddad", "Omar Tesfay"),
    ("", "Haddad"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    assert is_same_name(one, other)
    assert is_same_name(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_names_that_look_alike(one: str, other: str) -> None:
    assert not is_same_name(one, other)
    assert not is_same_name(other, one)


@pytest.mark.parametrize(("one", "other"), [pair for pair in SAME if len(words_of(pair[0])) == 1])
def test_spellings_of_one_word_are_filed_under_a_common_key(one: str, other: str) -> None:
    mine = {key for word in words_of(one) for key in finding_keys(word)}
    theirs = {key for word in words_of(other) for key in finding_keys(word)}
    joined = set(finding_keys("".join(words_of(other))))
    assert mine & (theirs | joined)


def test_marks_stretching_and_apostrophes_do_not_count() -> None:
    assert spelled("مُحَمَّـد") == spelled("محمد")
    assert spelled("O\u2019Neill\u200e") == spelled("ONeill")
    assert words_of("'Abd al-Aziz al-Nuristani") == ("abdaziz", "nuristani")


def test_a_placeholder_is_no_name() -> None:
    assert words_of("- Haddad") == ("haddad",)
    assert words_of("XXX Haddad FNU") == ("haddad",)
    assert words_of("Dr.") == ("dr",)


NAMES = st.text(st.sampled_from("abcdefghijklmnoprstuwxyzšçäأحمدينобвгдшщተስፋይ' -"), max_size=60)


@given(NAMES, NAMES)
def test_likeness_knows_no_order(one: str, other: str) -> None:
    assert is_same_name(one, other) == is_same_name(other, one)
    for word in words_of(one):
        for match in words_of(other):
            assert distance(word, match) == pytest.approx(distance(match, word))


@given(NAMES)
def test_a_name_is_itself_and_has_few_keys(name: str) -> None:
    words = words_of(name)
    assert is_same_name(name, name) == bool(words)
    for word in words:
        assert distance(word, word) == 0
        assert 1 <= len(keys_of(word)) <= MOST_KEYS


@given(st.text(max_size=200))
def test_whatever_is_typed_can_be_looked_up(text: str) -> None:
    for word in words_of(text):
        assert finding_keys(word)


@pytest.mark.skipif(not PAIRS.exists(), reason="the list of pairs does not lie beside the project")
def test_the_pairs_for_tuning_are_judged_as_they_should() -> None:
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        judged = [
            (pair["same"] == "1", is_same_name(pair["name_a"], pair["name_b"]))
            for pair in csv.DictReader(lines)
        ]
    same = [found for is_same, found in judged if is_same]
    different = [found for is_same, found in judged if not is_same]
    assert sum(same) / len(same) >= 0.95
    assert sum(different) / len(different) <= 0.10
