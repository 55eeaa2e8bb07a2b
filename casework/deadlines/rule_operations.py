"""Saying from which day on a municipality goes by another rule; correcting that, and taking it back."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.turns import take_turn
from casework.deadlines.operations import wait_for_the_night
from casework.deadlines.rule_models import OwnRule
from casework.deadlines.rules import find_own_rule
from casework.errors import Conflict, Refused
from casework.vocabulary.deadlines import ENDS_BY_THE_FACTS, OPTIONS, TITLE_EXPIRY
from casework.vocabulary.lengths import read_lengths
from casework.vocabulary.periods import DAYS

DETAILS = (
    "applies_from",
    "amount",
    "unit",
    "warn_before",
    "paragraph",
    "note",
    "options",
    "holds_for_running",
    "continues_title",
    "continues_valid_on",
    "continues_until",
)
"""What is said of a version."""
CONTINUES = ("continues_title", "continues_valid_on", "continues_until")


class RuleChanged(Conflict):
    """Somebody else corrected it or took it back in between."""

    def __init__(self) -> None:
        super().__init__("Diese Regel wurde inzwischen geändert. Bitte vergleichen Sie beide Fassungen.")


def enter_rule(municipality_id: uuid.UUID, clock: str, details: Mapping[str, Any]) -> OwnRule:
    """Go by another rule from a day on; `details` holds DETAILS.

    Raises Refused for a day from which one was entered before, no length, and a continuation said by halves.
    """
    take_turn()
    said = _checked(clock, details)
    _check_first(municipality_id, clock, said["applies_from"])
    row = _state(municipality_id, clock, said)
    note("deadlines:rule:entered", about=row.id, clock=clock, applies_from=row.applies_from.isoformat())
    return row


def correct_rule(row: OwnRule, details: Mapping[str, Any]) -> OwnRule:
    """A new version of what was entered, the same one if nothing changed; raises as above, and Conflict."""
    take_turn()
    said = _checked(row.clock, details)
    if all(getattr(row, name) == said[name] for name in DETAILS):
        return row
    row.give_up(RuleChanged())
    _check_first(row.municipality_id, row.clock, said["applies_from"])
    corrected = _state(row.municipality_id, row.clock, said)
    note("deadlines:rule:corrected", about=corrected.id, clock=row.clock)
    return corrected


def take_back_rule(row: OwnRule) -> None:
    """What was entered no longer holds, and never did; raises Conflict when it was corrected or taken back before."""
    row.give_up(RuleChanged())
    wait_for_the_night(row.municipality_id)
    note("deadlines:rule:retracted", about=row.id, clock=row.clock)


def _check_first(municipality_id: uuid.UUID, clock: str, applies_from: date) -> None:
    if find_own_rule(municipality_id, clock, applies_from) is not None:
        raise Refused("Ab diesem Tag gilt schon eine eigene Regel. Bitte berichtigen Sie jene.")


def _state(municipality_id: uuid.UUID, clock: str, said: Mapping[str, Any]) -> OwnRule:
    row = OwnRule(municipality_id=municipality_id, clock=clock, recorded_by_id=actor().user_id, **dict(said))
    db.session.add(row)
    db.session.flush()
    wait_for_the_night(municipality_id)
    return row


def _checked(clock: str, details: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {name: details.get(name) for name in DETAILS}
    said |= {"note": said["note"] or None, "holds_for_running": bool(said["holds_for_running"])}
    said |= {"options": _written(clock, said["options"] or {}), "warn_before": said["warn_before"] or ""}
    read_lengths(said["warn_before"])
    if clock in ENDS_BY_THE_FACTS:
        said |= {"amount": 0, "unit": DAYS}
    elif not said["amount"] or said["amount"] < 1:
        raise Refused("Bitte geben Sie an, wie lange die Frist dauert.")
    return said | _continuation(clock, said)


def _written(clock: str, options: Mapping[str, str]) -> str:
    for name, choices in OPTIONS.get(clock, {}).items():
        if options.get(name) not in choices:
            raise Refused("Bitte wählen Sie alle Angaben zur Auslegung der Regel.")
    return " ".join(f"{name}={options[name]}" for name in OPTIONS.get(clock, {}))


def _continuation(clock: str, said: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {name: said[name] or None for name in CONTINUES if clock == TITLE_EXPIRY}
    if not any(told.values()):
        return dict.fromkeys(CONTINUES)
    if not all(told.values()):
        raise Refused("Wenn Titel fortgelten, gehören Titel, Stichtag und Ende dazu.")
    if told["continues_until"] < told["continues_valid_on"]:
        raise Refused("Das Ende der Fortgeltung liegt vor dem Stichtag.")
    return told
