"""What a browser's cookies say."""

import base64
import zlib


def cookie_text(cookie: str) -> str:
    """What a session cookie says to whoever reads it."""
    payload = cookie.lstrip(".").split(".")[0]
    raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    return (zlib.decompress(raw) if cookie.startswith(".") else raw).decode()
