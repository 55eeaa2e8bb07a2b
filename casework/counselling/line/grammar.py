"""The grammar of the one line: what each part of it says, and where it stands.

A line is a head and a free text. In the head stand, in any order, with commas or without:

    who            Haddad · haddad layla · 2024-0117         the first words that are nothing else; known on a file
    and whom       + Familie · und Familie · +f · + Amir     the household, or another person
    contact        Unterkunft · uk · u
    how long       20 min · 20 · 1/2 h · 1,5 Std.
    topics         wohnen kita · woh kit · w k               the first one is the main topic
    beside         auf Arabisch · Dolmetscher · Termin · vertraulich
    when           gestern · Mo · 14.5. · 14:30              today if nothing is said
    without a case Kurzkontakt · Gruppe 12                   then the name may be anybody's
    where to       >jobcenter · > Caritas Musterstadt
    and then       WV 14.5. Antrag prüfen · WV in 2 Wochen   the words up to the next comma or stop are the next step

The free text begins after „:“, after a dash or a line break, or with the first word that is nothing of this; where to
and WV count in it, too, and are taken out. No word is lost: each lies in a piece. Nothing here knows of people or
rights: who asks says what is a name (`Names`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Protocol

from casework.counselling.line import words
from casework.counselling.line.facts import facts_at, follow_up_at
from casework.counselling.line.pieces import (
    ALSO,
    MANY_TIMES,
    PARTNER,
    STEP,
    STEP_ON,
    TEXT,
    WHO,
    Piece,
    spans,
)

LONGEST_STEP = 80
_WORDS_OF_A_NAME = 2

_BETWEEN = re.compile(r"[\s,;.!?…·|/()]*")
_TEXT_BEGINS = re.compile(r"\s*(?::(?!\d)|[–—](?=\s|$)|-(?=\s)|\n)\s*")
_ALSO = re.compile(r"[+&]\s*(?=[^\W\d_])")
_PARTNER = re.compile(r">\s*(?=\w)")
_MARK = re.compile(
    r"(?<!\S)(?:(?P<partner>>\s?(?=[^\W\d_]))|(?P<follow>(?:wv|wvl|wiedervorlage)\b[.:]?\s*(?:am\s+|zum\s+|bis\s+)?))",
    re.IGNORECASE,
)
_STEP_ENDS = re.compile(
    r"\s*(?:[,;:\n>]|[–—]|[.!?](?=\s|$)|$|\s(?=(?:wv|wvl|wiedervorlage)\b))", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_](?!\w)")
_LEFT_OVER = " ,;:\n\t"
_STATED = re.compile(r"[^\W_]")


class Names(Protocol):
    """What is a name, and of whom or what; „is_whole“ says that the words stand alone between commas."""

    def is_person(self, said: str, *, is_whole: bool) -> bool: ...
    def is_partner(self, said: str) -> bool: ...


class NoNames:
    """A town in which every single word may be a name."""

    def is_person(self, said: str, *, is_whole: bool) -> bool:  # noqa: ARG002  # as the protocol has it
        return " " not in said

    def is_partner(self, said: str) -> bool:
        return " " not in said


def parse(line: str, *, today: date, names: Names | None = None, knows_who: bool = False) -> list[Piece]:
    """The pieces of a line, in their order; `knows_who` says that the line stands on a person's page."""
    return _Reader(line, today, names or NoNames(), knows_who).pieces()


def without(line: str, start: int, end: int) -> str:
    """The line without a piece, and without the comma that would be left over."""
    before, after = line[:start].rstrip(), line[end:].lstrip()
    if after[:1] in (",", ";") and (not before or before[-1] in ",;:"):
        after = after[1:].lstrip()
    return (
        f"{before} {after}".strip(" ,;")
        if before and after[:1] not in (",", ";")
        else (before + after).strip(" ,;")
    )


