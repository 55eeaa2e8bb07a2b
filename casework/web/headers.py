"""What every answer tells the browser: run nothing but our own files, keep no page, tell nobody."""

import secrets

from flask import Flask, Response, g, request

from casework.web.secret_addresses import SILENT, is_secret_address

_ONE_YEAR_SECONDS = 365 * 24 * 3600
_ONE_HOUR_SECONDS = 3600

_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # our own forms are checked against it, other sites learn nothing
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=(), "
        "publickey-credentials-create=(self), publickey-credentials-get=(self)"
    ),
}


def script_nonce() -> str:
    """The word that allows one inline script or style in this answer; our own templates need none."""
    if "script_nonce" not in g:
        g.script_nonce = secrets.token_urlsafe(18)
    word: str = g.script_nonce
    return word


def content_security_policy(nonce: str) -> str:
    """Everything is forbidden except our own files, data: images (icons) and forms to ourselves."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


def _cache_control() -> str:
    if request.endpoint != "static":
        return "no-store"
    if request.args.get("v"):
        return f"public, max-age={_ONE_YEAR_SECONDS}, immutable"
    return f"public, max-age={_ONE_HOUR_SECONDS}"


def _protect(response: Response) -> Response:
    fixed = {**_FIXED, **SILENT} if is_secret_address() else _FIXED
    for name, value in fixed.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", content_security_policy(script_nonce()))
    if request.endpoint == "static" or "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = _cache_control()
    if request.is_secure:
        response.headers.setdefault(
            "Strict-Transport-Security", f"max-age={_ONE_YEAR_SECONDS}; includeSubDomains"
        )
    return response


def install(app: Flask) -> None:
    """Protect every answer."""
    app.jinja_env.globals["script_nonce"] = script_nonce
    app.after_request(_protect)
