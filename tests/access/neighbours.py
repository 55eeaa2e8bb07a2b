"""The two towns side by side in one installation."""

from dataclasses import dataclass

from flask import Flask

from tests.access.two_towns import OURS, THEIRS, Town, furnished


@dataclass(frozen=True)
class TwoTowns:
    """The town this is about, and the one whose people must not know of it."""

    ours: Town
    theirs: Town


def two_towns(app: Flask) -> TwoTowns:
    return TwoTowns(furnished(app, OURS), furnished(app, THEIRS))
