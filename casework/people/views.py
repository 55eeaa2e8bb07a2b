"""Pages of the slice."""

from flask import Blueprint

from casework.people import models, register  # noqa: F401

blueprint = Blueprint("people", __name__)
