"""Figures of the work that only its own page shows, and which figures that page shows in what order."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from casework.statistics.facts import Facts
from casework.statistics.figures import Figure, definition_of, work_figure
from casework.statistics.parts import word_of

POSTS = "Stellen"
CENT = Decimal("0.01")
PER_POST = (
    "Die Zahl durch die Vollzeitstellen, die im Durchschnitt des Zeitraums besetzt waren, mit einer Nachkommastelle. "
    "Ohne Stelle gibt es keinen Wert."
)


@work_figure(
    "work.topic_mentions",
    "Nennungen der Themen, zusammen",
    unit="Nennungen",
    source="domain brief §7.10",
    definition="Alle genannten Themen; ein Gespräch kann mehrere haben.",
)
def topic_mentions(facts: Facts) -> int | None:
    talks = facts.work.talks
    return None if talks is None else talks.topic_mentions.total()


@work_figure(
    "work.settled_goals",
    "Ziele mit Ergebnis",
    unit="Ziele",
    source="domain brief §7.12",
    definition="Ziele, deren Ergebnis im Zeitraum feststand: die Grundlage der Zielerreichung. Gegenstandslose zählen "
    "nicht mit.",
)
def settled_goals(facts: Facts) -> int | None:
    return None if facts.work.settled is None else len(facts.work.settled)


@work_figure(
    "work.cases",
    "Fälle am Stichtag",
    unit="Fälle",
    source="domain brief §7.9",
    definition="Personen, für die am letzten Tag des Zeitraums ein Fall geführt wird.",
)
def cases(facts: Facts) -> int:
    return len(facts.work.cases)


@work_figure(
    "work.full_time_on",
    "Vollzeitstellen am Stichtag",
    unit=POSTS,
    source="domain brief §7.9",
    definition="Summe der Stellenanteile der Integrationsmanager/innen am letzten Tag des Zeitraums.",
)
def full_time_on(facts: Facts) -> Decimal:
    return facts.work.full_time.quantize(CENT, ROUND_HALF_UP)


@work_figure(
    "work.full_time_average",
    "Vollzeitstellen im Durchschnitt",
    unit=POSTS,
    source="domain brief §7.9",
    definition="Ihre Stellenanteile mal Tage, durch die Tage des Zeitraums; eine Änderung mitten darin zählt ab ihrem "
    "Tag.",
)
def full_time_average(facts: Facts) -> Decimal:
    return facts.work.average_full_time.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the page: a figure, whether it is told per post as well, and which rows stand behind it."""

    name: str
    is_per_post: bool = False
    behind: str | None = None

    @property
    def figure(self) -> Figure[Facts]:
        return definition_of(self.name)


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under one heading."""

    title: str
    lines: tuple[Shown, ...]
    is_by_topic: bool = False

    @property
    def per_post(self) -> list[Shown]:
        """Those told per full-time post as well."""
        return [one for one in self.lines if one.is_per_post]


BY_TOPIC = {"counselling.by_main_topic": "main_topic", "counselling.topic_mentions": "mentioned"}
"""The figures that count by topics, a line each; and which talks stand behind one."""
PAGE = (
    Part(
        "Gespräche",
        (
            Shown("counselling.consultations", is_per_post=True, behind="talks"),
            Shown("talks.first", is_per_post=True, behind="first"),
            Shown("talks.follow_up", is_per_post=True, behind="follow_up"),
            Shown("talks.without_person", behind="without_person"),
            Shown("counselling.persons", is_per_post=True, behind="persons"),
            Shown("counselling.minutes", is_per_post=True, behind="minutes"),
            Shown("work.topic_mentions", is_per_post=True),
        ),
    ),
    Part("Hauptthemen", (Shown("counselling.by_main_topic"),), is_by_topic=True),
    Part("Genannte Themen", (Shown("counselling.topic_mentions"),), is_by_topic=True),
    Part(
        "Integrationspläne",
        (
            Shown("plans.new", is_per_post=True, behind="plans_new"),
            Shown("plans.continued", is_per_post=True, behind="plans_continued"),
            Shown("plans.active", is_per_post=True, behind="plans_active"),
            Shown("plans.ended", is_per_post=True, behind="plans_ended"),
        ),
    ),
    Part(
        "Ziele",
        (
            Shown("work.settled_goals", is_per_post=True, behind="goals"),
            Shown("plans.goal_attainment_strict"),
            Shown("plans.goal_attainment_weighted"),
            Shown("goals.achieved_with_due_date", behind="goals_with_a_day"),
            Shown("goals.achieved_on_time"),
        ),
    ),
    Part(
        "Wartezeit",
        (
            Shown("waiting.followup_begun", behind="followup_begun"),
            Shown("waiting.first_talks", behind="first_talk"),
            Shown("waiting.still_waiting", behind="still_waiting"),
            Shown("waiting.days_mean"),
            Shown("waiting.days_median"),
        ),
    ),
    Part(
        "Fälle und Stellen",
        (
            Shown("work.cases", behind="cases"),
            Shown("work.full_time_on"),
            Shown("work.full_time_average"),
            Shown("caseload_per_fte"),
        ),
    ),
)


def title_of(rows: str, topic: str) -> str:
    """The label of the number behind which rows stand, with its part where it says little without."""
    part, one = next(
        (part, one) for part in PAGE for one in part.lines if rows in (one.behind, BY_TOPIC.get(one.name))
    )
    if one.name in BY_TOPIC:
        return f"{part.title}: {word_of(one.name, topic)}" if topic else part.title
    label = one.figure.label
    return f"{part.title}: {label}" if label[:1].islower() else label
