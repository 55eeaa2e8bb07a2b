"""A code list: terms in their usual order, each valid from and until a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.errors import Refused
from casework.vocabulary.spelling import plain


@dataclass(frozen=True, slots=True)
class Term:
    """One code with its official German wording; obsolete terms stay readable on old records."""

    code: str
    label: str
    valid_until: date | None = None


class CodeList:
    """Terms by code; `find` accepts code or wording as people type them into lists.

    Who types something unknown is told the codes, or the wordings (`by_label`) where the codes are ours alone.
    """

    def __init__(self, name: str, *terms: Term, by_label: bool = False) -> None:
        self.name = name
        self._terms = {term.code: term for term in terms}
        self._by_label = by_label
        self._by_text = {plain(text): term.code for term in terms for text in (term.label, term.code)}

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def __contains__(self, code: object) -> bool:
        return code in self._terms

    def codes(self) -> list[str]:
        return list(self._terms)

    def label(self, code: str | None) -> str:
        """The wording of a code; an unknown code is shown as it stands rather than hidden."""
        return "" if code is None else self._terms[code].label if code in self._terms else code

    def choices(self, on: date | None = None) -> list[tuple[str, str]]:
        """What a form offers on a day: (code, wording), without obsolete terms."""
        return [
            (term.code, term.label)
            for term in self
            if on is None or term.valid_until is None or on < term.valid_until
        ]

    def find(self, text: str) -> str | None:
        """The code for a typed code or wording, or None."""
        return self._by_text.get(plain(text))

    def read(self, text: str) -> str:
        """The code for a typed code or wording; Refused names what is allowed."""
        code = self.find(text)
        if code is None:
            raise Refused(
                "„%(text)s“ ist keine bekannte Angabe für %(name)s. Möglich sind: %(allowed)s.",
                text=text,
                name=self.name,
                allowed=", ".join(term.label if self._by_label else term.code for term in self),
            )
        return code
