"""The blueprint of the calendar."""

from flask import Blueprint

blueprint = Blueprint("appointments", __name__)
