"""Pages of the slice."""

from flask import Blueprint

from casework.partners import models  # noqa: F401

blueprint = Blueprint("partners", __name__)
