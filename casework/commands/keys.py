"""`keys status` and `keys rotate`: which master keys there are, and another one in their place."""

import fcntl
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from flask import current_app

from casework.audit.trail import witness, write_witnessed
from casework.commands.opening import beside_the_data, key_source, unlock
from casework.commands.output import (
    FAULT,
    answered,
    answered_unopened,
    as_json_option,
    say,
    show,
    show_json,
)
from casework.errors import Refused
from casework.vault.inventory import Wrapped, wrapped_keys
from casework.vault.keysource import KeySource
from casework.vault.rotation import Retired, Rotation
from config import Config


@click.group("keys")
def keys() -> None:
    """Schlüssel prüfen und wechseln."""


@dataclass(frozen=True, slots=True)
class _State:
    """The master keys that are there (the primary first) and the data keys that need them."""

    kek_ids: tuple[int, ...]
    wrapped: Mapping[int, Wrapped]

    @property
    def primary(self) -> int:
        return self.kek_ids[0]

    @property
    def missing(self) -> list[int]:
        return sorted(self.wrapped.keys() - set(self.kek_ids))

    @property
    def left_to_rotate(self) -> int | None:
        """How many data keys a begun rotation still has to carry over; None when there is none."""
        others = sum(count.total for kek_id, count in self.wrapped.items() if kek_id != self.primary)
        return others if others or len(self.kek_ids) > 1 else None


@keys.command("status")
@as_json_option
@answered_unopened
def status(as_json: bool) -> None:
    """Woher die Hauptschlüssel kommen, welcher in Gebrauch ist und wie viele Datenschlüssel jeder verschließt."""
    unlock()
    config: Config = current_app.extensions["casework config"]
    source = key_source()
    state = _State(source.keyring().kek_ids, wrapped_keys())
    warning = beside_the_data(config, source)
    if as_json:
        show_json(_as_data(source, state) | {"beside_data": warning is not None})
    else:
        _tell(source, state)
        if warning:
            show(warning)
    if state.missing:
        raise click.exceptions.Exit(FAULT)


def _as_data(source: KeySource, state: _State) -> dict[str, object]:
    counts = {
        str(kek_id): {"subjects": counted.subjects, "services": counted.services}
        for kek_id, counted in state.wrapped.items()
    }
    return {
        "master_key": state.primary,
        "wrapped": counts,
        "source": source.kind,
        "available": list(state.kek_ids),
        "missing": state.missing,
        "rotation_in_progress": state.left_to_rotate is not None,
    }


def _tell(source: KeySource, state: _State) -> None:
    show(f"Quelle: {source.kind}" + (f", {source.file}" if source.file else ""))
    show(f"Hauptschlüssel in Gebrauch: Nr. {state.primary}")
    if len(state.kek_ids) > 1:
        show(f"Nur noch zum Lesen da: {_numbers(state.kek_ids[1:])}")
    for kek_id, counted in state.wrapped.items():
        show(
            f"  Nr. {kek_id} verschließt {counted.subjects} Schlüssel von Personen, Haushalten und Gesprächen "
            f"und {counted.services} der Installation"
        )
    if state.missing:
        show(f"Es fehlt {_numbers(state.missing)}; was er verschließt, ist ohne ihn nicht lesbar.")
    if state.left_to_rotate is not None:
        show(
            f"Ein Wechsel ist im Gang, {state.left_to_rotate} Datenschlüssel stehen noch aus. "
            "„python3 -m casework keys rotate“ führt ihn zu Ende."
        )


def _numbers(kek_ids: list[int] | tuple[int, ...]) -> str:
    return ", ".join(f"Nr. {kek_id}" for kek_id in kek_ids)


@keys.command("rotate")
@as_json_option
@answered
def rotate(as_json: bool) -> None:
    """Einen neuen Hauptschlüssel einführen, während alle weiterarbeiten; ein unterbrochener Wechsel geht weiter."""
    config: Config = current_app.extensions["casework config"]
    with _no_other_rotation(config.instance):
        rotation = Rotation(key_source())
        rewrapped = _rewrap(rotation)
        retired = rotation.finish()
    witness("vault:keys:rotated", old=list(rotation.outgoing), new=rotation.target)
    write_witnessed()
    if as_json:
        show_json({"from": rotation.outgoing[-1], "to": rotation.target, "rewrapped": rewrapped})
    else:
        _tell_rotated(rotation.target, rewrapped, retired)


@contextmanager
def _no_other_rotation(instance: Path) -> Iterator[None]:
    """Only one at a time in an installation; the lock goes with the process, however that ends. Raises Refused."""
    folder = os.open(instance, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise Refused(
            "Ein Wechsel des Hauptschlüssels läuft gerade. Bitte warten Sie, bis er fertig ist."
        ) from None
    finally:
        os.close(folder)


def _rewrap(rotation: Rotation) -> int:
    """How many data keys were wrapped anew; with a bar at a terminal, else with a line."""
    waiting, done = rotation.waiting(), 0
    if not sys.stderr.isatty():
        say(f"{waiting} Datenschlüssel bekommen den Hauptschlüssel Nr. {rotation.target} …")
        return sum(rotation.rewrap())
    with click.progressbar(length=waiting, label="Datenschlüssel", file=sys.stderr) as bar:
        for number in rotation.rewrap():
            bar.update(number)
            done += number
    return done


def _tell_rotated(target: int, rewrapped: int, retired: tuple[Retired, ...]) -> None:
    show(f"Hauptschlüssel Nr. {target} ist in Gebrauch; {rewrapped} Datenschlüssel wurden umgestellt.")
    for old in retired:
        show(f"Der alte, Nr. {old.kek_id}, wird nicht mehr gebraucht und liegt jetzt hier: {old.place}")
    show(
        "Er öffnet noch alle Sicherungen, die vor heute gemacht wurden. Heben Sie ihn getrennt von ihnen auf, und "
        "löschen Sie ihn, sobald es keine solche Sicherung mehr gibt.\n"
        "Bitte sichern Sie jetzt den neuen Schlüssel, getrennt von den Sicherungen der Daten."
    )


COMMANDS = (keys,)
