"""Pages of the slice."""

from flask import Blueprint

from casework.exchange import models  # noqa: F401

blueprint = Blueprint("exchange", __name__)
