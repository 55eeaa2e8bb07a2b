"""What this slice shows of a person: where they live, in which stage, since when, and how it came about."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from casework.access.permissions import Permission
from casework.database.episodes import holds_on
from casework.database.moments import today
from casework.housing.acts import acts_of
from casework.housing.contradictions import contradictions
from casework.housing.ledger import DWELLING, STAGE
from casework.housing.models import Accommodation, Room
from casework.housing.operations import derive_anew
from casework.housing.queries import (
    accommodations,
    dwellings_of,
    dwellings_on,
    people_by_word,
    people_in_house,
    people_in_stage,
    stages_of,
    stages_on,
    stated_of,
)
from casework.housing.stays import DwellingSpan, EffectiveSpan
from casework.people.comparison import span_words
from casework.people.models import Person
from casework.people.panels import (
    FILTERS,
    HISTORIES,
    MERGE_EFFECTS,
    MERGE_REMARKS,
    WORD_FINDERS,
    Filter,
    Happening,
    act,
    column,
    panel,
    record_fact,
)
from casework.vocabulary.housing import DWELLING_FORMS, STAGES, STAY_ACTS


def declare() -> None:
    """Enter the panels, columns, filters and finders of this slice; once, at the start."""
    read, write = Permission.PEOPLE_PERSON_READ, Permission.HOUSING_STAY_WRITE
    panel(
        name="home",
        label="Wohnen",
        template="housing/_now.html",
        load=_now,
        permission=read,
        place="head",
        order=10,
    )
    panel(
        name="stays", label="Wohnen", template="housing/_stays.html", load=_stays, permission=read, order=60
    )
    act(label="Umziehen", endpoint="housing.move", permission=write, order=40)
    act(label="Platz suchen", endpoint="housing.find_place", permission=write, order=45)
    column(label="Stufe", load=_stage_column, order=10)
    column(label="Wohnt in", load=_dwelling_column, order=20, while_searching=True)
    FILTERS.append(
        Filter(
            "stage",
            "Stufe",
            lambda _municipality: STAGES.choices(),
            lambda m, stage: people_in_stage(m, stage, today()),
        )
    )
    FILTERS.append(Filter("house", "Unterkunft", _house_choices, _live_in))
    HISTORIES.append((read, _history))
    MERGE_EFFECTS.append(derive_anew)
    MERGE_REMARKS.append((read, contradictions))
    record_fact(label="Stufen", load=_stage_lines, permission=read, order=10)
    record_fact(label="Wohnungen", load=_dwelling_lines, permission=read, order=20)
    WORD_FINDERS.append(lambda municipality_id, word: people_by_word(municipality_id, word, today()))


def dwelling_words(form: str, house: str | None, room: str | None, district: str | None = None) -> str:
    """A dwelling in a few words: „AU West, Zimmer W2“ or „Privatwohnung (Oststadt)“."""
    if house:
        return f"{house}, Zimmer {room}" if room else house
    return f"{DWELLING_FORMS.label(form)} ({district})" if district else DWELLING_FORMS.label(form)


def _words(span: DwellingSpan, house: Accommodation | None, room: Room | None) -> str:
    return dwelling_words(
        span.form, house.name if house else None, room.name if room else None, span.district
    )


def _now(person: Person) -> dict[str, Any]:
    day = today()
    stages, dwellings = stages_of(person), dwellings_of(person)
    return {
        "stage": next((span for span in stages if holds_on(span, day)), None),
        "dwelling": next(
            (
                (span, _words(span, house, room), house)
                for span, house, room in dwellings
                if holds_on(span, day)
            ),
            None,
        ),
        "before": next(
            (
                (span, _words(span, house, room))
                for span, house, room in reversed(dwellings)
                if span.ends_on and span.ends_on <= day
            ),
            None,
        ),
        "today": day,
    }


def _stays(person: Person) -> dict[str, Any]:
    stages = [(span, STAGES.label(span.stage)) for span in stages_of(person)]
    dwellings = [(span, _words(span, house, room)) for span, house, room in dwellings_of(person)]
    return {
        "axes": [
            (axis, stated_of(axis, person), list(reversed(spans)))
            for axis, spans in ((STAGE, stages), (DWELLING, dwellings))
        ],
        "acts": [(one, STAY_ACTS.label(one.act.kind)) for one in acts_of(person)],
    }


def _stage_lines(person: Person) -> list[str]:
    return [f"{STAGES.label(span.stage)}, {span_words(span)}" for span in stages_of(person)]


def _dwelling_lines(person: Person) -> list[str]:
    return [f"{_words(span, house, room)}, {span_words(span)}" for span, house, room in dwellings_of(person)]


def _history(person: Person) -> Iterable[Happening]:
    stages = stages_of(person)
    for stage in stages:
        yield Happening(stage.starts_on, "Stufe", STAGES.label(stage.stage))
    for day in _ends_without_successor(stages):
        yield Happening(day, "Stufe", "Ende der Unterbringung durch die Kommune")
    dwellings = {span: _words(span, house, room) for span, house, room in dwellings_of(person)}
    for span, words in dwellings.items():
        yield Happening(span.starts_on, "Wohnen", f"Einzug: {words}")
    for day in _ends_without_successor(list(dwellings)):
        yield Happening(day, "Wohnen", "Auszug")


def _ends_without_successor(spans: Sequence[EffectiveSpan]) -> list[date]:
    """The days on which something ended and nothing began."""
    begun = {span.starts_on for span in spans}
    return [span.ends_on for span in spans if span.ends_on and span.ends_on not in begun]


def _stage_column(person_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    return stages_on(person_ids, today())


def _dwelling_column(person_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    return {
        person_id: dwelling_words(*where) for person_id, where in dwellings_on(person_ids, today()).items()
    }


def _house_choices(municipality_id: uuid.UUID) -> list[tuple[str, str]]:
    return [(str(house.id), house.name) for house in accommodations(municipality_id)]


def _live_in(municipality_id: uuid.UUID, accommodation_id: str) -> set[uuid.UUID]:
    try:
        return people_in_house(municipality_id, uuid.UUID(accommodation_id), today())
    except ValueError:
        return set()
