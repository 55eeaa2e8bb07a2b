"""What can be stated of somebody's situation: each kind with its fields, declared once for forms, pages and figures."""

from casework.errors import NotThere
from casework.situation.kind import OLDEST, Field, Kind, Shape
from casework.vocabulary import situation as words
from casework.vocabulary.terms import CodeList

REMARK = "remark"
GERMAN = "de"
WORKING_AGE = (14, OLDEST)


def _code(name: str, label: str, codes: CodeList, usual: str = "") -> Field:
    return Field(name, label, Shape.CODE, codes, usual)


LANGUAGE_GROUP, COURSE_GROUP = "Sprache", "Kurse"
CHILDREN_GROUP, WORK_GROUP = "Kita und Schule", "Arbeit und Beruf"
BENEFITS_GROUP, FAMILY_GROUP = "Leistungen", "Familie und Gesundheit"
GROUPS = (LANGUAGE_GROUP, COURSE_GROUP, CHILDREN_GROUP, WORK_GROUP, BENEFITS_GROUP, FAMILY_GROUP)

LANGUAGE, COURSE, CHILDCARE, SCHOOL = "language", "course", "childcare", "school"
WORK, WORK_PERMISSION, RECOGNITION, REGIME = "work", "work_permission", "recognition", "regime"

KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            LANGUAGE,
            "Sprachstand",
            LANGUAGE_GROUP,
            (
                _code("level", "Niveau (GER)", words.LANGUAGE_LEVELS),
                Field("language", "Sprache", Shape.LANGUAGE, usual=GERMAN),
                _code("skill", "Fertigkeit", words.LANGUAGE_SKILLS, usual=words.OVERALL),
                _code("evidence", "Nachweis", words.EVIDENCE),
            ),
            axis=("language", "skill"),
            pattern="{language} {level}",
        ),
        Kind(
            "mother_tongue",
            "Muttersprache",
            LANGUAGE_GROUP,
            (Field("language", "Muttersprache", Shape.LANGUAGE),),
            axis=("language",),
            pattern="Muttersprache {language}",
        ),
        Kind(
            "literacy",
            "Lesen und Schreiben",
            LANGUAGE_GROUP,
            (
                _code("ability", "Kann die Person lesen und schreiben?", words.LITERACY),
                _code("script", "Schrift", words.SCRIPTS),
            ),
            axis=("script",),
        ),
        Kind(
            "interpreting",
            "Sprachmittlung",
            LANGUAGE_GROUP,
            (
                _code("need", "Sprachmittlung", words.INTERPRETING),
                Field("language", "in welcher Sprache", Shape.LANGUAGE),
            ),
            pattern="Sprachmittlung {need}",
        ),
        Kind(
            COURSE,
            "Kurs",
            COURSE_GROUP,
            (
                _code("course", "Kurs", words.COURSE_KINDS),
                _code("state", "Stand", words.COURSE_STATES),
                _code("access", "Zugang", words.COURSE_ACCESS),
                Field("units", "Umfang in UE", Shape.NUMBER, unit="UE"),
                Field("carrier", "Träger", suggests_partners=True),
            ),
            many=True,
            pattern="{course} {state}",
        ),
        Kind(
            CHILDCARE,
            "Kita",
            CHILDREN_GROUP,
            (
                _code("state", "Kita", words.CHILDCARE_STATES),
                Field("carrier", "Einrichtung", suggests_partners=True),
            ),
            shared=True,
            pattern="Kita: {state}",
            ages=(0, 7),
        ),
        Kind(
            SCHOOL,
            "Schule",
            CHILDREN_GROUP,
            (
                _code("school", "Schulart", words.SCHOOL_KINDS),
                Field("year", "Klasse"),
                Field("carrier", "Name der Schule", suggests_partners=True),
            ),
            ages=(5, 40),
        ),
        Kind(
            WORK,
            "Arbeit",
            WORK_GROUP,
            (
                _code("state", "Arbeit", words.WORK_STATES),
                Field("hours", "Stunden je Woche", Shape.NUMBER, unit="Stunden je Woche"),
                Field("occupation", "Tätigkeit oder Ausbildungsberuf"),
                Field("employer", "Arbeitgeber"),
            ),
            ages=WORKING_AGE,
        ),
        Kind(
            WORK_PERMISSION,
            "Erlaubnis zu arbeiten",
            WORK_GROUP,
            (_code("permission", "Erlaubnis zu arbeiten", words.WORK_PERMISSIONS),),
            ages=WORKING_AGE,
        ),
        Kind(
            RECOGNITION,
            "Anerkennung",
            WORK_GROUP,
            (
                _code("state", "Anerkennung", words.RECOGNITION_STATES),
                Field("profession", "Beruf oder Abschluss"),
            ),
            many=True,
            pattern="Anerkennung: {state}",
            ages=WORKING_AGE,
        ),
        Kind(
            "education",
            "Schulbildung",
            WORK_GROUP,
            (
                _code("education", "höchste Bildung", words.EDUCATION),
                Field("years", "Schuljahre", Shape.NUMBER, unit="Schuljahre"),
            ),
            ages=WORKING_AGE,
        ),
        Kind(
            REGIME,
            "Rechtskreis",
            BENEFITS_GROUP,
            (
                _code("regime", "Rechtskreis", words.BENEFIT_REGIMES),
                Field("office", "zuständige Stelle"),
            ),
            shared=True,
        ),
        Kind(
            "insurance",
            "Krankenversicherung",
            BENEFITS_GROUP,
            (
                _code("insurance", "Krankenversicherung", words.HEALTH_INSURANCE),
                Field("carrier", "Krankenkasse"),
            ),
            shared=True,
        ),
        Kind(
            "family_status",
            "Familienstand",
            FAMILY_GROUP,
            (_code("family_status", "Familienstand", words.FAMILY_STATUS),),
            ages=WORKING_AGE,
        ),
    )
}
REMARKS = Field(REMARK, "Bemerkung")


def kind_named(key: str) -> Kind:
    """The kind with this word in the address; raises NotThere."""
    if key not in KINDS:
        raise NotThere("Diese Seite gibt es nicht.")
    return KINDS[key]


def switch_of(kind: Kind, field: Field | None = None) -> str:
    """What a municipality switches off: a whole kind, or one of its details."""
    return f"situation.{kind.key}" if field is None else f"situation.{kind.key}.{field.name}"
