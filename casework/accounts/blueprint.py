"""The blueprint of accounts, whose pages stand in `views` and `substitution_views`."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)
