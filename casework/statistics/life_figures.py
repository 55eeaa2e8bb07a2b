"""Figures of how people live here: German, courses, Kita and school, work, benefits (domain brief §2.3, §2.4).

All count people in the town's care of whom something was stated; who is counted without a name has no such statement.
"""

from casework.housing.spans import Flags
from casework.situation.kinds import CHILDCARE, COURSE, RECOGNITION, REGIME, SCHOOL, WORK, WORK_PERMISSION
from casework.statistics.facts import Facts
from casework.statistics.figures import PEOPLE, figure
from casework.statistics.parts import SITUATION_CODES
from casework.vocabulary.situation import ANSWERS, ATTENDING, SCHOOL_KINDS

WAITING_STATES = ("NEED", "APPLIED", "ENTITLED", "WAITING")
AT_WORK = ("EMPLOYED", "MINI_JOB", "TRAINING", "ENTRY_QUALIFICATION", "VOLUNTARY_SERVICE", "SELF_EMPLOYED")
NOT_YET_IN_SCHOOL = "WAITING"
STATED = "Gezählt werden Personen im Bestand, für die am Stichtag eine Angabe gilt; jede je Antwort einmal."


def _order(name: str) -> list[str]:
    """The codes of a figure in their usual order, then what may stand instead of an answer."""
    return [*SITUATION_CODES[name].codes(), *ANSWERS.codes()]


def attending_courses(facts: Facts) -> Flags:
    """Who attends a course."""
    return facts.life.people(COURSE, {ATTENDING}, "state")


def waiting_for_courses(facts: Facts) -> Flags:
    """Who needs a course, has applied for one or stands on a list, and attends none."""
    return facts.life.people(COURSE, WAITING_STATES, "state") & ~attending_courses(facts)


def with_childcare(facts: Facts) -> Flags:
    """Who has a place in a Kita."""
    return facts.life.people(CHILDCARE, {"PLACE"})


def attending_school(facts: Facts) -> Flags:
    """Who goes to a school of any kind."""
    return facts.life.people(SCHOOL, set(SCHOOL_KINDS.codes()) - {NOT_YET_IN_SCHOOL})


def at_work(facts: Facts) -> Flags:
    """Who works or learns a trade."""
    return facts.life.people(WORK, AT_WORK)


@figure(
    "situation.in_courses",
    "in einem Kurs",
    unit=PEOPLE,
    source="domain brief §2.4",
    definition="Personen im Bestand, für die am Stichtag wenigstens ein laufender Kurs festgehalten ist.",
)
def in_courses(facts: Facts) -> int:
    return int(attending_courses(facts).sum())


@figure(
    "situation.waiting_for_courses",
    "warten auf einen Kurs",
    unit=PEOPLE,
    source="domain brief §2.4",
    definition="Personen im Bestand mit Bedarf, Antrag, Berechtigung oder Warteliste, die am Stichtag keinen Kurs "
    "besuchen.",
)
def not_yet_in_courses(facts: Facts) -> int:
    return int(waiting_for_courses(facts).sum())


@figure(
    "situation.in_childcare",
    "mit Kita-Platz",
    unit=PEOPLE,
    source="domain brief §2.4",
    definition="Kinder im Bestand, für die am Stichtag ein Platz in einer Kita festgehalten ist.",
)
def in_childcare(facts: Facts) -> int:
    return int(with_childcare(facts).sum())


@figure(
    "situation.in_school",
    "in der Schule",
    unit=PEOPLE,
    source="domain brief §2.4",
    definition="Personen im Bestand, für die am Stichtag der Besuch einer Schule oder Hochschule festgehalten ist.",
)
def in_school(facts: Facts) -> int:
    return int(attending_school(facts).sum())


@figure(
    "situation.working",
    "in Arbeit oder Ausbildung",
    unit=PEOPLE,
    source="domain brief §2.4",
    definition="Personen im Bestand, die am Stichtag beschäftigt oder selbstständig sind oder eine Ausbildung, "
    "Einstiegsqualifizierung oder einen Freiwilligendienst machen. Eine Arbeitsgelegenheit zählt nicht.",
)
def working(facts: Facts) -> int:
    return int(at_work(facts).sum())


@figure(
    "situation.german_level",
    "Deutsch nach Niveau",
    unit=PEOPLE,
    source="domain brief §2.4",
    definition=f"{STATED} Gilt kein Niveau insgesamt, zählt das niedrigste der einzelnen Fertigkeiten.",
)
def german_level(facts: Facts) -> dict[str, int]:
    levels = list(facts.life.german.values())
    return {code: levels.count(code) for code in _order("situation.german_level") if code in levels}


@figure(
    "situation.course_states",
    "Kurse nach Stand",
    unit=PEOPLE,
    source="domain brief §2.4",
    definition=f"{STATED} Wer mehrere Kurse hat, zählt bei jedem Stand, den einer davon erreicht hat.",
)
def course_states(facts: Facts) -> dict[str, int]:
    return facts.life.counted(COURSE, _order("situation.course_states"), "state")


@figure(
    "situation.courses_attended",
    "laufende Kurse nach Art",
    unit=PEOPLE,
    source="domain brief §2.4",
    definition="Personen im Bestand, die am Stichtag einen Kurs dieser Art besuchen.",
)
def courses_attended(facts: Facts) -> dict[str, int]:
    people: dict[str, set[int]] = {}
    for person, said in facts.life.holding(COURSE):
        if said.codes.get("state") == ATTENDING:
            people.setdefault(said.answer, set()).add(person)
    return {code: len(people[code]) for code in _order("situation.courses_attended") if code in people}


@figure("situation.childcare", "Kita nach Stand", unit=PEOPLE, source="domain brief §2.4", definition=STATED)
def childcare(facts: Facts) -> dict[str, int]:
    return facts.life.counted(CHILDCARE, _order("situation.childcare"))


@figure(
    "situation.school", "Schule nach Schulart", unit=PEOPLE, source="domain brief §2.4", definition=STATED
)
def school(facts: Facts) -> dict[str, int]:
    return facts.life.counted(SCHOOL, _order("situation.school"))


@figure("situation.work", "Arbeit nach Stand", unit=PEOPLE, source="domain brief §2.4", definition=STATED)
def work(facts: Facts) -> dict[str, int]:
    return facts.life.counted(WORK, _order("situation.work"))


@figure(
    "situation.work_permission",
    "Erlaubnis zu arbeiten",
    unit=PEOPLE,
    source="domain brief §2.4",
    definition=STATED,
)
def work_permission(facts: Facts) -> dict[str, int]:
    return facts.life.counted(WORK_PERMISSION, _order("situation.work_permission"))


@figure(
    "situation.recognition",
    "Anerkennung nach Stand",
    unit=PEOPLE,
    source="domain brief §2.4",
    definition=f"{STATED} Wer mehrere Abschlüsse hat, zählt bei jedem Stand, den einer davon erreicht hat.",
)
def recognition(facts: Facts) -> dict[str, int]:
    return facts.life.counted(RECOGNITION, _order("situation.recognition"))


@figure(
    "situation.benefit_regime",
    "Rechtskreis",
    unit=PEOPLE,
    source="domain brief §2.3",
    definition=f"{STATED} Ein vorgeschlagener Wechsel zählt erst, wenn ihn jemand festgehalten hat.",
)
def benefit_regime(facts: Facts) -> dict[str, int]:
    return facts.life.counted(REGIME, _order("situation.benefit_regime"))
