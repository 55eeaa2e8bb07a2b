"""Who held which share of a post when, in which team: day by day, as known, and what becomes of it with an account."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from time_machine import TimeMachineFixture

from casework.access.roles import Role
from casework.accounts import operations
from casework.accounts.employing import (
    PostChanged,
    PostSaid,
    ShareMissing,
    correct_post,
    end_post,
    hold_post,
    say_post,
    take_back_post,
)
from casework.accounts.models import User
from casework.accounts.post_models import Post
from casework.accounts.posts import (
    average_full_time,
    full_time_on,
    held,
    members_on,
    posts_of,
    team_on,
)
from casework.database.base import db
from casework.database.episodes import find_holding
from casework.database.moments import read_moment, today
from casework.database.transaction import transaction
from casework.errors import NotThere, Refused
from casework.organisation.models import Team
from tests import factories

JANUARY, MARCH, LAST_OF_MARCH = date(2025, 1, 1), date(2025, 3, 1), date(2025, 3, 31)
HALF, THREE_QUARTERS, WHOLE = Decimal("0.50"), Decimal("0.75"), Decimal("1.00")


@pytest.fixture
def town(app: Flask) -> factories.Municipality:
    with app.app_context():
        return factories.municipality()


def team(town: factories.Municipality, name: str, ends_on: date | None = None) -> Any:
    row = Team(municipality_id=town.id, name=name, ends_on=ends_on)
    db.session.add(row)
    return row.id


def account(user: factories.User) -> User:
    return db.session.get_one(User, user.id)


def shares(user: factories.User) -> list[tuple[Decimal, date, date | None]]:
    return [(one.share, one.starts_on, one.ends_on) for one in held(posts_of(user.id))]


def test_a_post_holds_until_the_day_the_next_one_begins(app: Flask, town: factories.Municipality) -> None:
    with app.app_context():
        kim = factories.user(town, Role.CASE_MANAGER)
        with transaction():
            north, south = team(town, "Nord"), team(town, "Süd")
            hold_post(account(kim), share=HALF, starts_on=JANUARY, team_id=north)
            hold_post(account(kim), share=WHOLE, starts_on=MARCH, team_id=south)
        eve = MARCH - timedelta(days=1)
        assert [full_time_on(town.id, day) for day in (JANUARY - timedelta(1), eve, MARCH)] == [
            0,
            HALF,
            WHOLE,
        ]
        assert [full_time_on(town.id, day, team_id=south) for day in (eve, MARCH)] == [0, WHOLE]
        assert [team_on(kim.id, day) for day in (eve, MARCH)] == [north, south]
        assert [members_on(town.id, north, day) for day in (eve, MARCH)] == [{kim.id}, frozenset()]
        with transaction():
            assert end_post(account(kim), date(2025, 3, 16))
        assert [full_time_on(town.id, date(2025, 3, day)) for day in (15, 16)] == [WHOLE, 0]
        assert average_full_time(town.id, MARCH, LAST_OF_MARCH) == Decimal(15) / 31
        assert average_full_time(town.id, MARCH, LAST_OF_MARCH, team_id=north) == 0
        assert average_full_time(town.id, eve, MARCH, user_id=kim.id) == THREE_QUARTERS
        assert team_on(kim.id, LAST_OF_MARCH) is None


def test_nobody_counts_who_leads_no_cases_and_a_new_role_changes_no_past_day(
    app: Flask, town: factories.Municipality
) -> None:
    with app.app_context():
        kim = factories.user(town, Role.CASE_MANAGER, full_time_share=THREE_QUARTERS)
        factories.user(town, Role.TEAM_LEAD, full_time_share=WHOLE)
        elsewhere = factories.municipality("Beispielburg")
        factories.user(elsewhere, Role.CASE_MANAGER, full_time_share=HALF)
        with transaction():
            operations.change_user(
                account(kim),
                name="Kim",
                email=kim.email,
                role=Role.TEAM_LEAD,
                post=PostSaid(THREE_QUARTERS, None, MARCH),
            )
        assert [full_time_on(town.id, day) for day in (JANUARY, MARCH)] == [THREE_QUARTERS, 0]
        assert full_time_on(elsewhere.id, MARCH) == HALF


def test_what_is_told_later_was_not_known_before(
    app: Flask, town: factories.Municipality, time_machine: TimeMachineFixture
) -> None:
    with app.app_context():
        time_machine.move_to(read_moment("2025-01-10T09:00"))
        kim = factories.user(town, Role.CASE_MANAGER)
        with transaction():
            post = hold_post(account(kim), share=HALF, starts_on=JANUARY)
        time_machine.move_to(read_moment("2025-04-09T09:00"))
        with transaction():
            correct_post(
                db.session.get_one(Post, post.id),
                share=THREE_QUARTERS,
                starts_on=JANUARY,
                ends_on=None,
                team_id=None,
            )
        time_machine.move_to(read_moment("2025-04-10T09:00"))
        known = [read_moment(moment) for moment in ("2025-01-10T08:00", "2025-04-02", "2025-04-09")]
        assert [full_time_on(town.id, MARCH, moment) for moment in known] == [0, HALF, THREE_QUARTERS]
        assert [average_full_time(town.id, JANUARY, MARCH, moment) for moment in known] == [
            0,
            HALF,
            THREE_QUARTERS,
        ]


def test_saying_the_same_is_nothing_new_and_saying_none_ends_it(
    app: Flask, town: factories.Municipality
) -> None:
    with app.app_context():
        kim = factories.user(town, Role.CASE_MANAGER, full_time_share=HALF)
        with transaction():
            assert not say_post(account(kim), PostSaid(HALF, None, MARCH))
            assert say_post(account(kim), PostSaid(WHOLE, None, MARCH))
            assert say_post(account(kim), PostSaid(THREE_QUARTERS, None, MARCH))
        assert shares(kim)[1:] == [(THREE_QUARTERS, MARCH, None)]
        with transaction():
            assert say_post(account(kim), PostSaid(None, None, MARCH))
            assert not say_post(account(kim), PostSaid(None, None, MARCH))
        assert [(share, ends_on) for share, _, ends_on in shares(kim)] == [(HALF, MARCH)]


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"share": Decimal(0)}, Refused),
        ({"share": Decimal("1.01")}, Refused),
        ({"ends_on": JANUARY}, Refused),
        ({"team_id": "ended"}, Refused),
        ({"team_id": "theirs"}, NotThere),
    ],
)
def test_what_cannot_be_is_refused(
    app: Flask, town: factories.Municipality, said: dict[str, Any], error: type[Exception]
) -> None:
    with app.app_context():
        kim = factories.user(town, Role.CASE_MANAGER)
        with transaction():
            teams = {
                "ended": team(town, "Alt", JANUARY),
                "theirs": team(factories.municipality("Beispielburg"), "Fremd"),
            }
        if "team_id" in said:
            said = {"team_id": teams[said["team_id"]]}
        with pytest.raises(error), transaction():
            hold_post(account(kim), **({"share": HALF, "starts_on": JANUARY} | said))
        with pytest.raises(ShareMissing), transaction():
            say_post(account(kim), PostSaid(None, teams["ended"], JANUARY))
        assert shares(kim) == []


def test_a_statement_is_corrected_and_taken_back_once(app: Flask, town: factories.Municipality) -> None:
    with app.app_context():
        kim = factories.user(town, Role.CASE_MANAGER)
        with transaction():
            first = hold_post(account(kim), share=HALF, starts_on=JANUARY)
            second = hold_post(account(kim), share=WHOLE, starts_on=MARCH)
            with pytest.raises(Refused, match="beginnt schon eine andere Stelle"):
                correct_post(second, share=WHOLE, starts_on=JANUARY, ends_on=None, team_id=None)
            take_back_post(second)
            with pytest.raises(PostChanged):
                take_back_post(second)
            correct_post(first, share=HALF, starts_on=MARCH, ends_on=LAST_OF_MARCH, team_id=None)
        assert shares(kim) == [(HALF, MARCH, LAST_OF_MARCH)]


def test_whoever_leaves_counts_no_longer_and_a_mistake_is_undone(
    app: Flask, town: factories.Municipality
) -> None:
    with app.app_context():
        kim = factories.user(town, Role.CASE_MANAGER, full_time_share=HALF)
        yesterday = today() - timedelta(days=1)
        with transaction():
            hold_post(account(kim), share=WHOLE, starts_on=today() + timedelta(days=30))
            operations.deactivate(account(kim))
        assert [full_time_on(town.id, day) for day in (yesterday, today())] == [HALF, 0]
        assert full_time_on(town.id, today() + timedelta(days=40)) == 0
        with transaction():
            operations.reactivate(account(kim))
        assert [full_time_on(town.id, day) for day in (yesterday, today())] == [HALF, HALF]


days = st.integers(0, 40).map(lambda offset: JANUARY + timedelta(days=offset))


@st.composite
def stated_posts(draw: st.DrawFn) -> list[Any]:
    """What was stated of up to three people, in no order."""
    return [
        SimpleNamespace(
            user_id=user_id,
            team_id=None,
            role=draw(st.sampled_from([Role.CASE_MANAGER, Role.TEAM_LEAD])),
            share=draw(st.integers(1, 100)) / Decimal(100),
            starts_on=starts_on,
            ends_on=draw(
                st.none() | st.integers(1, 20).map(lambda length, on=starts_on: on + timedelta(length))
            ),
        )
        for user_id in range(draw(st.integers(0, 3)))
        for starts_on in draw(st.lists(days, unique=True, max_size=4))
    ]


@given(stated_posts(), days, st.integers(0, 60))
@pytest.mark.engine_independent
def test_days_of_posts_add_up_as_one_counts_them_day_by_day(
    stated: list[Any], first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    by_day = Decimal(0)
    for offset in range(length + 1):
        day = first + timedelta(days=offset)
        for user_id in {post.user_id for post in stated}:
            post = find_holding([one for one in stated if one.user_id == user_id], day)
            by_day += post.share if post else 0
    assert sum(one.share * one.days_within(first, last) for one in held(stated)) == by_day
