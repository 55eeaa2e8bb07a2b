"""The legal clocks as what is due: one entry for all of a household for whom the same one ends on the same day."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from flask import url_for

from casework.access.viewer import Viewer
from casework.database.moments import today
from casework.deadlines.day.put_off import index_of
from casework.deadlines.queries import DeadlineLine, deadlines_near
from casework.people.panels import Happening
from casework.vocabulary.deadlines import CONSENT_EXPIRY, PLAN_REVIEW

CLOCK = "Gesetzliche Frist"
Shared = tuple[uuid.UUID, str, date]


def clocks_due(viewer: Viewer, until: date) -> Iterable[Happening]:
    """The clocks that end by a day, or are shown today already."""
    day = today()
    return [
        _entry(viewer, shared, lines)
        for shared, lines in by_shared(deadlines_near(viewer, day, until)).items()
        if shared[2] <= until or any(line.held.what.shown_on <= day for line in lines)
    ]


def by_shared(lines: Iterable[DeadlineLine]) -> dict[Shared, list[DeadlineLine]]:
    """The lines by household, clock and last day."""
    found: dict[Shared, list[DeadlineLine]] = {}
    for line in lines:
        found.setdefault((line.household_id, line.held.what.clock, line.held.what.due_on), []).append(line)
    return found


def key_of(shared: Shared) -> str:
    """What an entry is known by every day; it says nothing of the clock to whoever does not know the household."""
    household_id, clock, due_on = shared
    return f"clock-{uuid.uuid5(household_id, f'{clock} {due_on}')}"


def token_of(municipality_id: uuid.UUID, shared: Shared) -> str:
    """What the row of an entry is called in addresses."""
    return index_of(municipality_id, key_of(shared), shared[2]).hex()


def _entry(viewer: Viewer, shared: Shared, lines: Sequence[DeadlineLine]) -> Happening:
    first = lines[0]
    what = first.held.what
    return Happening(
        what.due_on,
        CLOCK,
        _whose(lines),
        what.why,
        _address(first),
        key=key_of(shared),
        headline=first.held.label,
        about=tuple(line.card.person_id for line in lines),
        done_url=url_for("deadlines.seen_to", row=token_of(viewer.municipality_id, shared)),
        stands_in_feeds=what.clock == PLAN_REVIEW,
        must_not_wait=True,
        warned_on=what.warned_on or (what.shown_on,),
    )


def _whose(lines: Sequence[DeadlineLine]) -> str:
    """„Layla Haddad“, or „Haddad (4 Personen)“."""
    if len(lines) == 1:
        return lines[0].card.name
    families = dict.fromkeys(line.card.family_name for line in lines)
    return f"{'/'.join(families)} ({len(lines)} Personen)"


def _address(line: DeadlineLine) -> str:
    """Where it is settled: the consents, the review of the plan, or the page of the person."""
    what, person_id = line.held.what, line.card.person_id
    if what.clock == PLAN_REVIEW and what.cause is not None:
        return url_for("plans.review", plan_id=what.cause)
    tab = "consents" if what.clock == CONSENT_EXPIRY else None
    return url_for("people.person", person_id=person_id, tab=tab)
