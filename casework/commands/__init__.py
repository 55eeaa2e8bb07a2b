"""The command line, in German and, with --json, for scripts (contract: exit 0 done, 2 refused, 1 fault).

A module per subject; each names its commands in COMMANDS and stands once in MODULES.
"""

from types import ModuleType

from flask import Flask

from casework.commands import (
    cross,
    deadlines,
    figures,
    importing,
    installing,
    keeping,
    keys,
    reporting,
    searching,
    series,
    serving,
)

MODULES: tuple[ModuleType, ...] = (
    installing,
    serving,
    importing,
    figures,
    cross,
    deadlines,
    series,
    searching,
    reporting,
    keys,
    keeping,
)


def install(app: Flask) -> None:
    """Put every command on the application's command line."""
    for module in MODULES:
        for command in module.COMMANDS:
            app.cli.add_command(command)
