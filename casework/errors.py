"""What can go wrong in the world of the caseworker: each class is a fact, its text the sentence a user reads."""

from uuid import UUID


class CaseworkError(Exception):
    """Something the user must be told; `str(error)` is the German sentence.

    The sentence may carry `%(name)s` places for the facts, so that a translation can put them elsewhere.
    """

    def __init__(self, sentence: str, **facts: object) -> None:
        self.sentence = sentence
        self.facts = facts
        super().__init__(sentence % facts if facts else sentence)


class Refused(CaseworkError):
    """The input is impossible or not allowed by a rule; says what to do instead."""


class Doubt(CaseworkError):
    """Something possible but worth a second look: shown once, never raised and never in the way."""


class NotThere(CaseworkError):
    """What was asked for does not exist, or not for this viewer: both look the same on purpose."""


class Moved(CaseworkError):
    """What was asked for stands under another id now: the old record was merged into another one."""

    def __init__(self, old_id: UUID, new_id: UUID) -> None:
        super().__init__("Diese Akte wurde mit einer anderen zusammengeführt.")
        self.old_id = old_id
        self.new_id = new_id


class NotAllowed(CaseworkError):
    """The viewer is known but this act is not theirs."""


class Conflict(CaseworkError):
    """Somebody else changed the same record in between."""


class Fault(CaseworkError):
    """The installation itself is not in order (a missing key, an unmigrated database)."""
