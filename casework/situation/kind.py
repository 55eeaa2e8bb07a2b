"""What a kind of statement is made of: its fields, and how what was stated reads as one line."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from casework.vocabulary import situation as words
from casework.vocabulary.languages import language_name
from casework.vocabulary.terms import CodeList

OLDEST = 130


class Shape(StrEnum):
    """What a field holds; texts are sealed with the person's key, everything else is counted."""

    CODE = "code"
    LANGUAGE = "language"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing asked; `usual` is what goes without saying, `unit` follows a number."""

    name: str
    label: str
    shape: Shape = Shape.TEXT
    codes: CodeList | None = None
    usual: str = ""
    unit: str = ""
    suggests_partners: bool = False

    @property
    def is_counted(self) -> bool:
        return self.shape is not Shape.TEXT

    def words(self, value: Any) -> str:
        """A value as people read it."""
        if self.codes is not None:
            return self.codes.label(value)
        if self.shape is Shape.LANGUAGE:
            return language_name(value)
        return f"{value} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of statement: its first field is the answer, all others are details and may stay empty.

    `axis` are the fields that say what the answer is about (which language): a later one replaces an earlier one.
    A kind with `many` runs several courses beside each other, each with its own states. `shared`: often the same for a
    household. `pattern` puts the words of the fields together. Outside these `ages` nobody is asked by themselves.
    """

    key: str
    label: str
    group: str
    fields: tuple[Field, ...]
    axis: tuple[str, ...] = ()
    many: bool = False
    shared: bool = False
    pattern: str = ""
    ages: tuple[int, int] = (0, OLDEST)

    @property
    def answer(self) -> Field:
        return self.fields[0]

    def field(self, name: str) -> Field | None:
        """The field of a name; None for one that is asked no longer."""
        return next((field for field in self.fields if field.name == name), None)

    def words(self, codes: Mapping[str, Any], texts: Mapping[str, str]) -> str:
        """What was stated, as one line: the answer, then the details."""
        said = {**codes, **texts}
        answer = said.get(self.answer.name)
        if answer in words.ANSWERS:
            return f"{self.label}: {words.ANSWERS.label(answer)}"
        spoken = {
            field.name: field.words(said[field.name])
            for field in self.fields
            if said.get(field.name) not in (None, "")
        }
        pattern = self.pattern or f"{{{self.answer.name}}}"
        head = pattern.format_map({field.name: spoken.get(field.name, "") for field in self.fields})
        rest = [
            spoken[field.name]
            for field in self.fields
            if field.name in spoken
            and f"{{{field.name}}}" not in pattern
            and said[field.name] != (field.usual or None)
        ]
        return " · ".join([" ".join(head.split()), *rest])
