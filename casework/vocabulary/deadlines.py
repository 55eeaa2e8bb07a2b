"""The clocks that the law sets running for a person, and what a rule about one may say (domain brief §2.2)."""

from casework.vocabulary.periods import DAYS, MONTHS, WEEKS, WORKING_DAYS, YEARS
from casework.vocabulary.terms import CodeList, Term

TITLE_EXPIRY, TOLERATION_EXPIRY, PERMISSION_EXPIRY = "TITLE_EXPIRY", "TOLERATION_EXPIRY", "PERMISSION_EXPIRY"
ASYLUM_APPLICATION, CHILD_TITLE = "ASYLUM_APPLICATION", "CHILD_TITLE"
VU_END, VU_CONTINUED = "VU_END", "VU_CONTINUED"
RESIDENCE_OBLIGATION, COURSE_CLAIM = "RESIDENCE_OBLIGATION", "COURSE_CLAIM"
ASYLBLG_END, ANALOGOUS_BENEFITS = "ASYLBLG_END", "ANALOGOUS_BENEFITS"
UMA_REPORT, UMA_REGISTRATION = "UMA_REPORT", "UMA_REGISTRATION"
UMA_LAND_NAMED, UMA_OFFICE_NAMED = "UMA_LAND_NAMED", "UMA_OFFICE_NAMED"
UMA_HEALTH, UMA_DISTRIBUTION, UMA_ADULT = "UMA_HEALTH", "UMA_DISTRIBUTION", "UMA_ADULT"
CONSENT_EXPIRY, PLAN_REVIEW = "CONSENT_EXPIRY", "PLAN_REVIEW"
COUNSELLING_LIMIT, REGISTER_BLOCK = "COUNSELLING_LIMIT", "REGISTER_BLOCK"

CLOCKS = CodeList(
    "die Frist",
    Term(TITLE_EXPIRY, "Aufenthaltstitel läuft ab"),
    Term(TOLERATION_EXPIRY, "Duldung läuft ab"),
    Term(PERMISSION_EXPIRY, "Bescheinigung läuft ab"),
    Term(ASYLUM_APPLICATION, "Asylantrag stellen"),
    Term(CHILD_TITLE, "Aufenthaltstitel für das Kind beantragen"),
    Term(VU_END, "Ende der vorläufigen Unterbringung"),
    Term(VU_CONTINUED, "Ende der Weiterführung der VU"),
    Term(RESIDENCE_OBLIGATION, "Ende der Wohnsitzregelung"),
    Term(COURSE_CLAIM, "Anspruch auf den Integrationskurs erlischt"),
    Term(ASYLBLG_END, "Leistungen nach AsylbLG enden"),
    Term(ANALOGOUS_BENEFITS, "Analogleistungen nach § 2 AsylbLG"),
    Term(UMA_REPORT, "UMA: Meldung zur Verteilung"),
    Term(UMA_REGISTRATION, "UMA: Anmeldung beim Bundesverwaltungsamt"),
    Term(UMA_LAND_NAMED, "UMA: Bundesverwaltungsamt benennt das Land"),
    Term(UMA_OFFICE_NAMED, "UMA: Land weist ein Jugendamt zu"),
    Term(UMA_HEALTH, "UMA: Gesundheit erlaubt die Verteilung"),
    Term(UMA_DISTRIBUTION, "UMA: Verteilung ausgeschlossen"),
    Term(UMA_ADULT, "UMA: 18. Geburtstag"),
    Term(CONSENT_EXPIRY, "Einwilligung läuft ab"),
    Term(PLAN_REVIEW, "Integrationsplan überprüfen"),
    Term(COUNSELLING_LIMIT, "Höchstdauer der Beratung"),
    Term(REGISTER_BLOCK, "Auskunftssperre läuft ab"),
    by_label=True,
)

ENDS_BY_THE_FACTS = frozenset(
    {TITLE_EXPIRY, TOLERATION_EXPIRY, PERMISSION_EXPIRY, CONSENT_EXPIRY, PLAN_REVIEW, VU_END, ASYLBLG_END}
)
"""Clocks without a length that a rule could change: their last day is on record, or others count it as well."""

PERIOD_UNITS = CodeList(
    "die Einheit",
    Term(DAYS, "Tage"),
    Term(WORKING_DAYS, "Werktage"),
    Term(WEEKS, "Wochen"),
    Term(MONTHS, "Monate"),
    Term(YEARS, "Jahre"),
    by_label=True,
)

WERKTAGE = "working_days"
MONDAY_TO_SATURDAY, MONDAY_TO_FRIDAY = "MON_SAT", "MON_FRI"
WERKTAGE_CHOICES = CodeList(
    "die Werktage",
    Term(MONDAY_TO_SATURDAY, "Montag bis Samstag"),
    Term(MONDAY_TO_FRIDAY, "Montag bis Freitag"),
    by_label=True,
)

COUNTED_FROM = "counted_from"
ALLOCATION, FIRST_TALK = "ALLOCATION", "FIRST_TALK"
COUNTED_FROM_CHOICES = CodeList(
    "den Beginn",
    Term(ALLOCATION, "Beginn der Anschlussunterbringung"),
    Term(FIRST_TALK, "erstes Beratungsgespräch"),
    by_label=True,
)

EXTENSION = "extension"
EXTENSION_CHOICES = CodeList(
    "die Verlängerung",
    Term("0", "keine"),
    Term("1", "1 Jahr"),
    Term("2", "2 Jahre"),
    by_label=True,
)

OPTIONS = {
    UMA_REPORT: {WERKTAGE: WERKTAGE_CHOICES},
    UMA_REGISTRATION: {WERKTAGE: WERKTAGE_CHOICES},
    UMA_LAND_NAMED: {WERKTAGE: WERKTAGE_CHOICES},
    UMA_OFFICE_NAMED: {WERKTAGE: WERKTAGE_CHOICES},
    UMA_HEALTH: {WERKTAGE: WERKTAGE_CHOICES},
    COUNSELLING_LIMIT: {COUNTED_FROM: COUNTED_FROM_CHOICES, EXTENSION: EXTENSION_CHOICES},
}
"""What a version of a rule chooses beside its length, by clock and name of the option."""
OPTION_LABELS = {WERKTAGE: "Werktage", COUNTED_FROM: "gerechnet ab", EXTENSION: "Verlängerung im Einzelfall"}
