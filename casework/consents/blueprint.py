"""The blueprint of the slice, whose pages stand in `views` (consents) and `release_views` (releases from secrecy)."""

from flask import Blueprint

blueprint = Blueprint("consents", __name__)
