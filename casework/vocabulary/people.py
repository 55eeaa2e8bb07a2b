"""What may be said of a person: sex as in documents (domain brief §6)."""

from casework.vocabulary.terms import CodeList, Term

SEXES = CodeList(
    "das Geschlecht",
    Term("m", "männlich"),
    Term("w", "weiblich"),
    Term("d", "divers"),
    Term("x", "ohne Angabe (X)"),
)
