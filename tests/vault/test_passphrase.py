"""Keys under a passphrase: the right one opens, every other says one sentence, and the file alone says nothing."""

import stat
from pathlib import Path

import pytest

from casework.vault.errors import KeyMissing, Locked, WrongPassphrase
from casework.vault.filesource import FileSource
from casework.vault.passphrase import Hardness, PassphraseSource, is_under_passphrase, passphrase_in
from tests.keyfiles import CHEAP, put

pytestmark = pytest.mark.engine_independent
PASSPHRASE = "Fünf müde Igel gehen heim"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "casework.key"


@pytest.fixture
def source(path: Path) -> PassphraseSource:
    """A new key file under the passphrase, open."""
    source = PassphraseSource(path, CHEAP)
    source.unlock(PASSPHRASE)
    source.create()
    return source


def test_the_defaults_are_those_of_the_design() -> None:
    assert Hardness() == Hardness(memory_kib=256 * 1024, passes=4)


def test_the_file_says_how_it_is_opened_and_holds_no_key_in_clear(
    source: PassphraseSource, path: Path
) -> None:
    text = path.read_text()
    assert text.startswith("casework-passphrase argon2id t=1 m=8 p=1 ")
    assert source.keyring()[1].secret.hex() not in text  # type: ignore[attr-defined]
    assert is_under_passphrase(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    with pytest.raises(KeyMissing, match="beschädigt"):
        FileSource(path).keyring()


def test_until_the_passphrase_is_given_it_is_locked(source: PassphraseSource, path: Path) -> None:
    other = PassphraseSource(path, CHEAP)
    assert other.is_locked
    with pytest.raises(Locked):
        other.keyring()
    other.unlock(PASSPHRASE)
    assert not other.is_locked
    assert other.keyring()[1] == source.keyring()[1]


@pytest.mark.parametrize("wrong", ["", "fünf müde Igel gehen heim", PASSPHRASE + " ", "x" * 1000])
def test_a_wrong_passphrase_is_refused_with_one_sentence(
    source: PassphraseSource, path: Path, wrong: str
) -> None:
    other = PassphraseSource(path, CHEAP)
    with pytest.raises(WrongPassphrase) as caught:
        other.unlock(wrong)
    assert str(caught.value) == str(WrongPassphrase())
    assert other.is_locked


def test_the_same_letters_composed_otherwise_are_the_same_passphrase(
    source: PassphraseSource, path: Path
) -> None:
    other = PassphraseSource(path, CHEAP)
    other.unlock("Fu\u0308nf mu\u0308de Igel gehen heim")
    assert not other.is_locked


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("argon2id", "scrypt"),
        ("t=1", "t=0"),
        ("m=8 ", "m=99999999 "),
        ("p=1", "p=0"),
        ("casework-kek-sealed 1", "casework-kek 1"),
        ("casework-kek-sealed 1", "casework-kek-sealed x"),
    ],
)
def test_an_unknown_algorithm_or_a_damaged_file_is_refused(
    source: PassphraseSource, path: Path, there: str, instead: str
) -> None:
    put(path, path.read_text().replace(there, instead))
    with pytest.raises(KeyMissing, match="beschädigt"):
        PassphraseSource(path, CHEAP).unlock(PASSPHRASE)


@pytest.mark.parametrize(("there", "instead"), [("t=1", "t=2"), ("sealed 1 ", "sealed 2 ")])
def test_cost_and_number_cannot_be_changed_in_the_file(
    source: PassphraseSource, path: Path, there: str, instead: str
) -> None:
    put(path, path.read_text().replace(there, instead))
    with pytest.raises(WrongPassphrase):
        PassphraseSource(path, CHEAP).unlock(PASSPHRASE)


def test_every_cut_of_the_sealed_key_stays_shut(source: PassphraseSource, path: Path) -> None:
    text = path.read_text().rstrip()
    for cut in range(2, 120, 2):
        put(path, text[:-cut])
        with pytest.raises((WrongPassphrase, KeyMissing)):
            PassphraseSource(path, CHEAP).unlock(PASSPHRASE)


def test_other_open_processes_follow_a_rotation_without_being_asked_again(
    source: PassphraseSource, path: Path
) -> None:
    other = PassphraseSource(path, CHEAP)
    other.unlock(PASSPHRASE)
    source.add(2)
    source.promote(2)
    assert other.keyring().kek_ids == (2, 1)
    retired = Path(source.retire(1))
    assert other.keyring().kek_ids == (2,)
    assert not other.is_locked
    assert is_under_passphrase(retired)
    kept = PassphraseSource(retired, CHEAP)
    kept.unlock(PASSPHRASE)
    assert kept.keyring().kek_ids == (1,)


def test_retiring_again_after_an_interruption_finds_the_key_laid_down(
    source: PassphraseSource, path: Path
) -> None:
    source.add(2)
    source.promote(2)
    before = path.read_text()
    first = source.retire(1)
    put(path, before)
    assert source.retire(1) == first


def test_another_file_in_its_place_locks_again(source: PassphraseSource, path: Path) -> None:
    path.unlink()
    stranger = PassphraseSource(path, CHEAP)
    stranger.unlock("Sechs muntere Igel bleiben da")
    stranger.create()
    assert source.is_locked
    with pytest.raises(Locked):
        source.keyring()


def test_a_new_passphrase_must_not_be_short(path: Path) -> None:
    source = PassphraseSource(path, CHEAP)
    with pytest.raises(KeyMissing, match="mindestens 12"):
        source.unlock("elf Zeichen")
    with pytest.raises(Locked):
        source.create()
    assert not path.exists()


def test_neither_passphrase_nor_keys_are_shown_by_accident(source: PassphraseSource) -> None:
    assert PASSPHRASE not in repr(vars(source))
    assert source.keyring()[1].secret.hex() not in repr(vars(source))  # type: ignore[attr-defined]


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_the_end_of_the_line_in_a_passphrase_file_does_not_count(tmp_path: Path, ending: str) -> None:
    file = tmp_path / "passphrase"
    file.write_bytes((PASSPHRASE + ending).encode())
    file.chmod(0o440)
    assert passphrase_in(file) == PASSPHRASE


def test_a_passphrase_file_all_can_read_or_nobody_finds_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    with pytest.raises(KeyMissing, match="CASEWORK_PASSPHRASE_FILE"):
        passphrase_in(file)
    file.write_text(PASSPHRASE)
    file.chmod(0o444)
    with pytest.raises(KeyMissing, match="für alle lesbar"):
        passphrase_in(file)
