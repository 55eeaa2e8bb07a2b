"""The parts of an answer in the order in which they are shown, and what their codes are called."""

from collections.abc import Callable

from casework.statistics.ages import UNKNOWN
from casework.vocabulary.counselling import CONTACT_KINDS, FIELDS_OF_ACTION, REFERRAL_STATES, TALK_FORMS
from casework.vocabulary.housing import STAGES
from casework.vocabulary.nationalities import nationality_name
from casework.vocabulary.people import SEXES

PARTS = {
    "stock": "Bestand",
    "rates": "Quoten",
    "movement": "Bewegung",
    "quota": "Aufnahmequote",
    "period": "Personentage und Platztage",
    "length_of_stay": "Verweildauer",
    "demography": "Wer sie sind",
    "segregation": "Verteilung auf die Ortsteile",
    "counselling": "Beratung",
    "talks": "Gespräche im Einzelnen",
    "waiting": "Wartezeit",
    "plans": "Integrationspläne",
    "referrals": "Vermittlungen",
    "": "Betreuung",
}
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
    words = STAGES.label if figure_name.endswith("by_stage") else _WORDS.get(figure_name, str)
    return words(code)
