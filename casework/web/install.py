"""Puts the furniture into the house: one call from create_app."""

from flask import Flask
from flask_babel import Babel

from casework.web import assets, components, drafted, errors, filters, headers, navigation, offers, terms
from casework.web.secret_addresses import ForgeryProtection


def install(app: Flask) -> None:
    """Wire languages, forgery protection, template words, menu, headers and error pages."""
    if "babel" not in app.extensions:
        Babel(app, default_locale="de", default_timezone="Europe/Berlin")
    if "csrf" not in app.extensions:
        ForgeryProtection(app)
    for part in (components, terms, navigation, filters, offers, drafted, assets, headers, errors):
        part.install(app)
