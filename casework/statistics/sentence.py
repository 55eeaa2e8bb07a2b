"""The one sentence a report begins with: how many people are in a town's care on a day, and in which stage."""

from collections.abc import Mapping, Sequence
from datetime import date

from casework.vocabulary.housing import FOLLOWUP, INITIAL, MINOR, OTHER_STAGE, PROVISIONAL, YOUNG_ADULT

_ALWAYS_NAMED = (PROVISIONAL, FOLLOWUP, MINOR)
_NAMED_IF_ANY = (YOUNG_ADULT, INITIAL, OTHER_STAGE)
_WORDS = {
    PROVISIONAL: ("in der vorläufigen Unterbringung",) * 2,
    FOLLOWUP: ("in der Anschlussunterbringung",) * 2,
    MINOR: ("unbegleitete minderjährige Person", "unbegleitete minderjährige Ausländer"),
    YOUNG_ADULT: ("junge volljährige Person", "junge Volljährige"),
    INITIAL: ("in der Erstaufnahme",) * 2,
    OTHER_STAGE: ("in einer sonstigen Stufe",) * 2,
}
"""What one and what several people are called; nobody („keine“) is called like several."""
_NOBODY_IS = {MINOR: "unbegleiteten minderjährigen Ausländer", YOUNG_ADULT: "jungen Volljährigen"}


def sentence(municipality_name: str, on: date, by_stage: Mapping[str, int]) -> str:
    """„Am 17.06.2020 lebten 1.014 Geflüchtete in Musterstadt: 140 in der vorläufigen Unterbringung, …“

    Provisional, follow-up and unaccompanied minors are always named, other stages only when somebody is in them.
    """
    total = sum(by_stage.values())
    begin = f"Am {on:%d.%m.%Y}"
    if total == 0:
        return f"{begin} lebten keine Geflüchteten in {municipality_name}."
    named = [*_ALWAYS_NAMED, *(stage for stage in _NAMED_IF_ANY if by_stage.get(stage))]
    parts = [_part(stage, by_stage.get(stage, 0)) for stage in named]
    people = "lebte 1 geflüchtete Person" if total == 1 else f"lebten {_figure(total)} Geflüchtete"
    return f"{begin} {people} in {municipality_name}: {_enumerated(parts)}."


def _part(stage: str, people: int) -> str:
    one, several = _WORDS[stage]
    if people == 0:
        return f"keine {_NOBODY_IS.get(stage, several)}" if stage in _NOBODY_IS else f"niemand {several}"
    return f"{_figure(people)} {one if people == 1 else several}"


def _enumerated(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} und {parts[-1]}"


def _figure(value: int) -> str:
    return f"{value:,}".replace(",", ".")
