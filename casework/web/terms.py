"""Codes as words, and the language of a name by its script, for templates."""

import unicodedata

from flask import Flask

from casework.vocabulary import (
    counselling,
    housing,
    mobility,
    partners,
    people,
    planning,
    protections,
    residence,
)
from casework.vocabulary.languages import language_name
from casework.vocabulary.nationalities import nationality_name
from casework.vocabulary.terms import CodeList

CODE_LISTS: dict[str, CodeList] = {
    "absence": housing.ABSENCES,
    "accessibility": partners.ACCESSIBILITY,
    "accommodation_kind": housing.ACCOMMODATION_KINDS,
    "arrival_state": planning.ARRIVAL_STATES,
    "blocking_reason": housing.BLOCKING_REASONS,
    "contact_kind": counselling.CONTACT_KINDS,
    "dwelling_form": housing.DWELLING_FORMS,
    "field_of_action": counselling.FIELDS_OF_ACTION,
    "goal_state": counselling.GOAL_STATES,
    "interpreter": counselling.INTERPRETERS,
    "mobility": mobility.MOBILITY_NEEDS,
    "partner_kind": counselling.PARTNER_KINDS,
    "protection": protections.PROTECTIONS,
    "referral_state": counselling.REFERRAL_STATES,
    "residence_title": residence.RESIDENCE_TITLES,
    "responsible": counselling.RESPONSIBLE,
    "result": counselling.RESULTS,
    "room_constraint": housing.ROOM_CONSTRAINTS,
    "sex": people.SEXES,
    "stage": housing.STAGES,
    "talk_form": counselling.TALK_FORMS,
    "tenure": housing.TENURES,
}
"""`{{ code|stage }}` and so on: every list is a filter of its name."""

_LANGUAGE_OF_SCRIPT = {"ARABIC": "ar", "CYRILLIC": "uk", "ETHIOPIC": "ti", "HEBREW": "he", "GEORGIAN": "ka"}


def script_language(name: str | None) -> str | None:
    """A language tag for a name in a script of its own, so that it is set and read aloud properly."""
    for letter in name or "":
        script = unicodedata.name(letter, "").partition(" ")[0]
        if script in _LANGUAGE_OF_SCRIPT:
            return _LANGUAGE_OF_SCRIPT[script]
    return None


def install(app: Flask) -> None:
    """Give the templates the words."""
    app.jinja_env.filters.update({name: codes.label for name, codes in CODE_LISTS.items()})
    app.jinja_env.filters.update(
        language=language_name, nationality=nationality_name, script_language=script_language
    )
