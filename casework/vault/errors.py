"""The vault knows one failure for a value and one for its keys; neither ever carries key bytes or plaintext."""

from casework.errors import CaseworkError, Fault


class Unreadable(CaseworkError):
    """A sealed value does not open at this place with this key."""

    def __init__(self) -> None:
        super().__init__("Dieser Eintrag ist nicht lesbar.")


class KeyMissing(Fault):
    """The key file is not where it should be, not as it should be, or open to others."""
