"""Why rights to somebody's data are narrower than usual (domain brief §5.3)."""

from casework.vocabulary.terms import CodeList, Term

REGISTER_BLOCK, SHELTER_MARK, VIOLENCE, WITNESS = (
    "AUSKUNFTSSPERRE",
    "SPERRVERMERK",
    "GEWALTSCHUTZ",
    "ZEUGENSCHUTZ",
)

PROTECTIONS = CodeList(
    "die Art des Schutzes",
    Term(REGISTER_BLOCK, "Auskunftssperre, § 51 BMG"),
    Term(SHELTER_MARK, "bedingter Sperrvermerk, § 52 BMG"),
    Term(VIOLENCE, "Gewaltschutz"),
    Term(WITNESS, "Zeugenschutz"),
)
