"""What is asked of somebody's life here: language, courses, school, work, benefits (domain brief §2.3, §2.4)."""

from casework.vocabulary.terms import CodeList, Term

NO, UNKNOWN, NOT_STATED = "NO", "UNKNOWN", "NOT_STATED"

ANSWERS = CodeList(
    "die Antwort",
    Term(NO, "nein, nichts davon"),
    Term(UNKNOWN, "unbekannt"),
    Term(NOT_STATED, "nicht angegeben"),
)
"""What may stand instead of an answer: „nein“, „weiß niemand“ and „möchte es nicht sagen“ are three things."""

DAY, MONTH, YEAR, NO_LATER = "DAY", "MONTH", "YEAR", "NO_LATER"

PRECISIONS = CodeList(
    "die Genauigkeit",
    Term(DAY, "auf den Tag"),
    Term(MONTH, "nur der Monat"),
    Term(YEAR, "nur das Jahr"),
    Term(NO_LATER, "spätestens seit"),
)

LANGUAGE_LEVELS = CodeList(
    "das Sprachniveau",
    Term("A0", "A0 (Alpha)"),
    *(Term(level, level) for level in ("A1", "A2", "B1", "B2", "C1", "C2")),
)

OVERALL = "OVERALL"
LANGUAGE_SKILLS = CodeList(
    "die Fertigkeit",
    Term(OVERALL, "insgesamt"),
    Term("LISTENING", "Hören"),
    Term("SPEAKING", "Sprechen"),
    Term("READING", "Lesen"),
    Term("WRITING", "Schreiben"),
)

EVIDENCE = CodeList(
    "den Nachweis",
    Term("SELF", "eigene Angabe"),
    Term("PLACEMENT_TEST", "Einstufungstest"),
    Term("CERTIFICATE", "Zertifikat"),
)

SCRIPTS = CodeList(
    "die Schrift",
    Term("LATIN", "lateinische Schrift"),
    Term("ARABIC", "arabische Schrift"),
    Term("CYRILLIC", "kyrillische Schrift"),
    Term("GEEZ", "Ge’ez-Schrift"),
    Term("OTHER", "andere Schrift"),
)

LITERACY = CodeList(
    "das Lesen und Schreiben",
    Term("FLUENT", "liest und schreibt"),
    Term("SOME", "liest und schreibt mit Mühe"),
    Term("NONE", "liest und schreibt nicht"),
)

INTERPRETING = CodeList(
    "den Bedarf an Sprachmittlung",
    Term("ALWAYS", "nötig"),
    Term("DIFFICULT_MATTERS", "nur bei schwierigen Themen"),
    Term("NONE", "nicht nötig"),
)

COURSE_KINDS = CodeList(
    "die Art des Kurses",
    Term("IK", "Integrationskurs"),
    Term("IK_ALPHA", "Integrationskurs mit Alphabetisierung"),
    Term("IK_SECOND_SCRIPT", "Integrationskurs für Zweitschriftlernende"),
    Term("IK_YOUTH", "Jugendintegrationskurs"),
    Term("IK_PARENTS", "Eltern- oder Frauenintegrationskurs"),
    Term("IK_INTENSIVE", "Intensivkurs"),
    Term("BSK_B2", "Berufssprachkurs B2"),
    Term("BSK_C1", "Berufssprachkurs C1"),
    Term("BSK_C2", "Berufssprachkurs C2"),
    Term("BSK_SPECIAL", "Spezial-Berufssprachkurs"),
    Term("EOK", "Erstorientierungskurs"),
    Term("VWV", "Kurs nach VwV Deutsch"),
    Term("VOLUNTEER", "Kurs im Ehrenamt"),
    Term("OTHER", "anderer Kurs"),
)

ATTENDING = "ATTENDING"
COURSE_STATES = CodeList(
    "den Stand des Kurses",
    Term("NEED", "Bedarf"),
    Term("APPLIED", "beantragt"),
    Term("ENTITLED", "Berechtigung"),
    Term("WAITING", "Warteliste"),
    Term(ATTENDING, "läuft"),
    Term("BROKEN_OFF", "abgebrochen"),
    Term("PASSED", "bestanden"),
    Term("FAILED", "nicht bestanden"),
)

COURSE_ACCESS = CodeList(
    "den Zugang zum Kurs",
    Term("CLAIM", "Anspruch"),
    Term("DUTY", "Verpflichtung"),
    Term("ADMISSION", "Zulassung"),
)

CHILDCARE_STATES = CodeList(
    "den Stand der Kita",
    Term("NEED", "Bedarf"),
    Term("WAITING", "Warteliste"),
    Term("PLACE", "Platz"),
)

