"""Two records side by side, before somebody says whether they mean one person."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.episodes import Spanned
from casework.database.moments import today
from casework.people.models import Person
from casework.people.panels import MERGE_REMARKS, RECORD_FACTS
from casework.people.queries import cases_of, find_open_case, titles_of
from casework.people.register_models import RegisterEntry
from casework.vault.keys import keys
from casework.vocabulary.languages import language_name
from casework.vocabulary.nationalities import nationality_name
from casework.vocabulary.people import SEXES
from casework.vocabulary.residence import RESIDENCE_TITLES


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of both in one respect; `tells_apart` where two answers speak for two people."""

    label: str
    values: tuple[Sequence[str], Sequence[str]]
    tells_apart: bool = False

    @property
    def differs(self) -> bool:
        """Whether both are told, and differently."""
        one, other = self.values
        return bool(self.tells_apart and one and other and list(one) != list(other))


def lines(viewer: Viewer, one: Person, other: Person) -> list[Line]:
    """All that helps to see whether they are the same, as far as this viewer may read it."""
    keys().prefetch([*one.record_ids, *other.record_ids, one.household_id, other.household_id])
    own = [
        Line("Name", (_names(one), _names(other)), tells_apart=True),
        Line("Aktenzeichen", (_case_numbers(one), _case_numbers(other))),
        Line("Geburtsdatum", (_birth_date(one), _birth_date(other)), tells_apart=True),
        Line("Geschlecht", (_sex(one), _sex(other)), tells_apart=True),
        Line("Staatsangehörigkeit", (_nationalities(one), _nationalities(other)), tells_apart=True),
        Line("Sprachen", (_languages(one), _languages(other)), tells_apart=True),
        Line("Haushalt", (_household(one), _household(other))),
        Line("Erreichbar", (_contact(one), _contact(other))),
        Line("Nummern anderer Stellen", (_numbers(one), _numbers(other))),
        Line("Zuständig", (_led_by(one), _led_by(other))),
        Line("Aufenthalt", (_titles(one), _titles(other))),
    ]
    told = [
        Line(fact.label, (fact.load(one), fact.load(other)))
        for fact in RECORD_FACTS
        if viewer.may(fact.permission)
    ]
    return [line for line in own + told if any(line.values)]


def remarks(viewer: Viewer, one: Person, other: Person) -> list[str]:
    """What will have to be looked at, should they be one."""
    found = [
        remark for permission, load in MERGE_REMARKS if viewer.may(permission) for remark in load(one, other)
    ]
    if one.household_id != other.household_id:
        found.append("Die Akten gehören zu zwei Haushalten; auf der Seite der Person stehen dann beide.")
    if find_open_case(one, today()) and find_open_case(other, today()):
        found.append(
            "In beiden Akten läuft ein Fall; gezählt wird die Person einmal. Bitte klären Sie, wer ihn führt."
        )
    return found


def older_of(one: Person, other: Person) -> Person:
    """Whose record was begun first; of two begun together the one with the lower number."""
    begun = dict(
        db.session.execute(
            select(RegisterEntry.person_id, func.min(RegisterEntry.recorded_at))
            .where(RegisterEntry.person_id.in_([one.id, other.id]))
            .group_by(RegisterEntry.person_id)
        ).all()
    )
    return min(one, other, key=lambda person: (begun[person.id], person.case_number))


def span_words(span: Spanned) -> str:
    """„12.01.2025 – 31.03.2025“, or „seit 12.01.2025“."""
    if span.ends_on is None:
        return f"seit {span.starts_on:%d.%m.%Y}"
    return f"{span.starts_on:%d.%m.%Y} – {span.ends_on:%d.%m.%Y}"


def _names(person: Person) -> list[str]:
    return person.spellings


def _case_numbers(person: Person) -> list[str]:
    return [record.case_number for record in person.records]


def _birth_date(person: Person) -> list[str]:
    return [str(person.birth_date)] if person.birth_date else []


def _sex(person: Person) -> list[str]:
    return [SEXES.label(person.sex)] if person.sex else []


def _nationalities(person: Person) -> list[str]:
    return [nationality_name(key) for key in person.nationalities or []]


def _languages(person: Person) -> list[str]:
    return [language_name(code) for code in person.languages or []]


def _household(person: Person) -> list[str]:
    return [person.household.mark or ""] if person.household.mark_index else []


def _contact(person: Person) -> list[str]:
    return [text for text in (person.phone, person.email) if text]


def _numbers(person: Person) -> list[str]:
    return [text for text in (person.azr_number, person.bamf_file_number) if text]


def _led_by(person: Person) -> list[str]:
    return [
        f"{case.case_manager.name if case.case_manager else 'noch niemand'}, {span_words(case)}"
        for case in cases_of(person)
    ]


def _titles(person: Person) -> list[str]:
    return [f"{RESIDENCE_TITLES.label(title.title)}, {span_words(title)}" for title in titles_of(person)]
