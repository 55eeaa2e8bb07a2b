"""Kinds of documents that are filed (domain brief §2, §8)."""

from casework.vocabulary.terms import CodeList, Term

DECISION_NOTICE = "DECISION_NOTICE"

DOCUMENT_KINDS = CodeList(
    "die Art des Dokuments",
    Term(DECISION_NOTICE, "Bescheid des BAMF"),
    Term("RESIDENCE_TITLE", "Aufenthaltstitel"),
    Term("ARRIVAL_CERTIFICATE", "Ankunftsnachweis"),
    Term("PERMISSION_TO_STAY", "Aufenthaltsgestattung"),
    Term("TOLERATION", "Duldung"),
    Term("FICTIONAL_CERTIFICATE", "Fiktionsbescheinigung"),
    Term("IDENTITY", "Pass oder Ausweis"),
    Term("BIRTH_CERTIFICATE", "Geburtsurkunde"),
    Term("MARRIAGE_CERTIFICATE", "Heiratsurkunde"),
    Term("ALLOCATION", "Zuweisung"),
    Term("LEASE", "Mietvertrag"),
    Term("LANGUAGE_CERTIFICATE", "Sprachzertifikat"),
    Term("SCHOOL_REPORT", "Zeugnis oder Abschluss"),
    Term("OFFICIAL_LETTER", "Schreiben einer Behörde"),
    Term("COURT_LETTER", "Schreiben eines Gerichts"),
    Term("MEDICAL_CERTIFICATE", "ärztliche Bescheinigung"),
    Term("CONSENT", "Einwilligung"),
    Term("PHOTO", "Foto"),
    Term("OTHER", "Sonstiges"),
)
