"""The role matrix (domain brief §5.4): need to know, nothing more. The README prints it from here."""

from enum import StrEnum

from casework.access.permissions import Permission

P = Permission


class Role(StrEnum):
    """Who does what work; a role is a column of the matrix."""

    CASE_MANAGER = "case_manager"
    TEAM_LEAD = "team_lead"
    CONTROLLER = "controller"
    ADMINISTRATOR = "administrator"
    HOUSE_DESK = "house_desk"


ROLE_LABELS = {
    Role.CASE_MANAGER: "Integrationsmanager/in",
    Role.TEAM_LEAD: "Teamleitung",
    Role.CONTROLLER: "Controlling/Statistik",
    Role.ADMINISTRATOR: "Administration",
    Role.HOUSE_DESK: "Hausbetreuung",
}

PERMISSION_LABELS = {
    P.ACCOUNTS_USER_MANAGE: "Konten anlegen, Rollen setzen, sperren",
    P.ACCOUNTS_OWN: "eigenes Konto nutzen",
    P.ACCOUNTS_SUBSTITUTION_ENTER: "eigene Abwesenheit mit Vertretung eintragen",
    P.ACCOUNTS_SUBSTITUTION_MANAGE: "Vertretungen des Teams eintragen",
    P.APPOINTMENTS_APPOINTMENT_WRITE: "Termine führen, Kalender abonnieren",
    P.APPOINTMENTS_CASELOAD_HAND_OVER: "Fälle übergeben",
    P.AUDIT_TRAIL_READ: "Protokoll lesen",
    P.CONSENTS_CONSENT_READ: "Einwilligungen ansehen",
    P.CONSENTS_CONSENT_WRITE: "Einwilligungen festhalten, widerrufen",
    P.COUNSELLING_CONSULTATION_READ: "Beratungen lesen",
    P.COUNSELLING_CONSULTATION_WRITE: "Beratungen dokumentieren",
    P.DEADLINES_DEADLINE_CONFIRM: "Fristen als erledigt festhalten",
    P.DEADLINES_DEADLINE_READ: "Fristen sehen",
    P.DEADLINES_RULE_WRITE: "Fristenregeln pflegen",
    P.DESK_ENTRY_WRITE: "Schlüssel, Hausordnung, Hausverbote, Mängel festhalten",
    P.DESK_FIRE_LIST_READ: "Feuerwehrliste sehen",
    P.DESK_HOUSE_READ: "Hausbetreuung öffnen",
    P.DESK_HOUSES_ASSIGN: "Häuser der Hausbetreuung zuteilen",
    P.DESK_MOBILITY_WRITE: "Mobilität festhalten",
    P.DOCUMENTS_DOCUMENT_READ: "Dokumente ansehen",
    P.DOCUMENTS_DOCUMENT_WRITE: "Dokumente ablegen, berichtigen, zurücknehmen",
    P.EXCHANGE_LIST_IMPORT: "Listen einlesen",
    P.HOUSING_ACCOMMODATION_EDIT: "Unterkünfte und Sperrungen pflegen",
    P.HOUSING_ACCOMMODATION_READ: "Unterkünfte und Belegung sehen",
    P.HOUSING_HOUSE_CLEAR: "Häuser räumen",
    P.HOUSING_RESIDENTS_READ: "Namen hinter den Zahlen sehen",
    P.HOUSING_STAY_WRITE: "Umzüge und Stufen festhalten",
    P.ORGANISATION_FIELDS_SWITCH: "Felder ab- und anwählen",
    P.ORGANISATION_LETTERHEAD_WRITE: "Briefkopf pflegen",
    P.ORGANISATION_TEAM_WRITE: "Teams pflegen",
    P.ORGANISATION_WORKER_FIGURES_SWITCH: "Zahlen je Mitarbeiter/in ein- und ausschalten",
    P.PARTNERS_PARTNER_EDIT: "Partner pflegen",
    P.PARTNERS_PARTNER_READ: "Partner nachschlagen",
    P.PEOPLE_DUPLICATE_REVIEW: "mögliche Doppelerfassungen durchsehen",
    P.PEOPLE_PERSON_EDIT: "Personen aufnehmen und ändern",
    P.PEOPLE_PERSON_MERGE: "Akten zusammenführen und trennen",
    P.PEOPLE_PERSON_READ: "Personen suchen und öffnen",
    P.PHRASEBOOK_PHRASE_REVIEW: "Übersetzungen der Papiere prüfen",
    P.PLANNING_REPORT_EDIT: "gemeldete Bestände und Quote pflegen",
    P.PLANS_PLAN_WRITE: "Integrationspläne und Ziele führen",
    P.PRIVACY_INVENTORY_READ: "Verzeichnis der gespeicherten Angaben lesen",
    P.PRIVACY_PROTECTION_WRITE: "Schutz von Personen sehen und festhalten",
    P.REFERRALS_REFERRAL_WRITE: "vermitteln",
    P.REFERRALS_RESPONSES_READ: "Rückmeldungen der Stellen auswerten",
    P.RELEASES_ANSWER_RELEASE: "Antworten mit geschützten Zahlen herausgeben",
    P.REPORTS_FUNDING_EXPORT: "Verwendungsnachweis erzeugen",
    P.REPORTS_JOUR_FIXE_EXPORT: "Jour-Fixe-Bericht erzeugen",
    P.SITUATION_FACT_READ: "Lebenslage lesen",
    P.SITUATION_FACT_WRITE: "Lebenslage festhalten",
    P.STATISTICS_AGGREGATES_READ: "Auswertungen sehen, kleine Zahlen geschützt",
    P.STATISTICS_FIGURES_READ: "Zahlen und Statistik sehen",
}

