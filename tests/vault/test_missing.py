"""A start in the middle of a rotation finds every key; one without a key it needs does not start."""

from collections.abc import Callable

import pytest
from flask import Flask

from casework.vault.errors import MasterKeyMissing
from casework.vault.inventory import check_nothing_is_missing
from casework.vault.keyring import Keyring
from casework.vault.rotation import Rotation
from tests import factories


def looks(app: Flask, *rings: Keyring) -> Callable[[], Keyring]:
    """What somebody sees who looks at the ring again and again; at last what there is now."""
    seen = iter(rings)
    return lambda: next(seen, app.extensions["casework key source"].keyring())


def test_a_ring_read_before_a_rotation_is_read_again(app: Flask) -> None:
    source = app.extensions["casework key source"]
    with app.app_context():
        factories.person(factories.municipality())
        before = source.keyring()
        rotation = Rotation(source)
        list(rotation.rewrap())
        check_nothing_is_missing(looks(app, before))
        rotation.finish()
        check_nothing_is_missing(source.keyring)
        with pytest.raises(MasterKeyMissing):
            check_nothing_is_missing(lambda: before)
