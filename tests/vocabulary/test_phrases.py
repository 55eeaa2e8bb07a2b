"""The phrase catalogues: nothing missing, nothing left over, every place filled, every sign in a font of ours.

A paper says a sentence by a call whose first two arguments are the paper's name and the German sentence, in a template
(`both("plan", "Meine Ziele")`) as in a module. Whoever writes a paper adds its PO files and is looked at here.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont
from jinja2 import Environment, nodes

from casework.vocabulary.phrases.catalogues import (
    CODE_LISTS,
    FOLDER,
    PAPERS,
    catalogue,
    phrase,
    sentences,
    written_papers,
)
from casework.vocabulary.phrases.languages import GERMAN, LANGUAGES, sheet_choices, sheet_for
from reports.render import SERVED
from tests.architecture.house import modules, prints, templates

pytestmark = pytest.mark.engine_independent

PLACE = re.compile(r"%\(\w+\)s")
A_PERCENT_SIGN_ALONE = re.compile(r"%(?!\(\w+\)s)")
SHEETS = [(paper, language) for paper in written_papers() for language in LANGUAGES]
ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
WEIGHTS = ("Regular", "400"), ("SemiBold", "600")


def said_in_templates(path: Path) -> Iterator[tuple[str, str]]:
    """Paper and sentence of every call in a template that says one."""
    for call in ENVIRONMENT.parse(path.read_text()).find_all(nodes.Call):
        given = [one.value for one in call.args[:2] if isinstance(one, nodes.Const)]
        if len(given) == 2 and given[0] in PAPERS:
            yield given[0], given[1]


def said_in_code(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Paper and sentence of every call in a module that says one."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
            paper = getattr(call.args[0], "value", None)
            if paper in PAPERS and isinstance(call.args[1].value, str):
                yield paper, call.args[1].value


@cache
def used() -> dict[str, set[str]]:
    """What each paper says anywhere."""
    found: dict[str, set[str]] = {paper: set() for paper in PAPERS}
    for path in (*prints(), *templates()):
        for paper, sentence in said_in_templates(path):
            found[paper].add(sentence)
    for module in modules():
        for paper, sentence in said_in_code(module.tree):
            found[paper].add(sentence)
    for paper, lists in CODE_LISTS.items():
        found[paper] |= {term.label for terms in lists for term in terms}
    return found


@cache
def covered(weights: tuple[str, ...]) -> frozenset[int]:
    """The signs that the fonts of a weight have between them."""
    found: set[int] = set()
    for name, path in SERVED.items():
        if path.suffix == ".ttf" and any(f"-{weight}" in name for weight in weights):
            with TTFont(path, lazy=True) as font:
                found |= font.getBestCmap().keys()
    return frozenset(found)


@pytest.mark.parametrize("paper", PAPERS)
def test_what_a_paper_says_is_what_its_catalogues_hold(paper: str) -> None:
    written = set(sentences(paper)) if paper in written_papers() else set()
    assert used()[paper] - written == set(), "said, and in no catalogue"
    assert written - used()[paper] == set(), "left over in the catalogues"


@pytest.mark.parametrize(("paper", "language"), SHEETS)
def test_every_language_says_everything(paper: str, language: str) -> None:
    held = catalogue(paper, language)
    assert list(held) == sentences(paper), "every language holds the same sentences in the same order"
    assert [german for german, text in held.items() if not text.strip()] == []
    for german, text in held.items():
        assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(german)), text
        assert not PLACE.search(german) or not A_PERCENT_SIGN_ALONE.search(text), text
        assert text == text.strip(), text


@pytest.mark.parametrize(("paper", "language"), SHEETS)
def test_a_file_is_an_ordinary_catalogue(paper: str, language: str) -> None:
    with (FOLDER / paper / f"{language}.po").open("rb") as file:
        read = read_po(file, abort_invalid=True)
    assert not [message.id for message in read if message.id and message.fuzzy]
    assert len(read) == len(catalogue(paper, language)), "a sentence stands there twice"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_is_in_a_font_of_ours(language: str) -> None:
    signs = {
        sign for paper in written_papers() for text in catalogue(paper, language).values() for sign in text
    }
    signs |= set(LANGUAGES[language].own_name)
    for weights in WEIGHTS:
        assert {sign for sign in signs if ord(sign) not in covered(weights)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_written_in_its_script(language: str) -> None:
    known = LANGUAGES[language]
    assert known.direction == ("rtl" if known.script == "Arab" else "ltr")
    assert known.german != known.code
    assert known.own_name in dict(sheet_choices())[language]


def test_a_phrase_is_german_or_translated_or_an_error() -> None:
    assert phrase("plan", "Mein Plan", GERMAN) == "Mein Plan"
    assert phrase("plan", "Mein Plan", "prs") == "پلان من"
    assert phrase("plan", "Mein Plan", "fa") == "برنامۀ من"
    with pytest.raises(KeyError):
        phrase("plan", "Das sagt kein Papier.", "fr")


def test_a_sheet_is_proposed_by_what_somebody_speaks() -> None:
    assert sheet_for(None, "ps", "prs", "en") == "prs"
    assert sheet_for("de") == GERMAN
    assert sheet_for() == GERMAN
