"""What of a person, of the case that is led for them and of their titles is shown as it was before."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import url_for
from sqlalchemy import select

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.base import db
from casework.errors import NotThere
from casework.history.kinds import Fact, in_words, record_kind
from casework.people.models import Household, IntegrationCase, Person, ResidenceTitle
from casework.people.scope import get_person
from casework.vault.unreadable import is_unreadable
from casework.vocabulary.languages import language_name
from casework.vocabulary.nationalities import nationality_name
from casework.vocabulary.people import SEXES
from casework.vocabulary.residence import RESIDENCE_TITLES


def declare() -> None:
    """Enter persons, cases and titles; once, at the start."""
    record_kind(
        key="person",
        place="person_id",
        model=Person,
        permission=Permission.PEOPLE_PERSON_READ,
        find=get_person,
        title=lambda person: person.full_name,
        back=page_of,
        subjects=lambda person: [person.id],
        facts=(
            Fact("family_name", "Familienname"),
            Fact("given_names", "Vornamen"),
            Fact("other_spellings", "Weitere Schreibweisen"),
            Fact("birth_date", "Geburtsdatum"),
            Fact("sex", "Geschlecht", SEXES.label),
            Fact("nationalities", "Staatsangehörigkeit", lambda codes: _named(codes, nationality_name)),
            Fact("languages", "Sprachen", lambda codes: _named(codes, language_name)),
            Fact("phone", "Telefon"),
            Fact("email", "E-Mail"),
            Fact("azr_number", "AZR-Nummer"),
            Fact("bamf_file_number", "BAMF-Aktenzeichen"),
            Fact("household_id", "Haushalt", _household),
        ),
    )
    stated_of_person(
        key="title",
        place="title_id",
        model=ResidenceTitle,
        permission=Permission.PEOPLE_PERSON_READ,
        title="Aufenthaltstitel",
        is_same=lambda one, other: one.title == other.title,
        facts=(
            Fact("title", "Aufenthaltstitel", RESIDENCE_TITLES.label),
            Fact("starts_on", "gültig von"),
            Fact("ends_on", "gültig bis"),
            Fact("served_on", "Zustellung des Bescheids"),
            Fact("final_on", "Bescheid unanfechtbar seit"),
            Fact("remark", "Bemerkung"),
            Fact("legally_until", "gilt rechtlich bis"),
            Fact("legally_until_reason", "warum rechtlich bis dahin"),
        ),
    )
    stated_of_person(
        key="case",
        place="case_id",
        model=IntegrationCase,
        permission=Permission.PEOPLE_PERSON_READ,
        title="Zuständigkeit",
        facts=(
            Fact("case_manager", "Zuständig", read=_case_manager),
            Fact("starts_on", "Fall ab"),
            Fact("ends_on", "Fall bis"),
            Fact("extended_on", "Beratung verlängert am"),
            Fact("extended_reason", "Grund der Verlängerung"),
        ),
    )


def stated_of_person(*, model: type[Any], title: str, is_same: Any = None, **values: Any) -> None:
    """Declare what is stated of a person from a day on: the same day (and what is the same) means the same record."""

    def find(viewer: Viewer, row_id: uuid.UUID) -> Any:
        row = db.session.get(model, row_id)
        if row is None:
            raise NotThere("Diesen Eintrag gibt es nicht.")
        get_person(viewer, leading_of(row).id)
        return row

    def versions(row: Any) -> Sequence[Any]:
        rows = db.session.scalars(
            select(model).where(model.person_id == row.person_id, model.starts_on == row.starts_on)
        )
        return [one for one in rows if is_same is None or is_same(one, row)]

    record_kind(
        model=model,
        find=find,
        title=lambda row: f"{title}: {leading_of(row).full_name}",
        back=lambda row: page_of(leading_of(row)),
        subjects=lambda row: [row.person_id],
        **{"versions": versions} | values,
    )


def leading_of(row: Any) -> Person:
    """Whose page a statement is shown on."""
    return db.session.get_one(Person, row.person_id).leading


def page_of(person: Person) -> str:
    """The address of somebody's page."""
    return url_for("people.person", person_id=person.id)


def _named(codes: list[str] | None, name: Any) -> str:
    return in_words(codes if is_unreadable(codes) else [name(code) for code in codes or []])


def _household(household_id: uuid.UUID | str) -> str:
    household = db.session.get(Household, uuid.UUID(str(household_id)))
    return in_words(household.mark if household is not None and household.mark_index else None)


def _case_manager(case: IntegrationCase) -> str:
    return case.case_manager.name if case.case_manager else ""
