"""Stages of reception and forms of dwelling: two axes that are never mixed (domain brief §0, §1.1)."""

from casework.vocabulary.terms import CodeList, Term

INITIAL, PROVISIONAL, FOLLOWUP, MINOR, YOUNG_ADULT, OTHER_STAGE = "EA", "VU", "AU", "UMA", "JV", "SO"

STAGES = CodeList(
    "die Stufe",
    Term(INITIAL, "Erstaufnahme"),
    Term(PROVISIONAL, "vorläufige Unterbringung"),
    Term(FOLLOWUP, "Anschlussunterbringung"),
    Term(MINOR, "unbegleitete minderjährige Ausländer"),
    Term(YOUNG_ADULT, "junge Volljährige"),
    Term(OTHER_STAGE, "sonstige"),
)

IN_ACCOMMODATION, PRIVATE_FLAT, YOUTH_HOME, FOSTER_FAMILY, OTHER_DWELLING = (
    "ACCOMMODATION",
    "PRIVATE",
    "YOUTH_HOME",
    "FOSTER_FAMILY",
    "OTHER",
)

DWELLING_FORMS = CodeList(
    "die Wohnform",
    Term(IN_ACCOMMODATION, "Unterkunft"),
    Term(PRIVATE_FLAT, "Privatwohnung"),
    Term(YOUTH_HOME, "Jugendhilfeeinrichtung"),
    Term(FOSTER_FAMILY, "Pflegefamilie"),
    Term(OTHER_DWELLING, "Sonstige"),
)

PROTECTION_HOUSE = "Schutz"

ACCOMMODATION_KINDS = CodeList(
    "die Art der Unterkunft",
    Term("VU", "vorläufige Unterbringung"),
    Term("AU", "Anschlussunterbringung"),
    Term("SGBVIII", "Jugendhilfe (SGB VIII)"),
    Term(PROTECTION_HOUSE, "Schutzeinrichtung"),
    Term("NOT", "Notunterkunft"),
)

OWN_BUILDING, RENTED, CONTAINER, LENT = "OWN", "RENTED", "CONTAINER", "LENT"

TENURES = CodeList(
    "den Besitz",
    Term(OWN_BUILDING, "eigenes Gebäude"),
    Term(RENTED, "angemietet"),
    Term(CONTAINER, "Container oder Modulbau"),
    Term(LENT, "überlassen"),
)

NO_CONSTRAINT, FAMILY, WOMEN, MEN, SINGLE_HOUSEHOLD, BARRIER_FREE, PROTECTION = (
    "NONE",
    "FAMILY",
    "WOMEN",
    "MEN",
    "SINGLE_HOUSEHOLD",
    "BARRIER_FREE",
    "PROTECTION",
)

ROOM_CONSTRAINTS = CodeList(
    "die Bestimmung",
    Term(NO_CONSTRAINT, "keine"),
    Term(FAMILY, "Familie"),
    Term(WOMEN, "Frauen"),
    Term(MEN, "Männer"),
    Term(SINGLE_HOUSEHOLD, "Einzelhaushalt"),
    Term(BARRIER_FREE, "barrierefrei"),
    Term(PROTECTION, "Schutz"),
)

BLOCKING_REASONS = CodeList(
    "den Sperrgrund",
    Term("DEFECT", "Defekt"),
    Term("VERMIN", "Schädlinge"),
    Term("QUARANTINE", "Quarantäne"),
    Term("RENOVATION", "Renovierung"),
    Term("OTHER", "sonstiger Grund"),
)

MOVING, LEAVING, CLEARING, CORRECTING, TAKING_BACK, UNDOING = (
    "MOVE",
    "LEAVE",
    "CLEAR",
    "CORRECT",
    "TAKE_BACK",
    "UNDO",
)

STAY_ACTS = CodeList(
    "den Vorgang",
    Term(MOVING, "Umzug"),
    Term(LEAVING, "Auszug"),
    Term(CLEARING, "Räumung eines Hauses"),
    Term(CORRECTING, "Berichtigung"),
    Term(TAKING_BACK, "Rücknahme eines Eintrags"),
    Term(UNDOING, "rückgängig gemacht"),
)

DECEASED = "DECEASED"

LEAVING_REASONS = CodeList(
    "den Grund des Auszugs",
    Term("MOVED_AWAY", "weggezogen"),
    Term("DEPARTED_UNKNOWN", "Fortzug nach unbekannt"),
    Term("ASSIGNED_ELSEWHERE", "anderswohin zugewiesen"),
    Term("LEFT_COUNTRY", "ausgereist"),
    Term("NATURALISED", "eingebürgert"),
    Term(DECEASED, "verstorben"),
)
"""What is counted of the reason somebody leaves; other words stay words."""

ABSENCES = CodeList(
    "den Grund der Abwesenheit",
    Term("HOSPITAL", "Krankenhaus"),
    Term("TRAVEL", "Reise"),
    Term("CUSTODY", "Haft"),
    Term("OTHER", "sonstiger Grund"),
)
