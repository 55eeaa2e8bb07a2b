"""Who of the list may be in the register already; those in the list are never compared with each other.

All are looked for before anybody is taken in, so brothers, sisters and twins of one list do not alarm.
"""

from collections.abc import Iterable, Mapping

from casework.access.viewer import Viewer
from casework.people.duplicates import Candidate, Draft, Found, find_duplicates

MOST_VAGUE = 3
Answers = Mapping[int, set[str]]


def known_already(viewer: Viewer, drafts: Mapping[int, Draft]) -> dict[int, Found]:
    """Those worth showing by line: whom name and birth date speak for, and of the others the three likeliest."""
    found = {line: find_duplicates(viewer, draft) for line, draft in drafts.items() if draft.names}
    shown = {line: Found(list(_worth_showing(one)), one.elsewhere) for line, one in found.items()}
    return {line: one for line, one in shown.items() if one.marks}


def _worth_showing(found: Found) -> Iterable[Candidate]:
    vague = [one for one in found.candidates if not one.is_telling]
    return [one for one in found.candidates if one.is_telling or one in vague[:MOST_VAGUE]]


def open_questions(found: Mapping[int, Found], answered: Answers) -> set[int]:
    """The lines that must be asked about: somebody likely, or somebody hidden, of whom nobody has said who they are."""
    return {line for line, one in found.items() if not telling_marks(one) <= answered.get(line, set())}


def telling_marks(found: Found) -> set[str]:
    """Of whom it must be said whether they are the same person: a name alone asks nothing."""
    return Found([one for one in found.candidates if one.is_telling], found.elsewhere).marks
