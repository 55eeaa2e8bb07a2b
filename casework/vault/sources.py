"""Which key source an installation uses: what its settings name, or what its key file says of itself."""

import importlib
from collections.abc import Callable
from typing import Any

from casework.vault.errors import KeyMissing
from casework.vault.filesource import FileSource
from casework.vault.keysource import KeySource
from casework.vault.passphrase import (
    Hardness,
    PassphraseSource,
    is_under_passphrase,
    passphrase_in,
)
from config import PASSPHRASE, Config


def key_source(config: Config) -> KeySource:
    """The source for these settings; its keys are read when first needed. Raises KeyMissing for what cannot be."""
    if ":" in config.key_source:
        made: KeySource = _maker(config.key_source)(config)
        return made
    if config.key_source not in ("", PASSPHRASE):
        raise KeyMissing(
            "CASEWORK_KEY_SOURCE ist „%(found)s“. Möglich sind „passphrase“, „paket.modul:aufruf“ oder keine Angabe.",
            found=config.key_source,
        )
    if is_under_passphrase(config.key_file) or (config.key_source and not config.key_file.exists()):
        hardness = Hardness(config.passphrase_memory_kib, config.passphrase_passes)
        return PassphraseSource(config.key_file, hardness)
    if config.key_source:
        raise KeyMissing(
            "CASEWORK_KEY_SOURCE verlangt eine Passphrase, aber die Schlüsseldatei %(path)s liegt offen. Bitte die "
            "Angabe weglassen oder die richtige Datei einspielen.",
            path=config.key_file,
        )
    return FileSource(config.key_file)


def _maker(named: str) -> Callable[[Config], Any]:
    module, _, name = named.partition(":")
    try:
        found: Callable[[Config], Any] = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise KeyMissing(
            "CASEWORK_KEY_SOURCE nennt „%(named)s“, das lässt sich nicht laden: %(why)s.",
            named=named,
            why=error,
        ) from None
    return found


def unlock_from_file(source: KeySource, config: Config) -> None:
    """Open a locked source with the file that CASEWORK_PASSPHRASE_FILE names, if it names one."""
    if config.passphrase_file is not None and source.is_locked:
        source.unlock(passphrase_in(config.passphrase_file))
