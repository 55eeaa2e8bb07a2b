"""Pages of the slice."""

from flask import Blueprint

from casework.housing import ledger, models  # noqa: F401

blueprint = Blueprint("housing", __name__)
