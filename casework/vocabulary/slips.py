"""What clients are asked to bring to an appointment, in the words of their slip."""

from casework.vocabulary.terms import CodeList, Term

THE_SLIP = "SLIP"

TO_BRING = CodeList(
    "was mitzubringen ist",
    Term(THE_SLIP, "diesen Zettel"),
    Term("PASSPORT", "Ihren Pass oder Ausweis"),
    Term("TITLE", "Ihren Aufenthaltstitel"),
    Term("PAPERS", "Briefe und Unterlagen zu diesem Thema"),
    Term("HEALTH_CARD", "Ihre Gesundheitskarte"),
    Term("BIRTH", "Geburtsurkunden Ihrer Kinder"),
    Term("CERTIFICATES", "Zeugnisse und Diplome"),
)
