"""A key file whose process dies at a point that its environment names, as by a power cut: no handler, no rollback."""

import os
import signal
from collections.abc import Mapping
from pathlib import Path

from flask.cli import FlaskGroup
from sqlalchemy import event
from sqlalchemy.engine import Engine

from casework.vault.filesource import FileSource
from casework.vault.keyring import Keyring
from casework.vault.masterkey import LocalKey
from config import Config
from tests.processes import ROOT

POINT = "CASEWORK_TEST_DIES"


class Dying(FileSource):
    """Counts what a rotation does and is gone at the named count of the named thing."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        thing, _, count = os.environ[POINT].partition(":")
        self._thing, self._left = thing, int(count)
        event.listen(Engine, "commit", lambda _connection: self._is_about_to("commit"))

    def _is_about_to(self, thing: str) -> None:
        if thing == self._thing:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def keyring(self) -> Keyring:
        return Keyring(_Counting(key, self) for key in self._current())

    def add(self, kek_id: int) -> None:
        self._is_about_to("add")
        super().add(kek_id)

    def promote(self, kek_id: int) -> None:
        self._is_about_to("promote")
        super().promote(kek_id)

    def retire(self, kek_id: int) -> str:
        self._is_about_to("retire")
        return super().retire(kek_id)

    def _laid_down(self, key: LocalKey) -> Path:
        place = super()._laid_down(key)
        self._is_about_to("take out")
        return place


class _Counting:
    def __init__(self, key: LocalKey, source: Dying) -> None:
        self.kek_id, self.unwrap = key.kek_id, key.unwrap
        self._key, self._source = key, source

    def wrap(self, key: bytes, name: bytes) -> bytes:
        self._source._is_about_to("wrap")
        return self._key.wrap(key, name)


def source(config: Config) -> Dying:
    """For CASEWORK_KEY_SOURCE."""
    return Dying(config.key_file)


def rotate(environment: Mapping[str, str]) -> None:
    """The command `keys rotate` in a process of its own that is loaded already."""
    os.environ.update(environment)
    program = FlaskGroup(add_default_commands=False, load_dotenv=False)
    program.main(["--app", str(ROOT / "wsgi.py"), "keys", "rotate"], prog_name="casework")
