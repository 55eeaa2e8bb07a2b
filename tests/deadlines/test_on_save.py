"""What follows for the deadlines when a fact about somebody is saved, corrected, merged or taken back."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from casework.database.base import db
from casework.database.moments import now, today
from casework.database.recorded import known as believed
from casework.database.transaction import transaction
from casework.deadlines.models import Deadline
from casework.deadlines.queries import deadlines_of, open_deadlines, opened
from casework.errors import Refused
from casework.people.birth_dates import anniversary
from casework.people.merging import merge, undo_merge
from casework.people.models import Person
from casework.people.operations import change_person
from casework.people.queries import titles_of
from casework.people.titles import state_title, take_back_title
from casework.vocabulary.deadlines import COUNSELLING_LIMIT, TITLE_EXPIRY, UMA_ADULT
from tests import factories
from tests.deadlines.conftest import ENDS, ISSUED, REFUGEE, Known

LATER = ENDS + timedelta(days=30)


def rows(clock: str) -> list[Deadline]:
    """All rows ever recorded of a clock, the oldest first."""
    found = db.session.scalars(select(Deadline).order_by(Deadline.recorded_at)).all()
    return [row for row in found if row.what.clock == clock]


def test_a_corrected_title_gets_a_new_deadline_and_the_old_one_is_superseded(known: Known) -> None:
    known.state(ENDS)
    assert known.ends(TITLE_EXPIRY) == [ENDS]
    counselling = [row.id for row in rows(COUNSELLING_LIMIT)]
    before = now()

    known.state(LATER)

    assert known.ends(TITLE_EXPIRY) == [LATER]
    first, second = rows(TITLE_EXPIRY)
    assert first.superseded_at == second.recorded_at
    assert second.superseded_at is None
    assert [row.id for row in rows(COUNSELLING_LIMIT)] == counselling, (
        "what did not change stays as it stands"
    )
    then = {
        what.due_on
        for _row, _person, what in opened(believed(Deadline, before))
        if what.clock == TITLE_EXPIRY
    }
    assert then == {ENDS}, "what was known at an earlier moment does not change"


def test_a_title_taken_back_ends_its_deadline(known: Known) -> None:
    known.state(ENDS)
    with transaction():
        take_back_title(known.person, titles_of(known.person)[0])
    assert known.ends(TITLE_EXPIRY) == []
    assert [row.superseded_at is None for row in rows(TITLE_EXPIRY)] == [False]


def test_a_transaction_that_is_rolled_back_leaves_no_deadline(known: Known) -> None:
    with pytest.raises(Refused):
        known.state_and_then_refuse(ENDS)
    assert rows(TITLE_EXPIRY) == []


def test_a_birth_date_set_by_an_authority_moves_the_eighteenth_birthday(known: Known) -> None:
    born = today() - timedelta(days=365 * 17)
    amir = factories.person(known.town, "Amir", birth_date=born.isoformat())
    factories.stay(amir, stage="UMA", starts_on=today() - timedelta(days=10))
    assert _adult_on(amir) == [anniversary(born, 18)]

    with transaction():
        set_date = factories.BirthDate.read(f"{born.year}-01-01", is_fictive=True)
        change_person(db.session.get_one(Person, amir.id), {"birth_date": set_date})

    assert _adult_on(amir) == [date(born.year + 18, 1, 1)]


def _adult_on(person: factories.Person) -> list[date]:
    found = deadlines_of(db.session.get_one(Person, person.id))
    return [held.what.due_on for held in found if held.what.clock == UMA_ADULT]


def test_merged_records_have_one_deadline_under_the_leading_one_and_part_again(known: Known) -> None:
    other = factories.person(known.town, "Hadad", given_names="Laila", birth_date="17.06.1990")
    known.state(ENDS)
    with transaction():
        state_title(db.session.get_one(Person, other.id), REFUGEE, starts_on=ISSUED, ends_on=ENDS)
    assert _people_with(TITLE_EXPIRY) == {known.layla.id, other.id}

    with transaction():
        merge(db.session.get_one(Person, other.id), known.person)
    assert _people_with(TITLE_EXPIRY) == {known.layla.id}
    assert known.ends(TITLE_EXPIRY) == [ENDS]

    with transaction():
        undo_merge(db.session.get_one(Person, other.id))
    assert _people_with(TITLE_EXPIRY) == {known.layla.id, other.id}


def _people_with(clock: str) -> set[object]:
    return {row.person_id for row in rows(clock) if row.superseded_at is None}


def test_an_imported_list_has_its_deadlines(app: Flask, known: Known, tmp_path) -> None:
    text = (
        f"Aktenzeichen;Titel;von;bis\n{known.layla.case_number};{REFUGEE};{ISSUED:%d.%m.%Y};{ENDS:%d.%m.%Y}\n"
    )
    (tmp_path / "titel.csv").write_text(text)
    done = app.test_cli_runner().invoke(
        args=["import", "aufenthaltstitel", str(tmp_path / "titel.csv"), "--municipality", known.town.name]
    )
    assert done.exit_code == 0, done.output
    assert known.ends(TITLE_EXPIRY) == [ENDS]


def test_only_who_leads_the_case_has_it_among_theirs(known: Known) -> None:
    known.state(ENDS)
    lou = factories.user(known.town, factories.Role.CASE_MANAGER, name="Lou Anders")
    lines = open_deadlines(known.kim.viewer)
    assert (TITLE_EXPIRY, "Layla Haddad") in {(line.held.what.clock, line.card.name) for line in lines}
    assert [line.held.what.due_on for line in lines] == sorted(line.held.what.due_on for line in lines)
    assert open_deadlines(lou.viewer) == []
    assert TITLE_EXPIRY not in {line.held.what.clock for line in open_deadlines(known.kim.viewer, today())}
