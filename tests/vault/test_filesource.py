"""The key file: who may read it, what it says, and how it is changed."""

import stat
from pathlib import Path

import pytest

from casework.vault.errors import KeyMissing
from casework.vault.filesource import FileSource
from tests.keyfiles import put

pytestmark = pytest.mark.engine_independent
ONE_LINE = "casework-kek 1 " + "ab" * 32 + "\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "casework.key"


@pytest.fixture
def source(path: Path) -> FileSource:
    source = FileSource(path)
    source.create()
    return source


def test_a_new_key_file_is_for_its_owner_only_and_never_overwritten(source: FileSource, path: Path) -> None:
    written = path.read_text()
    source.create()
    FileSource(path).create()
    assert path.read_text() == written
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_a_file_of_one_line_as_it_was_always_written_still_works(path: Path) -> None:
    put(path, ONE_LINE)
    assert FileSource(path).keyring().kek_ids == (1,)


def test_a_missing_key_file_is_said_plainly(path: Path) -> None:
    with pytest.raises(KeyMissing, match="fehlt"):
        FileSource(path).keyring()


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o420, 0o600 | stat.S_IWOTH])
def test_a_key_file_open_to_others_is_refused(source: FileSource, path: Path, mode: int) -> None:
    path.chmod(mode)
    for asked in (source, FileSource(path)):
        with pytest.raises(KeyMissing, match="für andere lesbar"):
            asked.keyring()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "casework-kek 1 abc\n",
        "casework-kek 1 " + "ab" * 31 + "\n",
        "casework-kek 1 " + "xy" * 32 + "\n",
        "casework-kek eins " + "ab" * 32 + "\n",
        "casework-kek 0 " + "ab" * 32 + "\n",
        "casework-kek 99999999999 " + "ab" * 32 + "\n",
        "casework-key 1 " + "ab" * 32 + "\n",
        ONE_LINE + "casework-kek 2\n",
        ONE_LINE + "casework-kek-sealed 2 " + "ab" * 60 + "\n",
        "ä" + ONE_LINE,
    ],
)
def test_a_damaged_key_file_is_refused_without_showing_it(path: Path, text: str) -> None:
    put(path, text)
    with pytest.raises(KeyMissing, match="beschädigt") as caught:
        FileSource(path).keyring()
    assert "abab" not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.facts}"


def test_a_number_given_twice_is_refused(path: Path) -> None:
    put(path, ONE_LINE + ONE_LINE)
    with pytest.raises(KeyMissing, match="zweimal"):
        FileSource(path).keyring()


def test_a_key_is_added_for_reading_promoted_and_taken_out(source: FileSource, path: Path) -> None:
    first = source.keyring()[1]
    source.add(2)
    assert source.keyring().kek_ids == (1, 2)
    source.promote(2)
    assert source.keyring().kek_ids == (2, 1)
    place = Path(source.retire(1))
    assert source.keyring().kek_ids == (2,)
    assert place == path.with_name("casework-1.key.retired")
    assert stat.S_IMODE(place.stat().st_mode) == 0o400
    assert FileSource(place).keyring()[1] == first
    assert sorted(path.parent.iterdir()) == sorted([path, place])


def test_each_step_done_again_changes_nothing(source: FileSource, path: Path) -> None:
    for step in (source.add, source.promote):
        step(2)
        written = path.read_text()
        step(2)
        assert path.read_text() == written
    assert source.retire(1) == source.retire(1)
    assert source.keyring().kek_ids == (2,)


def test_a_retired_key_is_never_overwritten_by_another_of_its_number(source: FileSource, path: Path) -> None:
    put(path.with_name("casework-1.key.retired"), ONE_LINE)
    source.add(2)
    source.promote(2)
    second = Path(source.retire(1))
    assert second.name == "casework-1-2.key.retired"
    assert path.with_name("casework-1.key.retired").read_text() == ONE_LINE


def test_another_process_s_change_is_seen_with_the_next_question(source: FileSource, path: Path) -> None:
    other = FileSource(path)
    assert other.keyring().kek_ids == (1,)
    source.add(2)
    assert other.keyring().kek_ids == (1, 2)
    source.promote(2)
    assert other.keyring().primary == source.keyring()[2]
    source.retire(1)
    assert other.keyring().kek_ids == (2,)


def test_a_draft_left_by_somebody_killed_is_thrown_away(source: FileSource, path: Path) -> None:
    path.with_name(".casework.key.abcdef").write_text(ONE_LINE)
    source.add(2)
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_cannot_be_replaced_keeps_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "casework.key"
    path.parent.write_text("a file where a folder should be")
    with pytest.raises(KeyMissing, match="schreiben"):
        FileSource(path).create()
