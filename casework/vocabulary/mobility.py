"""What helpers must know of how somebody leaves a house, and from which age a child walks out alone."""

from casework.vocabulary.terms import CodeList, Term

NO_NEED, WALKING_IMPAIRED, WHEELCHAIR, BEDRIDDEN = "NONE", "WALKING", "WHEELCHAIR", "LYING"

MOBILITY_NEEDS = CodeList(
    "die Mobilität",
    Term(NO_NEED, "keine Einschränkung"),
    Term(WALKING_IMPAIRED, "gehbehindert"),
    Term(WHEELCHAIR, "Rollstuhl"),
    Term(BEDRIDDEN, "liegend"),
)

SMALL_CHILD_AGE = 3
"""Younger ones are carried."""
