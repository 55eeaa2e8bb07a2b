"""Phases of a plan, how somebody's situation is rated, and how a plan was agreed (domain brief §3.1, §3.3)."""

from casework.vocabulary.terms import CodeList, Term

IMPLEMENT, MONITOR, CLOSE, PAUSED = "IMPLEMENT", "MONITOR", "CLOSE", "PAUSED"

PHASES = CodeList(
    "die Phase",
    Term("INTAKE", "Zugang und Klärung"),
    Term("ASSESSMENT", "Lage und Stärken"),
    Term("PLAN", "Zielvereinbarung"),
    Term(IMPLEMENT, "Umsetzung"),
    Term(MONITOR, "Überprüfung"),
    Term(CLOSE, "Abschluss"),
    Term(PAUSED, "ruht"),
)
STEPS_OF_A_PLAN = tuple(code for code in PHASES.codes() if code != PAUSED)
"""The phases in the order in which a plan goes through them; it may rest in between."""

LEVELS = CodeList(
    "die Einschätzung",
    Term("1", "große Not, geht gar nicht"),
    Term("2", "schwierig, braucht viel Hilfe"),
    Term("3", "es geht mit Hilfe"),
    Term("4", "geht meist allein"),
    Term("5", "gut, selbstständig"),
)

SIGNED, ORAL, DECLINED = "SIGNED", "ORAL", "DECLINED"

AGREEMENT_OUTCOMES = CodeList(
    "das Ergebnis der Vereinbarung",
    Term(SIGNED, "auf Papier unterschrieben"),
    Term(ORAL, "mündlich bestätigt"),
    Term(DECLINED, "abgelehnt"),
)
