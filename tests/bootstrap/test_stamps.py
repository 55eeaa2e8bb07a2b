"""A stamp tells whether what it vouches for was made from what lies there now."""

import pytest

from casework.bootstrap import stamps

pytestmark = pytest.mark.engine_independent


def test_what_was_never_finished_has_no_stamp(tmp_path):
    assert stamps.read(tmp_path) is None
    assert stamps.read(tmp_path / "absent") is None


def test_a_pressed_stamp_is_read_again_until_it_is_removed(tmp_path):
    stamps.press(tmp_path, stamps.fingerprint("a"))
    assert stamps.read(tmp_path) == stamps.fingerprint("a")
    stamps.remove(tmp_path)
    stamps.remove(tmp_path)
    assert stamps.read(tmp_path) is None


def test_two_stamps_on_one_folder_do_not_know_each_other(tmp_path):
    stamps.press(tmp_path, "first", ".first")
    stamps.press(tmp_path, "second", ".second")
    assert (stamps.read(tmp_path, ".first"), stamps.read(tmp_path, ".second")) == ("first", "second")


def test_a_fingerprint_changes_with_the_content_of_a_file(tmp_path):
    lock = tmp_path / "run.lock"
    lock.write_text("a==1")
    before = stamps.fingerprint("run", lock)
    assert stamps.fingerprint("run", lock) == before
    lock.write_text("a==2")
    assert stamps.fingerprint("run", lock) != before


@pytest.mark.parametrize("others", [("b", "a"), ("ab",), ("", "ab"), ("a", "b", "")])
def test_a_fingerprint_knows_where_one_part_ends_and_the_next_begins(others):
    assert stamps.fingerprint("a", "b") != stamps.fingerprint(*others)


def test_a_half_written_stamp_counts_for_nothing(tmp_path):
    (tmp_path / stamps.NAME).write_bytes(b"\xff\xfe")
    assert stamps.read(tmp_path) is None
