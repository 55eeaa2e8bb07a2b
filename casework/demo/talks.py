"""Inventing consultations: few in most months, many round the published day and in the last weeks."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from casework.demo.cases import Case
from casework.demo.events import Story, Talk
from casework.demo.persons import Soul
from casework.demo.texts import HOW_OFTEN, OF_FAMILIES, TALKS

ONE_DAY = timedelta(days=1)
USUAL, BUSY, RECENT = 0.022, 0.16, 0.65
"""Talks a month for each household with an open case."""
BUSY_MONTHS = (date(2020, 4, 1), date(2020, 8, 1))
RECENTLY = timedelta(days=90)
WITH_NEXT_STEP = timedelta(days=24)
MINUTES = (15, 20, 30, 30, 45, 45, 60, 60, 90)
CONTACTS = (
    "OFFICE",
    "OFFICE",
    "OFFICE",
    "ACCOMMODATION",
    "HOME_VISIT",
    "PHONE",
    "PHONE",
    "MESSAGE",
    "ACCOMPANIMENT",
)
INTERPRETERS = ("NONE", "NONE", "NONE", "PROFESSIONAL", "VOLUNTEER", "FAMILY", "REMOTE", "APP")


def tell_talks(story: Story, rng: Random, cases: Sequence[Case], since: date, until: date) -> None:
    """The consultations of a town, month by month."""
    for month, days, led in months(cases, since, until):
        for _ in range(int(len(led) * _rate(month, until) * days / 30 + rng.random())):
            case = rng.choice(led)
            held_on = working_day(month + rng.randrange(days) * ONE_DAY, month)
            _tell_talk(story, rng, case, led, held_on, until)


def months(cases: Sequence[Case], since: date, until: date) -> Iterator[tuple[date, int, Sequence[Case]]]:
    """Each month, or what of it lies in the span: its first day, its length, and the cases led all through it."""
    month = since
    while month <= until:
        following = min((month.replace(day=1) + timedelta(days=32)).replace(day=1), until + ONE_DAY)
        led = [case for case in cases if case.is_open_on(month) and case.is_open_on(following - ONE_DAY)]
        yield month, (following - month).days, led
        month = following


def _rate(month: date, until: date) -> float:
    if until - month < RECENTLY:
        return RECENT
    return BUSY if BUSY_MONTHS[0] <= month < BUSY_MONTHS[1] else USUAL


def working_day(day: date, earliest: date) -> date:
    """Offices are closed on weekends."""
    back = day - max(0, day.weekday() - 4) * ONE_DAY
    return back if back >= earliest else day


def _tell_talk(
    story: Story, rng: Random, case: Case, led: Sequence[Case], held_on: date, until: date
) -> None:
    topics = [topic for topic in HOW_OFTEN if case.has_children or topic not in OF_FAMILIES]
    main = rng.choices(topics, [HOW_OFTEN[topic] for topic in topics])[0]
    others = [topic for topic in rng.sample(topics, 2) if topic != main]
    text = rng.choice(TALKS[main])
    next_step_on = None
    if text.next_step and until - held_on <= WITH_NEXT_STEP:
        next_step_on = max(held_on, working_day(until + rng.randrange(-1, 15) * ONE_DAY, held_on))
    language = case.souls[0].details["languages"][:1]
    interpreter = rng.choice(INTERPRETERS)
    story.tell(
        Talk(
            on=held_on,
            souls=_present(rng, case, led),
            mailbox=case.mailbox,
            facts={
                "held_on": held_on,
                "minutes": rng.choice(MINUTES),
                "contact_kind": rng.choice(CONTACTS),
                "topics": [main, *others[: rng.choice((0, 0, 1, 1, 2))]],
                "language": "de" if interpreter == "NONE" and rng.random() < 0.6 else (language or ["de"])[0],
                "interpreter": interpreter,
                "content": text.content,
                "result": text.result,
                "next_step": text.next_step if next_step_on else None,
                "next_step_on": next_step_on,
                "is_confidential": main == "SCH",
            },
        )
    )


def _present(rng: Random, case: Case, led: Sequence[Case]) -> Sequence[Soul]:
    """Mostly one person, often the parents or the whole family, now and then neighbours."""
    chance = rng.random()
    if chance < 0.06:
        neighbours = [other for other in led if other.mailbox == case.mailbox]
        other = rng.choice(neighbours)
        return tuple(dict.fromkeys((case.adults[0], other.adults[0])))
    if chance < 0.16:
        return tuple(case.souls)
    if chance < 0.36:
        return tuple(case.adults)
    return (rng.choice(case.adults),)
