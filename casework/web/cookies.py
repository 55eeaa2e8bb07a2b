"""The secret that signs cookies: random and wrapped, so that another master key signs nobody out."""

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from casework.errors import Fault
from casework.vault.keys import ServicePurpose, keys
from casework.vault.keysource import KeySource

_SLOT = "casework cookie secret"


def find_signature_secret(app: Flask) -> bytes | None:
    """The secret, read once per process; None while the vault cannot give it, and then there are no sessions."""
    source: KeySource = app.extensions["casework key source"]
    try:
        return None if source.is_locked else signature_secret()
    except (Fault, SQLAlchemyError):
        return None


def signature_secret() -> bytes:
    """The secret. Raises Fault when keys are missing."""
    if _SLOT not in current_app.extensions:
        current_app.extensions[_SLOT] = keys().of_service(ServicePurpose.SESSIONS).derive(b"cookie/v1")
    secret: bytes = current_app.extensions[_SLOT]
    return secret
