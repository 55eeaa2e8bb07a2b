"""Pages of the slice."""

from flask import Blueprint

from casework.accounts import models  # noqa: F401

blueprint = Blueprint("accounts", __name__)
