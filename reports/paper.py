"""What every paper shares: its templates, how numbers and days are written on it, and names in their own script."""

import functools
import hashlib
import json
import unicodedata
from pathlib import Path
from typing import Any

from flask_babel import get_translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from casework.web.components import NOTHING, day, moment, number, percent

SCRIPTS = {"ARABIC": ("und-Arab", "rtl"), "ETHIOPIC": ("und-Ethi", "ltr"), "CYRILLIC": ("und-Cyrl", "ltr")}
"""Scripts other than Latin: the mark of the language nobody noted, and the direction of writing."""
RIGHT_TO_LEFT = frozenset({"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI"})
CHECK_CODE_DIGITS, CHECK_CODE_GROUP = 12, 4


def paper(template: str, **facts: Any) -> str:
    """The HTML of a paper, ready to be set; whatever stands in the facts is text, never markup."""
    return _environment().get_template(template).render(**facts)


def check_code(facts: Any) -> str:
    """Twelve signs that say whether two papers rest on the same facts: 3F7A-91C2-0B5D."""
    told = json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str)
    digits = hashlib.sha256(told.encode()).hexdigest()[:CHECK_CODE_DIGITS].upper()
    return "-".join(
        digits[start : start + CHECK_CODE_GROUP] for start in range(0, CHECK_CODE_DIGITS, CHECK_CODE_GROUP)
    )


def change(value: int | None) -> str:
    """+3, −2 or ±0."""
    if value is None:
        return NOTHING
    return f"+{number(value)}" if value > 0 else number(value) if value else "±0"


def script_of(text: str) -> tuple[str, str] | None:
    """Language mark and direction of a text in another script; None for Latin letters."""
    letter = next((sign for sign in text if sign.isalpha()), "")
    return SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0]) if letter else None


def name(text: str) -> Markup:
    """A name that keeps its own direction beside German words, and is read in its own script."""
    script = script_of(text)
    if script is None:
        runs_left = any(unicodedata.bidirectional(sign) in RIGHT_TO_LEFT for sign in text)
        return Markup("<bdi>{}</bdi>" if runs_left else "{}").format(text)  # noqa: S704  # a pattern of ours
    return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(*script, text)


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "print"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: get_translations().ugettext(text),
        lambda one, many, count: get_translations().ungettext(one, many, count),
        newstyle=True,
    )
    environment.filters.update(
        change=change, day=day, moment=moment, name=name, number=number, percent=percent
    )
    return environment
