"""Pages on which what somebody allows is recorded, corrected and taken back."""

from flask import Blueprint

blueprint = Blueprint("consents", __name__)
