"""Clocks of residence titles and papers: when they end, what must be asked for in time (domain brief §1.4, §2.2)."""

from collections.abc import Iterator, Sequence
from datetime import date

from casework.deadlines.due import Running, Watch
from casework.deadlines.lives import TitleHeld
from casework.vocabulary.deadlines import (
    ASYLUM_APPLICATION,
    COURSE_CLAIM,
    PERMISSION_EXPIRY,
    RESIDENCE_OBLIGATION,
    TITLE_EXPIRY,
    TOLERATION_EXPIRY,
)
from casework.vocabulary.residence import RESIDENCE_TITLES, UNSETTLED, is_residence_permit, last_begins

ARRIVAL = "AKN"
UNLIMITED = frozenset({"NE", "DE"})
NO_PAPERS = frozenset({UNSETTLED, "AUSREISEPFL"})
BY_RECOGNITION = frozenset({"AE_25_1", "AE_25_2_FLU", "AE_25_2_SUB"})
"""Whose three years of § 12a AufenthG count from the recognition; those of the others from the issue."""
BY_ISSUE = frozenset({"AE_22", "AE_23", "AE_24", "AE_25_3"})
ENTITLED_TO_COURSE = frozenset({"AE_25_1", "AE_25_2_FLU", "AE_25_2_SUB", "AE_25B", "AE_FAM", "AE_23"})
"""§ 44 (1) AufenthG; of § 23 only its paragraphs 2 and 4, which the code does not tell."""
MAY_BE_ENTITLED = "AE_23"


def expiries(watch: Watch) -> Iterator[Running]:
    """A title, a toleration or a paper ends, and no other follows it."""
    for title in _not_followed(watch.life.titles):
        clock = _clock_of(title.title)
        if clock is None:
            continue
        if title.legally_until is not None:
            yield _ends_by_law(watch, clock, title, title.legally_until)
        elif title.ends_on is not None:
            yield _ends_as_printed(watch, clock, title, title.ends_on)


def _clock_of(code: str) -> str | None:
    if code in UNLIMITED or code in NO_PAPERS:
        return None
    if is_residence_permit(code):
        return TITLE_EXPIRY
    return TOLERATION_EXPIRY if code.startswith("DULDUNG") else PERMISSION_EXPIRY


def _not_followed(titles: Sequence[TitleHeld]) -> list[TitleHeld]:
    """The titles after which no other begins; more than one, when they begin together."""
    last = last_begins(titles)
    return [title for title in titles if title.title != UNSETTLED and title.starts_on == last]


def _ends_by_law(watch: Watch, clock: str, title: TitleHeld, until: date) -> Running:
    printed = f"{title.ends_on:%d.%m.%Y}" if title.ends_on else "ohne Ende"
    why = f"{RESIDENCE_TITLES.label(title.title)}: gilt rechtlich bis {until:%d.%m.%Y} (Aufdruck: {printed})"
    return watch.runs(clock, until, why, due_on=until, cause=title.row)


def _ends_as_printed(watch: Watch, clock: str, title: TitleHeld, printed: date) -> Running:
    """By the day printed on it, unless a regulation lets titles continue that were valid on a certain day."""
    until, paragraph = printed, ""
    for continued in watch.rules.continuations(clock, watch.day):
        if continued.title == title.title and title.starts_on <= continued.valid_on <= until:
            until, paragraph = max(until, continued.until), continued.paragraph
    label = RESIDENCE_TITLES.label(title.title)
    why = f"{label} bis {printed:%d.%m.%Y}"
    if paragraph:
        why = f"{label}: Aufdruck {printed:%d.%m.%Y}, gilt nach {paragraph} bis {until:%d.%m.%Y} fort"
    return watch.runs(clock, printed, why, due_on=until, cause=title.row, paragraph=paragraph)


def asylum_application(watch: Watch) -> Iterator[Running]:
    """Who got an Ankunftsnachweis applies for asylum, unless any other title or paper followed."""
    titles = watch.life.titles
    arrivals = [title for title in titles if title.title == ARRIVAL and title.starts_on <= watch.day]
    if not arrivals or any(title.title not in {ARRIVAL, UNSETTLED} for title in titles):
        return
    first = min(arrivals, key=lambda title: title.starts_on)
    why = (
        f"Ankunftsnachweis seit {first.starts_on:%d.%m.%Y}; es gilt der Termin des BAMF, wenn es einen nennt"
    )
    yield watch.runs(ASYLUM_APPLICATION, first.starts_on, why, cause=first.row)


def residence_obligation(watch: Watch) -> Iterator[Running]:
    """For three years somebody must live in the Land; then they may live anywhere."""
    held = [title for title in watch.life.titles if title.title in BY_RECOGNITION | BY_ISSUE]
    if not held or any(title.title in UNLIMITED for title in watch.life.titles):
        return
    first = min(held, key=_obliged_from)
    from_day = _obliged_from(first)
    recognised = first.title in BY_RECOGNITION
    why = f"{'Anerkennung' if recognised else 'Erteilung'} am {from_day:%d.%m.%Y}"
    is_uncertain = recognised and first.served_on is None
    if is_uncertain:
        why = f"Erteilung am {from_day:%d.%m.%Y}; der Tag der Anerkennung fehlt"
    yield watch.runs(RESIDENCE_OBLIGATION, from_day, why, cause=first.row, is_uncertain=is_uncertain)


def _obliged_from(title: TitleHeld) -> date:
    if title.title in BY_RECOGNITION and title.served_on is not None:
        return title.served_on
    return title.starts_on


def course_claim(watch: Watch) -> Iterator[Running]:
    """The claim to an Integrationskurs ends a year after the title was issued; pupils have none (§ 44 (3) AufenthG)."""
    entitled = [title for title in watch.life.titles if title.title in ENTITLED_TO_COURSE]
    if not entitled or any(title.title == "DE" for title in watch.life.titles):
        return
    first = min(entitled, key=lambda title: title.starts_on)
    why = f"Titel erteilt am {first.starts_on:%d.%m.%Y}"
    is_uncertain = first.title == MAY_BE_ENTITLED
    if is_uncertain:
        why += "; nur bei § 23 (2), (4) AufenthG"
    running = watch.runs(COURSE_CLAIM, first.starts_on, why, cause=first.row, is_uncertain=is_uncertain)
    birth = watch.birth
    if birth is None or birth.is_minor_on(running.due_on) is not True:
        yield running
