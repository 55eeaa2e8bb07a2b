"""Pages on which what somebody allows is recorded, corrected and taken back."""

from flask import Blueprint

from casework.consents import models, operations, queries

__all__ = ["blueprint", "models", "operations", "queries"]

blueprint = Blueprint("consents", __name__)
