"""What this slice tells the ones below: who lives in our houses without being recorded by name."""

from casework.housing.occupancy import NAMELESS
from casework.planning.reported_stocks import reported_in_houses


def declare() -> None:
    """Enter the reported people among those who live in houses; once, at the start."""
    NAMELESS.append(reported_in_houses)