SCHOOL_KINDS = CodeList(
    "die Schulart",
    Term("PRIMARY", "Grundschule"),
    Term("VKL", "Vorbereitungsklasse (VKL)"),
    Term("HAUPTSCHULE", "Werkrealschule, Hauptschule"),
    Term("REALSCHULE", "Realschule"),
    Term("GEMEINSCHAFTSSCHULE", "Gemeinschaftsschule"),
    Term("GYMNASIUM", "Gymnasium"),
    Term("SBBZ", "SBBZ"),
    Term("VABO", "VABO"),
    Term("VOCATIONAL", "andere berufliche Schule"),
    Term("EVENING", "Abendschule, zweiter Bildungsweg"),
    Term("UNIVERSITY", "Hochschule"),
    Term("WAITING", "wartet auf einen Schulplatz"),
)

WORK_STATES = CodeList(
    "den Stand der Arbeit",
    Term("EMPLOYED", "sozialversicherungspflichtig beschäftigt"),
    Term("MINI_JOB", "Minijob"),
    Term("TRAINING", "Ausbildung"),
    Term("ENTRY_QUALIFICATION", "Einstiegsqualifizierung, Praktikum"),
    Term("VOLUNTARY_SERVICE", "Freiwilligendienst"),
    Term("SELF_EMPLOYED", "selbstständig"),
    Term("COMMUNITY_WORK", "Arbeitsgelegenheit"),
    Term("SEEKING", "arbeitsuchend"),
    Term("CARING", "betreut Kinder oder Angehörige"),
    Term("NOT_ABLE", "nicht arbeitsfähig"),
    Term("RETIRED", "im Ruhestand"),
)

WORK_PERMISSIONS = CodeList(
    "die Erlaubnis zu arbeiten",
    Term("NONE", "keine Erwerbstätigkeit"),
    Term("WITH_CONSENT", "nur mit Erlaubnis"),
    Term("EMPLOYMENT", "Beschäftigung erlaubt"),
    Term("ANY", "Erwerbstätigkeit erlaubt"),
)

RECOGNITION_STATES = CodeList(
    "den Stand der Anerkennung",
    Term("NONE", "keine"),
    Term("ADVICE", "Beratung"),
    Term("APPLIED", "Antrag"),
    Term("PARTIAL", "Teilanerkennung"),
    Term("ADAPTATION", "Anpassung"),
    Term("FULL", "volle Anerkennung"),
)

EDUCATION = CodeList(
    "die Bildung",
    Term("NO_SCHOOL", "keine Schule besucht"),
    Term("BASIC", "Grundschule"),
    Term("MIDDLE", "mittlerer Abschluss"),
    Term("UPPER", "Hochschulreife"),
    Term("VOCATIONAL", "Berufsausbildung"),
    Term("DEGREE", "Studium"),
)

ASYLBLG_3, ASYLBLG_2, SGB2 = "ASYLBLG_3", "ASYLBLG_2", "SGB2"
BENEFIT_REGIMES = CodeList(
    "den Rechtskreis",
    Term(ASYLBLG_3, "AsylbLG (§ 3)"),
    Term(ASYLBLG_2, "AsylbLG (§ 2, Analogleistungen)"),
    Term(SGB2, "SGB II"),
    Term("SGB12", "SGB XII"),
    Term("SGB8", "SGB VIII"),
    Term("SGB3", "SGB III"),
    Term("BAFOEG", "BAföG"),
    Term("NONE", "keine Leistungen"),
)
UNDER_ASYLBLG = frozenset({ASYLBLG_3, ASYLBLG_2})

HEALTH_INSURANCE = CodeList(
    "die Krankenversicherung",
    Term("STATUTORY", "gesetzlich versichert"),
    Term("FAMILY", "familienversichert"),
    Term("TREATMENT_SLIP", "Krankenbehandlung nach §§ 4, 6 AsylbLG"),
    Term("CARD_264", "Gesundheitskarte nach § 264 SGB V"),
    Term("PRIVATE", "privat versichert"),
    Term("NONE", "nicht versichert"),
)

FAMILY_STATUS = CodeList(
    "den Familienstand",
    Term("SINGLE", "ledig"),
    Term("MARRIED", "verheiratet"),
    Term("MARRIED_NOT_RECOGNISED", "verheiratet, hier nicht anerkannt"),
    Term("PARTNERSHIP", "in eingetragener Lebenspartnerschaft"),
    Term("SEPARATED", "getrennt lebend"),
    Term("DIVORCED", "geschieden"),
    Term("WIDOWED", "verwitwet"),
)
