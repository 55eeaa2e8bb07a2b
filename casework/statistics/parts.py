"""The parts of an answer in the order in which they are shown, and what their codes are called."""

from collections.abc import Callable

from casework.statistics.ages import UNKNOWN
from casework.vocabulary.counselling import CONTACT_KINDS, FIELDS_OF_ACTION, REFERRAL_STATES, TALK_FORMS
from casework.vocabulary.housing import STAGES
from casework.vocabulary.nationalities import nationality_name
from casework.vocabulary.people import SEXES
from casework.vocabulary.situation import (
    ANSWERS,
    BENEFIT_REGIMES,
    CHILDCARE_STATES,
    COURSE_KINDS,
    COURSE_STATES,
    LANGUAGE_LEVELS,
    RECOGNITION_STATES,
    SCHOOL_KINDS,
    WORK_PERMISSIONS,
    WORK_STATES,
)
from casework.vocabulary.terms import CodeList

PARTS = {
    "stock": "Bestand",
    "rates": "Quoten",
    "movement": "Bewegung",
    "quota": "Aufnahmequote",
    "period": "Personentage und Platztage",
    "length_of_stay": "Verweildauer",
    "demography": "Wer sie sind",
    "situation": "Lebenslage",
    "segregation": "Verteilung auf die Ortsteile",
    "counselling": "Beratung",
    "talks": "Gespräche im Einzelnen",
    "waiting": "Wartezeit",
    "plans": "Integrationspläne",
    "goals": "Ziele im Einzelnen",
    "referrals": "Vermittlungen",
    "responses": "Rückmeldungen der Stellen",
    "": "Betreuung",
}
SITUATION_CODES: dict[str, CodeList] = {
    "situation.german_level": LANGUAGE_LEVELS,
    "situation.course_states": COURSE_STATES,
    "situation.courses_attended": COURSE_KINDS,
    "situation.childcare": CHILDCARE_STATES,
    "situation.school": SCHOOL_KINDS,
    "situation.work": WORK_STATES,
    "situation.work_permission": WORK_PERMISSIONS,
    "situation.recognition": RECOGNITION_STATES,
    "situation.benefit_regime": BENEFIT_REGIMES,
}
"""The figures that count people by what was stated of their life; an answer may also be that there is none."""
_WORDS: dict[str, Callable[[str], str]] = {
    "demography.by_sex": SEXES.label,
    "demography.by_nationality": nationality_name,
    "counselling.by_main_topic": FIELDS_OF_ACTION.label,
    "counselling.topic_mentions": FIELDS_OF_ACTION.label,
    "talks.by_form": TALK_FORMS.label,
    "talks.by_contact_kind": CONTACT_KINDS.label,
    "talks.minutes_by_topic": FIELDS_OF_ACTION.label,
    "referrals.by_state": REFERRAL_STATES.label,
}


def word_of(figure_name: str, code: str) -> str:
    """What a code stands for in a figure that counts by codes."""
    if code == UNKNOWN:
        return "unbekannt"
    if figure_name in SITUATION_CODES:
        return ANSWERS.label(code) if code in ANSWERS else SITUATION_CODES[figure_name].label(code)
    words = STAGES.label if figure_name.endswith("by_stage") else _WORDS.get(figure_name, str)
    return words(code)