class _Reader:
    def __init__(self, line: str, today: date, names: Names, knows_who: bool) -> None:
        self._line, self._today, self._names = line, today, names
        self._wants_who = not knows_who
        self._found: list[Piece] = []

    def pieces(self) -> list[Piece]:
        at = _BETWEEN.match(self._line).end()  # type: ignore[union-attr]  # may be empty, and always matches
        while at < len(self._line):
            begins = _TEXT_BEGINS.match(self._line, at)
            if begins:
                return self._with_text(begins.end())
            piece = self._piece_at(at)
            if piece is None:
                return self._with_text(self._text_start(at))
            self._add(piece)
            at = self._after(piece)
        return self._found

    def _after(self, piece: Piece) -> int:
        """Where the next thing begins; a line break, a colon and a dash are left standing."""
        step = self._step_at(piece.end) if piece.kind == STEP_ON else None
        if step:
            self._add(step)
        end = step.end if step else piece.end
        begins = _TEXT_BEGINS.match(self._line, end)
        return end if begins else _BETWEEN.match(self._line, end).end()  # type: ignore[union-attr]

    def _add(self, piece: Piece) -> None:
        self._found.append(piece)
        if piece.kind == WHO:
            self._wants_who = False

    def _piece_at(self, at: int) -> Piece | None:
        return self._fact_at(at) or self._also(at) or (self._named(WHO, at, at) if self._wants_who else None)

    def _fact_at(self, at: int) -> Piece | None:
        """What is said here that names nobody, and was not said yet."""
        partner = self._partner(at)
        read = facts_at(self._line, at, self._today, before_a_name=self._wants_who)
        found = chain([partner] if partner else [], read)
        return next((one for one in found if one.kind in MANY_TIMES or not self._has(one.kind)), None)

    def _has(self, kind: str) -> bool:
        return any(piece.kind == kind for piece in self._found)

    def _also(self, at: int) -> Piece | None:
        plus = _ALSO.match(self._line, at)
        return plus and self._named(ALSO, at, plus.end())

    def _partner(self, at: int) -> Piece | None:
        mark = _PARTNER.match(self._line, at)
        if mark is None:
            return None
        start, ends = mark.end(), list(spans(self._line, mark.end()))
        named = (end for end in reversed(ends) if self._names.is_partner(self._line[start:end]))
        end = next(named, ends[0] if ends else None)
        return Piece(PARTNER, self._line[start:end], at, end) if end else None

    def _named(self, kind: str, at: int, start: int) -> Piece | None:
        """The longest name that somebody bears; else the words up to a comma, else one word."""
        ends = list(self._before_a_letter(spans(self._line, start)))
        bare = self._before_a_fact(ends)
        for end in reversed(ends):
            is_whole = end in bare and self._ends_clause(end)
            if self._names.is_person(self._line[start:end], is_whole=is_whole):
                return Piece(kind, self._line[start:end], at, end)
        unknown = self._end_of_unknown(start, bare)
        return Piece(kind, self._line[start:unknown], at, unknown) if unknown else None

    def _before_a_letter(self, ends: Iterable[int]) -> Iterator[int]:
        """A letter that stands alone and says something by itself is no initial of a name."""
        for end in ends:
            yield end
            following = _BETWEEN.match(self._line, end).end()  # type: ignore[union-attr]
            if _LETTER.match(self._line, following) and self._fact_at(following):
                return

    def _before_a_fact(self, ends: Sequence[int]) -> list[int]:
        """Those of these ends of words that come before the next thing that is said."""
        found = []
        for end in ends:
            found.append(end)
            following = _BETWEEN.match(self._line, end)
            if following and following.end() < len(self._line) and self._fact_at(following.end()):
                break
        return found

    def _end_of_unknown(self, start: int, ends: Sequence[int]) -> int | None:
        """Of a name that nobody bears: all that is written large, or two words that stand alone."""
        for count, end in enumerate(ends, 1):
            is_large = all(word[0].isupper() for word in self._line[start:end].split())
            if self._ends_clause(end) and (is_large or count <= _WORDS_OF_A_NAME):
                return end
        return next(iter(ends), None)

    def _ends_clause(self, end: int) -> bool:
        return re.match(r"\s*(?:[,;:+&>\n]|$)", self._line[end:]) is not None

    def _step_at(self, at: int) -> Piece | None:
        """What is to be done on the day of the follow-up: the words right behind it."""
        blank = re.compile(r"[ \t]+(?=[^\W_])").match(self._line, at)
        if blank is None:
            return None
        ends = _STEP_ENDS.search(self._line, blank.end())
        end = ends.start() if ends else len(self._line)
        if not 0 < end - blank.end() <= LONGEST_STEP:
            return None
        return Piece(STEP, self._line[blank.end() : end], blank.end(), end)

    def _text_start(self, at: int) -> int:
        """Where the text begins: ordinary words right before its first word, without a comma between, are part of it.

        Such a word is no topic of its own beside topics that were named.
        """
        start, taken = at, 0
        for piece in reversed(self._found):
            if not piece.is_loose or self._line[piece.end : start].strip():
                break
            start, taken = piece.start, taken + 1
        named, in_text = self._found[: len(self._found) - taken], self._found[len(self._found) - taken :]
        if any(piece.kind == words.TOPIC for piece in named):
            in_text = [piece for piece in in_text if piece.kind != words.TOPIC]
        self._found = named + in_text
        return start

    def _with_text(self, start: int) -> list[Piece]:
        """The rest as text, without what is marked in it."""
        at = start
        for mark in _MARK.finditer(self._line, start):
            if mark.start() < at:
                continue
            piece = self._marked(mark)
            if piece and not self._has(piece.kind):
                self._text(at, mark.start())
                self._add(piece)
                step = self._step_at(piece.end) if piece.kind == STEP_ON else None
                if step:
                    self._add(step)
                at = step.end if step else piece.end
        self._text(at, len(self._line))
        return self._found

    def _marked(self, mark: re.Match[str]) -> Piece | None:
        if not mark["partner"]:
            return follow_up_at(self._line, mark.start(), self._today)
        piece = self._partner(mark.start())
        return piece if piece and self._names.is_partner(str(piece.value)) else None

    def _text(self, start: int, end: int) -> None:
        if _STATED.search(self._line[start:end]):
            self._add(Piece(TEXT, self._line[start:end].lstrip(_LEFT_OVER).rstrip(" ,;\n\t"), start, end))
