"""Nationalities and languages as people type them."""

import pytest

from casework.errors import Refused
from casework.vocabulary.languages import language_choices, language_name, read_language
from casework.vocabulary.nationalities import nationality_choices, nationality_name, read_nationality

pytestmark = pytest.mark.engine_independent


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        *[
            (typed, "475")
            for typed in ("Syrien", "syr", "SY", "475", " SYRIEN ", "Syrien, Arabische Republik")
        ],
        *[(typed, "163") for typed in ("Türkei", "Tuerkei", "TUR", "Türkiye")],
        *[(typed, "000") for typed in ("deutsch", "Deutschland", "DEU", "000")],
        *[(typed, "459") for typed in ("Palästina", "PS", "Palästinensische Autonomiegebiete")],
        *[(typed, "169") for typed in ("Belarus", "Weißrussland", "WEISSRUSSLAND")],
        *[(typed, "231") for typed in ("Elfenbeinküste", "Côte d’Ivoire", "Cote d'Ivoire")],
        *[(typed, "246") for typed in ("Kongo-Kinshasa", "DR Kongo", "COD")],
        ("Kosovo", "150"),
        ("XK", "150"),
        ("staatenlos", "997"),
        ("ungeklärt", "998"),
        ("ohne Angabe", "999"),
        ("Sudan", "277"),
        ("Südsudan", "278"),
        ("USA", "368"),
    ],
)
def test_names_codes_and_keys(typed: str, key: str) -> None:
    assert read_nationality(typed) == key


def test_an_unknown_nationality_names_the_nearest() -> None:
    with pytest.raises(
        Refused, match=r"„Syrein“ ist keine bekannte Staatsangehörigkeit. Meinten Sie „Syrien“\?"
    ):
        read_nationality("Syrein")


@pytest.mark.parametrize("typed", ["Korea", "Atlantis", "760", "Q"])
def test_what_is_unknown_or_could_be_two_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        read_nationality(typed)


def test_every_name_is_read_back() -> None:
    choices = nationality_choices()
    assert [name for key, name in choices if read_nationality(name) != key] == []
    assert [choice[1] for choice in choices[:4]] == ["Afghanistan", "Ägypten", "Albanien", "Algerien"]
    assert nationality_name("475") == "Syrien"
    assert nationality_name("4711") == "4711"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Arabisch", "ar"),
        ("ara", "ar"),
        ("Dari", "prs"),
        ("Kurmandschi", "kmr"),
        ("Sorani", "ckb"),
        ("Tigrinya", "ti"),
        ("tir", "ti"),
        ("Farsi", "fa"),
        ("Persisch", "fa"),
        ("deutsch", "de"),
    ],
)
def test_languages(typed: str, code: str) -> None:
    assert read_language(typed) == code
    assert read_language(language_name(code)) == code


def test_an_unknown_language_is_kept_as_typed() -> None:
    assert read_language("Bergdialekt von Oben") == "Bergdialekt von Oben"
    assert language_name("Bergdialekt von Oben") == "Bergdialekt von Oben"
    assert len(language_choices()) > 150
