"""Words for what is announced: how far a planned arrival has come, and for which kind of house a stage asks."""

from casework.vocabulary.housing import FOLLOWUP, MINOR, PROVISIONAL, YOUNG_ADULT
from casework.vocabulary.terms import CodeList, Term

EXPECTED, ARRIVED, CANCELLED = "EXPECTED", "ARRIVED", "CANCELLED"

ARRIVAL_STATES = CodeList(
    "den Stand",
    Term(EXPECTED, "erwartet"),
    Term(ARRIVED, "angekommen"),
    Term(CANCELLED, "abgesagt"),
)

HOUSE_KIND_OF_STAGE = {PROVISIONAL: "VU", FOLLOWUP: "AU", MINOR: "SGBVIII", YOUNG_ADULT: "SGBVIII"}
"""In which kind of house somebody of a stage is usually lodged; other stages ask for none of ours."""
