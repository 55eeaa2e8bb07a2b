"""What the pages and papers are set with lies where they look for it."""

import re

import pytest
from fontTools.ttLib import TTFont

from casework.bootstrap.assets import SERVED
from casework.bootstrap.fonts import FONTS, TURNED
from casework.bootstrap.places import VENDOR

pytestmark = pytest.mark.engine_independent

STYLES = VENDOR.parent / "css"


@pytest.mark.parametrize(("package", "pattern", "place"), SERVED)
def test_everything_that_is_served_was_copied(package, pattern, place):
    assert list((VENDOR / place).glob(pattern.rpartition("/")[2]))


@pytest.mark.parametrize(
    "sheet", [*sorted(STYLES.glob("*.css")), VENDOR / "kern/fonts/fira-sans.css"], ids=str
)
def test_every_file_a_style_sheet_asks_for_is_there(sheet):
    for address in re.findall(r"""url\(["']?([^"')]+)""", sheet.read_text()):
        if not address.startswith("data:"):
            assert (sheet.parent / address.partition("?")[0]).is_file(), address


def test_no_style_sheet_asks_another_host():
    for sheet in (*STYLES.glob("*.css"), *VENDOR.rglob("*.css")):
        assert not re.search(r"""(url\(|@import)\s*["']?(https?:)?//""", sheet.read_text()), sheet


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("FiraSans-Regular", "AäßŁőșĞıžЖѣΩ§€„“–"),
        ("vazirmatn-arabic-400-normal", "أحمدپچژگڤێۆڕڵکی"),
        ("noto-sans-ethiopic-ethiopic-400-normal", "ሰላምኣ"),
    ],
)
def test_papers_have_the_letters_of_the_names(name, letters):
    with TTFont(FONTS / f"{name}.ttf") as font:
        assert font.flavor is None
        assert {ord(letter) for letter in letters} <= font.getBestCmap().keys()


def test_every_font_was_turned():
    assert len(list(FONTS.glob("*.ttf"))) == len(TURNED)
