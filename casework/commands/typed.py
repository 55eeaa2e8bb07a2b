"""What is typed after the options of a command, read as the forms read it."""

from datetime import date, datetime

from casework.database.moments import read_moment
from casework.database.turns import last_recorded_at
from casework.errors import Refused
from casework.web.fields import read_day


def day(text: str) -> date:
    """A day in any of the ways people write it. Raises Refused."""
    try:
        return read_day(text)
    except ValueError as error:
        raise Refused(str(error)) from None


def knowledge(text: str | None) -> datetime:
    """The moment of knowledge as typed; without one, all that is recorded by now. Raises Refused."""
    return read_moment(text) if text else last_recorded_at()