_CASE_WORK = frozenset(
    {
        P.ACCOUNTS_OWN,
        P.ACCOUNTS_SUBSTITUTION_ENTER,
        P.APPOINTMENTS_APPOINTMENT_WRITE,
        P.CONSENTS_CONSENT_READ,
        P.CONSENTS_CONSENT_WRITE,
        P.COUNSELLING_CONSULTATION_READ,
        P.COUNSELLING_CONSULTATION_WRITE,
        P.DEADLINES_DEADLINE_CONFIRM,
        P.DEADLINES_DEADLINE_READ,
        P.DESK_ENTRY_WRITE,
        P.DESK_HOUSE_READ,
        P.DESK_MOBILITY_WRITE,
        P.DOCUMENTS_DOCUMENT_READ,
        P.DOCUMENTS_DOCUMENT_WRITE,
        P.HOUSING_ACCOMMODATION_READ,
        P.HOUSING_RESIDENTS_READ,
        P.HOUSING_STAY_WRITE,
        P.PARTNERS_PARTNER_EDIT,
        P.PARTNERS_PARTNER_READ,
        P.PEOPLE_PERSON_EDIT,
        P.PEOPLE_PERSON_READ,
        P.PLANS_PLAN_WRITE,
        P.PRIVACY_PROTECTION_WRITE,
        P.REFERRALS_REFERRAL_WRITE,
        P.SITUATION_FACT_READ,
        P.SITUATION_FACT_WRITE,
        P.STATISTICS_AGGREGATES_READ,
        P.STATISTICS_FIGURES_READ,
    }
)

MATRIX: dict[Role, frozenset[P]] = {
    Role.CASE_MANAGER: _CASE_WORK,
    Role.TEAM_LEAD: _CASE_WORK
    | {
        P.ACCOUNTS_SUBSTITUTION_MANAGE,
        P.APPOINTMENTS_CASELOAD_HAND_OVER,
        P.DEADLINES_RULE_WRITE,
        P.DESK_FIRE_LIST_READ,
        P.EXCHANGE_LIST_IMPORT,
        P.HOUSING_ACCOMMODATION_EDIT,
        P.HOUSING_HOUSE_CLEAR,
        P.ORGANISATION_FIELDS_SWITCH,
        P.ORGANISATION_LETTERHEAD_WRITE,
        P.ORGANISATION_TEAM_WRITE,
        P.PEOPLE_DUPLICATE_REVIEW,
        P.PEOPLE_PERSON_MERGE,
        P.PHRASEBOOK_PHRASE_REVIEW,
        P.PLANNING_REPORT_EDIT,
        P.REFERRALS_RESPONSES_READ,
        P.RELEASES_ANSWER_RELEASE,
        P.REPORTS_FUNDING_EXPORT,
        P.REPORTS_JOUR_FIXE_EXPORT,
    },
    Role.CONTROLLER: frozenset({P.ACCOUNTS_OWN, P.RELEASES_ANSWER_RELEASE, P.STATISTICS_AGGREGATES_READ}),
    Role.ADMINISTRATOR: frozenset(
        {
            P.ACCOUNTS_OWN,
            P.ACCOUNTS_USER_MANAGE,
            P.AUDIT_TRAIL_READ,
            P.DEADLINES_RULE_WRITE,
            P.DESK_HOUSES_ASSIGN,
            P.HOUSING_ACCOMMODATION_READ,
            P.ORGANISATION_FIELDS_SWITCH,
            P.ORGANISATION_LETTERHEAD_WRITE,
            P.ORGANISATION_TEAM_WRITE,
            P.ORGANISATION_WORKER_FIGURES_SWITCH,
            P.PHRASEBOOK_PHRASE_REVIEW,
            P.PRIVACY_INVENTORY_READ,
            P.REPORTS_FUNDING_EXPORT,
            P.REPORTS_JOUR_FIXE_EXPORT,
            P.STATISTICS_AGGREGATES_READ,
            P.STATISTICS_FIGURES_READ,
        }
    ),
    Role.HOUSE_DESK: frozenset(
        {P.ACCOUNTS_OWN, P.DESK_ENTRY_WRITE, P.DESK_FIRE_LIST_READ, P.DESK_HOUSE_READ}
    ),
}

OWN_CASES_ONLY = frozenset({Role.CASE_MANAGER})
"""Roles that see the people of their own cases; others with the right to read see the municipality's."""
OWN_HOUSES_ONLY = frozenset({Role.HOUSE_DESK})
"""Roles that know of nothing but the houses they look after."""


def matrix_as_markdown() -> str:
    """The table in the README: a row per act, a column per role."""
    head = "| Recht | " + " | ".join(ROLE_LABELS.values()) + " |"
    rule = "|---|" + ":-:|" * len(ROLE_LABELS)
    rows = [
        f"| {PERMISSION_LABELS[permission]} | "
        + " | ".join("●" if permission in MATRIX[role] else "–" for role in ROLE_LABELS)
        + " |"
        for permission in P
    ]
    return "\n".join([head, rule, *rows])
