"""Fields of action, contacts, results, goals and referrals (domain brief §3.2, §3.3)."""

from casework.vocabulary.terms import CodeList, Term

FIELDS_OF_ACTION = CodeList(
    "das Handlungsfeld",
    Term("AUF", "Asyl und Aufenthalt"),
    Term("EXI", "Existenzsicherung und Leistungen"),
    Term("WOH", "Wohnen und Wohnungssuche"),
    Term("SPR", "Spracherwerb"),
    Term("BIL", "Schule und Bildung"),
    Term("KIT", "Kinderbetreuung"),
    Term("AUS", "Ausbildung, Studium, Anerkennung"),
    Term("ARB", "Arbeit"),
    Term("GES", "Gesundheit"),
    Term("PSY", "Psychosoziale Belastung, Trauma"),
    Term("FAM", "Familie und Familiennachzug"),
    Term("REC", "Recht, Schulden, Verträge"),
    Term("ALL", "Alltag und Behördenpost"),
    Term("TEI", "Teilhabe, Sport, Ehrenamt"),
    Term("SCH", "Schutz und Gewalt"),
    Term("RUE", "Rückkehr und Ausreise"),
    Term("SON", "Sonstiges"),
)

CASE_TALK, SHORT_CONTACT, GROUP_SESSION = "TALK", "SHORT", "GROUP"

TALK_FORMS = CodeList(
    "die Gesprächsform",
    Term(CASE_TALK, "Gespräch"),
    Term(SHORT_CONTACT, "Kurzkontakt"),
    Term(GROUP_SESSION, "Gruppenangebot"),
)

NETWORK = "NETWORK"
"""The kind of contact without a client."""

CONTACT_KINDS = CodeList(
    "die Kontaktart",
    Term("OFFICE", "persönlich im Büro"),
    Term("ACCOMMODATION", "Unterkunft"),
    Term("HOME_VISIT", "Hausbesuch"),
    Term("ACCOMPANIMENT", "Begleitung"),
    Term("PHONE", "Telefon"),
    Term("VIDEO", "Video"),
    Term("MESSAGE", "Mail oder Messenger"),
    Term(NETWORK, "kollegial oder Netzwerk, ohne Klient/in"),
)

INTERPRETERS = CodeList(
    "die Sprachmittlung",
    Term("NONE", "keine"),
    Term("PROFESSIONAL", "professionell"),
    Term("VOLUNTEER", "ehrenamtlich"),
    Term("FAMILY", "Familie"),
    Term("REMOTE", "Telefon oder Video"),
    Term("APP", "App"),
)

RESULTS = CodeList(
    "das Ergebnis",
    Term("INFORMATION", "Information"),
    Term("CLARIFIED", "Klärung"),
    Term("APPLICATION", "Antrag gestellt"),
    Term("REFERRAL", "Weitervermittlung"),
    Term("APPOINTMENT", "Termin"),
    Term("CRISIS", "Krisenintervention"),
    Term("NONE", "kein Ergebnis"),
)

OPEN, ACHIEVED, PARTIAL, OBSOLETE = "OPEN", "ACHIEVED", "PARTIAL", "OBSOLETE"

GOAL_STATES = CodeList(
    "den Stand des Ziels",
    Term(OPEN, "offen"),
    Term("IN_PROGRESS", "in Arbeit"),
    Term(ACHIEVED, "erreicht"),
    Term(PARTIAL, "teilweise erreicht"),
    Term("NOT_ACHIEVED", "nicht erreicht"),
    Term("ABANDONED", "aufgegeben"),
    Term(OBSOLETE, "gegenstandslos"),
)
FINAL_GOAL_STATES = frozenset({ACHIEVED, PARTIAL, "NOT_ACHIEVED", "ABANDONED", OBSOLETE})

RESPONSIBLE = CodeList(
    "die Zuständigkeit",
    Term("CLIENT", "Klient/in"),
    Term("CASE_MANAGER", "Integrationsmanagement"),
    Term("PARTNER", "Dritte"),
)

PLAN_CLOSING_REASONS = CodeList(
    "den Abschlussgrund",
    Term("INDEPENDENT", "Ziele erreicht, selbstständig"),
    Term("TIME_LIMIT", "Höchstdauer"),
    Term("MOVED_AWAY", "Wegzug"),
    Term("DEPARTED_UNKNOWN", "Fortzug unbekannt"),
    Term("LEFT_COUNTRY", "Ausreise oder Rückkehr"),
    Term("NO_NEED", "kein Bedarf"),
    Term("CLIENT_ENDED", "Abbruch durch Klient/in"),
    Term("CARRIER_CHANGE", "Trägerwechsel"),
    Term("DIED", "verstorben"),
)

REFERRAL_STATES = CodeList(
    "den Stand der Vermittlung",
    Term("PREPARED", "vorbereitet"),
    Term("SENT", "gesendet"),
    Term("ACCEPTED", "angenommen"),
    Term("WAITING_LIST", "Warteliste"),
    Term("ATTENDED", "wahrgenommen"),
    Term("NO_SHOW", "nicht erschienen"),
    Term("DECLINED", "abgelehnt"),
    Term("CLOSED", "abgeschlossen"),
)
CLOSED_REFERRAL_STATES = frozenset({"DECLINED", "CLOSED"})

PARTNER_KINDS = CodeList(
    "die Art des Partners",
    Term("CHURCH", "Kirche"),
    Term("CARRIER", "freier Träger"),
    Term("COUNSELLING", "Beratungsstelle"),
    Term("EMPLOYMENT_AGENCY", "Agentur für Arbeit"),
    Term("JOBCENTER", "Jobcenter"),
    Term("IMMIGRATION_OFFICE", "Ausländerbehörde"),
    Term("DAYCARE", "Kita"),
    Term("SCHOOL", "Schule"),
    Term("UNIVERSITY", "Hochschule"),
    Term("ADULT_EDUCATION", "Volkshochschule"),
    Term("LIBRARY", "Bibliothek"),
    Term("CHAMBER_IHK", "Industrie- und Handelskammer"),
    Term("CHAMBER_HWK", "Handwerkskammer"),
    Term("CLUB", "Verein"),
    Term("COMPANY", "Unternehmen"),
    Term("VOLUNTEERS", "Ehrenamt, AK Asyl"),
    Term("HEALTH_OFFICE", "Gesundheitsamt"),
    Term("PSYCHOSOCIAL", "Psychosoziales Zentrum"),
    Term("YOUTH_OFFICE", "Jugendamt"),
    Term("SHELTER", "Frauenhaus"),
    Term("LAWYER", "Rechtsanwältin, Rechtsanwalt"),
    Term("LANDLORD", "Vermieter/in"),
    Term("OTHER", "sonstige"),
    by_label=True,
)
