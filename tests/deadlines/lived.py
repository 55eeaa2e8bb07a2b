"""Lives of people nobody ever was, in a few words, and what runs for them."""

import uuid
from datetime import date
from typing import Any

from casework.deadlines.clocks import Running, running
from casework.deadlines.lives import CaseLed, Life, Protection, RegimeHeld, StageHeld, TitleHeld
from casework.deadlines.shipped import SHIPPED
from casework.deadlines.versions import Rules
from casework.people.birth_dates import BirthDate
from casework.vocabulary.situation import ASYLBLG_3, DAY

ROW = uuid.UUID(int=7)
SHIPPED_RULES = Rules(SHIPPED)


def day(text: str) -> date:
    """TT.MM.JJJJ."""
    number, month, year = (int(part) for part in text.split("."))
    return date(year, month, number)


def title(code: str, starts_on: str, ends_on: str = "", **facts: str) -> TitleHeld:
    days = {name: day(text) for name, text in facts.items()}
    return TitleHeld(ROW, code, day(starts_on), day(ends_on) if ends_on else None, **days)


def stage(code: str, starts_on: str, ends_on: str = "") -> StageHeld:
    return StageHeld(code, day(starts_on), day(ends_on) if ends_on else None)


def case(starts_on: str, ends_on: str = "", *, extended: bool = False) -> CaseLed:
    return CaseLed(ROW, day(starts_on), day(ends_on) if ends_on else None, extended)


def life(**facts: Any) -> Life:
    return Life(ROW, ROW, **facts)


def born(on: str, **facts: Any) -> Life:
    return life(birth_date=BirthDate.read(on), **facts)


def held(*titles: TitleHeld) -> Life:
    return life(titles=list(titles))


def basic_benefits(since: str) -> Life:
    return life(regimes=[RegimeHeld(ASYLBLG_3, day(since), DAY)])


def refugee(recognised: str, issued: str = "20.06.2025") -> Life:
    return held(title("AE_25_2_FLU", issued, served_on=recognised))


def issued(code: str, on: str) -> Life:
    return held(title(code, on))


def minor(taken_in: str) -> Life:
    return life(stages=[stage("UMA", taken_in)])


def block(since: str) -> Life:
    return life(protections=[Protection(ROW, "AUSKUNFTSSPERRE", day(since))])


def found(clock: str, lived: Life, on: str | date, rules: Rules = SHIPPED_RULES) -> list[Running]:
    """What of one clock runs for somebody, looked at on a day."""
    looked = day(on) if isinstance(on, str) else on
    return [one for one in running(lived, rules, looked) if one.clock == clock]


def ends(clock: str, lived: Life, on: str | date, rules: Rules = SHIPPED_RULES) -> list[str]:
    """The last days of one clock."""
    return [f"{one.due_on:%d.%m.%Y}" for one in found(clock, lived, on, rules)]


def warned(one: Running, rules: Rules = SHIPPED_RULES) -> list[str]:
    """The days on which a clock is shown and grows."""
    version = rules.find(one.rule)
    assert version is not None
    return [f"{each:%d.%m.%Y}" for each in version.warned_on(one.due_on)]
