"""The key file, and the master key in it."""

import stat
from pathlib import Path

import pytest

from casework.vault.errors import KeyMissing, Unreadable
from casework.vault.keyring import create_key_file, open_key_file

pytestmark = pytest.mark.engine_independent


def test_a_new_key_file_is_for_its_owner_only_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "casework.key"
    create_key_file(path)
    written = path.read_text()
    create_key_file(path)
    assert path.read_text() == written
    assert stat.S_IMODE(path.stat().st_mode) == 0o400


def test_missing_open_to_others_or_damaged_is_said_plainly(tmp_path: Path) -> None:
    path = tmp_path / "casework.key"
    with pytest.raises(KeyMissing, match="fehlt"):
        open_key_file(path)
    create_key_file(path)
    path.chmod(0o440)
    with pytest.raises(KeyMissing, match="für andere lesbar"):
        open_key_file(path)
    path.chmod(0o600)
    path.write_text("casework-kek 1 abc")
    with pytest.raises(KeyMissing, match="beschädigt"):
        open_key_file(path)


def test_a_wrapped_key_opens_under_its_own_name_only(tmp_path: Path) -> None:
    create_key_file(tmp_path / "casework.key")
    keyring = open_key_file(tmp_path / "casework.key")
    wrapped = keyring.wrap(b"k" * 32, b"one")
    assert keyring.unwrap(1, wrapped, b"one") == b"k" * 32
    with pytest.raises(Unreadable):
        keyring.unwrap(1, wrapped, b"two")
    with pytest.raises(KeyMissing, match=r"Nr\. 2"):
        keyring.unwrap(2, wrapped, b"one")


def test_the_key_is_not_shown_by_accident(tmp_path: Path) -> None:
    create_key_file(tmp_path / "casework.key")
    secret = (tmp_path / "casework.key").read_text().split()[2]
    assert secret not in repr(open_key_file(tmp_path / "casework.key"))
