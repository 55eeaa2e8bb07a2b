"""Inventing what happens beside the cases: short contacts at the door, groups, talks among colleagues."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

from casework.demo.cases import Case
from casework.demo.events import Story, Talk
from casework.demo.talks import ONE_DAY, months, working_day
from casework.vocabulary.counselling import CASE_TALK, GROUP_SESSION, NETWORK, SHORT_CONTACT

SHORT: tuple[tuple[str, str, str, str], ...] = (
    (
        "Mann aus der Nachbarunterkunft",
        "ALL",
        "PHONE",
        "Brief der Krankenkasse erklärt, an seine Beratung verwiesen.",
    ),
    (
        "Frau mit zwei Kindern, zu Besuch",
        "KIT",
        "ACCOMMODATION",
        "Nach Kita-Plätzen gefragt, Adresse mitgegeben.",
    ),
    ("Anruferin, ohne Namen", "WOH", "PHONE", "Fragen zum Wohngeld, an die Wohngeldstelle verwiesen."),
    (
        "junger Mann an der Pforte",
        "SPR",
        "ACCOMMODATION",
        "Nach Sprachkursen gefragt, Sprechstunde genannt.",
    ),
)
GROUPS: tuple[tuple[str, str, str, str], ...] = (
    ("Elterncafé", "KIT", "BIL", "Anmeldung in Kita und Schule erklärt, Formulare gemeinsam ausgefüllt."),
    ("Infoabend Wohnungssuche", "WOH", "EXI", "Bewerbungsmappe, Mietvertrag, Kosten der Unterkunft."),
    ("Bewerbungswerkstatt", "ARB", "AUS", "Lebensläufe geschrieben, Stellen gesucht."),
)
AMONG_COLLEAGUES = (
    ("WOH", "Mit der Unterkunftsverwaltung freie Plätze und Umzüge abgestimmt."),
    ("GES", "Fallbesprechung mit dem Gesundheitsamt, ohne Namen."),
)
SHORT_A_MONTH = 2


def tell_open_talks(story: Story, rng: Random, cases: Sequence[Case], since: date, until: date) -> None:
    """A few short contacts a month, a group in every other one, and now and then a talk without a client."""
    for number, (month, days, led) in enumerate(months(cases, since, until)):
        told = [_short(rng) for _ in range(rng.randrange(SHORT_A_MONTH + 1))]
        if number % 2:
            told.append(_group(rng))
        if rng.random() < 0.3:
            told.append(_among_colleagues(rng))
        for facts in told if led else ():
            held_on = working_day(month + rng.randrange(days) * ONE_DAY, month)
            story.tell(
                Talk(
                    on=held_on, souls=(), mailbox=rng.choice(led).mailbox, facts={"held_on": held_on} | facts
                )
            )


def _short(rng: Random) -> dict[str, Any]:
    described_as, topic, contact_kind, content = rng.choice(SHORT)
    return {
        "talk_form": SHORT_CONTACT,
        "described_as": described_as,
        "topics": [topic],
        "contact_kind": contact_kind,
        "minutes": rng.choice((5, 5, 10, 15)),
        "content": content,
        "result": "INFORMATION",
    }


def _group(rng: Random) -> dict[str, Any]:
    described_as, topic, second, content = rng.choice(GROUPS)
    return {
        "talk_form": GROUP_SESSION,
        "described_as": described_as,
        "headcount": rng.randrange(5, 15),
        "topics": [topic, second],
        "topic_minutes": {second: 30},
        "contact_kind": "ACCOMMODATION",
        "place": "Gemeinschaftsraum",
        "minutes": 90,
        "interpreter": rng.choice(("PROFESSIONAL", "VOLUNTEER")),
        "also_present": "zwei Ehrenamtliche",
        "content": content,
        "result": "INFORMATION",
    }


def _among_colleagues(rng: Random) -> dict[str, Any]:
    topic, content = rng.choice(AMONG_COLLEAGUES)
    return {
        "talk_form": CASE_TALK,
        "topics": [topic],
        "contact_kind": NETWORK,
        "minutes": 30,
        "content": content,
        "result": "CLARIFIED",
    }
