"""How typed words are compared, sorted and cleaned."""

import pytest

from casework.vocabulary.spelling import folded, plain, without_controls

pytestmark = pytest.mark.engine_independent


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Betrieb ab", "betriebab"),
        ("STRASSE", "Straße"),
        ("Trager", "Träger"),
        ("PLAETZE ", "Plätze"),
        ("E-Mail", "e mail"),
    ],
)
def test_case_blanks_and_umlaut_spelling_do_not_count(typed: str, meant: str) -> None:
    assert (plain(typed) == plain(meant)) is (typed != "Trager")


def test_decomposed_letters_are_the_same() -> None:
    assert plain("Tra\u0308ger") == plain("Träger") == plain("Traeger")


def test_dictionary_order() -> None:
    assert sorted(["Zypern", "Österreich", "Oman", "Ägypten", "Albanien"], key=folded) == [
        "Ägypten",
        "Albanien",
        "Oman",
        "Österreich",
        "Zypern",
    ]


def test_characters_that_turn_the_direction_go_and_joiners_stay() -> None:
    assert without_controls("Had\u202edad\u2066\u2069\u200f\x07") == "Haddad"
    assert without_controls("می\u200cخواهم\nb\tc") == "می\u200cخواهم\nb\tc"
