"""What stands in a calendar."""

from casework.vocabulary.terms import CodeList, Term

APPOINTMENT, TASK, DEADLINE = "APPOINTMENT", "TASK", "DEADLINE"
PLEASE_CHECK = "bitte prüfen"

APPOINTMENT_KINDS = CodeList(
    "die Art des Termins",
    Term(APPOINTMENT, "Termin"),
    Term(TASK, "Aufgabe"),
    Term(DEADLINE, f"Frist, {PLEASE_CHECK}"),
)
