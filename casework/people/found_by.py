"""Why somebody was found, where their shown name does not say so by itself."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from casework.access.viewer import Viewer
from casework.errors import Refused
from casework.people.birth_dates import BirthDate
from casework.people.cards import Card
from casework.people.matching import FARTHEST, asked_for
from casework.people.models import Person
from casework.people.name_index import bare_number
from casework.people.panels import COLUMNS
from casework.people.queries import get_people
from casework.vocabulary.names.compare import distance
from casework.vocabulary.names.words import words_of
from casework.vocabulary.spelling import folded


@dataclass(frozen=True, slots=True)
class Reason:
    """What somebody was found by, and how it is written where the name shown is written otherwise."""

    label: str
    writing: str = ""


def reasons(
    viewer: Viewer, cards: Sequence[Card], words: str, shown: Mapping[uuid.UUID, str] | None = None
) -> dict[uuid.UUID, list[Reason]]:
    """Why each of these people was found by these words; nothing for what their name, case number or `shown` tells."""
    numbers, named = asked_for(words)
    by_number = _people_by_number(viewer, cards, numbers)
    found = {}
    for card in cards:
        beside = folded((shown or {}).get(card.person_id, ""))
        why = [_number(card, number, by_number.get(card.person_id)) for number in _as_typed(card, numbers)]
        why += [_word(card, word) for word in named if folded(word) not in beside]
        found[card.person_id] = list(dict.fromkeys(reason for reason in why if reason))
    return found


def listed(viewer: Viewer, people: Sequence[Card], words: str) -> dict[str, Any]:
    """What stands beside these people in a list: the columns of all slices, and why each was found by these words."""
    ids = [card.person_id for card in people]
    columns = [(column.label, column.load(ids)) for column in COLUMNS]
    where = {person_id: " ".join(texts.get(person_id, "") for _label, texts in columns) for person_id in ids}
    return {
        "columns": columns,
        "reasons": reasons(viewer, people, words, where) if words else {},
        "typed_name": _typed_name(words),
    }


def _typed_name(words: str) -> dict[str, str]:
    """The name among the words, as the form that takes people in has it: with a comma the family name comes first."""
    named = " ".join(word for word in words.split() if not any(map(str.isdecimal, word)) and "@" not in word)
    family, _comma, given = (part.strip() for part in named.partition(","))
    return {name: text for name, text in (("family_name", family), ("given_names", given)) if text}


def _as_typed(card: Card, numbers: Sequence[str]) -> Iterable[str]:
    """The numbers one by one, or the one number that was typed in groups."""
    together = "".join(numbers)
    return [together] if len(numbers) > 1 and _holding(card, together) else numbers


def _holding(card: Card, number: str) -> list[str]:
    return [known for known in card.all_numbers if bare_number(number) in bare_number(known)]


def _people_by_number(
    viewer: Viewer, cards: Sequence[Card], numbers: Sequence[str]
) -> dict[uuid.UUID, Person]:
    """Those of whom only their file says which of their numbers it was."""
    ids = [
        card.person_id
        for card in cards
        for number in _as_typed(card, numbers)
        if _holding(card, number) and not _is_obvious(card, number)
    ]
    return {person.id: person for person in get_people(viewer, ids)} if ids else {}


def _is_obvious(card: Card, number: str) -> bool:
    return bare_number(number) in bare_number(card.case_number) or _born(card, number) is not None


def _number(card: Card, number: str, person: Person | None) -> Reason | None:
    born = _born(card, number)
    if born or person is None or _is_obvious(card, number):
        return born
    known = {
        _("AZR-Nummer"): person.azr_number,
        _("BAMF-Aktenzeichen"): person.bamf_file_number,
        _("Telefon"): person.phone,
        _("E-Mail"): person.email,
    }
    typed = bare_number(number)
    return next(
        (Reason(label) for label, value in known.items() if value and typed in bare_number(value)), None
    )


def _born(card: Card, number: str) -> Reason | None:
    try:
        asked = BirthDate.read(number)
    except Refused:
        return None
    if card.birth_date is None or card.birth_date.year != asked.year:
        return None
    return Reason(_("Geburtsdatum")) if asked.month else Reason(_("Geburtsjahr"))


def _word(card: Card, word: str) -> Reason | None:
    typed = folded(word)
    if typed in folded(card.list_name) or _holds(card.name, typed):
        return None
    for spelling in card.other_spellings:
        if _holds(spelling, typed):
            return Reason(_("Schreibweise"), spelling)
    nearest = min(_apart(card, word), default=(FARTHEST, ""))
    if nearest[0] >= FARTHEST:
        return None
    return Reason(_("Schreibweise"), nearest[1]) if nearest[1] else Reason(_("klingt ähnlich"))


def _holds(name: str, typed: str) -> bool:
    return any(typed in folded(word) for word in words_of(name))


def _apart(card: Card, word: str) -> Iterator[tuple[float, str]]:
    """How far a typed word lies from the name shown, and from each other spelling."""
    for spelling in ("", *card.other_spellings):
        yield from ((distance(word, heard), spelling) for heard in words_of(spelling or card.name))
