"""Writers take turns, and what was known at a moment stays what it was."""

import threading
from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask

from casework.database.base import db
from casework.database.transaction import rollback, transaction
from casework.database.turns import last_recorded_at, take_turn, turns_taken


def test_moments_follow_the_order_of_commits_even_when_the_clock_stands(app: Flask) -> None:
    with app.app_context(), time_machine.travel(datetime(2030, 1, 1, tzinfo=UTC), tick=False):
        moments = []
        for _ in range(3):
            with transaction():
                moments.append(take_turn())
            assert last_recorded_at() == moments[-1]
        assert moments == sorted(set(moments))


def test_a_clock_set_elsewhere_is_believed_and_the_latest_recording_stays_known(app: Flask) -> None:
    with app.app_context():
        with transaction():
            before = take_turn()
        with time_machine.travel(before - timedelta(days=300)), transaction():
            assert take_turn() < before - timedelta(days=299)
        assert last_recorded_at() == before


def test_what_is_rolled_back_took_no_turn(app: Flask) -> None:
    with app.app_context():
        taken, moment = turns_taken(), last_recorded_at()
        take_turn()
        rollback()
        assert (turns_taken(), last_recorded_at()) == (taken, moment)


def test_the_second_writer_waits_for_the_first(app: Flask) -> None:
    """Both look, then add one: without turns one of the two additions would be lost."""
    both_there = threading.Barrier(2)
    order: list[str] = []

    def write() -> None:
        with app.app_context():
            both_there.wait()
            with transaction():
                take_turn()
                order.append("in")
                turns_taken()
                order.append("out")
            db.session.remove()

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert order == ["in", "out", "in", "out"]
