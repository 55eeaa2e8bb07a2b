"""Inventing residence titles: the certificate during the procedure, the decision, and every renewal."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from casework.demo.events import Story, TitleIssued
from casework.demo.origins import FLIGHT_FROM_UKRAINE
from casework.demo.persons import Home, Soul

ONE_DAY = timedelta(days=1)
VALID_DAYS = {"GESTATTUNG": 365, "DULDUNG": 365, "AE_25_5": 545, "AE_25B": 730, "AE_24": 730}
THREE_YEARS = 3 * 365
BY_REGULATION = date(2027, 3, 4)
"""Until when titles after § 24 that were valid on 01.02.2026 continue (UkraineAufenthFGV § 2)."""
DISPLACED = "AE_24"
IN_PROCEDURE = "GESTATTUNG"
WITH_TITLES = 0.8


def tell_titles(story: Story, rng: Random, homes: Sequence[Home], since: date, until: date) -> None:
    """The titles of the households: the same for all its members, known of most of them."""
    for home in homes:
        if rng.random() > WITH_TITLES or home.stages[0][0] > until:
            continue
        title = _decision(rng, home)
        first = home.stages[0][0]
        decided_on = first if title == DISPLACED else first + rng.randrange(90, 540) * ONE_DAY
        last = home.since - ONE_DAY if not home.stage else until
        for soul in home.souls:
            _tell_titles_of(story, soul, title, max(first, soul.born_on), decided_on, since, last)


def _decision(rng: Random, home: Home) -> str:
    title = rng.choice(home.origin.titles)
    if title == DISPLACED and home.stages[0][0] < FLIGHT_FROM_UKRAINE:
        return "AE_25_3"
    return title


def _tell_titles_of(
    story: Story, soul: Soul, title: str, first: date, decided_on: date, since: date, last: date
) -> None:
    spans = list(_spans(title, first, decided_on, last))
    while len(spans) > 1 and spans[1][1] <= since:
        spans.pop(0)
    for number, (code, starts_on, ends_on) in enumerate(spans):
        notice = code == title and starts_on == decided_on and title not in (IN_PROCEDURE, DISPLACED)
        story.tell(
            TitleIssued(
                on=starts_on,
                recorded_on=max(starts_on, since) if number == 0 else None,
                soul=soul,
                title=code,
                ends_on=ends_on,
                served_on=starts_on - 40 * ONE_DAY if notice else None,
                final_on=starts_on - 20 * ONE_DAY if notice else None,
            )
        )


def _spans(title: str, first: date, decided_on: date, last: date) -> Iterator[tuple[str, date, date]]:
    """One title after the other, each until the day the next one begins."""
    day, code = first, IN_PROCEDURE if decided_on > first else title
    while day <= last:
        ends_on = day + VALID_DAYS.get(code, THREE_YEARS) * ONE_DAY
        if code == IN_PROCEDURE and title != IN_PROCEDURE:
            ends_on = decided_on
        if code == DISPLACED and ends_on > date(2026, 2, 1):
            ends_on = BY_REGULATION
        yield code, day, ends_on
        day, code = ends_on, title
