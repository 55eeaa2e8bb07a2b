"""The letters of every script our clients write, each with what it can sound like.

An entry reads „sound, sound:price …“: the first is the usual reading, the others are what another country's clerk may
have meant. Several sounds in one entry's reading stand for letters that are written together.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache

from anyascii import anyascii

from casework.vocabulary.names.sounds import Readings

_LATIN = """
a a | e e | i i | o o | u u | y y i:.05
b b | d d | f f v:.3 | g g J:.2 h:.25 | h h x:.2 | k k q:.05 | l l | m m | n n | p p | q q k:0 g:.1 | r r | t t
v v w:.05 f:.2 | w w v:0 | s s z:.1 S:.15 | z z c:.1 s:.15
c k c:.05 s:.1 J:.15 C:.15 ':.15 S:.3 | j y J:0 Z:.1 x:.3 | x x h:.05 S:.1 k:.1
ß s | š S | ś S s:.05 | ş S | ș S | ŝ S | ž Z | ź Z z:.05 | ż Z z:.05 | č C | ć C c:.1 | ç C s:.1 S:.2 J:.2 | ĉ C | ċ C
ğ G g:0 ':.1 y:.1 | ģ g y:.1 | ġ J g:.1 | ł l | đ d J:0 | ð d z:.1 | ď d | ť t | þ t | ñ n | ř r
ä a e:0 | ö o e:.2 u:.2 | ü u i:.2 | ø o | å a o:.1 | æ a e:0 | œ o e:.1 | ı i | ə a e:0 | ь . | ʕ '
ae a e:0 | oe o e:.15 u:.2 | ue u e:.3 i:.3 | ou u w:0 o:.1 | oo u o:.1 | ee i e:.1 | aa a | gue ge | gui gi
sh S s:.1 | sch S | tsch C | tch C | tsh C | ch x C:0 S:.1 k:.1 h:.1 | cz C c:.1 | cs C | tx C | tj C t:.1
sz s S:.05 z:.3 | sj S s:.1 | zs Z | zh Z z:.1 | dsch J | dzh J | dj J d:.2 | dz J z:.1 | dsh J | xh J
gy J g:.1 d:.1 | kh x k:.1 h:.1 | gh G g:.05 | th t s:.1 | dh d z:.05 | ph f | ts c s:.15 | tz c | tc C c:.05
ck k | ss s | zz z c:.1 | dsj J | tsj C
shch S C:.05 | schtsch S C:.05 | stsch S C:.05 | šč S C:.05 | szcz S C:.05 | chtch S C:.05
"""

_ARABIC = """
ا a e:.05 o:.15 i:.2 u:.2 | آ a o:.1 | أ a e:.1 u:.1 o:.1 i:.15 | إ i e:0 | ٱ a | ى a i:.05
ئ y i:0 ':0 e:.05 | ؤ w u:.05 ':0 | ء ' | ب b p:.15 | پ p | ت t | ث t s:.05
ج J g:.05 Z:.05 y:.25 C:.2 | چ C | ح h x:.15 | خ x h:.1 k:.1 | د d | ذ z d:.05 | ر r | ز z | ژ Z
س s | ش S | ص s | ض d z:.05 | ط t | ظ z d:.05 | ع ' a:0 o:.05 u:.05 i:.1 e:.05 | غ G g:.05 q:.1
ف f v:.15 | ق q k:0 g:.05 G:.05 | ك k g:.2 | ک k g:.25 | گ g | ل l | م m | ن n | ں n | ه h a:.1 e:.1
ہ h a:.1 e:.1 | ھ h | ۀ e h:.1 | ة a e:.05 t:.1 | ۃ a e:.05 t:.1 | و w v:0 u:.05 o:.1
ي y i:.05 e:.1 a:.3 | ی y i:.05 e:.1 a:.3 | ې e i:.05 | ۍ i e:.1 | ێ e i:.1 | ے e i:.1 | ۆ o u:.05
ۇ u | ۈ w v:0 | ۋ v w:0 | ڤ v f:.1 | ڕ r | ڵ l | ە a e:0 h:.1 | ټ t | ٹ t | ډ d | ڈ d | ړ r | ڑ r
ڼ n | ښ S x:.05 | ږ Z g:.05 | ځ z J:.1 | څ c s:.1 | ڠ g | ڭ n | ڎ d | ۓ e
"""

_CYRILLIC = """
а a | ә a e:0 | б b | в v w:0 | г g h:0 G:.1 | ґ g h:.1 | ғ G | д d | е e i:.2 | є e | ѐ e | э e
ё o e:.05 | ж Z J:.05 | з z | и i y:.1 e:.1 | і i y:.1 | ї i | й y i:.05 | ј y i:.05 | к k | қ q
л l | љ l | м m | н n | њ n | ң n | о o a:.15 | ө o u:.1 | п p | р r | с s | т t | у u v:.3 | ұ u
ү u | ў w v:0 u:.05 | ф f | х x h:.05 k:.15 | ҳ h x:.05 | һ h | ц c s:.15 z:.2 | ч C | ҷ J C:.1
џ J | ђ J d:.1 | ћ C | ш S | ы i | ӣ i | ӯ u | ь . | ъ . | ꙗ a | ѣ e i:.1 | щ S C:.05
ю yu u:.1 | я ya a:.1
"""

UNVOCALISED = frozenset({"ARABIC", "ETHIOPIC", "HEBREW", "SYRIAC"})
"""Scripts that leave short vowels out, or mark their absence as they mark a short one."""

_LONGEST = 7
_DROPPED_WITHIN = frozenset("'’‘ʼʻʾʿ`´ʹʺ\u0640\u200c\u200d")


def _read(table: str) -> dict[str, tuple[Readings, ...]]:
    entries = (entry.split() for line in table.strip().splitlines() for entry in line.split("|"))
    return {letter: _in_turn(readings) for letter, *readings in entries}


def _in_turn(readings: list[str]) -> tuple[Readings, ...]:
    """The readings letter by letter; what sounds like several letters in its usual reading is so many in turn."""
    told = [(sounds, float(price or 0)) for sounds, _colon, price in (one.partition(":") for one in readings)]
    usual = told[0][0]
    if usual == ".":
        return ()
    if len(usual) == 1:
        return (tuple(told),)
    return tuple(((sound, 0.0),) for sound in usual)


LATIN: Mapping[str, tuple[Readings, ...]] = _read(_LATIN)
OTHERS: Mapping[str, tuple[Readings, ...]] = _read(_ARABIC) | _read(_CYRILLIC)


@cache
def script_of(character: str) -> str:
    """LATIN, ARABIC, CYRILLIC, ETHIOPIC …; nothing for what is no letter."""
    return unicodedata.name(character, "").partition(" ")[0] if character.isalpha() else ""


def is_unvocalised(word: str) -> bool:
    """Whether short vowels are missing in the writing of a word."""
    return any(script_of(character) in UNVOCALISED for character in word)


_ROUNDED = str.maketrans("ኰኲጐጒቈቊኈኊ", "ኮኩጎጉቆቁሆሁ")
"""Ethiopic letters with a rounded sound and those that many write instead."""


@cache
def bare(character: str) -> str:
    """A small letter as the tables have it: with the accents that change its sound, without all others."""
    if character in LATIN or character in OTHERS:
        return character
    if character in _DROPPED_WITHIN:
        return ""
    parts = (part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
    return "".join(part if part in LATIN or part in OTHERS else _in_latin(part) for part in parts)


def _in_latin(character: str) -> str:
    return "".join(part for part in anyascii(character.translate(_ROUNDED)).casefold() if part.isalpha())


def spelled(word: str) -> str:
    """A word in small letters of the tables; marks of vowels, stretched letters and apostrophes are gone."""
    return "".join(map(bare, unicodedata.normalize("NFC", word.casefold())))


def readings_of(word: str) -> tuple[Readings, ...]:
    """What a spelled word sounds like, letter by letter; letters written together count as one, doubled ones once."""
    found: list[Readings] = []
    place, before = 0, ""
    while place < len(word):
        letter = next(
            word[place : place + length]
            for length in range(min(_LONGEST, len(word) - place), 0, -1)
            if length == 1 or word[place : place + length] in LATIN
        )
        place += len(letter)
        if letter == before and script_of(letter[0]) not in UNVOCALISED:
            continue
        found += LATIN[letter] if letter in LATIN else OTHERS.get(letter, ())
        before = letter
    return tuple(found)
