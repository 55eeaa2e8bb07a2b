"""What is typed after the options of a command, read as the forms read it."""

from datetime import date

from casework.errors import Refused
from casework.web.fields import read_day


def day(text: str) -> date:
    """A day in any of the ways people write it. Raises Refused."""
    try:
        return read_day(text)
    except ValueError as error:
        raise Refused(str(error)) from None
