"""How urgent a goal is, why one was not reached, and what became of a step."""

from casework.vocabulary.counselling import OBSOLETE
from casework.vocabulary.terms import CodeList, Term

PRIORITIES = CodeList(
    "die Dringlichkeit",
    Term("HIGH", "zuerst angehen"),
    Term("MEDIUM", "danach angehen"),
    Term("LOW", "wenn Zeit ist"),
)

DONE, DROPPED = "DONE", "DROPPED"
STEP_OUTCOMES = CodeList(
    "was aus dem Schritt wurde",
    Term(DONE, "erledigt"),
    Term(DROPPED, "fallen gelassen"),
)

ABANDONED, NOT_ACHIEVED = "ABANDONED", "NOT_ACHIEVED"
STATES_WITH_A_REASON = frozenset({NOT_ACHIEVED, ABANDONED, OBSOLETE})
"""A goal in one of these was not reached: somebody will ask why."""

WHY_NOT_REACHED = CodeList(
    "den Grund",
    Term("WISH_CHANGED", "Wunsch hat sich geändert"),
    Term("NO_LONGER_POSSIBLE", "Voraussetzung ist entfallen"),
    Term("NO_OFFER", "Angebot oder Platz fehlt"),
    Term("NO_TIME", "Zeit oder Kraft fehlte"),
    Term("HEALTH", "Gesundheit"),
    Term("FAMILY", "Familie, Betreuung der Kinder"),
    Term("MOVED", "Umzug"),
    Term("SOLVED_OTHERWISE", "hat sich anders gelöst"),
    Term("OTHER", "anderes"),
)
