"""The code of a one-time link: too long to be guessed, short enough to be typed from a letter."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U: what looks alike is read alike."""
LETTERS, GROUP = 28, 4
LONGEST_TYPED = 200
_LOOKS_LIKE = str.maketrans("ILO", "110")


def new_token() -> str:
    """A code of 140 random bits: 7K3F-9QXM-…, as it stands in the address and on paper."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
    return "-".join(letters[start : start + GROUP] for start in range(0, LETTERS, GROUP))


def read_token(typed: str) -> str:
    """The code as it was given out, whatever was typed between its letters, in capitals or not."""
    letters = [sign for sign in typed[:LONGEST_TYPED].upper().translate(_LOOKS_LIKE) if sign in ALPHABET]
    told = "".join(letters)
    return "-".join(told[start : start + GROUP] for start in range(0, len(told), GROUP))
