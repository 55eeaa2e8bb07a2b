"""Templates: named like their pages, without anything a browser would run, and in good German type."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask

from tests.architecture.house import ROOT, Module, modules, prints, templates

pytestmark = pytest.mark.engine_independent

FURNITURE = {"layouts", "components", "errors"}
TRANSLATED = {"_", "gettext", "lazy_gettext", "ngettext", "lazy_ngettext", "_l"}
SPOKEN = {"say", "__init__"}
RUNS = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script\b(?![^>]*\ssrc=)", re.IGNORECASE
)
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
JINJA_SENTENCE = re.compile(r"\b(?:_|gettext|ngettext)\(\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')")
BAD_TYPE = {
    re.compile(r"[\"]"): "Anführungszeichen sind „…“",
    re.compile(r"\s-\s"): "ein Gedankenstrich ist –",
    re.compile(r"\.\.\."): "drei Punkte sind …",
    re.compile(r"\w'\w"): "ein Apostroph ist ’",
}


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def drawn(module: Module) -> Iterator[tuple[str, str]]:
    """The functions of a module with the template each draws."""
    for function in module.functions():
        for node in ast.walk(function):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "render_template"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                yield function.name, str(node.args[0].value)


def test_a_template_is_called_like_its_page(app: Flask) -> None:
    pages = {endpoint.replace(".", "/") + ".html" for endpoint in app.view_functions}
    wrong = [
        place(path)
        for path in templates()
        if path.parent.name not in FURNITURE
        and not path.name.startswith("_")
        and path.relative_to(ROOT / "templates").as_posix() not in pages
    ]
    assert not wrong, f"no page of this name; a part of a page begins with an underscore: {wrong}"


def test_a_page_draws_the_template_of_its_name(app: Flask) -> None:
    endpoints = {endpoint.replace(".", "/") for endpoint in app.view_functions}
    wrong = [
        f"{module.place}: {function} draws {template}"
        for module in modules()
        for function, template in drawn(module)
        if f"{module.part}/{function}" in endpoints and template != f"{module.part}/{function}.html"
    ]
    assert not wrong, "\n".join(wrong)


def test_every_part_of_a_page_is_used() -> None:
    sources = [path.read_text() for path in templates()] + [module.text for module in modules()]
    wrong = [
        place(path)
        for path in templates()
        if path.name.startswith("_")
        and not any(f"{path.parent.name}/{path.name}" in text for text in sources)
    ]
    assert not wrong, f"nobody draws {wrong}"


def test_every_drawn_template_exists() -> None:
    wrong = [
        f"{module.place}: {function} draws {template}"
        for module in modules()
        for function, template in drawn(module)
        if not (ROOT / "templates" / template).is_file()
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", templates(), ids=place)
def test_nothing_in_a_template_runs(path: Path) -> None:
    source = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    found = [match[0].strip() for match in RUNS.finditer(source)]
    assert not found, f"{place(path)}: scripts and styles live in files, found {found}"


class Words(HTMLParser):
    """What a reader sees or hears of a template."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        spoken = {"alt", "title", "placeholder", "aria-label"}
        self.texts += [value for name, value in attrs if name in spoken and value]


def sentences_of_template(path: Path) -> list[str]:
    source = path.read_text()
    spoken = [ast.literal_eval(literal) for literal in JINJA_SENTENCE.findall(source)]
    words = Words()
    words.feed(JINJA.sub("\u2060", source))
    return [*spoken, *(text for text in words.texts if re.search(r"\w", text))]


def sentences_of_module(module: Module) -> Iterator[tuple[int, str]]:
    """What is translated, said after an act, or raised."""
    raised = {id(node.exc) for node in ast.walk(module.tree) if isinstance(node, ast.Raise)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and (called(node) in TRANSLATED | SPOKEN or id(node) in raised):
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.lineno, argument.value


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def faults(sentence: str) -> list[str]:
    found = [why for pattern, why in BAD_TYPE.items() if pattern.search(sentence)]
    if sentence.count("„") != sentence.count("“"):
        found.append("zu „ gehört “")
    return [f"{why}: {sentence.strip()!r}" for why in found]


@pytest.mark.parametrize("path", [*templates(), *prints()], ids=place)
def test_templates_are_in_good_german_type(path: Path) -> None:
    wrong = [fault for sentence in sentences_of_template(path) for fault in faults(sentence)]
    assert not wrong, f"{place(path)}: " + "\n".join(wrong)


def test_sentences_in_code_are_in_good_german_type() -> None:
    wrong = [
        f"{module.place}:{line} {fault}"
        for module in modules()
        for line, sentence in sentences_of_module(module)
        for fault in faults(sentence)
    ]
    assert not wrong, "\n".join(wrong)
