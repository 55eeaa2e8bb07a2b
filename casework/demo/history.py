"""The whole story of a town, from lodging to the last talk; pure, so that the same seed tells the same story."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from casework.demo.cases import Desk
from casework.demo.chapters import Chapter
from casework.demo.course import Course, evenings
from casework.demo.events import Correction, Event, HouseOpened, RoomBlocked, Story
from casework.demo.houses import rooms_of
from casework.demo.lives import tell_lives
from casework.demo.open_talks import tell_open_talks
from casework.demo.persons import Home
from casework.demo.plans import tell_plans
from casework.demo.referrals import tell_referrals
from casework.demo.single_cases import tell_single_cases
from casework.demo.standing import tell_standing
from casework.demo.talks import tell_talks
from casework.demo.titles import tell_titles
from casework.demo.towns import Town
from casework.people.birth_dates import BirthDate
from casework.vocabulary.housing import MINOR, PROVISIONAL

ANNOUNCED_FOR = (4, 9)
"""In how many days households are expected."""
ANNOUNCED_BEFORE = timedelta(days=30)
CORRECTED_ON = date(2020, 7, 8)


def story_of(town: Town, persons: int, seed: int, until: date) -> Story:
    """Everything that happened in a town until a day, in proportion to so many people on the published day."""
    course = live(town, persons, seed, until)
    story, since = course.story, town.begins_on
    desk = Desk(course, _chance(seed, town, "Fälle"))
    desk.work_until(until)
    tell_titles(story, _chance(seed, town, "Titel"), course.homes, since, until)
    tell_talks(story, _chance(seed, town, "Gespräche"), desk.cases, since, until)
    tell_open_talks(story, _chance(seed, town, "Kurzkontakte"), desk.cases, since, until)
    tell_plans(story, _chance(seed, town, "Pläne"), desk.cases, since, until)
    tell_standing(story, _chance(seed, town, "Stand der Pläne"))
    tell_referrals(story, _chance(seed, town, "Vermittlungen"), town, desk.cases, since, until)
    tell_lives(story, _chance(seed, town, "Lebenslagen"), desk.cases, since, until)
    tell_single_cases(story, _chance(seed, town, "Einzelfälle"), desk.cases, until)
    _correct_a_birth_date(story, course.homes)
    return Story([*_houses(town, until), *story.events])


def live(town: Town, persons: int, seed: int, until: date) -> Course:
    """Who came, moved and left until a day, with two households already announced for the week after."""
    course = Course(town, persons)
    course.begin(_chance(seed, town, "Anfang"))
    since = course.stocks[0].on
    for target in evenings(course.stocks, until):
        if target.on > since:
            Chapter(course, _chance(seed, town, target.on), since, target, until).happen()
            since = target.on
    rng = _chance(seed, town, "Ankündigung")
    for days in ANNOUNCED_FOR:
        day = until + timedelta(days=days)
        home = course.invent(rng, PROVISIONAL, day, 3)
        course.arrive(rng, home, PROVISIONAL, day, recorded_on=until)
    return course


def _chance(seed: int, town: Town, what: object) -> Random:
    """Chance that is the same for the same seed, and for a chapter whatever comes after it."""
    return Random(f"{seed}/{town.name}/{what}")  # noqa: S311 – invents people, guards nothing


def _houses(town: Town, until: date) -> Iterator[Event]:
    """The houses come into the list a month before they open, and a block on the day on which it begins."""
    for house in town.houses:
        known_on = max(town.begins_on, house.opened_on - ANNOUNCED_BEFORE)
        if known_on <= until:
            yield HouseOpened(on=house.opened_on, recorded_on=known_on, house=house)
        for block in house.blocks:
            places = next(room.places for room in rooms_of(house) if room.name == block.room)
            if block.starts_on <= until:
                yield RoomBlocked(on=block.starts_on, house=house, block=block, places=places)


def _correct_a_birth_date(story: Story, homes: list[Home]) -> None:
    """An authority sets the birth date of a minor of whom only the year was known."""
    for home in homes:
        known = home.souls[0].details["birth_date"]
        if home.stage_on(CORRECTED_ON) == MINOR and known is not None and not known.is_exact:
            details = {"birth_date": BirthDate(known.year, 1, 1, is_fictive=True)}
            story.tell(Correction(on=CORRECTED_ON, soul=home.souls[0], details=details))
            return
