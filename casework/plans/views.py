"""Pages of the slice."""

from flask import Blueprint

from casework.plans import models  # noqa: F401

blueprint = Blueprint("plans", __name__)
