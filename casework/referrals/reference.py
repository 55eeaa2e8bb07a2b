"""The number of a referral on paper and on the telephone: it names the referral and says nothing about the person."""

import uuid

LETTERS = 8


def reference_of(referral_id: uuid.UUID) -> str:
    """„V-3F7A-91C2“: the beginning of a random id."""
    told = referral_id.hex[:LETTERS].upper()
    return f"V-{told[:4]}-{told[4:]}"
