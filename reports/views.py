"""Pages from which papers are made."""

from flask import Blueprint

blueprint = Blueprint("reports", __name__)
