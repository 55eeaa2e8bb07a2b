"""A name cut into the words that may be written together or apart, in any order."""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise

from casework.vocabulary.names.letters import spelled

_JOINS = frozenset("'’‘ʼʻʾʿ`´ʹʺ\u0640\u200c\u200d")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ARTICLES = _listed("al el ul ال")
_ARTICLES_BEFORE_THEIR_LETTER = _listed("as es us ar er ur an en un ad ed ud at et ut ash esh az ez uz")
_SERVANT = _listed("abd abdu abdul abdel abdal abdoul abdool abdur abdus عبد")
_FATHER = _listed("abu abou abo ابو")
_RELIGION = _listed("din deen dine diin eldin aldin uddin eddin eddine udin الدين دين")
_GOD = _listed("allah ullah ollah lah الله اللہ")
_BESIDE = _listed("ben bin ibn bint bat de da von van der dr herr frau mr mrs ابن بن بنت")
_NO_NAME = frozenset({"xxx", "fnu", "lnu"})

_VOWELS = "aeiouäöüy"
_SHORTEST_SERVANT = 6
_SHORTEST_WITH_ONE_VOWEL = 3
_SHORTEST_WITH_ARTICLE = {"ال": 4, "al": 5, "el": 5}
_ONE_VOWEL = _listed("اي ای إي او أو")
"""How Arabic script begins a word with i, e, o or u."""
_SEVERAL_SOUNDS = (("x", "ks"), ("ck", "tsk"))
_SEVERAL_SOUNDS_IN = {"x": re.compile("x"), "ck": re.compile("ck(?=[iy])")}
_DIGITS = re.compile(r"\d")


@lru_cache(maxsize=20_000)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, spelled, with compounds joined and articles and titles dropped.

    „'Abd al-Aziz al-Nuristani“ gives abdaziz, nuristani; a name of nothing but small words keeps them.
    """
    text = "".join(map(_kept_together, unicodedata.normalize("NFKC", name)))
    parts = [spelled(part) for part in text.split() if not _DIGITS.search(part)]
    parts = [part for part in parts if part and part not in _NO_NAME]
    joined = _joined(parts)
    return tuple(word for word in joined if word not in _BESIDE and word not in _ARTICLES) or tuple(joined)


@cache
def _kept_together(character: str) -> str:
    """Letters, their marks and apostrophes make a word; anything else parts it from the next."""
    return character if character in _JOINS or unicodedata.category(character)[0] in "LMN" else " "


def _joined(parts: list[str]) -> list[str]:
    words: list[str] = []
    waiting = ""
    for part, following in pairwise([*parts, ""]):
        if _is_article(part, following) and len(parts) > 1:
            continue
        if waiting:
            words.append(waiting + _without_article(part))
            waiting = ""
        elif part in _SERVANT:
            waiting = "abd" if part.startswith("abd") else part
        elif part in _FATHER:
            waiting = "abu" if part.startswith("ab") else part
        elif words and (part in _RELIGION or part in _GOD):
            words[-1] += _without_article(part)
        else:
            words.append(part)
    return words + ([waiting] if waiting else [])


def _is_article(part: str, following: str) -> bool:
    """Whether a part is al or el, or what becomes of it before a letter of the tongue (ar-Rahman, ash-Shami)."""
    if part in _ARTICLES:
        return True
    return part in _ARTICLES_BEFORE_THEIR_LETTER and following.startswith(part[1:])


def _without_article(word: str) -> str:
    """A word after abd or abu, whose article is not heard."""
    if word.startswith("ال") and len(word) > 3:
        return word[2:]
    return word


@lru_cache(maxsize=4096)
def variants_of(word: str) -> tuple[str, ...]:
    """The ways in which a spelled word may be meant: with or without what looks like an article, x as ks, ck as tsk."""
    word = word.replace("لله", "له")
    if word.startswith("abd") and len(word) > _SHORTEST_SERVANT:
        return (_servant_of(word),)
    if word.startswith("عبدال") and len(word) > _SHORTEST_SERVANT:
        return ("عبد" + word[5:],)
    found = [word]
    if len(word) > _SHORTEST_WITH_ARTICLE.get(word[:2], len(word)):
        found.append(word[2:])
    if word[:2] in _ONE_VOWEL and len(word) > _SHORTEST_WITH_ONE_VOWEL:
        found.append(word[1:])
    for written, heard in _SEVERAL_SOUNDS:
        found += [_SEVERAL_SOUNDS_IN[written].sub(heard, form) for form in found if written in form]
    return tuple(dict.fromkeys(found))


def _servant_of(word: str) -> str:
    """abdulrahman, abdurrahman and abdelrahman are one: abdarahman."""
    rest = word[3:].lstrip(_VOWELS)
    if rest[:1] == "l" and len(rest) > 2:
        rest = rest[1:].lstrip(_VOWELS)
    elif rest[:1] == rest[1:2]:
        rest = rest[1:]
    return "abda" + rest
