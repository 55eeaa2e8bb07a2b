"""Everything a machine needs before the product can start, step by step; what is there is left alone."""

import fcntl
from collections.abc import Callable
from functools import partial

from casework.bootstrap import assets, fonts, libraries, packages, python
from casework.bootstrap.places import TURNSTILE
from casework.bootstrap.speech import say

Step = tuple[Callable[[], bool], Callable[[], None]]


def steps(*, testing: bool) -> tuple[Step, ...]:
    """Pairs of „is it there?“ and „make it“, in the order in which they need each other."""
    return (
        (python.is_ready, python.make),
        (partial(packages.is_ready, testing=testing), partial(packages.make, testing=testing)),
        (libraries.is_ready, libraries.make),
        (partial(assets.is_ready, testing=testing), partial(assets.make, testing=testing)),
        (fonts.is_ready, fonts.make),
    )


def set_up(*, testing: bool = False) -> None:
    """Make what is missing; two starts at once do it one after the other.

    Raises SetUpFailed, whose sentence says what to do.
    """
    wanted = steps(testing=testing)
    if all(is_ready() for is_ready, _ in wanted):
        return
    with TURNSTILE.open("w") as turnstile:
        fcntl.flock(turnstile, fcntl.LOCK_EX)
        for is_ready, make in wanted:
            if not is_ready():
                make()
    say("Alles eingerichtet.")
