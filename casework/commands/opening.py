"""The keys of an installation, opened for a command: with the file that holds the passphrase, or at the terminal."""

import sys

import click
from flask import current_app

from casework.vault.errors import Locked
from casework.vault.inventory import check_nothing_is_missing
from casework.vault.keysource import KeySource
from casework.vault.passphrase import PassphraseSource
from casework.vault.sources import unlock_from_file
from config import Config


def key_source() -> KeySource:
    """Where the master keys of this installation come from."""
    source: KeySource = current_app.extensions["casework key source"]
    return source


def open_keys() -> None:
    """Open the keys and see that none is missing. Raises KeyMissing, Locked or WrongPassphrase."""
    unlock()
    check_nothing_is_missing(key_source().keyring)


def unlock() -> None:
    """Open locked keys, or choose the passphrase of a new installation. Raises Locked when nobody can be asked."""
    unlock_if_somebody_is_there()
    if key_source().is_locked:
        raise Locked


def unlock_if_somebody_is_there() -> None:
    """The same, but away from a terminal and without a file they stay locked."""
    config: Config = current_app.extensions["casework config"]
    source = key_source()
    unlock_from_file(source, config)
    if source.is_locked and sys.stdin.isatty():
        is_new = source.file is not None and not source.file.exists()
        source.unlock(
            click.prompt(
                "Neue Passphrase für die Schlüssel" if is_new else "Passphrase der Schlüssel",
                hide_input=True,
                confirmation_prompt="Noch einmal" if is_new else False,
                err=True,
            )
        )


def beside_the_data(config: Config, source: KeySource) -> str | None:
    """What people must know when the key file lies where the data lie; nothing if it does not."""
    if source.file is None or not config.key_lies_beside_data:
        return None
    if isinstance(source, PassphraseSource):
        return (
            "Hinweis: Schlüsseldatei und Daten liegen nebeneinander. Wer den Ordner kopiert, kann die Passphrase in "
            "Ruhe erraten; allein sie schützt die Daten."
        )
    return (
        "Achtung: Schlüssel und Daten liegen nebeneinander. Wer den Ordner kopiert, kann alles lesen. "
        "Für echte Daten gehört der Schlüssel an einen anderen Ort (CASEWORK_KEY_FILE)."
    )
