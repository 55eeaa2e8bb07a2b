"""Papers that say everything twice: in German, and beside it in the language of who takes them home.

A template says `{{ both("plan", "Meine Ziele") }}`; the test of the catalogues finds sentences by that shape. Days,
times and what was typed keep their own direction inside a sentence that runs from right to left.
"""

import unicodedata
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from babel.dates import format_date
from markupsafe import Markup

from casework.phrasebook.queries import is_confirmed, wording_of
from casework.vocabulary.phrases.catalogues import phrase
from casework.vocabulary.phrases.languages import GERMAN, LANGUAGES
from casework.web.components import day
from reports.paper import paper, script_of

RIGHT_TO_LEFT = frozenset({"R", "AL"})
BETWEEN = Markup('<span class="between"> · </span>')
"""Between two languages on one line; where they stand side by side it is left out."""

Wording = Callable[[str, str, str], str]
"""Paper, German sentence and language as `phrase` takes them; how a municipality says it."""


@dataclass(frozen=True)
class Sheet:
    """The language of a paper, how it is worded, and whether somebody who speaks it has confirmed that."""

    language: str
    wording: Wording = phrase
    is_confirmed: bool = False

    @property
    def is_german(self) -> bool:
        """Whether nothing stands beside the German."""
        return self.language == GERMAN

    @property
    def direction(self) -> str:
        return "ltr" if self.is_german else LANGUAGES[self.language].direction

    def html(self, template: str, **facts: Any) -> str:
        """The HTML of a paper; its template may say `both`, `said` and `typed`, and ask the `sheet`."""
        return paper(template, sheet=self, both=self.both, said=self.said, typed=typed, **facts)

    def both(self, name: str, german: str, /, **values: Any) -> Markup:
        """The German sentence and beside it the other one."""
        pair = said(GERMAN, german, values)
        if not self.is_german:
            pair += BETWEEN + self.said(name, german, **values)
        return Markup('<span class="both">{}</span>').format(pair)

    def said(self, name: str, german: str, /, **values: Any) -> Markup:
        """The sentence in the client's language alone."""
        return said(self.language, self.wording(name, german, self.language), values)

    def mark(self) -> Markup:
        """That nobody has confirmed the translation, in both languages; nothing, once somebody did."""
        return (
            Markup()
            if self.is_german or self.is_confirmed
            else self.both("common", "Übersetzung nicht geprüft")
        )


def sheet_of(municipality_id: uuid.UUID, name: str, language: str) -> Sheet:
    """A paper in a language as a municipality words it, with the mark of what it has not confirmed."""
    if language == GERMAN:
        return Sheet(language)
    return Sheet(
        language, wording_of(municipality_id, language), is_confirmed(municipality_id, name, language)
    )


def said(language: str, text: str, values: dict[str, Any]) -> Markup:
    """A sentence with its language and direction; a `weekday` among the values is said in that language."""
    kept = {name: _kept(value, language, name) for name, value in values.items()}
    direction = "ltr" if language == GERMAN else LANGUAGES[language].direction
    # what stands in our catalogues is text as well: it is escaped before the values come in
    filled = Markup("{}").format(text) % kept if kept else Markup("{}").format(text)
    return Markup('<span lang="{}" dir="{}" class="said">{}</span>').format(language, direction, filled)


def typed(text: str) -> Markup:
    """What somebody wrote, in the direction of its first letter."""
    script = script_of(text)
    if script is not None:
        return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(*script, text)
    first = next(
        (kind for kind in map(unicodedata.bidirectional, text) if kind in RIGHT_TO_LEFT or kind == "L"), "L"
    )
    return Markup('<bdi dir="{}">{}</bdi>').format("ltr" if first == "L" else "rtl", text)


def _kept(value: Any, language: str, name: str) -> Markup:
    if isinstance(value, date) and name == "weekday":
        locale = "de" if language == GERMAN else LANGUAGES[language].locale
        return Markup("{}").format(format_date(value, "EEEE", locale=locale))
    if isinstance(value, date):
        return Markup('<bdi dir="ltr">{}</bdi>').format(day(value))
    if isinstance(value, time):
        return Markup('<bdi dir="ltr">{}</bdi>').format(f"{value:%H:%M}")
    return typed(str(value))
