"""What stands in a calendar."""

from datetime import timedelta

from casework.vocabulary.terms import CodeList, Term

APPOINTMENT, TASK, DEADLINE = "APPOINTMENT", "TASK", "DEADLINE"
PLEASE_CHECK = "bitte prüfen"
IN_SIGHT_FROM = timedelta(days=30)
"""So long before its day a deadline stands on Mein Tag."""

APPOINTMENT_KINDS = CodeList(
    "die Art des Termins",
    Term(APPOINTMENT, "Termin"),
    Term(TASK, "Aufgabe"),
    Term(DEADLINE, f"Frist, {PLEASE_CHECK}"),
)
