"""Somebody has seen to a deadline: until when that holds."""

from datetime import date, timedelta

import pytest

from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.deadlines import differences
from casework.deadlines.models import Deadline
from casework.deadlines.operations import confirm, recompute, take_back
from casework.deadlines.queries import Held, open_deadlines
from casework.deadlines.shipped import SHIPPED
from casework.deadlines.versions import Rules, RuleVersion
from casework.errors import Conflict, Refused
from casework.people.merging import merge
from casework.people.models import Person
from casework.vocabulary.deadlines import TITLE_EXPIRY
from casework.vocabulary.periods import DAYS, Length
from tests import factories
from tests.deadlines.conftest import ENDS, Known


def expiry(known: Known) -> Held:
    (held,) = [held for held in known.held() if held.what.clock == TITLE_EXPIRY]
    return held


def see_to(known: Known, remark: str | None = None) -> None:
    event_on = expiry(known).what.event_on
    with transaction():
        confirm(known.person, TITLE_EXPIRY, event_on, today(), remark)


def test_what_was_seen_to_is_no_longer_open_and_says_by_whose_words(known: Known) -> None:
    known.state(ENDS)
    see_to(known, "Termin bei der Ausländerbehörde")
    held = expiry(known)
    assert held.confirmation is not None
    assert (held.confirmation.what.confirmed_on, held.confirmation.remark) == (
        today(),
        "Termin bei der Ausländerbehörde",
    )
    assert TITLE_EXPIRY not in {line.held.what.clock for line in open_deadlines(known.kim.viewer)}

    with transaction():
        take_back(known.person, TITLE_EXPIRY, held.what.event_on)
    assert expiry(known).is_open


def test_nobody_sees_to_it_twice_or_tomorrow_or_to_what_does_not_run(known: Known) -> None:
    known.state(ENDS)
    event_on = expiry(known).what.event_on
    with pytest.raises(Refused, match="Zukunft"):
        confirm(known.person, TITLE_EXPIRY, event_on, today() + timedelta(days=1))
    with pytest.raises(Conflict, match="läuft nicht mehr"):
        confirm(known.person, TITLE_EXPIRY, event_on + timedelta(days=1), today())
    with pytest.raises(Conflict, match="wieder offen"):
        take_back(known.person, TITLE_EXPIRY, event_on)
    see_to(known)
    with pytest.raises(Conflict, match="als erledigt"):
        confirm(known.person, TITLE_EXPIRY, event_on, today())


def test_a_new_version_of_the_rule_keeps_what_was_confirmed(
    known: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    known.state(ENDS)
    see_to(known)
    before = expiry(known)
    stricter = RuleVersion(
        "own", TITLE_EXPIRY, today(), Length(0, DAYS), (Length(120, DAYS),), "§ 81 (4) AufenthG n. F."
    )
    monkeypatch.setattr(differences, "rules_of", lambda _municipality_id: Rules([*SHIPPED, stricter]))
    with transaction():
        assert recompute([known.layla.id]) == 1
    after = expiry(known)
    assert after.what.paragraph == "§ 81 (4) AufenthG n. F."
    assert after.what.warned_on == (ENDS - timedelta(days=120),)
    assert after.confirmation is not None, "it was seen to, whatever the rule says now"
    old = db.session.get_one(Deadline, before.id)
    assert old.superseded_at is not None
    assert old.what == before.what, "what was recorded stays as it was"


def test_a_corrected_fact_starts_a_new_deadline_that_nobody_has_seen_to(known: Known) -> None:
    known.state(ENDS)
    see_to(known)
    known.state(ENDS + timedelta(days=30))
    assert expiry(known).is_open


def test_what_was_confirmed_under_one_record_holds_for_the_person(known: Known) -> None:
    known.state(ENDS)
    see_to(known)
    other = factories.person(known.town, "Hadad", birth_date="17.06.1990")
    with transaction():
        merge(known.person, db.session.get_one(Person, other.id))
    leading = Known(known.town, known.kim, other)
    assert expiry(leading).confirmation is not None


def test_the_moment_of_confirming_is_the_day_it_happened(known: Known) -> None:
    known.state(ENDS)
    event_on = expiry(known).what.event_on
    with transaction():
        confirm(known.person, TITLE_EXPIRY, event_on, date(2025, 7, 3))
    confirmation = expiry(known).confirmation
    assert confirmation is not None
    assert confirmation.what.confirmed_on == date(2025, 7, 3)
