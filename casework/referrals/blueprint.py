"""The blueprint of referrals."""

from flask import Blueprint

blueprint = Blueprint("referrals", __name__)
