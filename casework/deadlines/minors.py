"""Clocks of unaccompanied minors (§§ 41–42f SGB VIII, domain brief §1.5), and of children born here."""

from collections.abc import Iterator
from datetime import date

from casework.deadlines.due import Running, Watch
from casework.people.birth_dates import anniversary
from casework.vocabulary.deadlines import (
    CHILD_TITLE,
    UMA_ADULT,
    UMA_DISTRIBUTION,
    UMA_HEALTH,
    UMA_LAND_NAMED,
    UMA_OFFICE_NAMED,
    UMA_REGISTRATION,
    UMA_REPORT,
)
from casework.vocabulary.housing import MINOR
from casework.vocabulary.periods import months_later

CHAIN = (UMA_REPORT, UMA_REGISTRATION, UMA_LAND_NAMED, UMA_OFFICE_NAMED)
"""Each link runs from the day on which the one before was done."""
DONE = {
    UMA_REPORT: "Meldung",
    UMA_REGISTRATION: "Anmeldung beim Bundesverwaltungsamt",
    UMA_LAND_NAMED: "Benennung des Landes",
}

NEWBORN_MONTHS = 12


def distribution(watch: Watch) -> Iterator[Running]:
    """From the vorläufige Inobhutnahme the steps of the distribution run, until it is excluded after a month."""
    stage = watch.stage
    if stage is None or stage.stage != MINOR:
        return
    taken_in_on = watch.stage_since(stage)
    why = f"vorläufige Inobhutnahme am {taken_in_on:%d.%m.%Y}"
    excluded = watch.runs(UMA_DISTRIBUTION, taken_in_on, why)
    yield excluded
    if watch.day <= excluded.due_on:
        yield from _chain(watch, taken_in_on, why)
        yield watch.runs(UMA_HEALTH, taken_in_on, why)


def _chain(watch: Watch, taken_in_on: date, why: str) -> Iterator[Running]:
    event_on, is_uncertain = taken_in_on, False
    for clock in CHAIN:
        running = watch.runs(clock, event_on, why, is_uncertain=is_uncertain)
        yield running
        confirmed_on = watch.life.confirmed.get((clock, event_on))
        is_uncertain = confirmed_on is None
        event_on = running.due_on if confirmed_on is None else confirmed_on
        done = DONE.get(clock, "")
        why = f"{done} {'spätestens ' if is_uncertain else ''}am {event_on:%d.%m.%Y}"


def adult(watch: Watch) -> Iterator[Running]:
    """Who is in the stage of minors comes of age; of a partial birth date the earliest day counts, to be looked at."""
    stage, birth = watch.stage, watch.birth
    if stage is None or stage.stage != MINOR or birth is None:
        return
    born_on = birth.earliest()
    rule = watch.rule(UMA_ADULT, born_on)
    due_on = anniversary(born_on, rule.length.amount)
    why = f"geboren am {birth}" if birth.is_exact else f"geboren {birth}: frühestmöglicher Tag"
    if birth.is_fictive:
        why += " (von einer Behörde gesetzt)"
    yield watch.runs(UMA_ADULT, born_on, why, rule=rule, due_on=due_on, is_uncertain=not birth.is_exact)


def child_title(watch: Watch) -> Iterator[Running]:
    """For a child born here a title is applied for; of other newborns somebody must say where they were born."""
    birth, life = watch.birth, watch.life
    if birth is None or any(title.title != "UNKLAR" for title in life.titles):
        return
    born_on = birth.earliest()
    first = min((stage.starts_on for stage in life.stages), default=None)
    born_here = birth.is_exact and first == born_on
    if not born_here and not _was_newborn(born_on, first or watch.day):
        return
    why = f"geboren am {birth}" if birth.is_exact else f"geboren {birth}: frühestmöglicher Tag"
    if not born_here:
        why += "; nur, wenn das Kind in Deutschland geboren ist"
    yield watch.runs(CHILD_TITLE, born_on, why, is_uncertain=not born_here)


def _was_newborn(born_on: date, day: date) -> bool:
    return born_on <= day < months_later(born_on, NEWBORN_MONTHS)
