"""Pages of the slice."""

from flask import Blueprint

from casework.counselling import models  # noqa: F401

blueprint = Blueprint("counselling", __name__)
