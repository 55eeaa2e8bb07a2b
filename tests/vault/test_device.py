"""The example of docs/operations.md, as it stands there, with a device that gives no key away."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from flask import Flask

from casework.database.base import db
from casework.errors import Fault
from casework.people.models import Person
from casework.vault.errors import Unreadable
from casework.vault.keys import keys
from casework.vault.masterkey import LocalKey, fresh_key
from casework.vault.sources import key_source
from config import Config
from tests import factories
from tests.processes import ROOT

EXAMPLE = re.compile(r"```python\n# town_keys\.py.*?\n(.*?)```", re.DOTALL)


class Hsm(ModuleType):
    """A device: what it encrypts can be had, the keys cannot."""

    class Error(Exception):
        """Anything that went wrong inside."""

    def __init__(self) -> None:
        super().__init__("town_hsm")
        self._inside: dict[str, LocalKey] = {}

    def generate(self, label: str) -> None:
        self._inside.setdefault(label, fresh_key(1))

    def encrypt(self, label: str, octets: bytes, name: bytes) -> bytes:
        return self._inside[label].wrap(octets, name)

    def decrypt(self, label: str, octets: bytes, name: bytes) -> bytes:
        try:
            return self._inside[label].unwrap(octets, name)
        except Unreadable:
            raise self.Error from None


@pytest.fixture
def on_a_device(config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Config]:
    """The settings of a new installation whose master key lies in a device."""
    found = EXAMPLE.search((ROOT / "docs" / "operations.md").read_text())
    assert found, "docs/operations.md shows no town_keys.py"
    (tmp_path / "town_keys.py").write_text(found[1])
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(sys.modules, "town_hsm", Hsm())
    monkeypatch.delitem(sys.modules, "town_keys", raising=False)
    yield replace(
        config,
        instance=tmp_path / "new",
        key_file=tmp_path / "numbers",
        database_url=f"sqlite:///{tmp_path / 'new' / 'casework.db'}",
        key_source="town_keys:source",
    )
    sys.modules.pop("town_keys", None)


@pytest.mark.engine_independent
def test_the_documented_source_carries_an_installation_through_a_rotation(
    on_a_device: Config, start: Callable[[Config], Flask]
) -> None:
    app = start(on_a_device)
    runner = app.test_cli_runner()
    assert runner.invoke(args=["init"]).exit_code == 0
    with app.app_context():
        layla = factories.person(factories.municipality(), "Haddad")
        db.session.remove()
    done = runner.invoke(args=["keys", "rotate"])
    assert done.exit_code == 0, done.output
    assert "im HSM unter „casework-1“" in done.stdout
    status = json.loads(runner.invoke(args=["keys", "status", "--json"]).stdout)
    assert (status["source"], status["available"], status["beside_data"]) == ("HSM der Stadt", [2], False)
    with start(on_a_device).app_context():
        assert db.session.get_one(Person, layla.id).family_name == "Haddad"
        assert not hasattr(app.extensions["casework key source"].keyring().primary, "secret")
        keys().create_subject()
        db.session.remove()


@pytest.mark.engine_independent
@pytest.mark.parametrize("named", ["nowhere.at_all:source", "casework.vault.sources:nothing", ":", "keyfile"])
def test_a_source_that_cannot_be_had_is_said(config: Config, named: str) -> None:
    with pytest.raises(Fault, match="CASEWORK_KEY_SOURCE"):
        key_source(replace(config, key_source=named))
