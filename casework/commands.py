"""The command line, in German and, with --json, for scripts (contract: exit 0 done, 2 refused, 1 fault)."""

from flask import Flask


def install(app: Flask) -> None:
    """Put every command on the application's command line."""
