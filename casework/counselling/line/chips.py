"""What was understood, as chips: what kind, what it says, where it comes from; and what must be asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from casework.counselling.line import pieces as kinds
from casework.counselling.line import words
from casework.counselling.line.pieces import Piece
from casework.counselling.line.reading import Reading
from casework.vocabulary.counselling import (
    CASE_TALK,
    CONTACT_KINDS,
    FIELDS_OF_ACTION,
    INTERPRETERS,
    RESULTS,
    TALK_FORMS,
)

LINE, USUAL, FORM = "line", "usual", "form"
LONGEST_SHOWN = 60
NAMED_IN_CHIP = 2
_NOT_WORTH_A_CHIP = {"interpreter": "NONE", "talk_form": CASE_TALK}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was understood; `field` is where it stands in the form, `cut` its place in the line."""

    label: str
    text: str
    field: str
    origin: str
    cut: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Single:
    """A field with one value, and the piece of the line that fills it."""

    field: str
    kind: str
    label: str
    has_usual_value: bool = False


_SINGLES = (
    _Single("contact_kind", words.CONTACT, "Kontakt", has_usual_value=True),
    _Single("minutes", kinds.MINUTES, "Dauer", has_usual_value=True),
    _Single("held_on", kinds.HELD_ON, "Datum", has_usual_value=True),
    _Single("starts_at", kinds.STARTS_AT, "Beginn"),
    _Single("talk_form", kinds.SHORT, "Art"),
    _Single("headcount", kinds.GROUP, "Teilnehmende"),
    _Single("described_as", kinds.WHO, "Wer, in Worten"),
    _Single("language", words.LANGUAGE, "Sprache", has_usual_value=True),
    _Single("interpreter", words.INTERPRETER, "Sprachmittlung", has_usual_value=True),
    _Single("result", words.RESULT, "Ergebnis"),
    _Single("partner_id", kinds.PARTNER, "Vermitteln an"),
    _Single("next_step_on", kinds.STEP_ON, "Wiedervorlage"),
    _Single("next_step", kinds.STEP, "Nächster Schritt"),
    _Single("is_confidential", words.CONFIDENTIAL, "vertraulich"),
    _Single("content", kinds.TEXT, "Inhalt"),
)


def chips_of(form: Any, reading: Reading) -> list[Chip]:
    """The chips of a form that was filled in from a line, in the order in which one reads them."""
    shown = {field.field: _chip(field, form, reading) for field in _SINGLES}
    first = [
        chip for chip in (_present(form, reading), shown.pop("contact_kind"), shown.pop("minutes")) if chip
    ]
    return [*first, *_topics(form, reading), *(chip for chip in shown.values() if chip)]


def _present(form: Any, reading: Reading) -> Chip | None:
    names = _names(form)
    if not names:
        return None
    said = reading.find(kinds.WHO) or reading.find(kinds.FAMILY) or reading.find(kinds.ALSO)
    origin = LINE if said else USUAL
    if sorted(form.present.data) != sorted(reading.known["present"]):
        origin = FORM
    return Chip("Wer", ", ".join(names), "present", origin, _place(said) if origin == LINE else None)


def _names(form: Any) -> list[str]:
    """Who is ticked, in the order in which they stand in the form."""
    return [choice.label for choice in form.present.choices if choice.value in (form.present.data or [])]


def _referral(form: Any, partner_id: str) -> str:
    """The partner, and who is referred: everybody who is ticked, by name as long as they are few."""
    partner = next((choice.label for choice in form.partner_id.choices if choice.value == partner_id), "")
    names = _names(form)
    who = ", ".join(names) if len(names) <= NAMED_IN_CHIP else f"alle {len(names)} Personen"
    return f"{partner}: {who}" if names else partner


def _topics(form: Any, reading: Reading) -> list[Chip]:
    said = {piece.value: piece for piece in reversed(reading.said(words.TOPIC))}
    codes = [code for code in (form.main_topic.data, *(form.further_topics.data or [])) if code]
    found = []
    for place, code in enumerate(dict.fromkeys(codes)):
        is_main = place == 0
        found.append(
            Chip(
                "Hauptthema" if is_main else "Thema",
                FIELDS_OF_ACTION.label(code),
                "main_topic" if is_main else "further_topics",
                LINE if code in said else FORM,
                _place(said.get(code)),
            )
        )
    return found


def _chip(single: _Single, form: Any, reading: Reading) -> Chip | None:
    value = form[single.field].data
    piece = reading.find(single.kind)
    if value in (None, "", False) or (piece is None and value == _NOT_WORTH_A_CHIP.get(single.field)):
        return None
    origin = LINE if piece or not single.has_usual_value else USUAL
    if value != (reading.known.get(single.field) or _NOT_WORTH_A_CHIP.get(single.field)):
        origin = FORM
    text = _shortened(_words(single.field, value, form))
    return Chip(single.label, text, single.field, origin, _place(piece) if origin == LINE else None)


def _words(field: str, value: Any, form: Any) -> str:
    """A value as it is read."""
    if isinstance(value, time):
        return f"{value:%H:%M} Uhr"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if field == "minutes":
        return f"{value} Min."
    if field == "is_confidential":
        return "nur für Sie"
    if field == "partner_id":
        return _referral(form, value)
    lists = {
        "contact_kind": CONTACT_KINDS,
        "interpreter": INTERPRETERS,
        "result": RESULTS,
        "talk_form": TALK_FORMS,
    }
    return lists[field].label(value) if field in lists else str(value)


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_SHOWN else f"{flat[:LONGEST_SHOWN].rstrip()} …"


def _place(piece: Piece | None) -> tuple[int, int] | None:
    return (piece.start, piece.end) if piece else None


def signature_of(chips: Sequence[Chip]) -> str:
    """What was understood besides the words of the text: if it changes, it must be looked at before it is kept."""
    return " · ".join(f"{chip.label}: {chip.text}" for chip in chips if chip.field != "content")
