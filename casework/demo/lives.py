"""Inventing how people live here: benefits, German, courses, Kita and school, work, as far as it was written down."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from casework.demo.cases import Case
from casework.demo.events import LifeTold, Story, TitleIssued
from casework.demo.persons import Soul
from casework.people.birth_dates import ADULT_AGE
from casework.situation.kinds import CHILDCARE, COURSE, GERMAN, LANGUAGE, REGIME, SCHOOL, WORK
from casework.vocabulary.residence import is_residence_permit
from casework.vocabulary.situation import ASYLBLG_3, ATTENDING, LANGUAGE_LEVELS, OVERALL, SGB2

ONE_DAY = timedelta(days=1)
SCHOOL_AGE = 6
WRITTEN_DOWN = 0.4
"""Of how many cases something is known."""
STILL_TO_BE_PROPOSED = 0.08
FIRST_LEVELS = ("A0", "A0", "A1", "A1", "A2", "B1")
COURSES = ("IK", "IK", "IK_ALPHA", "BSK_B2", "VOLUNTEER", "EOK")
ENDS_OF_COURSES = ("PASSED", "PASSED", "FAILED", "BROKEN_OFF")
CARRIERS = ("Volkshochschule", "Sprachschule am Markt", "Bildungswerk Neckar")
JOBS = (("MINI_JOB", 10, "Küchenhilfe"), ("EMPLOYED", 38, "Lagerhelfer/in"), ("TRAINING", 38, "Pflege"))


def tell_lives(story: Story, rng: Random, cases: Sequence[Case], since: date, until: date) -> None:
    """What was written down while cases were led; of some households nothing."""
    free_from = dict(_ends_of_asylblg(story))
    for case in cases:
        own = Random(rng.random())  # noqa: S311 – invents people, guards nothing
        last = (case.ends_on or until + ONE_DAY) - ONE_DAY
        if own.random() < WRITTEN_DOWN:
            for soul in case.souls:
                for told in _life(own, case, soul, free_from):
                    if told.on <= last:
                        recorded_on = max(told.on, case.starts_on, since)
                        if recorded_on <= last:
                            story.tell(replace(told, recorded_on=recorded_on))


def _ends_of_asylblg(story: Story) -> Iterator[tuple[Soul, date]]:
    """From when on nobody is under the AsylbLG any longer: the first of the month after the notice or the title."""
    for event in reversed(story.events):
        if isinstance(event, TitleIssued) and is_residence_permit(event.title):
            day = event.final_on or event.on
            yield event.soul, (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _life(rng: Random, case: Case, soul: Soul, free_from: Mapping[Soul, date]) -> Iterator[LifeTold]:
    day, age = case.starts_on, soul.age_on(case.starts_on)
    yield from _benefits(rng, soul, max(case.home.stages[0][0], soul.born_on), free_from.get(soul))
    if age < SCHOOL_AGE:
        yield from _kita(rng, soul, day)
    elif age < ADULT_AGE:
        yield _told(soul, day, SCHOOL, {"school": _school(rng, age)})
    else:
        yield from _german_and_courses(rng, soul, day)
        yield from _work(rng, soul, day)


def _benefits(rng: Random, soul: Soul, first: date, free_from: date | None) -> Iterator[LifeTold]:
    is_kept_up = rng.random() > STILL_TO_BE_PROPOSED
    if free_from is None or free_from > first:
        yield _told(soul, first, REGIME, {"regime": ASYLBLG_3})
    if free_from is not None and is_kept_up:
        yield _told(soul, max(free_from, first), REGIME, {"regime": SGB2})


def _kita(rng: Random, soul: Soul, day: date) -> Iterator[LifeTold]:
    yield _told(soul, day, CHILDCARE, {"state": "WAITING"})
    if rng.random() < 0.6:
        yield _told(soul, day + rng.randrange(60, 300) * ONE_DAY, CHILDCARE, {"state": "PLACE"})


def _school(rng: Random, age: int) -> str:
    return "PRIMARY" if age < 10 else rng.choice(("VKL", "GEMEINSCHAFTSSCHULE")) if age < 15 else "VABO"


def _german_and_courses(rng: Random, soul: Soul, day: date) -> Iterator[LifeTold]:
    levels, level = LANGUAGE_LEVELS.codes(), rng.choice(FIRST_LEVELS)
    german = {"language": GERMAN, "skill": OVERALL}
    yield _told(soul, day, LANGUAGE, german | {"level": level, "evidence": "SELF"})
    if rng.random() < 0.6:
        course, carrier = {"course": rng.choice(COURSES)}, {"carrier": rng.choice(CARRIERS)}
        waits, lasts, end = rng.randrange(30, 160), rng.randrange(200, 330), rng.choice(ENDS_OF_COURSES)
        asked = _told(soul, day + 20 * ONE_DAY, COURSE, course | {"state": "WAITING"}, carrier, 1)
        yield asked
        begun = asked.on + waits * ONE_DAY
        yield _told(soul, begun, COURSE, course | {"state": ATTENDING}, carrier, 1)
        over = begun + lasts * ONE_DAY
        yield _told(soul, over, COURSE, course | {"state": end}, carrier, 1)
        if end == "PASSED":
            higher = levels[levels.index(level) + 1]
            yield _told(soul, over, LANGUAGE, german | {"level": higher, "evidence": "CERTIFICATE"})


def _work(rng: Random, soul: Soul, day: date) -> Iterator[LifeTold]:
    if rng.random() < 0.5:
        yield _told(soul, day, WORK, {"state": "SEEKING"})
        state, hours, occupation = rng.choice(JOBS)
        begins = day + rng.randrange(120, 700) * ONE_DAY
        yield _told(soul, begins, WORK, {"state": state, "hours": hours}, {"occupation": occupation})


def _told(
    soul: Soul,
    on: date,
    kind: str,
    codes: Mapping[str, str | int],
    texts: Mapping[str, str] | None = None,
    course: int | None = None,
) -> LifeTold:
    return LifeTold(
        on=on,
        soul=soul,
        codes={"kind": kind, **codes},
        texts=dict(texts or {}),
        course=course,
    )
